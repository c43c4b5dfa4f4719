package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Request is what somebody wants to do.
type Request struct {
	// Principal is who asks: an ARN of a user, role, role session, federated user or account root,
	// the name of a service ("lambda.amazonaws.com") or of an identity provider, or "*" for nobody
	// in particular (an anonymous request). It may have holes.
	Principal model.Value
	// PrincipalKind says what a principal is whose text does not tell; a hole alone is taken for a role.
	PrincipalKind RequesterKind
	// PrincipalAccount is the account of a principal whose ARN does not tell.
	PrincipalAccount model.Value

	Action          string      // "s3:GetObject"
	Resource        model.Value // an ARN, or "*" for an action without resources
	ResourceAccount model.Value // the account that owns it

	Context map[string]Values // by condition key; case does not matter
	Open    bool              // the request may have context keys that are not listed
}

// Query is a request prepared for evaluation; many sets can be asked about one. It is not changed by
// evaluating and may be used by several goroutines.
type Query struct {
	requester requester
	action    string // in lower case
	service   string // the part of action before the colon
	name      string // the part behind it

	resources   []resourceText // more than one where the resource is one of several
	sameAccount Truth
	context     map[string]entry
	open        bool
}

type resourceText struct {
	text  string
	holey bool
}

// Prepare compiles the request.
func (r Request) Prepare() *Query {
	q := Query{open: r.Open, context: make(map[string]entry, len(r.Context))}
	for key, values := range r.Context {
		q.context[strings.ToLower(key)] = newEntry(values)
	}
	q.requester = newRequester(r.Principal, r.PrincipalKind, r.PrincipalAccount)
	q.sameAccount = sameText(q.requester.account, oneText(r.ResourceAccount))
	return q.About(r.Action, r.Resource)
}

// About is the query of the same requester in the same circumstances for another action or resource.
func (q *Query) About(action string, resource model.Value) *Query {
	return q.On(action, Name(resource))
}

// Named is what a resource is called, as queries compare it.
type Named struct {
	spellings []resourceText
}

// Name prepares what a resource is called, for whoever asks about many actions on it.
func Name(resource model.Value) Named {
	all := spellings(resource)
	out := Named{make([]resourceText, 0, len(all))}
	for _, list := range all {
		if len(list) != 1 {
			list = []string{"\x00\x00"}
		}
		out.spellings = append(out.spellings, resourceText{list[0], strings.IndexByte(list[0], holeByte) >= 0})
	}
	return out
}

// On is [Query.About] with a name that is prepared.
func (q *Query) On(action string, resource Named) *Query {
	about := *q
	about.action, about.resources = strings.ToLower(plain(action)), resource.spellings
	about.service, about.name, _ = strings.Cut(about.action, ":")
	return &about
}

// oneText is the compiled form of a value that is one text; "" when it is absent.
func oneText(v model.Value) string {
	all := spellings(v)
	switch {
	case v.IsAbsent():
		return ""
	case len(all) == 1 && len(all[0]) == 1:
		return all[0][0]
	}
	return "\x00\x00"
}

// sameText answers whether two compiled texts are the same.
func sameText(a, b string) Truth {
	switch {
	case strings.IndexByte(a, holeByte) < 0 && strings.IndexByte(b, holeByte) < 0:
		return truth(a == b)
	default:
		return matchHoles(a, b)
	}
}

// lookup is the context's value for a key in lower case; known is Maybe where the request may have it
// without telling.
func (q *Query) lookup(key string) (e entry, present Truth) {
	e, found := q.context[key]
	switch {
	case found && e.open:
		return e, Maybe
	case found:
		return e, Yes
	case q.open && key != unresolvable:
		return entry{open: true}, Maybe
	}
	return entry{}, No
}

// variable is the value of a policy variable. It has none when the request lacks the key, when the
// key is multivalued and when the value is the empty text (IAM User Guide, "IAM policy elements:
// Variables and tags", policy variables with no value).
func (q *Query) variable(v *variable) (text string, resolved Truth) {
	e, present := q.lookup(v.key)
	switch {
	case present == Maybe:
		return "\x00\x00", Maybe
	case present == Yes && !e.many && !e.null:
		return e.items[0].text, Yes
	case v.hasDefault && v.fallback != "":
		return v.fallback, Yes
	}
	return "", No
}
