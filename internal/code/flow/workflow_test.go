package flow

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// What a step gets is what the steps before it answered, by the paths of the definition.
func TestStepsOfWorkflows(t *testing.T) {
	t.Parallel()
	at := model.Location{File: "t.yaml", Line: 1}
	for name, c := range map[string]struct{ first, second, part, want string }{
		"the whole answer":                 {``, ``, "place", "First place"},
		"beside what came in":              {`, "ResultPath": "$.report"`, ``, "report.place", "First place"},
		"what came in beside the answer":   {`, "ResultPath": "$.report"`, ``, "place", ""},
		"what came in, the answer is gone": {`, "ResultPath": null`, ``, "place", ""},
		"of an operation the payload":      {`, "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "${one}", "Payload.$": "$"}, "OutputPath": "$.Payload"`, ``, "place", "First place"},
		"of an operation more":             {`, "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "${one}", "Payload.$": "$"}`, ``, "Payload.place", "First place"},
		"under another name":               {``, `, "Parameters": {"city.$": "$.place.name"}`, "city", "First place.name"},
		"a constant":                       {``, `, "Parameters": {"city": "Berlin"}`, "city", ""},
		"a path that is computed":          {``, `, "InputPath": "$.places[0]"`, "city", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := `"Resource": "${one}"` + c.first
			if strings.Contains(c.first, "Resource") {
				first = strings.TrimPrefix(c.first, ", ")
			}
			definition := `{"StartAt": "A", "States": {"A": {"Type": "Task", ` + first + `, "Next": "Wait"}, "Wait": {"Type": "Wait", "Next": "B"}, "B": {"Type": "Task", "Resource": "${two}"` + c.second + `, "End": true}}}`
			substitutions := model.NewMap([]model.Field{
				{Key: "one", Value: model.NewReference(model.Ref{Target: "First", Attribute: "Arn"}, at)},
				{Key: "two", Value: model.NewReference(model.Ref{Target: "Second", Attribute: "Arn"}, at)},
			}, at)
			app := &model.App{Resources: []model.Resource{{ID: "Flow", Type: "AWS::StepFunctions::StateMachine", Properties: model.NewMap([]model.Field{
				{Key: "DefinitionString", Value: model.NewString(definition, at)}, {Key: "DefinitionSubstitutions", Value: substitutions},
			}, at)}}}
			got := ""
			for _, a := range workflows(app)["Flow"].given("Second", strings.Split(c.part, ".")) {
				got += a.function + " " + strings.Join(a.part, ".")
			}
			if got != c.want {
				t.Errorf("%s comes from %q, not %q", c.part, got, c.want)
			}
		})
	}
}
