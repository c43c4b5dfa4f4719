package model

// Code is what the code of a function does, as far as it could be read.
type Code struct {
	Function string      // id
	Language string      // "python"; "" where it is not read
	Handler  Location    // of the function that the platform enters, under its wrappers; zero where it was not found
	Reason   string      // why its code was not read or its handler not found; "" where it was
	Calls    []Call      // in the order in which they are reached
	Routes   []CodeRoute // that a framework's router in the code hands out
	Unknowns []Gap       // what could not be followed
	Flows    []Flow      // of data that somebody outside holds, in the order of their sinks
	Weak     []Weakness  // habits, in the order in which they are reached
}

// CodeRoute is a route that the code itself decides: of Flask, Express, Powertools and the like.
type CodeRoute struct {
	Method string // "" for any
	Path   string // "" where it is not known
	At     Location
}

// CodeOf is what the code of a function does. ok is false where code was not asked for.
func (a *App) CodeOf(id string) (*Code, bool) {
	for i := range a.Code {
		if a.Code[i].Function == id {
			return &a.Code[i], true
		}
	}
	return nil, false
}
