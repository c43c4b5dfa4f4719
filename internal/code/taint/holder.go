package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// fixed are the parts of events that the platform writes, in lower case. What stands below them is not the caller's but
// for what ours has.
var fixed = map[model.TriggerKind][]string{
	model.TriggerHTTP: {"requestcontext", "stagevariables", "resource", "routekey", "version", "isbase64encoded", "httpmethod", "identity", "info", "prev", "stash"},
	model.TriggerAuth: {"version", "region", "userpoolid", "callercontext", "triggersource", "methodarn", "requestcontext", "stagevariables", "type", "resource", "routearn"},
	model.TriggerBus:  {"id", "version", "account", "time", "region", "resources", "source", "detail-type"},
	"":                {"eventsource", "eventsourcearn", "awsregion", "eventname", "eventversion", "eventtime", "messageid", "receipthandle", "md5ofbody", "eventid", "useridentity", "responseelements", "eventsubscriptionarn"},
}

// ofDeploys are parts that only the events of a stack's own resources have, which the platform and the template write (AWS
// CloudFormation User Guide, "Custom resource request reference").
var ofDeploys = []string{"resourceproperties", "oldresourceproperties", "responseurl", "stackid", "logicalresourceid", "physicalresourceid"}

// fixedBelow are parts of records that the platform writes, by what they stand in: Amazon S3 User Guide, "Event message
// structure"; Amazon SNS and Amazon SQS Developer Guides; Amazon DynamoDB API Reference, "StreamRecord"; Amazon SES Developer
// Guide, "Contents of notifications for Amazon SES email receiving".
var fixedBelow = map[string][]string{
	"s3":         {"bucket", "configurationid", "s3schemaversion"},
	"object":     {"size", "etag", "sequencer", "versionid"},
	"sns":        {"type", "messageid", "topicarn", "timestamp", "signature", "signatureversion", "signingcerturl", "unsubscribeurl"},
	"attributes": {"approximatereceivecount", "senttimestamp", "senderid", "approximatefirstreceivetimestamp", "sequencenumber", "deadletterqueuesourcearn"},
	"dynamodb":   {"approximatecreationdatetime", "sequencenumber", "sizebytes", "streamviewtype"},
	"kinesis":    {"approximatearrivaltimestamp", "sequencenumber", "kinesisschemaversion"},
	"mail":       {"messageid", "timestamp", "headerstruncated"},
	"receipt":    {"timestamp", "processingtimemillis", "spamverdict", "virusverdict", "spfverdict", "dkimverdict", "dmarcverdict", "dmarcpolicy", "action"},
}

// inRecords are the triggers whose events are lists of records, or what a rule of EventBridge hands on.
var inRecords = map[model.TriggerKind]bool{model.TriggerBucket: true, model.TriggerQueue: true, model.TriggerTopic: true, model.TriggerStream: true}

// requestParts are what a request of Node has besides its body, query, path and headers, and what parsers of uploads add
// (https://nodejs.org/api/http.html#class-httpincomingmessage, https://expressjs.com/en/api.html#req): the caller's, too.
var requestParts = term.SetOf([]string{
	"file", "files", "fields", "rawHeaders", "trailers", "rawTrailers", "host", "hostname", "subdomains", "baseUrl", "ip", "ips",
	"apiGateway", "event", "raw", "req", "request",
})

// addedToRequest is whether a value is something that a request does not have by itself: what stood before the route put
// it there (req.user), and where from is not known.
func addedToRequest(m *term.Member) bool {
	o, ok := m.Of.(*term.Object)
	if !ok || requestParts[m.Name] || o.Fields[m.Name] != nil {
		return false
	}
	t, ok := o.Type.(*term.Extern)
	return ok && t.Language == ir.JavaScript && t.Module == "" && t.Name == "Request"
}

// ofKafka are the parts of a message that its broker writes (AWS Lambda Developer Guide, "Using Lambda with Amazon MSK").
var ofKafka = map[string]bool{"topic": true, "partition": true, "offset": true, "timestamp": true, "timestamptype": true}

// ofBucket is whether a part is the name of the bucket in what Amazon S3 sends, by a queue or a topic, too (Amazon S3 User
// Guide, "Event message structure").
func ofBucket(lower []string) bool {
	if len(lower) == 3 && lower[0] == "detail" && lower[1] == "bucket" && lower[2] == "name" { // as EventBridge hands it on
		return true
	}
	for i := range len(lower) - 1 {
		if lower[i] == "s3" && lower[i+1] == "bucket" {
			return true
		}
	}
	return false
}

// Held is whether somebody outside decides about a part of an event.
func Held(kind model.TriggerKind, part []string) bool {
	if len(part) == 0 {
		return true
	}
	lower := make([]string, len(part))
	for i, p := range part {
		lower[i] = strings.ToLower(p)
	}
	lower[0] = strings.ReplaceAll(lower[0], "_", "") // as Powertools for Python writes them
	switch {
	case lower[0] == "httpmethod": // only requests have one
		return false
	case lower[0] == "requestcontext":
		last := lower[len(lower)-1]
		return last == "useragent" || last == "path" && !slices.Contains(lower, "authorizer")
	case slices.Contains(fixed[kind], lower[0]), slices.Contains(ofDeploys, lower[0]):
		return false
	case kind == model.TriggerBucket && lower[0] == "detail": // Amazon S3 User Guide, "EventBridge event message structure"
		return len(lower) < 3 || lower[1] == "object" && slices.Contains([]string{"key", "body", "metadata"}, lower[2]) ||
			lower[1] == "requestparameters" && lower[2] == "key" // as CloudTrail writes them
	case kind != model.TriggerHTTP && ofBucket(lower):
		return false
	case inRecords[kind] && lower[0] != "records" && lower[0] != "detail" && lower[0] != "*":
		return false // such events have no other parts: it comes in another way
	case lower[0] == "records" && kind == model.TriggerHTTP:
		return false // a request has none: they come in another way
	case lower[0] == "records":
		for i, p := range lower[1:] {
			if slices.Contains(fixed[""], p) || slices.Contains(fixedBelow[lower[i]], p) {
				return false
			}
		}
		if len(lower) == 4 && lower[1] == "*" && lower[2] == "*" && ofKafka[lower[3]] {
			return false
		}
		if kind == model.TriggerBucket {
			return len(lower) < 4 || slices.Contains([]string{"key", "body", "metadata", "urldecodedkey"}, lower[min(4, len(lower)-1)])
		}
	case kind == model.TriggerAuth && lower[0] == "request" && len(lower) > 1:
		return lower[1] != "groupconfiguration" && lower[1] != "session"
	}
	return true
}
