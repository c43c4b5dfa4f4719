package model

// Output is a value that a deployed template shows: everybody who may look at the stack reads it.
type Output struct {
	ID          string
	Name        string
	At          Location
	Value       Value
	Conditional string
}

// Text is what a template says outside the properties of its elements, or within one that is only known
// when deployed: mappings, metadata of the template, the text that is encoded for a machine.
type Text struct {
	ID    string // of the element it belongs to, or of the part of the template: "template.yaml#Mappings"
	At    Location
	Value Value
}
