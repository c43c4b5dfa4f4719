package model

// IdentityKind says what acts.
type IdentityKind string

// The kinds of identity.
const (
	IdentityRole  IdentityKind = "role"
	IdentityUser  IdentityKind = "user"
	IdentityGroup IdentityKind = "group"
)

// Identity is what a function or a person acts as.
type Identity struct {
	ID          string
	Name        string
	Kind        IdentityKind
	ARN         Value // its full name, as policies write it
	At          Location
	Trust       Value   // who may assume it, as written
	Managed     []Value // policies attached by name
	Boundary    Value   // absent if none
	Properties  Value
	Path        string // of the construct that makes it
	Library     string // the library that made it by itself; "" for what the author asked for
	Conditional string
}
