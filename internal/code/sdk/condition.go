package sdk

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// passedTo are the services that get the roles which are handed to an operation of an SDK service, where it is always the
// same one (IAM User Guide, "AWS services that work with IAM": service principals; condition key iam:PassedToService).
var passedTo = map[string]string{
	"lambda": "lambda.amazonaws.com", "stepfunctions": "states.amazonaws.com", "events": "events.amazonaws.com", "scheduler": "scheduler.amazonaws.com",
	"pipes": "pipes.amazonaws.com", "glue": "glue.amazonaws.com", "codebuild": "codebuild.amazonaws.com", "firehose": "firehose.amazonaws.com",
	"cloudformation": "cloudformation.amazonaws.com",
}

// conditions are what the code fixes of a request, by condition key: what every such request says.
func (r *run) conditions(q *request, action catalogue.Action, of *element) []model.Field {
	switch action.String() {
	case "iam:PassRole":
		if service, ok := passedTo[q.service]; ok {
			return []model.Field{{Key: "iam:PassedToService", Value: model.NewString(service, model.Location{})}}
		}
	case "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem":
		if key, ok := leadingKey(q, of); ok {
			return []model.Field{{Key: "dynamodb:LeadingKeys", Value: model.NewString(key, model.Location{})}}
		}
	}
	return nil
}

// leadingKey is the partition key of the one item that a request is about, where the code fixes it (Amazon DynamoDB
// Developer Guide, "Using IAM policy conditions for fine-grained access control": dynamodb:LeadingKeys).
func leadingKey(q *request, of *element) (string, bool) {
	if of == nil {
		return "", false
	}
	partition := ""
	for _, k := range of.properties.Get("KeySchema").Items() {
		if k.Get("KeyType").TextOr("") == "HASH" {
			partition = k.Get("AttributeName").TextOr("")
		}
	}
	if partition == "" {
		return "", false
	}
	for _, member := range []string{"Key", "Item"} {
		values, _ := q.input.at(member)
		if len(values) != 1 {
			continue
		}
		item, ok := values[0].(*term.Object)
		if !ok {
			return "", false
		}
		v := item.Fields[partition]
		if typed, ok := v.(*term.Object); ok { // {"S": "text"}, AttributeValueMemberS{Value: "text"}
			for _, name := range []string{"S", "Value"} {
				if inner, ok := typed.Fields[name]; ok {
					v = inner
				}
			}
		}
		if c, ok := v.(*term.Constant); ok && c.Kind == ir.String {
			return c.Text, true
		}
	}
	return "", false
}
