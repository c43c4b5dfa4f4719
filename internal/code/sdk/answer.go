package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// answered are the names that the answer of a call, or a part of it, is; nil where nothing is known of it.
func (r *run) answered(v term.Value, depth int) []name {
	if result, ok := v.(*term.Result); ok {
		if inner := through(result.Call); inner != nil {
			return r.namesOf(inner, depth+1)
		}
	}
	if out := r.piece(v, depth); out != nil {
		return out
	}
	base, member := partOf(v)
	if base == nil {
		return nil
	}
	switch member {
	case "region_name", "region":
		if len(r.actorsOf(base)) > 0 {
			return []name{ofValue(model.NewReference(model.Ref{Attribute: "AWS::Region"}, model.Location{}))}
		}
	case "name", "table_name", "queue_url", "url", "arn", "bucket_name", "key", "object_key":
		for _, a := range r.actorsOf(base) {
			if resource, ok := a.(botoResource); ok && resource.ids[member] != nil {
				return r.namesOf(resource.ids[member], depth+1)
			}
		}
	}
	result, ok := root(v).(*term.Result)
	if !ok {
		return nil
	}
	for _, q := range r.requests(result.Call) {
		if out := r.ofAnswer(q, member, depth); out != nil {
			return out
		}
	}
	return nil
}

// partOf is what a value is a part of, and by which name.
func partOf(v term.Value) (term.Value, string) {
	switch x := v.(type) {
	case *term.Member:
		return x.Of, x.Name
	case *term.Item:
		if key, ok := constant(x.Key); ok {
			return x.Of, key
		}
		return x.Of, "*"
	case *term.Result:
		return x, ""
	}
	return nil, ""
}

// naming are the members of answers that name what the input names: operation and member to the member of the input.
var naming = map[string]string{
	"sqs.GetQueueUrl.QueueUrl": "QueueName", "sqs.CreateQueue.QueueUrl": "QueueName", "sns.CreateTopic.TopicArn": "Name",
	"athena.StartQueryExecution.QueryExecutionId": "WorkGroup=primary", "lambda.GetFunction.FunctionArn": "FunctionName", "secretsmanager.DescribeSecret.ARN": "SecretId",
}

// askedBy are the names of what the call was about that answered an id; which that was, the id itself does not say.
func (r *run) askedBy(id term.Value, what string) []name {
	var out []name
	for _, v := range options(id) {
		_, member := partOf(v)
		found := false
		for _, q := range r.asking(v, "") {
			if _, ok := naming[q.service+"."+q.operation+"."+member]; ok {
				out, found = append(out, r.ofAnswer(q, member, 0)...), true
			}
		}
		if !found {
			out = append(out, lostName("what answered "+what+" is not known", model.Location{}))
		}
	}
	return out
}

// asking are the requests of an operation, "" for any, whose answer a value is or is a part of.
func (r *run) asking(answer term.Value, operation string) []request {
	var out []request
	for _, v := range options(answer) {
		result, ok := root(v).(*term.Result)
		if !ok {
			continue
		}
		for _, q := range r.requests(result.Call) {
			if operation == "" || operation == q.service+"."+q.operation {
				out = append(out, q)
			}
		}
	}
	return out
}

// lookups are the operations whose answers hold what somebody stored: the name of something else, where a name is.
var lookups = map[string][2]string{
	"ssm.GetParameter": {"SSM parameter", "Name"}, "ssm.GetParameters": {"SSM parameter", "Names"}, "ssm.GetParametersByPath": {"SSM parameters below", "Path"},
	"secretsmanager.GetSecretValue":        {"secret", "SecretId"},
	"appconfigdata.GetLatestConfiguration": {"an AppConfig configuration", ""},
	"dynamodb.GetItem":                     {"an item of table", "TableName"}, "dynamodb.Query": {"items of table", "TableName"}, "dynamodb.Scan": {"items of table", "TableName"},
	"s3.GetObject": {"an object of bucket", "Bucket"}, "s3.ListObjectsV2": {"the listing of bucket", "Bucket"},
}

// ofAnswer is what a member of a request's answer is.
func (r *run) ofAnswer(q request, member string, depth int) []name {
	key := q.service + "." + q.operation
	if q.service == "sts" && q.operation == "GetCallerIdentity" && member == "Account" {
		return []name{ofValue(model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, model.Location{}))}
	}
	if from, ok := naming[key+"."+member]; ok {
		from, without, defaults := strings.Cut(from, "=")
		values, given := q.input.at(from)
		var out []name
		if defaults && given == policy.No {
			out = append(out, textName(without))
		}
		for _, v := range values {
			out = append(out, r.namesOf(v, depth+1)...)
		}
		return out
	}
	if said, ok := lookups[key]; ok {
		where := said[0]
		if values, _ := q.input.at(said[1]); len(values) == 1 && said[1] != "" {
			where += " " + r.named(values[0], depth)
		}
		return []name{lostName("it stands in "+where, model.Location{})}
	}
	if q.service != "" {
		return []name{lostName("it is what "+q.service+":"+q.operation+" answers", model.Location{})}
	}
	return nil
}

// unprocessed are the names in what an earlier request of the kind left over, where that is what this one asks for:
// RequestItems=response["UnprocessedKeys"].
func (r *run) unprocessed(q *request, path string, given policy.Truth) ([]term.Value, policy.Truth) {
	if r.depth > maxDepth {
		return nil, given
	}
	r.depth++
	defer func() { r.depth-- }()
	all, _ := q.input.at(path)
	var each []term.Value
	for _, v := range all {
		each = append(each, options(v)...)
	}
	for _, v := range each {
		base, member := partOf(v)
		result, ok := base.(*term.Result)
		if !ok || !strings.HasPrefix(member, "Unprocessed") {
			continue
		}
		for _, earlier := range r.requests(result.Call) {
			if found, _ := earlier.input.at(path + "{}"); len(found) > 0 && earlier.operation == q.operation {
				return found, policy.Yes
			}
		}
	}
	return nil, given
}

// named is how a person is told which value it is.
func (r *run) named(v term.Value, depth int) string {
	if all := r.namesOf(v, depth+1); len(all) == 1 {
		var b strings.Builder
		for _, p := range all[0].parts {
			b.WriteString(p.value.String())
		}
		return b.String()
	}
	return "of a name that is not known"
}

// transparent are functions that answer their argument as text, by library and name: conversions, pointers of Go,
// encodings of keys.
var transparent = map[string]bool{
	"str": true, "String": true, "builtins.str": true, "encodeURI": true, "decodeURI": true,
	"aws.String": true, "aws.ToString": true, "aws.StringValue": true, "ptr.String": true, "lo.ToPtr": true, "to.Ptr": true, "pointer.String": true,
}

// through is the argument that a call hands through, nil for none.
func through(c *term.Call) term.Value {
	switch f := c.Callee.(type) {
	case *term.Extern:
		short := f.Name
		if f.Language == ir.Go {
			short = f.Module[strings.LastIndexByte(f.Module, '/')+1:] + "." + f.Name
		} else if f.Module != "" {
			short = f.Module + "." + f.Name
		}
		if transparent[short] {
			return argument(c, 0, "")
		}
	case *term.Member:
		if f.Name == "toString" && len(c.Args) == 0 || f.Name == "trim" && len(c.Args) == 0 || f.Name == "strip" && len(c.Args) == 0 {
			return f.Of
		}
	}
	return nil
}
