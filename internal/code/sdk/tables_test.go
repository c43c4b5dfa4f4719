package sdk

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Every operation that a table names is one of the catalogue's.
func TestTablesNameOperations(t *testing.T) {
	for service, types := range botoTypes() {
		for name, kind := range types {
			for _, all := range []map[string]botoOperation{kind.actions, kind.batch} {
				for method, o := range all {
					if _, ok := catalogue.Operation(service, o.operation); !ok {
						t.Errorf("%s %s.%s: there is no operation %s", service, name, method, o.operation)
					}
				}
			}
			for method, o := range kind.waits {
				if _, ok := waiterOperation(service, o.operation); !ok {
					t.Errorf("%s %s.%s: there is no waiter %s", service, name, method, o.operation)
				}
			}
			for attribute, m := range kind.many {
				if _, ok := catalogue.Operation(service, m.operation); !ok {
					t.Errorf("%s %s.%s: there is no operation %s", service, name, attribute, m.operation)
				}
			}
		}
	}
	for _, row := range rows(waiterTable) {
		if _, ok := catalogue.Operation(row[0], row[1]); !ok {
			t.Errorf("waiters of %s: there is no operation %s", row[0], row[1])
		}
	}
	for method, m := range mappings() {
		for _, operation := range []string{m.operation, m.many} {
			if _, ok := catalogue.Operation("dynamodb", operation); !ok && operation != "" {
				t.Errorf("%s: there is no operation %s", method, operation)
			}
		}
	}
	for method, transfer := range transfers {
		if _, ok := catalogue.Operation("s3", transfer.operation); !ok {
			t.Errorf("%s: there is no operation %s", method, transfer.operation)
		}
	}
}

// Every rule is about a type of the catalogue, and fills placeholders that its ARN form has.
func TestRulesFillPlaceholders(t *testing.T) {
	for _, row := range rows(targetTable) {
		of, ok := typeNamed(row[0])
		if !ok {
			t.Errorf("there is no resource type %s", row[0])
			continue
		}
		if _, ok := typeNamed(strings.TrimPrefix(row[1], "<")); row[1] != "-" && row[1] != "+" && !ok {
			t.Errorf("%s: there is no resource type %s", row[0], row[1])
		}
		for _, f := range rules()[of].rule.fields {
			if !strings.Contains(of.ARN(), "${"+f.placeholder+"}") {
				t.Errorf("%s: %s has no placeholder %s", row[0], of.ARN(), f.placeholder)
			}
		}
	}
	for kind, types := range kinds {
		for _, name := range types {
			if _, ok := typeNamed(name); !ok {
				t.Errorf("%s: there is no resource type %s", kind, name)
			}
		}
	}
}

// usual are the services that functions call most.
var usual = strings.Fields(`s3 dynamodb dynamodbstreams sqs sns lambda secretsmanager ssm events stepfunctions kms kinesis firehose
	cognito-idp cognito-identity logs cloudwatch sts iam ses sesv2 apigatewaymanagementapi appsync athena glue rds-data
	bedrock-runtime bedrock-agent-runtime rekognition textract comprehend translate polly transcribe ecs batch codebuild codepipeline
	scheduler appconfigdata location`)

// Of the services that functions call most, most operations with resources have a rule for one of their types. The number
// only rises.
func TestRulesCoverTheUsualServices(t *testing.T) {
	const least = 72 // percent
	all, with := 0, 0
	for _, name := range usual {
		service, ok := catalogue.LookupSDKService(name)
		if !ok {
			t.Fatalf("there is no service %s", name)
		}
		for m := range service.Operations() {
			for _, need := range m.Needs {
				if need.On.Kind != catalogue.Own || !need.Action.HasResources() || need.Conditional() {
					continue
				}
				all++
				if len(rulesFor(need.Action)) > 0 {
					with++
				} else if testing.Verbose() {
					t.Logf("%s.%s: no rule for %v", name, m.Operation, need.Action.Resources())
				}
				break
			}
		}
	}
	t.Logf("%d of %d operations of %d services", with, all, len(usual))
	if with*100 < all*least {
		t.Errorf("%d of %d operations have a rule, less than %d %%", with, all, least)
	}
}

// The operations to which defaults are limited are operations of the catalogue that need an action on the rule's type.
func TestDefaultsNameOperations(t *testing.T) {
	for of, p := range rules() {
		for _, f := range p.rule.fields {
			for _, member := range f.members {
				at := strings.LastIndexByte(member, '@')
				if at < 0 || member[0] != '=' {
					continue
				}
				for name := range strings.SplitSeq(member[at+1:], ",") {
					action, ok := catalogue.LookupAction(of.Service().Prefix() + ":" + name)
					if m, known := catalogue.Operation("apigatewaymanagementapi", name); known && len(m.Needs) > 0 {
						action, ok = m.Needs[0].Action, true
					}
					if !ok || len(rulesFor(action)) == 0 {
						t.Errorf("%s: %s has no default", of, name)
					}
				}
			}
		}
	}
}
