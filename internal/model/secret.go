package model

// Secret is a place that holds a secret, or a place that should not but does.
type Secret struct {
	ID       string // of the element; of a parameter "template.yaml#Parameter"
	Kind     SecretKind
	At       Location
	Name     Value
	Rotation Value    // how it is rotated; absent if it is not
	Schedule string   // id of the element that rotates it
	Readers  []string // ids of the functions that refer to it
}

// SecretKind says where a secret is kept.
type SecretKind string

// The kinds of place that hold secrets.
const (
	SecretStore     SecretKind = "store"     // a secret manager's secret
	SecretParameter SecretKind = "parameter" // an encrypted parameter of a parameter store
	SecretInput     SecretKind = "input"     // a template parameter that is not shown
	SecretDynamic   SecretKind = "dynamic"   // a reference resolved at deployment
)
