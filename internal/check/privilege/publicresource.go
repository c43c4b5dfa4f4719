package privilege

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var publicResource = check.Rule{
	ID:       "privilege-public-resource",
	Title:    "Resource that anybody may use",
	Severity: finding.High,
	Why: "The resource's own policy lets every AWS account, or everybody, use it. " +
		"Nothing else has to go wrong: whoever learns its name reads it, fills it or runs it; critical for keys, secrets and functions, medium for the files of a website.",
	Remedy:   "Name the accounts, roles or services in Principal, or limit the statement with a condition such as aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
		"https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
	},
	CWE:      []string{"CWE-284", "CWE-732"},
	OWASP:    []string{"A01:2021", "A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:1.4.4", "HIPAA:164.312(a)(1)", "GDPR:32(1)(b)"},
	Run:      runPublicResource,
}

func runPublicResource(p *check.Pass) {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		if g.Effect != model.Allow || g.Mechanism != model.MechanismResource && g.Mechanism != model.MechanismTrust {
			continue
		}
		s := p.Grant(g)
		if r, ok := p.App.Resource(g.Resource); ok && r.Kind == model.KindAPI {
			continue // who may call an API is asked of its routes
		}
		forURL := isURLPermission(g)
		if forURL && !forSigned(p, g) {
			continue // a function URL is a route
		}
		blocked, why := publicBlocked(p, g.Resource)
		if inNetwork(p, g.Resource) || blocked {
			p.Met(s)
			continue
		}
		if c, unknown := g.Principals.Cause(); unknown {
			p.Unknown(s, "who may use "+model.LocalName(g.Resource), c.Reason)
			continue
		}
		at, anybody := everybody(g)
		if !anybody {
			if c, unknown := hole(g.Principals.Get("AWS").OneOrMany()); unknown {
				p.Unknown(s, "who may use "+model.LocalName(g.Resource), c.Reason)
			} else {
				p.Met(s)
			}
			continue
		}
		conditions := policy.Conditions(g.Conditions)
		limited := policy.Narrow(conditions, policy.AspectWho, policy.AspectWhere, policy.AspectBehalf)
		switch reason, _ := policy.Cause(conditions); {
		case limited == policy.Yes:
			p.Met(s)
		case limited == policy.Maybe, why != "":
			p.Unknown(s, "whether anybody may use "+model.LocalName(g.Resource), cmp.Or(reason.Reason, why))
		case forURL:
			p.NotMet(s, "every AWS account may call "+model.LocalName(g.Resource)+" through its URL", check.At(at))
		default:
			p.NotMet(s, "anybody may "+verb(g)+" "+model.LocalName(g.Resource), check.At(at), check.Severity(publicSeverity(p, g)))
		}
	}
}

// everybody reports whether a grant's principals are everybody, and where that is written.
func everybody(g *model.Grant) (model.Location, bool) {
	if !g.NotPrincipals.IsAbsent() {
		return g.NotPrincipals.At, true
	}
	for _, who := range policy.Principals(g.Principals) {
		if audience, _ := who.Audience(); audience == policy.AudienceEverybody {
			return who.At, true
		}
	}
	return model.Location{}, false
}

// inNetwork reports whether a resource can be reached from inside a private network only: its
// security groups say who comes near, so that its policy may say "everybody" (Amazon OpenSearch
// Service Developer Guide, "About access policies on VPC domains").
func inNetwork(p *check.Pass, id string) bool {
	r, ok := p.App.Resource(id)
	return ok && !r.Properties.Get("VPCOptions").IsAbsent()
}

// publicBlocked reports whether a bucket refuses policies for everybody, or does not heed them (Amazon
// S3 User Guide, "Blocking public access to your Amazon S3 storage"). The reason says why that is not
// known.
func publicBlocked(p *check.Pass, id string) (blocked bool, why string) {
	r, ok := p.App.Resource(id)
	if !ok || r.Kind != model.KindBucket {
		return false, ""
	}
	for _, setting := range []string{"BlockPublicPolicy", "RestrictPublicBuckets"} {
		on, reason := check.Settle(r.Properties.Get("PublicAccessBlockConfiguration", setting), func(v model.Value) bool {
			on, _ := v.Truth()
			return on
		})
		if on {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

// forSigned reports whether a statement lets a function URL be called that takes signed requests: of
// whatever account, where it is for everybody.
func forSigned(p *check.Pass, g *model.Grant) bool {
	kind := g.Conditions.Get("StringEquals", "lambda:FunctionUrlAuthType")
	if !kind.IsAbsent() || g.Conditions.IsUnknown() {
		return kind.TextOr("") == "AWS_IAM"
	}
	return slices.ContainsFunc(p.App.Routes, func(r model.Route) bool {
		return r.Protocol == "url" && r.Function == g.Resource && r.Auth == model.AuthIAM
	})
}

// isURLPermission reports whether a statement only lets a function URL be called.
func isURLPermission(g *model.Grant) bool {
	if through, known := g.Conditions.Get("Bool", "lambda:InvokedViaFunctionUrl").Truth(); known && through {
		return true
	}
	for _, a := range g.Actions {
		if text, _ := a.Text(); !strings.EqualFold(text, "lambda:InvokeFunctionUrl") {
			return false
		}
	}
	return len(g.Actions) > 0
}

func publicSeverity(p *check.Pass, g *model.Grant) finding.Severity {
	if g.Mechanism == model.MechanismTrust {
		return finding.Critical
	}
	if _, ok := p.App.Function(g.Resource); ok {
		return finding.Critical
	}
	if r, ok := p.App.Resource(g.Resource); ok && (r.Kind == model.KindKey || r.Kind == model.KindSecret) {
		return finding.Critical
	}
	if servesFiles(p, g) {
		return finding.Medium
	}
	return finding.High
}

// servesFiles reports whether all that a statement allows is to fetch the files of a bucket that is a
// website: they are meant for everybody, if not past a distribution.
func servesFiles(p *check.Pass, g *model.Grant) bool {
	r, ok := p.App.Resource(g.Resource)
	return ok && !r.Properties.Get("WebsiteConfiguration").IsAbsent() && !slices.ContainsFunc(g.Actions, func(v model.Value) bool {
		return !strings.EqualFold(v.TextOr(""), "s3:GetObject")
	})
}

func verb(g *model.Grant) string {
	if g.Mechanism == model.MechanismTrust {
		return "become"
	}
	var names []string
	for i, a := range g.Actions {
		if i == 2 && len(g.Actions) > 3 {
			names = append(names, "...")
			break
		}
		names = append(names, a.String())
	}
	if len(names) == 0 {
		return "use"
	}
	return "do " + strings.Join(names, ", ") + " on"
}
