package need_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
)

func TestKind(t *testing.T) {
	for action, want := range map[string]model.EdgeKind{
		"dynamodb:Query": model.EdgeReads, "dynamodb:DeleteItem": model.EdgeWrites, "dynamodb:PartiQLSelect": model.EdgeReads, "dynamodb:PartiQLUpdate": model.EdgeWrites,
		"s3:ListBucket": model.EdgeReads, "s3:PutObjectTagging": model.EdgeWrites, "sqs:SendMessage": model.EdgePublishes, "sqs:DeleteMessage": model.EdgeReads,
		"lambda:InvokeFunction": model.EdgeInvokes, "kms:Decrypt": model.EdgeReads, "secretsmanager:GetSecretValue": model.EdgeReads, "ssm:PutParameter": model.EdgeWrites,
		"no:Such": "", "": "",
	} {
		if got := need.Kind(action); got != want {
			t.Errorf("%s is %q, want %q", action, got, want)
		}
	}
}

func TestAbout(t *testing.T) {
	for action, want := range map[string]bool{"s3:PutObject": false, "dynamodb:PutItem": true, "unheard:Of": true, "": true} {
		if got := need.About(action, model.KindTable); got != want {
			t.Errorf("%q may be about a table: %v", action, got)
		}
	}
}
