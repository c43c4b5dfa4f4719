package model

// AuthKind says what a caller of a route must present.
type AuthKind string

// The kinds of authorisation on a route.
const (
	AuthNone    AuthKind = "none"    // nothing: anybody on the internet
	AuthAPIKey  AuthKind = "api-key" // a shared key alone
	AuthIAM     AuthKind = "iam"     // a signed request
	AuthJWT     AuthKind = "jwt"     // a token that the platform verifies
	AuthPool    AuthKind = "pool"    // a token of a user pool
	AuthCustom  AuthKind = "custom"  // a function decides
	AuthMutual  AuthKind = "mutual"  // a client certificate
	AuthNetwork AuthKind = "network" // a place in a network: an address, a private endpoint
	AuthUnknown AuthKind = "unknown"
)

// Route is one way in over HTTP: a method and path of an API, a function's own URL, a load
// balancer's rule.
type Route struct {
	ID          string // of the element that declares it; several routes of one API document differ in a suffix "/GET /orders"
	At          Location
	Protocol    string // rest, http, websocket, url, alb, graphql
	API         string // id of the API, function or load balancer it belongs to
	Method      string // upper case, "ANY" for all
	Path        string
	Auth        AuthKind
	AuthReason  string // why Auth is unknown
	Authorizer  string // id of the authorizer, "" if none or not in the application
	APIKey      Value  // whether an API key is also needed
	Function    string // id of the function that answers, "" if none or not in the application
	Target      Value  // what answers, as written
	Fixed       bool   // the API itself answers, the same to everybody: nothing stands behind it
	Private     bool   // reachable only from inside a private network
	Throttle    Throttle
	Validation  Value // the request validator or model, absent if none
	Timeout     Value // how long it waits for an answer, in milliseconds; absent if the provider's default applies
	CORS        CORS
	Conditional string
}

// Public reports whether anybody on the internet may call the route without presenting anything
// that is checked.
func (r Route) Public() bool { return r.Auth == AuthNone && !r.Private }

// Open reports whether the route lets everybody on the internet through: nothing is asked for, or only
// a key that all callers share.
func (r Route) Open() bool {
	return !r.Private && (r.Auth == AuthNone || r.Auth == AuthAPIKey)
}

// Throttle is how often a route may be called; Absent values mean the account's default.
type Throttle struct {
	Rate  Value // requests per second
	Burst Value
}

// CORS is what other origins' pages may do; Absent values mean not configured.
type CORS struct {
	Origins     Value
	Methods     Value
	Headers     Value
	Credentials Value
}
