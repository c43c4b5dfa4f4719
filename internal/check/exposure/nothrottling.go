package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noThrottling = check.Rule{
	ID:       "exposure-no-throttling",
	Title:    "API without a limit of its own on requests",
	Severity: finding.Medium,
	Why: "Only the account's limit applies, which all APIs of the region share: one flooded route takes every other down with it. " +
		"Until then every request is answered, and paid for.",
	Remedy:   "Set ThrottlingRateLimit and ThrottlingBurstLimit on the stage, and lower ones on expensive routes.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
		"https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
	},
	CWE:      []string{"CWE-770"},
	Controls: []string{"PCI-DSS-4.0.1:6.4.2"},
	Run:      runNoThrottling,
}

func runNoThrottling(p *check.Pass) {
	asked := map[string]bool{}
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if asked[r.API] || r.Private || r.Protocol == "url" || r.Protocol == "alb" || r.Protocol == "graphql" || r.API == "" {
			continue
		}
		asked[r.API] = true
		api, ok := p.App.Resource(r.API)
		if !ok {
			continue
		}
		s := check.Subject{ID: api.ID, At: api.At, Functions: answering(p, api.ID)}
		open, why := unthrottled(p, api.ID)
		switch {
		case why != "":
			p.Unknown(s, "how often "+model.LocalName(api.ID)+" may be called", why)
		case open == "":
			p.Met(s)
		default:
			p.NotMet(s, model.LocalName(api.ID)+" has no limit on requests"+open)
		}
	}
}

// unthrottled says that some route of an API has no limit: "" if all have one. The reason is set
// when a limit is not known.
func unthrottled(p *check.Pass, api string) (open, why string) {
	total, without := 0, ""
	count := 0
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.API != api || r.Method == "OPTIONS" {
			continue
		}
		total++
		if r.Throttle.Rate.IsAbsent() {
			count++
			without = label(r)
			continue
		}
		if c, unknown := r.Throttle.Rate.Cause(); unknown && len(r.Throttle.Rate.Options()) > 0 {
			why = c.Reason
		}
	}
	switch {
	case count == 0:
		return "", why
	case count == total:
		return " of its own", ""
	default:
		return " for " + without, ""
	}
}
