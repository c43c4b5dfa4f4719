package model

// Weakness is a habit in a function's code that is weak wherever its data comes from: a token that is only decoded, a
// connection whose other end nobody looks at.
type Weakness struct {
	Function   string // id
	Family     string // "tls": which rule
	At         Location
	What       string // a clause that names the thing: "requests.get does not check who it is connected to"
	Confidence FlowConfidence
}
