package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noCDN = check.Rule{
	ID:       "exposure-no-cdn",
	Title:    "Nothing stands between the internet and the API",
	Severity: finding.Low,
	Why: "An HTTP API and a function URL cannot have a firewall of their own, so every request of a flood, however malformed, comes through and is paid for. " +
		"A distribution in front takes the flood at the edge, answers what it has answered before and can have the firewall.",
	Remedy:   "Put a CloudFront distribution with a web ACL in front and let callers in only through it (origin access control for a URL, a secret header or IAM for an API), or use a REST API with a web ACL.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
		"https://docs.aws.amazon.com/whitepapers/latest/aws-best-practices-ddos-resiliency/protecting-api-endpoints-bp4.html",
	},
	CWE:      []string{"CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.4.2", "PCI-DSS-4.0.1:1.4.1"},
	Run:      runNoCDN,
}

// runNoCDN asks once of each HTTP API and function URL that has a route for everybody.
func runNoCDN(p *check.Pass) {
	asked := map[string]bool{}
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if !r.Public() || r.Fixed || r.Protocol != "http" && r.Protocol != "url" {
			continue
		}
		s, name := check.Route(r), "the URL of "+model.LocalName(r.Function)
		chosen := func(other *model.Route) bool { return other.ID == r.ID }
		if api, ok := p.App.Resource(r.API); ok && r.Protocol == "http" {
			s = check.Subject{ID: api.ID, At: api.At, Functions: answering(p, api.ID)}
			name = model.LocalName(api.ID)
			chosen = func(other *model.Route) bool { return other.API == api.ID }
		}
		if asked[s.ID] || r.Function == "" && r.Protocol == "url" {
			continue
		}
		asked[s.ID] = true
		before := inFront(p, chosen)
		switch {
		case len(before.distributions) > 0:
			p.Met(s)
		case before.why != "":
			p.Unknown(s, "whether a distribution stands in front of "+name, before.why)
		default:
			p.NotMet(s, "nothing stands in front of "+name+", which anybody may call", check.Because(r.At, label(r)+" asks for nothing"))
		}
	}
}
