package sdk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
)

// Where it is known to which region an application is deployed, the region of a client says whether it talks to what is
// declared there.
func TestRegionIsKnown(t *testing.T) {
	const begin = "import os, boto3\nhere = boto3.client('dynamodb')\ndef handler(event, context):\n"
	for name, test := range map[string]struct{ code, kind, value string }{
		"own":                    {"    here.scan(TableName=os.environ['ORDERS_TABLE'])\n", "ref", "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"},
		"own, written out":       {"    boto3.client('dynamodb', region_name='eu-west-1').scan(TableName=os.environ['ORDERS_TABLE'])\n", "ref", "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"},
		"another":                {"    boto3.client('dynamodb', region_name='eu-west-3').scan(TableName=os.environ['ORDERS_TABLE'])\n", "literal", "arn:${AWS::Partition}:dynamodb:eu-west-3:${AWS::AccountId}:table/${Orders}"},
		"another, by its name":   {"    boto3.client('dynamodb', region_name='eu-west-3').scan(TableName='customers')\n", "literal", "arn:${AWS::Partition}:dynamodb:eu-west-3:${AWS::AccountId}:table/customers"},
		"the ARN says where":     {"    boto3.client('dynamodb', region_name='eu-west-3').scan(TableName=os.environ['ORDERS_ARN'])\n", "ref", "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"},
		"which is not known":     {"    boto3.client('dynamodb', region_name=os.environ['STAGE']).scan(TableName='customers')\n", "ref", "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/customers"},
		"the table's is another": {"    here.scan(TableName='stored')\n", "literal", "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/stored"},
	} {
		t.Run(name, func(t *testing.T) {
			app := application()
			app.Resources = append(app.Resources, resource("u.yaml#Stored", "AWS::DynamoDB::Table", "dynamodb", "table/", text("stored")))
			for i := range app.Resources {
				app.Resources[i].Region = "eu-west-1"
			}
			app.Resources[len(app.Resources)-1].Region = "us-west-2"
			f := &app.Functions[1]
			f.Region = "eu-west-1"
			l := codetest.NewLoader(codetest.Files{"app.py": []byte(begin + test.code)})
			trace := eval.Run(l, eval.Entry{Module: l.Module("app.py"), Path: []string{"handler"}}, eval.Limits{})
			calls := callsOf(app, f, &trace)
			if len(calls) != 1 || len(calls[0].Needs) == 0 {
				t.Fatalf("%v", calls)
			}
			on := calls[0].Needs[0].On
			if diff := cmp.Diff([]string{test.kind, test.value}, []string{string(on.Kind), on.Value.String()}); diff != "" {
				t.Error(diff, on.Why)
			}
		})
	}
}
