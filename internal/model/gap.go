package model

// Gap is something about the application that is unknown.
type Gap struct {
	Element string   // id of the element it belongs to; "" when it belongs to the template
	Path    string   // property path within the element; "" when it is the element itself
	Reason  string   // a clause without a full stop
	At      Location // what would have to change to make it known
	Uses    int      // in how many places it matters

	Environments []string // in which it is so; none where no environment was asked for
}
