package aws

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func TestIsPattern(t *testing.T) {
	region := model.NewReference(model.Ref{Attribute: "AWS::Region"}, model.Location{})
	for end, want := range map[string]bool{
		":1:table/orders": false, ":1:table/orders/*": false, ":1:table/orders/index/*": false, ":1:table/*": true, ":1:table/o*": true,
		":1:log-group:/aws/lambda/f:*": false, ":1:log-group:*": true, ":1:log-group:/aws/lambda/*:*": true, ":1:function:*": true,
		":1:log-group:/aws/*": true, ":1:parameter/orders/*": true,
	} {
		text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
		if got := isPattern(text("arn:aws:x:eu-west-1" + end)); got != want {
			t.Errorf("%s: %v", end, got)
		}
		if got := isPattern(model.NewTemplate([]model.Value{text("arn:aws:x:"), region, text(end)}, model.Location{})); got != want {
			t.Errorf("%s with a hole: %v", end, got)
		}
	}
}
