package rulebook

import "strings"

// Channel is how a member of an operation's input comes out where it is received: behind which name of the event, or of
// what is read back. The first name that the event has counts; no names is the event itself.
type Channel struct {
	Member string
	behind []string
}

// channels are the operations that hand data on, with the events that these make: AWS Lambda Developer Guide, "Using AWS
// Lambda with other services"; of what is read back the API references.
var channels = map[string][]Channel{
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

// ChannelsOf are those of an operation, "sqs.SendMessage"; none for one that hands nothing on.
func ChannelsOf(operation string) []Channel { return channels[operation] }

// rows are the names behind which the entries of a table's rows stand: in its stream, and where they are read.
var rows = []string{"NewImage", "OldImage", "Item", "Items", "Responses"}

// Received is what of a member's value a part of the event is: the path below the value. ok is false where the part is
// something else.
func (c Channel) Received(part []string) (rest []string, ok bool) {
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
