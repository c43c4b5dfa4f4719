package model

// Effect is what a statement does.
type Effect string

// The two effects, and the one for a statement whose effect is not known.
const (
	Allow         Effect = "Allow"
	Deny          Effect = "Deny"
	UnknownEffect Effect = "Unknown"
)

// Mechanism is how a grant came about.
type Mechanism string

// The mechanisms of a grant.
const (
	MechanismInline    Mechanism = "inline"          // a policy written in or beside the identity
	MechanismManaged   Mechanism = "managed"         // a named policy attached to it
	MechanismTemplate  Mechanism = "template"        // a policy template of a framework
	MechanismConnector Mechanism = "connector"       // a connector between two resources
	MechanismEvent     Mechanism = "event"           // generated for an event source
	MechanismResource  Mechanism = "resource-policy" // written on the resource: who may use it
	MechanismTrust     Mechanism = "trust"           // who may assume a role
	MechanismBoundary  Mechanism = "boundary"        // the most an identity can have
)

// Grant is one statement: who may do what to what.
type Grant struct {
	ID            string // of the element that holds the policy, then the policy's and statement's place
	Identity      string // id of the identity it belongs to; "" for a grant on a resource
	Resource      string // id of the resource that carries it; "" for a grant of an identity
	Effect        Effect
	Principals    Value // resource policies: who; absent otherwise
	NotPrincipals Value
	Actions       []Value
	NotActions    []Value
	Resources     []Value
	NotResources  []Value
	Conditions    Value
	Mechanism     Mechanism
	Policy        string // name of the policy
	Provided      bool   // the policy is one that the provider writes, attached by name
	Sid           string
	At            Location
	Statement     Value // as written; absent where no statement is written (a named policy)
	Conditional   string
}
