package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var apiKeyOnly = check.Rule{
	ID:       "exposure-api-key-only",
	Title:    "API key is all that a caller presents",
	Severity: finding.Medium,
	Why: "A key is one word that all users of a client share: it ends up in pages, apps and logs, and whoever finds it there is let in as everybody else is. " +
		"It says which plan a caller is on, not who they are, so nobody can be refused or held to account.",
	Remedy:   "Ask for a token or a signed request as well (a user pool, a JWT or Lambda authorizer, IAM) and keep the key for the usage plan.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
		"https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
		"https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
	},
	CWE:      []string{"CWE-306", "CWE-1390"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:8.2.1", "HIPAA:164.312(d)", "GDPR:32(1)(b)"},
	Run:      runAPIKeyOnly,
}

// runAPIKeyOnly asks of routes that ask for a key. Of a private API somebody else has let the caller in.
func runAPIKeyOnly(p *check.Pass) {
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		needed, _ := r.APIKey.Truth()
		switch {
		case r.Method == "OPTIONS" || r.Protocol == "websocket" && r.Path != "$connect":
		case r.Auth == model.AuthAPIKey && !r.Private:
			p.NotMet(check.Route(r), "whoever has an API key may call "+label(r)+answer(r))
		case needed:
			p.Met(check.Route(r))
		}
	}
}
