package exposure

import (
	"cmp"
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noWAF = check.Rule{
	ID:       "exposure-no-waf",
	Title:    "No firewall looks at requests from the internet",
	Severity: finding.Low,
	Why: "Floods from a few addresses, scanners and the usual attack strings reach the application itself, which is paid for each of them. " +
		"It is medium for an API that identifies none of its callers: nothing else holds them back.",
	Remedy:   "Associate a web ACL that has a rate-based rule and the managed rule groups (AWS::WAFv2::WebACLAssociation; for a distribution WebACLId).",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
		"https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html",
	},
	CWE:      []string{"CWE-693"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.4.2", "GDPR:32(1)(b)"},
	Run:      runNoWAF,
}

// runNoWAF asks of what a web ACL can be associated with. An HTTP API cannot have one.
func runNoWAF(p *check.Pass) {
	for i := range p.App.Stages {
		stage := &p.App.Stages[i]
		api, ok := p.App.Resource(stage.API)
		if !ok || api.Type != "AWS::ApiGateway::RestApi" || isPrivate(api) || isDeployment(p, stage) {
			continue
		}
		s := check.Subject{ID: stage.ID, At: stage.At, Functions: answering(p, stage.API)}
		name := "a stage of "
		if r, ok := p.App.Resource(stage.ID); ok && r.Properties.Get("StageName").Kind() == model.String {
			name = "stage " + r.Properties.Get("StageName").String() + " of "
		}
		firewallOf(p, s, name+model.LocalName(api.ID), stage.API)
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		v := r.Properties
		switch r.Type {
		case "AWS::ElasticLoadBalancingV2::LoadBalancer":
			if kind := v.Get("Type").TextOr("application"); kind == "application" && v.Get("Scheme").TextOr("") != "internal" {
				firewallOf(p, p.Resource(r), "load balancer "+model.LocalName(r.ID), r.ID)
			}
		case "AWS::AppSync::GraphQLApi":
			if v.Get("Visibility").TextOr("") != "PRIVATE" {
				firewallOf(p, p.Resource(r), "GraphQL API "+model.LocalName(r.ID), r.ID)
			}
		case "AWS::Cognito::UserPool":
			firewallOf(p, p.Resource(r), "user pool "+model.LocalName(r.ID), "")
		case "AWS::CloudFront::Distribution":
			firewallOfDistribution(p, r)
		}
	}
}

// isDeployment reports whether a stage is what a deployment makes beside a declared stage of its API: SAM
// deploys through one that nobody uses.
func isDeployment(p *check.Pass, stage *model.Stage) bool {
	if r, ok := p.App.Resource(stage.ID); !ok || r.Type != "AWS::ApiGateway::Deployment" {
		return false
	}
	return slices.ContainsFunc(p.App.Stages, func(other model.Stage) bool { return other.API == stage.API && other.ID != stage.ID })
}

// firewallOf answers for a stage, a load balancer, a GraphQL API or a user pool.
func firewallOf(p *check.Pass, s check.Subject, name, api string) {
	yes, why := guarded(p, s.ID)
	if !yes && api != "" && api != s.ID {
		var reason string
		yes, reason = guarded(p, api)
		why = cmp.Or(why, reason)
	}
	if api != "" && !yes {
		before := inFront(p, func(r *model.Route) bool { return r.API == api })
		for _, d := range before.distributions {
			written, _ := check.Written(d.Properties.Get("DistributionConfig", "WebACLId"))
			yes = yes || written
		}
	}
	switch {
	case yes:
		p.Met(s)
	case why != "":
		p.Unknown(s, "whether a firewall guards "+name, why)
	case identifiesNobody(p, api):
		p.NotMet(s, "no firewall guards "+name+", which identifies none of its callers", check.Severity(finding.Medium))
	default:
		p.NotMet(s, "no firewall guards "+name)
	}
}

func firewallOfDistribution(p *check.Pass, d *model.Resource) {
	s := p.Resource(d)
	if on, why := isTrue(d.Properties.Get("DistributionConfig", "Enabled"), true); !on && why == "" {
		return
	}
	written, why := check.Written(d.Properties.Get("DistributionConfig", "WebACLId"))
	switch {
	case why != "":
		p.Unknown(s, "whether a firewall guards distribution "+model.LocalName(d.ID), why)
	case written:
		p.Met(s)
	default:
		p.NotMet(s, "no firewall guards distribution "+model.LocalName(d.ID))
	}
}

// identifiesNobody reports whether everybody may call every route of an API.
func identifiesNobody(p *check.Pass, api string) bool {
	some := false
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.API != api || api == "" || r.Method == "OPTIONS" || r.Fixed {
			continue
		}
		if !r.Open() {
			return false
		}
		some = true
	}
	return some
}

// isPrivate reports whether a REST API can be reached from private networks only.
func isPrivate(api *model.Resource) bool {
	endpoint := api.Properties.Get("EndpointConfiguration")
	for _, kind := range append(endpoint.Get("Types").OneOrMany(), endpoint) {
		if kind.TextOr("") == "PRIVATE" {
			return true
		}
	}
	return false
}
