package policy

import "strconv"

// Outcome is what happens to a request.
type Outcome string

// The outcomes.
const (
	Allowed      Outcome = "allowed"
	ImplicitDeny Outcome = "implicit-deny" // something that has to allow it does not
	ExplicitDeny Outcome = "explicit-deny" // a statement denies it
	Unknown      Outcome = "unknown"       // what stands in a hole decides
)

// Verdict is the answer to a query.
type Verdict struct {
	Outcome Outcome
	Access  Truth  // whether the request is allowed; No also where only the kind of denial is not known
	By      Source // what decided; of an implicit denial the layer that does not allow
}

// Source is a place in the policies of a set.
type Source struct {
	Layer     Layer
	Level     int        // of SCPs and RCPs, from the root of the organization
	Policy    int        // which of the layer's policies
	Index     int        // which of the policy's statements
	Statement *Statement // nil where a layer as a whole decided
}

// String names the place: "identity policy 0, statement 2 (ReadOnly)".
func (s Source) String() string {
	text := string(s.Layer)
	if s.Layer == LayerSCP || s.Layer == LayerRCP {
		text += " level " + strconv.Itoa(s.Level)
	}
	if s.Statement == nil {
		return text
	}
	text += " policy " + strconv.Itoa(s.Policy) + ", statement " + strconv.Itoa(s.Index)
	if s.Statement.Sid != "" {
		text += " (" + s.Statement.Sid + ")"
	}
	return text
}

func (f finding) source() Source {
	out := Source{}
	if f.in != nil {
		out.Layer, out.Level = f.in.layer, f.in.level
	}
	if f.by != nil {
		out.Policy, out.Index, out.Statement = f.by.policy, f.by.index, f.by.source
	}
	return out
}
