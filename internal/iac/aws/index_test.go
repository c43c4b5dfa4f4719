package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
)

// declare makes a resource with properties in pairs of name and text.
func declare(template, name, kind string, pairs ...string) Declared {
	var fields []model.Field
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, model.Field{Key: pairs[i], Value: text(pairs[i+1])})
	}
	at := model.Location{File: template}
	return Declared{ID: template + "#" + name, Name: name, Type: kind, At: at, Template: template, Properties: model.NewMap(fields, at)}
}

func project() []Declared {
	return []Declared{
		declare("a.yaml", "Orders", "AWS::DynamoDB::Table", "TableName", "orders-${Stage}"),
		declare("a.yaml", "Queue", "AWS::SQS::Queue", "QueueName", "orders"),
		declare("a.yaml", "Unnamed", "AWS::SQS::Queue"),
		declare("a.yaml", "Secret", "AWS::SecretsManager::Secret", "Name", "shop/db"),
		declare("a.yaml", "Parameter", "AWS::SSM::Parameter", "Name", "/shop/key"),
		declare("a.yaml", "Bucket", "AWS::S3::Bucket", "BucketName", "invoices-${AWS::AccountId}"),
		declare("a.yaml", "Role", "AWS::IAM::Role", "RoleName", "app"),
		declare("a.yaml", "Function", "AWS::Lambda::Function", "FunctionName", "orders"),
		declare("a.yaml", "Version", "AWS::Lambda::Version", "FunctionName", "${Function.Ref}"),
		declare("a.yaml", "Live", "AWS::Lambda::Alias", "FunctionName", "${Function.Ref}", "Name", "live"),
		declare("a.yaml", "LiveByName", "AWS::Lambda::Alias", "FunctionName", "orders", "Name", "live"),
		declare("a.yaml", "LoopA", "AWS::Lambda::Alias", "FunctionName", "${LoopB.Ref}"),
		declare("a.yaml", "LoopB", "AWS::Lambda::Alias", "FunctionName", "${LoopA.Ref}"),
		declare("b/b.yaml", "Topic", "AWS::SNS::Topic", "TopicName", "events"),
		declare("b/c.yaml", "Topic", "AWS::SNS::Topic", "TopicName", "events"),
		declare("d/d.yaml", "Topic", "AWS::SNS::Topic", "TopicName", "events"),
	}
}

func TestFind(t *testing.T) {
	index := NewIndex(project())
	tests := []struct {
		what, value, from string
		services          string
		want              string // names
	}{
		{"a reference", "${Queue.Arn}", "a.yaml#X", "", "a.yaml#Queue"},
		{"a reference in text", "${Orders.Arn}/index/*", "a.yaml#X", "", "a.yaml#Orders"},
		{"a reference to nothing", "${Missing.Arn}", "a.yaml#X", "", ""},
		{"a reference to an alias", "${Live.Ref}", "a.yaml#X", "", "a.yaml#Function"},
		{"a reference to a version", "${Version.Ref}", "a.yaml#X", "", "a.yaml#Function"},
		{"an alias that names its function", "${LiveByName.Ref}", "a.yaml#X", "", "a.yaml#Function"},
		{"aliases of each other", "${LoopA.Ref}", "a.yaml#X", "", "a.yaml#LoopB"},

		{"an ARN", "arn:aws:sqs:eu-west-1:123456789012:orders", "a.yaml#X", "", "a.yaml#Queue"},
		{"an ARN with pseudo parameters", "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders", "a.yaml#X", "", "a.yaml#Queue"},
		{"an ARN of another name", "arn:aws:sqs:eu-west-1:123456789012:orders2", "a.yaml#X", "", ""},
		{"an ARN of another service", "arn:aws:kinesis:eu-west-1:123456789012:stream/orders", "a.yaml#X", "", ""},
		{"an ARN with the same hole", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders-${Stage}", "a.yaml#X", "", "a.yaml#Orders"},
		{"an ARN of an index", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders-${Stage}/index/by-day", "a.yaml#X", "", "a.yaml#Orders"},
		{"an ARN of objects", "arn:aws:s3:::invoices-${AWS::AccountId}/2026/*", "a.yaml#X", "", "a.yaml#Bucket"},
		{"an ARN of a role", "arn:aws:iam::123456789012:role/app", "a.yaml#X", "", "a.yaml#Role"},
		{"an ARN of a qualified function", "arn:aws:lambda:eu-west-1:123456789012:function:orders:live", "a.yaml#X", "", "a.yaml#Function"},
		{"an ARN of a secret with its random end", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf", "a.yaml#X", "", "a.yaml#Secret"},
		{"an ARN of a parameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key", "a.yaml#X", "", "a.yaml#Parameter"},
		{"an ARN with a wildcard", "arn:aws:sqs:*:*:ord*", "a.yaml#X", "", "a.yaml#Queue"},

		{"a name of the service", "orders", "a.yaml#X", "sqs", "a.yaml#Queue"},
		{"a name of several services", "orders", "a.yaml#X", "sqs lambda", "a.yaml#Queue a.yaml#Function"},
		{"a name of no service", "orders", "a.yaml#X", "", ""},
		{"a name with a hole", "orders-${Stage}", "a.yaml#X", "dynamodb", "a.yaml#Orders"},
		{"a name that may be", "orders-prod", "a.yaml#X", "dynamodb", ""},
		{"no name", "", "a.yaml#X", "sqs", ""},

		{"a name of the same template", "events", "b/b.yaml#X", "sns", "b/b.yaml#Topic"},
		{"a name of the same directory", "events", "b/other.yaml#X", "sns", "b/b.yaml#Topic b/c.yaml#Topic"},
		{"a name of elsewhere", "events", "a.yaml#X", "sns", "b/b.yaml#Topic b/c.yaml#Topic d/d.yaml#Topic"},
		{"an ARN of the same directory", "arn:aws:sns:eu-west-1:123456789012:events", "d/x.yaml#X", "", "d/d.yaml#Topic"},
	}
	for _, test := range tests {
		var got []string
		for _, d := range index.Find(text(test.value), test.from, strings.Fields(test.services)...) {
			got = append(got, d.ID)
		}
		if diff := cmp.Diff(strings.Fields(test.want), got); diff != "" && len(got)+len(test.want) > 0 {
			t.Errorf("%s (%s): %s", test.what, test.value, diff)
		}
	}
	if found := index.Find(model.Value{}, "a.yaml#X", "sqs"); found != nil {
		t.Errorf("an absent value finds %v", found)
	}
}

func TestNamesResource(t *testing.T) {
	tests := []struct {
		rest, name, service string
		want                bool
	}{
		{"orders", "orders", "sqs", true},
		{"orders", "order", "sqs", false},
		{"order", "orders", "sqs", false},
		{"ord*", "orders", "sqs", true},
		{"*", "orders", "sqs", true},
		{"o?ders", "orders", "sqs", true},
		{"invoices/2026/a.pdf", "invoices", "s3", true},
		{"invoices*", "invoices", "s3", true},
		{"invoices-old/a.pdf", "invoices", "s3", false},
		{"orders:live", "orders", "lambda", true},
		{"shop/db-AbCdEf", "shop/db", "secretsmanager", true},
		{"shop/db-*", "shop/db", "secretsmanager", true},
		{"shop/db-??????", "shop/db", "secretsmanager", true},
		{"shop/db-replica-AbCdEf", "shop/db", "secretsmanager", false},
		{"/shop/key", "/shop/key", "ssm", true},
		{"/shop/key", "shop/key", "ssm", true},
		{"/shop/*", "/shop/key", "ssm", true},
		{"/shop/keys", "/shop/key", "ssm", false},
		{"/orders", "orders", "ssm", true},
		{"orders-${Stage}", "orders-${Stage}", "dynamodb", true},
		{"orders-${Stage}/stream/*", "orders-${Stage}", "dynamodb", true},
		{"orders-${Stage}-old", "orders-${Stage}", "dynamodb", false},
		{"orders-prod", "orders-${Stage}", "dynamodb", false}, // it may be, and that is not enough
	}
	for _, test := range tests {
		if got := namesResource(text(test.rest), text(test.name), test.service); got != test.want {
			t.Errorf("%s and %s (%s): %v", test.rest, test.name, test.service, got)
		}
	}
}

func TestUsesAndAmbiguous(t *testing.T) {
	declared := project()
	variables := model.NewMap([]model.Field{
		{Key: "QUEUE", Value: text("orders")},
		{Key: "EVENTS", Value: text("events")},
		{Key: "TABLE", Value: text("${Orders.Ref}")},
		{Key: "SELF", Value: text("${User.Ref}")},
		{Key: "ANY", Value: text("arn:aws:sqs:eu-west-1:123456789012:*")},
	}, model.Location{})
	user := declare("a.yaml", "User", "AWS::Lambda::Function")
	environment := model.NewMap([]model.Field{{Key: "Variables", Value: variables}}, model.Location{})
	user.Properties = model.NewMap([]model.Field{{Key: "Environment", Value: environment}}, model.Location{})
	declared = append(declared, user)
	index := NewIndex(declared)
	uses := index.Uses(&declared[len(declared)-1])
	if !slices.Contains(uses, "a.yaml#Orders") || slices.Contains(uses, "a.yaml#User") || slices.Contains(uses, "b/b.yaml#Topic") {
		t.Errorf("uses %v", uses)
	}
	ambiguous := map[string]int{}
	index.Ambiguous(&declared[len(declared)-1], func(v model.Value, candidates []*Declared) { ambiguous[v.String()] = len(candidates) })
	if diff := cmp.Diff(map[string]int{"orders": 2, "events": 3}, ambiguous); diff != "" {
		t.Error(diff)
	}
}
