package exposure

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noUsagePlan = check.Rule{
	ID:       "exposure-no-usage-plan",
	Title:    "API key that no usage plan limits",
	Severity: finding.Low,
	Why: "One client, or whoever has found its key, may ask as often as the whole API allows, and the other clients get what is left. " +
		"Without a plan the key is a password that everybody shares and nothing else.",
	Remedy:   "Put the stage into a usage plan with a Throttle or a Quota, and each client's key into the plan.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
	},
	CWE:      []string{"CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runNoUsagePlan,
}

func runNoUsagePlan(p *check.Pass) {
	for i := range p.App.Resources {
		api := &p.App.Resources[i]
		if api.Type != "AWS::ApiGateway::RestApi" || !asksForKey(p, api.ID) {
			continue
		}
		s := check.Subject{ID: api.ID, At: api.At, Functions: answering(p, api.ID)}
		name := model.LocalName(api.ID)
		plan, why := planOf(p, api.ID)
		limited := false
		if plan != nil {
			var reason string
			if limited, reason = limits(plan, api.ID); why == "" {
				why = reason
			}
		}
		switch {
		case limited:
			p.Met(s)
		case why != "":
			p.Unknown(s, "how often a key may be used for "+name, why)
		case plan == nil:
			p.NotMet(s, name+" asks for API keys, and no usage plan limits them")
		default:
			p.NotMet(s, "usage plan "+model.LocalName(plan.ID)+" of "+name+" has neither a throttle nor a quota", check.At(plan.At))
		}
	}
}

// asksForKey reports whether a route of an API asks for a key.
func asksForKey(p *check.Pass, api string) bool {
	for _, r := range p.App.Routes {
		if needed, _ := r.APIKey.Truth(); r.API == api && (needed || r.Auth == model.AuthAPIKey) {
			return true
		}
	}
	return false
}

// planOf is the usage plan that an API's stages are in. The reason says why it may be another: of a plan it is not
// known for which APIs it is.
func planOf(p *check.Pass, api string) (plan *model.Resource, why string) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::ApiGateway::UsagePlan" {
			continue
		}
		stages := r.Properties.Get("ApiStages")
		if c, unknown := stages.Cause(); unknown {
			why = c.Reason
		}
		for _, stage := range stages.OneOrMany() {
			id := stage.Get("ApiId")
			if c, unknown := id.Cause(); unknown {
				why = c.Reason
			}
			if id.Target() == api {
				if r.Conditional != "" {
					return r, r.Conditional
				}
				return r, ""
			}
		}
	}
	return nil, why
}

// limits reports whether a plan limits how often a key may be used, for all of an API or for some of its methods.
func limits(plan *model.Resource, api string) (limited bool, why string) {
	places := []model.Value{plan.Properties.Get("Throttle"), plan.Properties.Get("Quota")}
	for _, stage := range plan.Properties.Get("ApiStages").OneOrMany() {
		if stage.Get("ApiId").Target() == api {
			places = append(places, stage.Get("Throttle"))
		}
	}
	for _, v := range places {
		written, reason := check.Written(v)
		if written && (v.Kind() != model.Map || hasLimit(v)) {
			return true, ""
		}
		if reason != "" {
			why = reason
		}
	}
	return false, why
}

// hasLimit reports whether a throttle or quota has a number: an empty one limits nothing.
func hasLimit(v model.Value) bool {
	for _, f := range v.Fields() {
		if strings.HasSuffix(f.Key, "Limit") && !f.Value.IsAbsent() || f.Value.Kind() == model.Map && hasLimit(f.Value) {
			return true
		}
	}
	return false
}
