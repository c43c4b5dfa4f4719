package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// channel is how a member of an operation's input comes out where it is received: behind which name of the event, or of
// what is read back. The first name that the event has counts; no names is the event itself.
type channel struct {
	member string
	behind []string
}

// channels are the operations that hand data on, with the events that these make: AWS Lambda Developer Guide, "Using AWS
// Lambda with other services"; of what is read back the API references.
var channels = map[string][]channel{
	"lambda.Invoke":                {{"Payload", nil}},
	"lambda.InvokeAsync":           {{"InvokeArgs", nil}},
	"states.StartExecution":        {{"input", nil}},
	"states.StartSyncExecution":    {{"input", nil}},
	"sfn.StartExecution":           {{"input", nil}},
	"sfn.StartSyncExecution":       {{"input", nil}},
	"stepfunctions.StartExecution": {{"input", nil}},
	"sqs.SendMessage":              {{"MessageBody", []string{"body"}}, {"MessageAttributes", []string{"messageAttributes"}}},
	"sqs.SendMessageBatch":         {{"Entries[].MessageBody", []string{"body"}}},
	"sns.Publish":                  {{"Message", []string{"Message", "body"}}, {"Subject", []string{"Subject"}}, {"MessageAttributes", []string{"MessageAttributes"}}},
	"sns.PublishBatch":             {{"PublishBatchRequestEntries[].Message", []string{"Message", "body"}}},
	"events.PutEvents":             {{"Entries[].Detail", []string{"detail"}}},
	"eventbridge.PutEvents":        {{"Entries[].Detail", []string{"detail"}}},
	"kinesis.PutRecord":            {{"Data", []string{"data"}}},
	"kinesis.PutRecords":           {{"Records[].Data", []string{"data"}}},
	"firehose.PutRecord":           {{"Record.Data", []string{"data"}}},
	"firehose.PutRecordBatch":      {{"Records[].Data", []string{"data"}}},
	"dynamodb.PutItem":             {{"Item", rows}},
	"dynamodb.BatchWriteItem":      {{"RequestItems{}[].PutRequest.Item", rows}},
	"dynamodb.TransactWriteItems":  {{"TransactItems[].Put.Item", rows}},
	"dynamodb.UpdateItem":          {{"ExpressionAttributeValues", nil}},
	"s3.PutObject":                 {{"Key", []string{"key"}}, {"Body", []string{"Body"}}, {"Metadata", []string{"Metadata"}}},
	"ssm.PutParameter":             {{"Value", []string{"Value"}}},
}

// rows are the names behind which the entries of a table's rows stand: in its stream, and where they are read.
var rows = []string{"NewImage", "OldImage", "Item", "Items", "Responses"}

// received is what of a member's value a part of the event is: the path below the value. ok is false where the part is
// something else.
func (c channel) received(part []string) (rest []string, ok bool) {
	if len(c.behind) == 0 {
		return part, true
	}
	for _, name := range c.behind {
		for i, p := range part {
			if strings.EqualFold(p, name) {
				rest = part[i+1:]
				for len(rest) > 0 && rest[0] == "*" {
					rest = rest[1:]
				}
				return rest, true
			}
		}
	}
	if len(part) == 0 || whole[strings.ToLower(part[len(part)-1])] {
		return nil, true
	}
	return nil, false
}

// whole are the parts of events around what was sent.
var whole = map[string]bool{"records": true, "*": true, "sns": true, "kinesis": true, "dynamodb": true, "s3": true, "object": true}

// encoders are functions that write a value as text, which is read back as the same.
var encoders = term.NewPatterns([]string{
	"json.dumps", "simplejson.dumps", "JSON.stringify", "encoding/json.Marshal", "*.encode", "bytes", "str", "String", "Buffer.from",
	"base64.b64encode", "*.decode", "*.toString", "github.com/aws/aws-sdk-go-v2/aws.String", "*.StringValue",
})

// wireTypes are the names by which DynamoDB says the type of a value.
var wireTypes = []string{"S", "N", "B", "M", "L", "SS", "NS", "BOOL"}

// sentPart is a value that is sent, with the path below it that is not taken apart.
type sentPart struct {
	value term.Value
	below []string
}

// partsAt are the parts of a value that is sent at a path below it.
func partsAt(v term.Value, path []string, depth int) []sentPart {
	if v == nil || depth > 2*term.MaxName {
		return nil
	}
	depth++
	switch x := v.(type) {
	case *term.Constant, *term.Environment:
		return nil
	case *term.OneOf:
		var out []sentPart
		for _, o := range x.Options {
			out = append(out, partsAt(o, path, depth)...)
		}
		return out
	case *term.Result:
		if encoders.Has(term.Names(x.Call.Callee)) {
			if m, ok := x.Call.Callee.(*term.Member); ok && len(x.Call.Args) == 0 {
				return partsAt(m.Of, path, depth)
			}
			return partsAt(term.FirstOf(x.Call), path, depth)
		}
	case *term.Object:
		if len(path) == 0 {
			break
		}
		if of := term.Field(x, path[0]); of != nil {
			return partsAt(of, path[1:], depth)
		}
		if slices.Contains(wireTypes, path[0]) {
			return partsAt(x, path[1:], depth)
		}
		return partsAt(x.Rest, path[1:], depth)
	case *term.List:
		if len(path) > 0 && path[0] == "*" {
			path = path[1:]
		}
		var out []sentPart
		for _, item := range append(slices.Clone(x.Items), x.Rest) {
			out = append(out, partsAt(item, path, depth)...)
		}
		return out
	}
	if len(path) > 0 && slices.Contains(wireTypes, path[len(path)-1]) {
		path = path[:len(path)-1]
	}
	return []sentPart{{v, path}}
}

// promisedBelow is whether what is sent was held to a schema that lets nothing harmful through at the part that is asked for.
func (w *walk) promisedBelow(p sentPart) bool {
	if len(p.below) == 0 {
		return false
	}
	v := p.value
	for _, name := range p.below {
		v = &term.Member{Of: v, Name: name}
	}
	return w.built(v) || w.promised(v, nil) || w.validated(v)
}
