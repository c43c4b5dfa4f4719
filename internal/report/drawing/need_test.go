package drawing_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

// granted is an application in which functions use some of what they are granted, and something that they are not.
const granted = `Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Other: {Type: AWS::DynamoDB::Table}
  Queue: {Type: AWS::SQS::Queue}
  Bucket: {Type: AWS::S3::Bucket}
  Open: {Type: AWS::S3::Bucket}
  Topic: {Type: AWS::SNS::Topic}
  OpenPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Open
      PolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: 's3:PutObject', Resource: !Sub '${Open.Arn}/*'}]}
  Reader:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt ReaderRole.Arn
      Environment: {Variables: {TABLE: !Ref Table, BUCKET: !Ref Bucket, OPEN: !Ref Open, TOPIC: !Ref Topic}}
      Code:
        ZipFile: |
          import os
          import boto3
          def handler(event, context):
              boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={"id": {"S": "1"}})
              boto3.client("s3").put_object(Bucket=os.environ["BUCKET"], Key="a", Body=b"")
              boto3.client("s3").put_object(Bucket=os.environ["OPEN"], Key="a", Body=b"")
              boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message="a")
              boto3.client("sns").subscribe(TopicArn=os.environ["TOPIC"], Protocol="email", Endpoint="a@example.com")
  ReaderRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: 'dynamodb:*', Resource: !GetAtt Table.Arn}
              - {Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Queue.Arn}
              - {Effect: Allow, Action: 'dynamodb:Query', Resource: '*'}
              - {Effect: Allow, Action: 'sns:Publish', Resource: !Sub 'arn:aws:sns:*:*:${AWS::StackName}-*'}
  Shared:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt SharedRole.Arn, Code: {ZipFile: "def handler(event, context):\n    return 1\n"}}
  SharedRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: [lambda.amazonaws.com, states.amazonaws.com]}, Action: 'sts:AssumeRole'}]}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: 'dynamodb:GetItem', Resource: !GetAtt Table.Arn}]}}]
  Away:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt AwayRole.Arn, Code: {S3Bucket: elsewhere, S3Key: away.zip}}
  AwayRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: 'dynamodb:GetItem', Resource: !GetAtt Other.Arn}]}}]
`

func TestWhatIsNeeded(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(granted), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: dir, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	d := drawing.Of(r.Apps[0].Model, nil)
	edges := map[string]drawing.Edge{}
	for _, e := range d.Edges {
		edges[model.LocalName(e.From)+" > "+model.LocalName(e.To)] = e
	}
	for name, want := range map[string]struct {
		need     drawing.Need
		unneeded []model.EdgeKind
		lacks    []string
	}{
		"ReaderRole > Table":  {drawing.Needed, []model.EdgeKind{model.EdgeWrites}, nil},
		"ReaderRole > Queue":  {drawing.Unneeded, []model.EdgeKind{model.EdgePublishes}, nil},
		"ReaderRole > Bucket": {drawing.Missing, nil, []string{"s3:PutObject"}},
		"ReaderRole > Open":   {drawing.Needed, nil, nil}, // the bucket's own policy may allow it
		// The name of the topic is the platform's to choose, and may match the pattern; the other action is granted nowhere.
		"ReaderRole > Topic":       {drawing.Needed, nil, []string{"sns:Subscribe"}},
		"ReaderRole > every table": {drawing.Unneeded, []model.EdgeKind{model.EdgeReads}, nil},
		"SharedRole > Table":       {drawing.NeedUnknown, nil, nil}, // what a workflow does with it nobody has read
		"AwayRole > Other":         {drawing.NeedUnknown, nil, nil}, // the code is not here
		"Reader > ReaderRole":      {drawing.NeedNone, nil, nil},
	} {
		e, there := edges[name]
		if !there || e.Need != want.need || !slices.Equal(e.Unneeded, want.unneeded) || !slices.Equal(e.Lacks, want.lacks) {
			t.Errorf("%s: need %q, unneeded %q, lacks %q (%v)", name, e.Need, e.Unneeded, e.Lacks, there)
		}
	}
	if calls := edges["ReaderRole > Table"].Calls; len(calls) != 1 || calls[0].At.Line != 25 || model.LocalName(calls[0].ID) != "Reader" {
		t.Errorf("the table is called at %+v", calls)
	}
	// Each format says so, without colours.
	drawing.Place(d)
	var svg, mermaid, dot bytes.Buffer
	if err := errors.Join(drawing.SVG(&svg, d), drawing.Mermaid(&mermaid, []*drawing.Drawing{d}), drawing.DOT(&dot, []*drawing.Drawing{d})); err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string][]string{
		svg.String():     {"may write (no call needs it)", "ReaderRole calls s3:PutObject, which nothing allows, on Bucket", `class="e e-writes missing" marker-start="url(#a-missing)"`, "no call needs it</text>", " unneeded\""},
		mermaid.String(): {`-.->|"send (not needed)"|`, `--x|"not allowed#58; s3#58;PutObject"|`, `==>|"write (not needed), read"|`},
		dot.String():     {"style=dotted", "arrowhead=tee", "style=bold"},
	} {
		for _, part := range want {
			if !strings.Contains(format, part) {
				t.Errorf("no %s in %.40s", part, format)
			}
		}
	}
	// In groups too.
	grouped := drawing.Grouped(d, "trigger", drawing.ByTrigger)
	needs := map[drawing.Need]int{}
	for _, e := range grouped.Edges {
		needs[e.Need]++
	}
	if needs[drawing.Needed] == 0 || needs[drawing.Unneeded]+needs[drawing.NeedUnknown] == 0 {
		t.Errorf("the groups have %v", needs)
	}
}

// Without the code nothing is said of needs.
func TestNeedsAreUnknownWithoutCode(t *testing.T) {
	for _, e := range drawing.Of(large(30), nil).Edges {
		if e.Need != drawing.NeedUnknown && e.Need != drawing.NeedNone || len(e.Unneeded)+len(e.Lacks)+len(e.Calls) > 0 {
			t.Fatalf("%+v", e)
		}
	}
}
