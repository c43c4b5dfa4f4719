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
	OWASP:    []string{"API4:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.4.2"},
	Run:      runNoThrottling,
}

func runNoThrottling(p *check.Pass) {
	for i := range p.App.Resources {
		api := &p.App.Resources[i]
		if api.Type != "AWS::ApiGateway::RestApi" && api.Type != "AWS::ApiGatewayV2::Api" {
			continue // only these have throttling of their own
		}
		limits, private := throttles(p, api.ID)
		if len(limits) == 0 || private {
			continue
		}
		s := check.Subject{ID: api.ID, At: api.At, Functions: answering(p, api.ID)}
		var open []string
		why := ""
		for _, l := range limits {
			written, reason := check.Written(l.throttle.Rate)
			if reason != "" {
				why = reason
			} else if !written {
				open = append(open, l.of)
			}
		}
		stage := stageOf(p, api)
		switch {
		case len(open) > 0 && stage.IsZero():
			p.Unknown(s, "how often "+model.LocalName(api.ID)+" may be called", "no stage of it is declared here")
		case len(open) == len(limits):
			p.NotMet(s, model.LocalName(api.ID)+" has no limit on requests of its own", check.At(stage))
		case len(open) > 0:
			p.NotMet(s, model.LocalName(api.ID)+" has no limit on requests for "+open[0], check.At(stage))
		case why != "":
			p.Unknown(s, "how often "+model.LocalName(api.ID)+" may be called", why)
		default:
			p.Met(s)
		}
	}
}

// stageOf is where the stage of an API is written that should have the limit: one that has none if
// there are several. An API that has its stage of itself (a "quick create") is its own.
func stageOf(p *check.Pass, api *model.Resource) model.Location {
	var at model.Location
	if !api.Properties.Get("Target").IsAbsent() {
		at = api.At
	}
	for _, s := range p.App.Stages {
		if s.API == api.ID && (at.IsZero() || s.Throttle.Rate.IsAbsent()) {
			at = s.At
		}
	}
	return at
}

// limited is a route or a stage and its throttle.
type limited struct {
	of       string
	throttle model.Throttle
}

// throttles are the throttles of an API's routes, of its stages where the routes are not known, and
// whether the API can be reached from a private network only.
func throttles(p *check.Pass, api string) (limits []limited, private bool) {
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.API == api && r.Method != "OPTIONS" {
			limits = append(limits, limited{label(r), r.Throttle})
			private = private || r.Private
		}
	}
	if len(limits) > 0 {
		return limits, private
	}
	for _, s := range p.App.Stages {
		if s.API == api {
			limits = append(limits, limited{model.LocalName(s.ID), s.Throttle})
		}
	}
	return limits, false
}
