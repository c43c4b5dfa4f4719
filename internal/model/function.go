package model

// Function is code that the platform runs on a trigger.
type Function struct {
	ID          string
	Name        string // the physical name where it is written, else the name in the template
	ARN         Value  // its full name, as policies write it
	At          Location
	Runtime     Value
	Handler     Value
	Entry       string   // the handler as the code itself has it: under a product's wrapper, of an image's command; "" if not known
	CodePath    string   // directory or file that holds the code, relative to the scanned directory; "" if not found
	HandlerFile string   // file that should hold the handler; "" if not found
	Taken       string   // what makes the file the source of what the template names, a clause; "" where that itself is here
	Candidates  []string // files of which more than one may be that source; nil where there are not two
	Alone       bool     // no template is read that declares it: nothing is known of its environment
	Inline      bool     // the code stands in the template
	Role        Value    // a Reference to an Identity, or what is written
	Env         []Variable
	Timeout     Value // seconds
	Memory      Value // MiB
	Concurrency Value // reserved concurrency
	Layers      []Value
	Triggers    []Trigger
	Properties  Value  // everything as the provider writes it
	Path        string // of the construct that makes it, where a tool wrote the template: OrdersStack/Orders/Handler
	Library     string // the library that made it by itself: aws-cdk-lib; "" for what the author asked for
	Region      string // that it is deployed to; "" where that is not known
	Conditional string // the condition under which it exists, when that is not known
}

// Variable is an environment variable.
type Variable struct {
	Name  string
	Value Value
	At    Location // of the name
}

// TriggerKind says what makes a function run.
type TriggerKind string

// The kinds of trigger.
const (
	TriggerHTTP     TriggerKind = "http"     // a route: From is a Route
	TriggerQueue    TriggerKind = "queue"    // messages of a queue
	TriggerTopic    TriggerKind = "topic"    // messages of a topic
	TriggerStream   TriggerKind = "stream"   // records of a stream or of a table's changes
	TriggerBucket   TriggerKind = "bucket"   // objects created or removed
	TriggerBus      TriggerKind = "bus"      // events of an event bus
	TriggerSchedule TriggerKind = "schedule" // time
	TriggerFunction TriggerKind = "function" // another function's result or failure
	TriggerWorkflow TriggerKind = "workflow" // a state machine's step
	TriggerAuth     TriggerKind = "auth"     // sign-up, sign-in and authorisation
	TriggerDeploy   TriggerKind = "deploy"   // the deployment itself (custom resources, rotation)
	TriggerLog      TriggerKind = "log"      // log lines
	TriggerDevice   TriggerKind = "device"   // device messages
	TriggerEmail    TriggerKind = "email"    // incoming mail
	TriggerAgent    TriggerKind = "agent"    // a language model's tool call
	TriggerOther    TriggerKind = "other"
)

// Trigger is one thing that makes a function run.
type Trigger struct {
	ID         string // of the element that declares it
	Kind       TriggerKind
	From       string // id of the route or resource the event comes from; "" if not in the application
	Source     Value  // the event source as written
	At         Location
	Properties Value
}
