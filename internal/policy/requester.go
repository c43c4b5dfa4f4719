package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// RequesterKind says what makes a request.
type RequesterKind string

// The kinds of requester.
const (
	RequesterUser      RequesterKind = "user"      // an IAM user
	RequesterRole      RequesterKind = "role"      // a role, in whichever session
	RequesterSession   RequesterKind = "session"   // a session of a role
	RequesterFederated RequesterKind = "federated" // a session of a user: GetFederationToken
	RequesterRoot      RequesterKind = "root"      // the root user of an account
	RequesterService   RequesterKind = "service"   // a service of the provider, or an identity provider by name
	RequesterProvider  RequesterKind = "provider"  // an identity provider by ARN
	RequesterAnonymous RequesterKind = "anonymous" // nobody in particular
)

// requester is who makes a request, and the names by which policies may mean it.
type requester struct {
	kind    RequesterKind
	text    string // compiled; the ARN or name
	account string // compiled; "" when it has none
	entity  string // of a session the role or user that it is a session of, without the path of the name
	holey   bool
	linked  Truth // whether it is a service-linked role
}

// isIAM reports whether identity policies, boundaries and service control policies apply.
func (r *requester) isIAM() bool {
	switch r.kind {
	case RequesterUser, RequesterRole, RequesterSession, RequesterFederated, RequesterRoot:
		return true
	case RequesterService, RequesterProvider, RequesterAnonymous:
	}
	return false
}

func newRequester(principal model.Value, kind RequesterKind, account model.Value) requester {
	r := requester{kind: kind, text: oneText(principal), account: oneText(account), linked: No}
	r.holey = strings.IndexByte(r.text, holeByte) >= 0
	a, isARN := splitARN(r.text)
	if isARN && !strings.Contains(a.partition+a.service+a.region, "\x00") {
		r.fromARN(a)
	}
	switch {
	case r.kind != "":
	case r.text == "*":
		r.kind = RequesterAnonymous
	case r.holey:
		r.kind = RequesterRole
	default:
		r.kind = RequesterService
	}
	if r.account == "" && r.isIAM() {
		r.account = "\x00\x00"
	}
	return r
}

// fromARN reads kind, account and entity from an ARN.
func (r *requester) fromARN(a arn) {
	kind := RequesterProvider
	name := a.resource
	head, rest, _ := strings.Cut(a.resource, "/")
	switch {
	case a.service == "iam" && name == "root":
		kind = RequesterRoot
	case a.service == "iam" && head == "user":
		kind = RequesterUser
	case a.service == "iam" && head == "role":
		kind = RequesterRole
		r.linked = truth(strings.HasPrefix(rest, "aws-service-role/"))
		r.entity = "arn:" + a.partition + ":iam::" + a.account + ":role/" + rest[strings.LastIndexByte(rest, '/')+1:]
	case a.service == "sts" && head == "assumed-role":
		kind = RequesterSession
		role, _, _ := strings.Cut(rest, "/")
		r.linked = truth(strings.HasPrefix(role, "AWSServiceRoleFor"))
		r.entity = "arn:" + a.partition + ":iam::" + a.account + ":role/" + role
	case a.service == "sts" && head == "federated-user":
		kind = RequesterFederated
		r.entity = "arn:" + a.partition + ":iam::" + a.account + ":user/" + rest
	}
	if r.kind == "" {
		r.kind = kind
	}
	if r.account == "" && r.kind != RequesterProvider {
		r.account = a.account
	}
}
