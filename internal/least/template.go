package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// Template is a policy template of SAM.
type Template struct {
	Name      string
	Parameter string // "" where it takes none
	Value     Spelled
}

// templates are the policy templates that grant one action on one thing, and nothing else: on the thing that their
// parameter names by an attribute (AWS SAM Developer Guide, "Policy template list"). Others grant actions that a pattern
// takes in, or things whose names begin alike: they do not say the same as any statement that names what is needed.
var templates = []struct {
	name, parameter, action, kind, attribute string
}{
	{"SNSPublishMessagePolicy", "TopicName", "sns:Publish", "AWS::SNS::Topic", "TopicName"},
	{"AWSSecretsManagerGetSecretValuePolicy", "SecretArn", "secretsmanager:GetSecretValue", "AWS::SecretsManager::Secret", "Ref"},
	{"StepFunctionsExecutionPolicy", "StateMachineName", "states:StartExecution", "AWS::StepFunctions::StateMachine", "Name"},
	{"EventBridgePutEventsPolicy", "EventBusName", "events:PutEvents", "AWS::Events::EventBus", "Name"},
	{"KMSDecryptPolicy", "KeyId", "kms:Decrypt", "AWS::KMS::Key", "Ref"},
}

// Template is the policy template that says exactly the same as a statement, if there is one.
func (a *Audit) Template(l *Line, function string) (Template, bool) {
	if len(l.Actions) != 1 || len(l.Resources) != 1 || !l.Condition.IsAbsent() {
		return Template{}, false
	}
	if text, known := l.Resources[0].Text(); known {
		return Template{Name: "CloudWatchPutMetricPolicy"}, text == "*" && l.Actions[0] == "cloudwatch:PutMetricData"
	}
	ref, isRef := l.Resources[0].Ref()
	r, declared := a.app.Resource(ref.Target)
	if !isRef || !declared || ref.Attribute != "Arn" && ref.Attribute != "Ref" {
		return Template{}, false
	}
	i := slices.IndexFunc(templates, func(t struct{ name, parameter, action, kind, attribute string }) bool {
		return t.action == l.Actions[0] && t.kind == r.Type
	})
	if i < 0 {
		return Template{}, false
	}
	t := templates[i]
	value, reason := a.Spell(model.NewReference(model.Ref{Target: r.ID, Attribute: t.attribute}, r.At), function)
	return Template{Name: t.name, Parameter: t.parameter, Value: value}, reason == ""
}
