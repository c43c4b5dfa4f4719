package policy

import "github.com/sconce-dev/sconce/internal/model"

// The versions of the policy language. Only documents that say Version2012 have policy variables;
// a document without a version is read as Version2008 (IAM User Guide, "IAM JSON policy elements:
// Version").
const (
	Version2008 = "2008-10-17"
	Version2012 = "2012-10-17"
)

// Document is a policy as written.
type Document struct {
	Version    string // "" when it is not written or not known
	Variables  Truth  // whether ${...} in its texts are policy variables: Maybe when the version is not known
	ID         string
	Statements []Statement
	At         model.Location
}

// Statement says what is allowed or denied. Exactly one of Actions and NotActions is written, and at
// most one of Resources and NotResources, of Principals and NotPrincipals; what is not written is
// nil, a list written without items is empty but not nil.
//
// The items of lists are text that may have holes: a string, a template, a reference or an unknown.
type Statement struct {
	Sid           string
	Effect        model.Effect // model.UnknownEffect when it has a hole
	Principals    []Principal
	NotPrincipals []Principal
	Actions       []model.Value
	NotActions    []model.Value
	Resources     []model.Value
	NotResources  []model.Value
	Conditions    []Condition // all of them must hold
	At            model.Location
	Source        model.Value // the statement as it is written, decoded where it stands in a text

	// Hole is set where it is not known which statements stand here. Alternatives are then all that
	// may stand here, one of which does; nil means that it could be anything.
	Hole         model.Value
	Alternatives [][]Statement
}

// IsHole reports whether it is not known which statements stand here.
func (s *Statement) IsHole() bool { return s.Hole.Kind() != model.Absent }

// PrincipalKind says who is meant by a principal's name.
type PrincipalKind string

// The kinds of principal (IAM User Guide, "AWS JSON policy elements: Principal").
const (
	PrincipalAny       PrincipalKind = "*"             // written as "*" instead of a map
	PrincipalAWS       PrincipalKind = "AWS"           // an account, a user, a role, a session, or "*"
	PrincipalService   PrincipalKind = "Service"       // a service of the provider
	PrincipalFederated PrincipalKind = "Federated"     // an identity provider
	PrincipalCanonical PrincipalKind = "CanonicalUser" // an account by its S3 canonical user id
	PrincipalUnknown   PrincipalKind = "unknown"       // the map has a hole
)

// Principal is one of those that a statement is about.
type Principal struct {
	Kind PrincipalKind
	Name model.Value
	At   model.Location
}

// Condition is one key of one operator of a Condition element: it holds when the key's value in the
// request matches one of the values (for a negated operator: none of them).
type Condition struct {
	Operator Operator
	Key      string // as written; keys are compared without regard to case
	Values   []model.Value
	At       model.Location

	// Hole is set where it is not known which conditions stand here. Alternatives are then all that
	// may stand here, one of which does; nil means that it could be anything.
	Hole         model.Value
	Alternatives [][]Condition
}

// IsHole reports whether it is not known which conditions stand here.
func (c *Condition) IsHole() bool { return c.Hole.Kind() != model.Absent }
