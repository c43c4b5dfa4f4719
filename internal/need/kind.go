package need

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// kinds are the actions whose access level does not say what goes along an edge: sending and running are writing to the
// provider, and so is taking a message off a queue or deciphering.
var kinds = map[string]model.EdgeKind{
	"sqs:SendMessage": model.EdgePublishes, "sns:Publish": model.EdgePublishes, "events:PutEvents": model.EdgePublishes,
	"kinesis:PutRecord": model.EdgePublishes, "kinesis:PutRecords": model.EdgePublishes,
	"firehose:PutRecord": model.EdgePublishes, "firehose:PutRecordBatch": model.EdgePublishes, "execute-api:ManageConnections": model.EdgePublishes,
	"lambda:InvokeFunction": model.EdgeInvokes, "states:StartExecution": model.EdgeInvokes, "states:StartSyncExecution": model.EdgeInvokes, "execute-api:Invoke": model.EdgeInvokes,
	"sqs:ReceiveMessage": model.EdgeReads, "sqs:DeleteMessage": model.EdgeReads, "sqs:ChangeMessageVisibility": model.EdgeReads,
	"kinesis:SubscribeToShard": model.EdgeReads, "sns:Subscribe": model.EdgeReads, "kms:Decrypt": model.EdgeReads,
}

// Kind is the kind of edge that doing an action is, "" where the action is not known.
func Kind(action string) model.EdgeKind {
	if kind := kinds[action]; kind != "" {
		return kind
	}
	a, known := catalogue.LookupAction(action)
	if !known {
		return ""
	}
	switch a.Level() {
	case catalogue.LevelList, catalogue.LevelRead:
		return model.EdgeReads
	case catalogue.LevelWrite, catalogue.LevelTagging, catalogue.LevelPermissions:
		return model.EdgeWrites
	case catalogue.LevelUnknown:
	}
	return ""
}

// things are the kinds of resource that the actions of a service are about.
var things = map[string][]model.ResourceKind{
	"dynamodb": {model.KindTable}, "s3": {model.KindBucket}, "sqs": {model.KindQueue}, "sns": {model.KindTopic}, "kinesis": {model.KindStream}, "firehose": {model.KindStream},
	"events": {model.KindBus, model.KindSchedule}, "scheduler": {model.KindSchedule}, "secretsmanager": {model.KindSecret}, "ssm": {model.KindParameter}, "kms": {model.KindKey},
	"lambda": {model.KindFunction}, "states": {model.KindWorkflow}, "cognito-idp": {model.KindUserPool}, "execute-api": {model.KindAPI},
	"rds": {model.KindDatabase}, "rds-data": {model.KindDatabase}, "rds-db": {model.KindDatabase}, "es": {model.KindDatabase}, "elasticfilesystem": {model.KindFileSystem}, "elasticache": {model.KindCache},
}

// About reports whether an action can be about resources of a kind; of services that are not known here it may.
func About(action string, kind model.ResourceKind) bool {
	service, _, _ := strings.Cut(action, ":")
	of, known := things[service]
	return !known || slices.Contains(of, kind)
}
