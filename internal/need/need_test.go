package need_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
	"github.com/sconce-dev/sconce/internal/scan"
)

// application reads a template of functions with inline code.
func application(t *testing.T, template string) *model.App {
	t.Helper()
	r, err := scan.Read(t.Context(), scan.Options{Path: ".", Code: true, Files: fstest.MapFS{"t.yaml": {Data: []byte(template)}}})
	if err != nil || len(r.Refused) > 0 {
		t.Fatal(err, r)
	}
	return r.Apps[0].Model
}

// lines are the needs of a function, without those for its log.
func lines(app *model.App, name string) []string {
	f, _ := app.Function("t.yaml#" + name)
	s := need.Of(app, f)
	var out []string
	for _, n := range s.Needs {
		if strings.HasPrefix(n.Action, "logs:") {
			continue
		}
		on := n.On.Name
		switch n.On.Kind {
		case model.TargetAny:
			on = "*"
		case model.TargetEvent, model.TargetUnknown:
			on = "?"
		case model.TargetRef, model.TargetLiteral:
		}
		by := "code"
		if n.Platform() {
			by = n.Reasons[0].Text
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s on %s %s", n.Action, on, n.On.Part))+": "+by)
	}
	slices.Sort(out)
	return out
}

const resources = `
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {StreamSpecification: {StreamViewType: KEYS_ONLY}}}
  Key: {Type: AWS::KMS::Key}
  Locked: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !GetAtt Key.Arn}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
`

const function = `
  F:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.12
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code:
        ZipFile: |
          def handler(event, context):
              return event
`

// TestPlatform: what the platform takes follows from how the function is set up.
func TestPlatform(t *testing.T) {
	source := func(arn string) string {
		return "  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref F, EventSourceArn: " + arn + "}}\n"
	}
	for name, c := range map[string]struct {
		more string
		want []string
	}{
		"nothing":  {"", nil},
		"tracing":  {"      TracingConfig: {Mode: Active}\n", []string{"xray:PutTelemetryRecords on *: it sends its traces", "xray:PutTraceSegments on *: it sends its traces"}},
		"passive":  {"      TracingConfig: {Mode: PassThrough}\n", nil},
		"dead":     {"      DeadLetterConfig: {TargetArn: !GetAtt Queue.Arn}\n", []string{"sqs:SendMessage on Queue: what failed is put aside"}},
		"deadSNS":  {"      DeadLetterConfig: {TargetArn: !Ref Topic}\n", []string{"sns:Publish on Topic: what failed is put aside"}},
		"network":  {"      VpcConfig: {SubnetIds: [s], SecurityGroupIds: [g]}\n", []string{"ec2:AssignPrivateIpAddresses on *: it runs in a network", "ec2:CreateNetworkInterface on *: it runs in a network", "ec2:DeleteNetworkInterface on *: it runs in a network", "ec2:DescribeNetworkInterfaces on *: it runs in a network", "ec2:DescribeSubnets on *: it runs in a network", "ec2:UnassignPrivateIpAddresses on *: it runs in a network"}},
		"noSubnet": {"      VpcConfig: {SubnetIds: [], SecurityGroupIds: []}\n", nil},
		"queue": {source("!GetAtt Queue.Arn"), []string{
			"sqs:DeleteMessage on Queue: the platform fetches its events", "sqs:GetQueueAttributes on Queue: the platform fetches its events", "sqs:ReceiveMessage on Queue: the platform fetches its events",
		}},
		"lockedQueue": {source("!GetAtt Locked.Arn"), []string{
			"kms:Decrypt on Key: the platform fetches its events",
			"sqs:DeleteMessage on Locked: the platform fetches its events", "sqs:GetQueueAttributes on Locked: the platform fetches its events", "sqs:ReceiveMessage on Locked: the platform fetches its events",
		}},
		"table": {source("!GetAtt Table.StreamArn"), []string{
			"dynamodb:DescribeStream on Table stream: the platform fetches its events", "dynamodb:GetRecords on Table stream: the platform fetches its events",
			"dynamodb:GetShardIterator on Table stream: the platform fetches its events", "dynamodb:ListStreams on *: the platform fetches its events",
		}},
		"destination": {"  C: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref F, Qualifier: $LATEST, DestinationConfig: {OnFailure: {Destination: !GetAtt Queue.Arn}}}}\n", []string{"sqs:SendMessage on Queue: its result is sent on"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, lines(application(t, resources+function+c.more), "F")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLog: the log is that of the function, wherever its name comes from.
func TestLog(t *testing.T) {
	for more, want := range map[string]string{
		"":                                       "log-group:/aws/lambda/*:*",
		"      FunctionName: orders\n":           "log-group:/aws/lambda/orders:*",
		"      LoggingConfig: {LogGroup: all}\n": "log-group:all:*",
	} {
		f, _ := application(t, resources+function+more).Function("t.yaml#F")
		s := need.Of(&model.App{}, f)
		for _, n := range s.Needs {
			if !strings.HasSuffix(n.On.Value.String(), want) {
				t.Errorf("%q: %s on %s, not %s", more, n.Action, n.On.Value, want)
			}
		}
		if s.Unread == "" || s.Complete() {
			t.Error("code that was not asked for counts as read")
		}
	}
}

// TestEventBucket: the bucket in an event is one of those that trigger the function, and not if another may be.
func TestEventBucket(t *testing.T) {
	const code = `
Transform: AWS::Serverless-2016-10-31
Resources:
  In: {Type: AWS::S3::Bucket}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.12
      Handler: index.handler
      InlineCode: |
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            for r in event["Records"]:
                s3.get_object(Bucket=r["s3"]["bucket"]["name"], Key=r["s3"]["object"]["key"])
                s3.list_objects_v2(Bucket=r["s3"]["bucket"]["name"])
                s3.put_object(Bucket=event["to"], Key="k")
`
	const trigger = "      Events: {E: {Type: S3, Properties: {Bucket: !Ref In, Events: s3:ObjectCreated:*}}}\n"
	want := []string{"s3:GetObject on ?: code", "s3:ListBucket on ?: code", "s3:PutObject on ?: code"}
	of := func(app *model.App) []string {
		return slices.DeleteFunc(lines(app, "F"), func(l string) bool { return strings.HasPrefix(l, "kms:") })
	}
	if diff := cmp.Diff(want, of(application(t, code))); diff != "" {
		t.Error(diff)
	}
	want = []string{"s3:GetObject on In objects: code", "s3:ListBucket on In: code", "s3:PutObject on ?: code"}
	if diff := cmp.Diff(want, of(application(t, code+trigger))); diff != "" {
		t.Error(diff)
	}
}
