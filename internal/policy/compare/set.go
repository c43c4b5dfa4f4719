package compare

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Set is what an identity may do: the union of what its policies allow, within its permissions boundary, without what any
// of them denies.
type Set struct {
	Identity []policy.Document
	Boundary []policy.Document // none when empty
}

// Relation is what a new set is to an old one.
type Relation string

// The relations.
const (
	Equal        Relation = "equal"
	Narrower     Relation = "narrower" // the new set allows less
	Wider        Relation = "wider"
	Incomparable Relation = "incomparable" // each allows something that the other does not
	Unknown      Relation = "unknown"
)

// Options bound a comparison.
type Options struct {
	Steps int // of the searches of each direction; 0 for DefaultSteps
}

// DefaultSteps is enough for what people write; it takes well below a second.
const DefaultSteps = 4 << 20

// Result is the comparison of a new set with an old one.
type Result struct {
	Relation  Relation
	NewInOld  Answer
	OldInNew  Answer
	Catalogue string // the version of the catalogue that actions are called known by
}

// Answer says whether everything that one set allows is allowed by another.
type Answer struct {
	Within  policy.Truth // Yes is proved, No has a witness, Maybe has reasons
	Witness *Witness     // of No
	Because []Reason     // of Maybe
}

// Witness is a request that one set allows and the other does not; the evaluator has confirmed it.
type Witness struct {
	Request policy.Request
	// Without are the keys that conditions ask for and that the request does not have.
	Without []string
	// Known says that the catalogue has the action. Where it does not, no known action makes a difference.
	Known bool
	// Allowed is of the set that allows the request, By of the one that does not: its statement decides.
	Allowed, By policy.Verdict
}

// Reason is a part of a policy that an answer could not be given for.
type Reason struct {
	Text string // a clause
	At   model.Location
}

// side is a compiled set.
type side struct {
	allows [][]*statement // of the policies, and of the boundary where there is one
	denies []*statement
	set    *policy.Set
}

func (s Set) documents() [][]policy.Document {
	if len(s.Boundary) == 0 {
		return [][]policy.Document{s.Identity}
	}
	return [][]policy.Document{s.Identity, s.Boundary}
}
