package model

// Flow is one way of data that somebody outside holds to a place in a function's code where it is more than data: it
// becomes a part of a command, of a query, of a path.
type Flow struct {
	Function   string // id of the function whose code has the sink
	Family     string // of sinks: "sql"
	Source     FlowSource
	Sink       FlowSink
	Steps      []FlowStep // the way, from where the data comes in to the sink
	Confidence FlowConfidence
	Sanitizers []string // what is done to the data on the way that is not enough here
}

// FlowSource is where the data comes in.
type FlowSource struct {
	Function string      // id of the function whose event it is
	Trigger  TriggerKind // what hands the event over
	From     string      // id of the route, queue, bucket that it comes from; "" where that is not in the application
	Entry    string      // in words: "POST /orders", "messages of queue Orders"
	Part     string      // of the event, with dots: "body.name"
	Holder   FlowHolder
}

// FlowHolder is who decides what the data says.
type FlowHolder string

// The holders, worst first.
const (
	HeldByAnybody FlowHolder = "anybody" // on the internet, without saying who they are
	HeldByCaller  FlowHolder = "caller"  // somebody whom the platform has identified
	HeldByWriter  FlowHolder = "writer"  // whoever may send to the queue, write to the bucket, or is in the private network
)

// FlowSink is where the data is more than data.
type FlowSink struct {
	Call     string // what is called: "sqlite3.connect().execute"; "return" for what the function answers
	At       Location
	Argument string // which argument: "1", "query", "headers.Location"
}

// AttributeNames is the argument of an operation of DynamoDB that says which attributes an expression is about.
const AttributeNames = "ExpressionAttributeNames"

// PartOfName is the argument of a sink of names where what somebody says is a part of the name: the code says what it begins
// with, and so among which others it is.
const PartOfName = "a part of the name"

// RestOfName is the argument of a call that loads a module by a name whose beginning the code writes.
const RestOfName = "the rest of a name"

// FlowStep is one step of the way.
type FlowStep struct {
	Function string // id
	At       Location
	Text     string // "json.loads reads it"
	Through  string // id of the queue, topic, table by which it leaves the function; "" for a call, and within a function
}

// FlowConfidence is how sure it is that the data gets there.
type FlowConfidence string

// The confidences.
const (
	FlowCertain   FlowConfidence = "certain"   // nothing is done to it that is not known
	FlowFirm      FlowConfidence = "firm"      // it passes through, or into, what is known by its name alone
	FlowTentative FlowConfidence = "tentative" // it was stored in between, or it is not known who holds it
)
