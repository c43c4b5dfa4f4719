package model

// Input is a value that is asked for when an application is deployed: a template's parameter.
type Input struct {
	ID      string
	Name    string
	At      Location
	Type    string  // as the provider writes it
	Default Value   // absent if it must be given
	Options []Value // all the values that it may have, where these are listed
	Hidden  bool    // it is not shown after the deployment
	Uses    []Use   // the properties that it is the value of
}

// Use is a property of an element.
type Use struct {
	Element string
	Path    string // with dots
}
