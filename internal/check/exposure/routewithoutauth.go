package exposure

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var routeWithoutAuth = check.Rule{
	ID:       "exposure-route-without-auth",
	Title:    "Route without authentication",
	Severity: finding.High,
	Why: "The API calls the function for whoever asks; nobody is identified, so nobody can be refused, limited or held to account. " +
		"An API key alone is no better, and another rule's matter (exposure-api-key-only).",
	Remedy:   "Put an authorizer on the route (a JWT or user pool authorizer, IAM, or a function). If it is meant to be public, its function is the application's border: say so with a suppression.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
		"https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
	},
	CWE:      []string{"CWE-306"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.3.3", "HIPAA:164.312(d)", "GDPR:32(1)(b)"},
	Run:      runRouteWithoutAuth,
}

func runRouteWithoutAuth(p *check.Pass) {
	decides := map[string]bool{} // by API: it has a route for connecting, which decides for all others
	for _, r := range p.App.Routes {
		decides[r.API] = decides[r.API] || r.Path == "$connect"
	}
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.Protocol == "url" || r.Method == "OPTIONS" || r.Protocol == "websocket" && r.Path != "$connect" && decides[r.API] {
			continue // function URLs have a rule of their own; a preflight asks nothing
		}
		if r.Protocol == "websocket" && r.Path == "$disconnect" {
			continue // it is called when somebody has left: nobody can be refused
		}
		s := check.Route(r)
		switch {
		case r.Auth == model.AuthUnknown:
			p.Unknown(s, "who may call "+label(r), reasonOf(r))
		case !r.Public() || r.Fixed || isWellKnown(r):
			p.Met(s)
		default:
			p.NotMet(s, "anybody may call "+label(r)+answer(r))
		}
	}
}

// isWellKnown reports whether a route only reads what a protocol has for everybody: the keys of a token's
// issuer, where its endpoints are (RFC 8615, "Well-Known Uniform Resource Identifiers").
func isWellKnown(r *model.Route) bool {
	return (r.Method == "GET" || r.Method == "HEAD") && strings.HasPrefix(r.Path, "/.well-known/") && !strings.Contains(r.Path, "{")
}

func reasonOf(r *model.Route) string {
	if r.AuthReason == "" {
		return "its authorisation is not known"
	}
	return r.AuthReason
}

func answer(r *model.Route) string {
	if r.Function == "" {
		return ""
	}
	return ", answered by " + model.LocalName(r.Function)
}
