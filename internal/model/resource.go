package model

// ResourceKind says what a resource is, whatever its provider calls it.
type ResourceKind string

// The kinds of resource.
const (
	KindFunction     ResourceKind = "function"
	KindLayer        ResourceKind = "layer"
	KindAPI          ResourceKind = "api"
	KindStage        ResourceKind = "stage"
	KindAuthorizer   ResourceKind = "authorizer"
	KindTable        ResourceKind = "table"
	KindDatabase     ResourceKind = "database"
	KindCache        ResourceKind = "cache"
	KindBucket       ResourceKind = "bucket"
	KindFileSystem   ResourceKind = "file-system"
	KindQueue        ResourceKind = "queue"
	KindTopic        ResourceKind = "topic"
	KindStream       ResourceKind = "stream"
	KindBus          ResourceKind = "bus"
	KindSchedule     ResourceKind = "schedule"
	KindWorkflow     ResourceKind = "workflow"
	KindSecret       ResourceKind = "secret"
	KindParameter    ResourceKind = "parameter"
	KindKey          ResourceKind = "key"
	KindLogGroup     ResourceKind = "log-group"
	KindAlarm        ResourceKind = "alarm"
	KindUserPool     ResourceKind = "user-pool"
	KindDistribution ResourceKind = "distribution"
	KindFirewall     ResourceKind = "firewall"
	KindNetwork      ResourceKind = "network"
	KindPipeline     ResourceKind = "pipeline"
	KindRepository   ResourceKind = "repository"
	KindStack        ResourceKind = "stack"
	KindOther        ResourceKind = "other"
)

// Resource is anything declared that is neither a function nor an identity.
type Resource struct {
	ID          string
	Name        Value // the physical name; absent when the platform chooses one
	Kind        ResourceKind
	Type        string // the provider's own type name
	ARN         Value  // its full name, as policies write it
	At          Location
	Properties  Value  // as the provider writes them
	Attributes  Value  // what the provider writes beside the properties (deletion policy, metadata)
	Path        string // of the construct that makes it
	Library     string // the library that made it by itself; "" for what the author asked for
	Region      string // that it is deployed to; "" where that is not known
	Conditional string
}
