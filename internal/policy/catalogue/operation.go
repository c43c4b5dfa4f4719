package catalogue

import (
	"iter"
	"slices"
)

// State says what the catalogue knows about an operation.
type State uint8

// The states.
const (
	Mapped       State = iota // its needs are listed
	Free                      // it needs no permission at all
	Undocumented              // the operation exists, and the provider documents no action for it
)

// String is a word for reports.
func (s State) String() string {
	switch s {
	case Mapped:
		return "mapped"
	case Free:
		return "free"
	case Undocumented:
		return "undocumented"
	default:
		return "unknown"
	}
}

// Mapping says which actions a call of an SDK operation needs.
type Mapping struct {
	Service   string // the SDK's own name, "stepfunctions"
	Operation string // in the SDK's own spelling, "StartExecution"
	State     State
	Needs     []Need // what always applies, and what depends on the call; not to be changed
	Source    string // the documentation behind the row of the table; "" when it is the action of the same name
}

// Need is one action that a call needs.
type Need struct {
	Action Action
	When   []Condition // all of them hold; none: every call needs the action
	On     Target
}

// Test is what a condition looks at.
type Test uint8

// The tests.
const (
	Present  Test = iota + 1 // the parameter is given
	Equals                   // it has the value
	Begins                   // it begins with the value, whatever the case
	Contains                 // it contains the value, whatever the case
	Property                 // the resource has the property: see docs/catalogue.md
)

// Condition is one condition on the parameters of a call, or on the resource it is about. A parameter that the caller
// cannot resolve leaves the condition unknown, which is for the caller to report.
type Condition struct {
	Negated bool // the test does not hold
	Test    Test
	Name    string // the parameter, "TransactItems[].Put", or the property, "customer-key"
	Value   string
}

// TargetKind says which resource an action is about.
type TargetKind uint8

// The kinds of targets.
const (
	Own       TargetKind = iota // the resources that the operation itself names
	Parameter                   // the one that a parameter names
	Related                     // one beside them: see docs/catalogue.md
)

// Target is the resource that an action is about.
type Target struct {
	Kind TargetKind
	Name string // the parameter, "CopySource", or the relation, "key"
}

// Operation finds what an operation of an SDK service needs. The service goes by any of its names: the Python SDK's
// ("stepfunctions"), the service id that the other SDKs name clients after ("SFN"), the signing name or the endpoint
// prefix ("states"); the operation in any spelling ("ListObjectsV2", "list_objects_v2", "listObjectsV2"). Where several
// services share a name, the first that has the operation answers.
func Operation(service, operation string) (Mapping, bool) {
	t := operations()
	for _, s := range t.find(service) {
		if m, ok := t.lookup(s, operation); ok {
			return m, true
		}
	}
	return Mapping{}, false
}

// SDKService is one service of the SDKs.
type SDKService struct {
	Name     string   // the Python SDK's name, "stepfunctions"
	ID       string   // the service id, "SFN"
	Complete bool     // the table of operations is complete for the service
	Names    []string // every name the service is found under, in the SDKs' spelling
	index    int
}

// SDKServices yields the services of the SDKs in the order of their names.
func SDKServices() iter.Seq[SDKService] {
	return func(yield func(SDKService) bool) {
		t := operations()
		for i := range t.services {
			if !yield(t.service(i)) {
				return
			}
		}
	}
}

// LookupSDKService finds a service by any of its names; where several share one, the first in the order of Operation.
func LookupSDKService(name string) (SDKService, bool) {
	t := operations()
	found := t.find(name)
	if len(found) == 0 {
		return SDKService{}, false
	}
	return t.service(found[0]), true
}

// Operations yields what every operation of the service needs, in the order of their names.
func (s SDKService) Operations() iter.Seq[Mapping] {
	return func(yield func(Mapping) bool) {
		t := operations()
		if s.index >= len(t.services) || t.services[s.index].name != s.Name {
			return
		}
		for _, name := range t.operationNames(s.index) {
			m, _ := t.lookup(s.index, name)
			if !yield(m) {
				return
			}
		}
	}
}

// Conditional reports whether the action is needed only by some calls.
func (n Need) Conditional() bool { return len(n.When) > 0 }

// Always lists the actions that every call of the operation needs.
func (m Mapping) Always() []Action {
	var out []Action
	for _, n := range m.Needs {
		if !n.Conditional() && !slices.Contains(out, n.Action) {
			out = append(out, n.Action)
		}
	}
	return out
}
