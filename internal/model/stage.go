package model

// Stage is a deployment of an API: what it sets for all routes that set nothing themselves.
type Stage struct {
	ID          string
	At          Location
	API         string // id of the API
	Throttle    Throttle
	Tracing     Value
	AccessLog   Value
	Conditional string
}
