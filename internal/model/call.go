package model

// Call is one thing that a function's code does to something outside itself: an operation of the provider's API, or a
// connection to a host.
type Call struct {
	Function  string     // id of the function that runs it
	Service   string     // as the provider's SDK names it: "dynamodb"; "" for a call that leaves the provider
	Operation string     // "PutItem"; of what leaves the provider the library's function: "requests.post"
	At        Location   // where the code says so
	Chain     []Location // the calls that lead there from the handler, outermost first
	Via       string     // by which library and interface: "boto3 resource"
	Initial   bool       // it happens when the code is loaded, not at every invocation
	Needs     []Need     // the permissions it takes, one for each action and resource
	Host      Value      // of what leaves the provider: where it goes; Absent otherwise
}

// Need is a permission that a call takes.
type Need struct {
	Action    string // "dynamodb:PutItem"
	On        Target
	When      string  // the circumstance that is not known under which the call takes it; "" for always
	Condition []Field // what the code fixes of the request, by condition key: dynamodb:LeadingKeys; nil for nothing
}

// TargetKind says how much is known of what a call acts on.
type TargetKind string

// The kinds of target.
const (
	TargetRef     TargetKind = "ref"     // an element of the application, or a parameter or import of its template
	TargetLiteral TargetKind = "literal" // a name or ARN that no template here declares; holes are *
	TargetEvent   TargetKind = "event"   // the caller chooses
	TargetAny     TargetKind = "any"     // the action has no resource
	TargetUnknown TargetKind = "unknown" // Why says so
)

// Target is what a call acts on.
type Target struct {
	Kind  TargetKind
	ID    string   // of a ref: the element's id; "" for a parameter or an import
	Name  string   // of a ref: the logical id or the parameter's name; of a literal the ARN or name pattern
	Part  string   // of the element: "objects" of a bucket, "index/by-status" of a table; "" for all of it
	Value Value    // as policies would write it: the ARN, with references; Absent where it is unknown
	Why   string   // of an unknown: the reason, a clause without a full stop; of an event: which part of it
	At    Location // what would have to change to make it known
}

// Key tells targets apart: two that are the same thing have the same.
func (t Target) Key() string {
	name := t.ID
	if name == "" {
		name = t.Name
	}
	if t.Kind == TargetLiteral && !t.Value.IsAbsent() {
		name = t.Value.String()
	}
	if t.Kind == TargetUnknown || t.Kind == TargetEvent {
		name = t.Why
	}
	return string(t.Kind) + "\x00" + name + "\x00" + t.Part
}
