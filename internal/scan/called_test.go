package scan

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestCalledEdges: a call says which element a grant on everything is used for; what a grant names has its edge
// already, what nothing allows has none.
func TestCalledEdges(t *testing.T) {
	t.Parallel()
	const yaml = `
Resources:
  Orders: {Type: AWS::DynamoDB::Table}
  Stock: {Type: AWS::DynamoDB::Table}
  Topic: {Type: AWS::SNS::Topic}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}
      Policies:
        - PolicyName: p
          PolicyDocument: {Statement: [{Effect: Allow, Action: %s, Resource: %s}]}
  F:
    Type: AWS::Lambda::Function
    Properties:
      Code: src
      Handler: app.handler
      Runtime: python3.13
      Role: %s
      Environment: {Variables: {TABLE: !Ref Orders, TOPIC: !Ref Topic}}
`
	const code = `
import os, boto3
def handler(event, context):
    boto3.client("dynamodb").put_item(TableName=os.environ["TABLE"], Item=event)
    boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message="x")
`
	tests := []struct {
		name, action, resource, role string
		want                         []string
	}{
		{"a grant on everything", "dynamodb:*", "'*'", "!GetAtt Role.Arn", []string{"writes Orders"}},
		{"a grant that names it", "dynamodb:PutItem", "!GetAtt Orders.Arn", "!GetAtt Role.Arn", nil},
		{"a role that is not known", "dynamodb:*", "'*'", "arn:aws:iam::111122223333:role/app", []string{"writes Orders", "publishes Topic"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r, err := Read(context.Background(), Options{Path: ".", Code: true, Files: fstest.MapFS{
				"template.yaml": {Data: fmt.Appendf(nil, yaml, test.action, test.resource, test.role)}, "src/app.py": {Data: []byte(code)},
			}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range r.Apps[0].Model.Edges {
				if e.Called {
					got = append(got, string(e.Kind)+" "+e.To[len("template.yaml#"):])
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
