package model

import (
	"slices"
	"time"
)

// Usage is what the provider recorded of what identities really did.
type Usage struct {
	From, To time.Time // of the records that were read
	Acts     []Act     // by identity, action, resource
	// Unrecorded are actions, sorted, whose use the records would not show: requests for data are recorded only where
	// somebody asked for that.
	Unrecorded []string
	// Idle is after how many days without use a grant counts as not used.
	Idle int
	// Accessed are the services that an identity was last seen to use, where the provider was asked for that.
	Accessed []Access
	// Told are the identities, sorted, of which it was said which role they are.
	Told []string
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
	Via         string // the service that did it in the identity's name, "" where the identity's session did: "dynamodb.amazonaws.com"
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

// Shows reports whether a use of an action would be among the records.
func (u *Usage) Shows(action string) bool {
	_, hidden := slices.BinarySearch(u.Unrecorded, action)
	return !hidden
}

// Long reports whether the records are of long enough to tell from them what is not used.
func (u *Usage) Long() bool { return u.Days() >= u.Idle }

// Days is of how many days the records are, both ends included.
func (u *Usage) Days() int {
	if u.From.IsZero() {
		return 0
	}
	return int(u.To.Sub(u.From).Hours()/24) + 1
}

// Access is what the provider says of an identity's use of a service, where it was asked.
func (u *Usage) Access(identity, service string) (a Access, ok bool) {
	for _, a := range u.Accessed {
		if a.Identity == identity && a.Service == service {
			return a, true
		}
	}
	return Access{}, false
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

// Mute reports whether nothing tells whether an identity did anything: it is not in the records, and one of the roles there
// that are nobody's may be it.
func (u *Usage) Mute(identity string) bool {
	if _, told := slices.BinarySearch(u.Told, identity); told || len(u.Strangers) == 0 {
		return false
	}
	return len(u.Of(identity)) == 0 && !slices.ContainsFunc(u.Accessed, func(a Access) bool { return a.Identity == identity })
}
