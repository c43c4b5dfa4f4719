package model

import (
	"slices"
	"time"
)

// Usage is what the provider recorded of what identities really did.
type Usage struct {
	From, To time.Time // of the records that were read
	Acts     []Act     // by identity, action, resource
	// Recorded are the services whose requests for data are among the records: what is not seen of them did not happen.
	Recorded []string
	// Accessed are the services that an identity was last seen to use, where the provider was asked for that.
	Accessed []Access
	// Strangers are the roles in the records that no identity of the application could be told to be.
	Strangers []string
	// Unread are operations of the records whose permissions are not known, each once.
	Unread []string
}

// Act is an action that an identity was seen to take on a resource.
type Act struct {
	Identity    string // id
	Function    string // id of the function that acted, "" where that cannot be told
	Action      string // "dynamodb:PutItem"
	Resource    string // ARN as recorded, of objects that of all in the bucket; "" where the record does not say
	Element     string // id of the element that it is, "" if none here is known to be it
	Count       int
	Denied      int // of these, how many the provider refused for want of a permission
	First, Last time.Time
}

// Access is what the provider says of an identity's use of a service, data included.
type Access struct {
	Identity string    // id
	Service  string    // prefix: "dynamodb"
	Last     time.Time // zero: not at all in the time that the provider looks back
	Actions  []ActionAccess
}

// ActionAccess is when an action of a service was last used.
type ActionAccess struct {
	Action string
	Last   time.Time // zero: not at all
}

// Covers reports whether a use of an action would be among the records. Requests for data are recorded only where
// somebody asked for that.
func (u *Usage) Covers(service string, data bool) bool {
	return !data || slices.Contains(u.Recorded, service)
}

// Of are the acts of an identity.
func (u *Usage) Of(identity string) []Act {
	var out []Act
	for _, act := range u.Acts {
		if act.Identity == identity {
			out = append(out, act)
		}
	}
	return out
}
