package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// worker is a function of SAM that does one thing with each of what policy templates say exactly.
const worker = `Transform: AWS::Serverless-2016-10-31
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Secret: {Type: AWS::SecretsManager::Secret}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: bus}}
  Key: {Type: AWS::KMS::Key}
  Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: "arn:aws:iam::111122223333:role/machine", DefinitionString: "{}"}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}]}}
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Environment: {Variables: {TOPIC: !Ref Topic, SECRET: !Ref Secret, BUS: !Ref Bus, KEY: !Ref Key, MACHINE: !Ref Machine, TABLE: !Ref Table}}
      InlineCode: |
        import os, boto3
        def handler(event, context):
            boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message="m")
            boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET"])
            boto3.client("events").put_events(Entries=[{"EventBusName": os.environ["BUS"], "Source": "s", "DetailType": "d", "Detail": "{}"}])
            boto3.client("kms").decrypt(KeyId=os.environ["KEY"], CiphertextBlob=b"")
            boto3.client("stepfunctions").start_execution(stateMachineArn=os.environ["MACHINE"])
            boto3.client("cloudwatch").put_metric_data(Namespace=event["n"], MetricData=[])
            boto3.resource("dynamodb").Table(os.environ["TABLE"]).get_item(Key={"id": "1"})
`

// Policy templates are written where they say exactly the same as the statement, for all requests: both are put into the
// template, read again and compared.
func TestPolicyTemplatesSayTheSame(t *testing.T) {
	statements, templates := proposed(t, worker, false), proposed(t, worker, true)
	for _, name := range []string{"SNSPublishMessagePolicy", "AWSSecretsManagerGetSecretValuePolicy", "EventBridgePutEventsPolicy", "KMSDecryptPolicy", "CloudWatchPutMetricPolicy: {}", "StepFunctionsExecutionPolicy"} {
		if !strings.Contains(templates, name) {
			t.Errorf("%s is not written:\n%s", name, templates)
		}
	}
	if strings.Contains(templates, "- DynamoDB") {
		t.Error("no template of DynamoDB allows one action alone")
	}
	one, other := granted(t, statements), granted(t, templates)
	for name, within := range map[string]policy.Truth{
		"the templates allow no more":  compare.Within(other, one, compare.Options{}).Within,
		"the statements allow no more": compare.Within(one, other, compare.Options{}).Within,
	} {
		if within != policy.Yes {
			t.Errorf("%s: %v\n%s", name, within, templates)
		}
	}
}

// proposed is a template with the policy that is proposed for its function.
func proposed(t *testing.T, text string, templates bool) string {
	t.Helper()
	r := readApplication(t, text)
	var b bytes.Buffer
	if err := report.PoliciesText(&b, report.ProposePolicies(r.Apps[0].Model, nil), report.PolicyStyle{SAM: true, Templates: templates}); err != nil {
		t.Fatal(err)
	}
	_, policies, _ := strings.Cut(b.String(), "\n  Policies:\n")
	return strings.Replace(text, "      Handler:", "      Policies:\n"+strings.ReplaceAll("  "+policies, "\n", "\n  ")+"\n      Handler:", 1)
}

// granted is what the role of the function is allowed.
func granted(t *testing.T, text string) compare.Set {
	t.Helper()
	app := readApplication(t, text).Apps[0].Model
	return access.NewLedger(app).Of("template.yaml#WorkRole").Set()
}

func readApplication(t *testing.T, text string) *scan.Result {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Read(t.Context(), scan.Options{Path: dir, Code: true})
	if err != nil || len(r.Refused) > 0 {
		t.Fatal(err, r)
	}
	return r
}
