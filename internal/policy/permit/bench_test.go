package permit_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// BenchmarkSpace measures a narrow policy in an application of one table: what an application takes that has nothing else.
func BenchmarkSpace(b *testing.B) {
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	table := text("arn:aws:dynamodb:us-east-1:111122223333:table/orders")
	policies := policy.Policies{Identity: []policy.Document{{Version: policy.Version2012, Statements: []policy.Statement{{
		Effect: model.Allow, Actions: []model.Value{text("dynamodb:GetItem")}, Resources: []model.Value{table},
	}}}}}
	for b.Loop() {
		permit.NewSpace([]permit.Resource{{table}}).Of(policies)
	}
}
