package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var confusedDeputy = check.Rule{
	ID:       "privilege-confused-deputy",
	Title:    "Service may use a resource on behalf of anybody",
	Severity: finding.Medium,
	Why: "The service is let in without saying for whom it acts, so another account's bucket, topic or API can make it call the function. " +
		"The service is a confused deputy: it has the permission, the stranger gives the orders.",
	Remedy:   "Set SourceArn to the bucket, API or rule that calls, and SourceAccount where the ARN has no account (S3).",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
	},
	CWE:      []string{"CWE-441"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(a)(1)"},
	Run:      runConfusedDeputy,
}

// withoutSource are the services that call on nobody's behalf but the account's own, or that have
// another way of saying for whom (Lambda Developer Guide; Service documentation of each).
var withoutSource = map[string]bool{
	"logs": true, "elasticloadbalancing": true, "edgelambda": true, "lambda": true, "vpc-lattice": true,
	"delivery.logs": true, "lex": true, "lexv2": true,
}

func runConfusedDeputy(p *check.Pass) {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		if g.Effect != model.Allow || g.Mechanism != model.MechanismResource {
			continue
		}
		for _, v := range g.Principals.Get("Service").OneOrMany() {
			s := p.Grant(g)
			s.Detail += " " + v.String()
			service := serviceName(v.String())
			if c, unknown := v.Cause(); unknown {
				p.Unknown(s, "which service may use "+model.LocalName(g.Resource), c.Reason)
				continue
			}
			says, why := saysForWhom(g, service)
			if withoutSource[service] || says == policy.Yes {
				p.Met(s)
				continue
			}
			if says == policy.Maybe {
				p.Unknown(s, "on whose behalf "+service+" may use "+model.LocalName(g.Resource), why)
				continue
			}
			if r, ok := p.App.Resource(g.Resource); ok && r.Kind == model.KindKey {
				p.Met(s) // a key's services are used with the caller's permissions
				continue
			}
			p.NotMet(s, service+" may "+verb(g)+" "+model.LocalName(g.Resource)+" on behalf of any account")
		}
	}
}

// serviceName is the first part of a service principal: "s3" of s3.amazonaws.com.
func serviceName(principal string) string {
	for _, end := range []string{".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".${AWS::URLSuffix}"} {
		principal = strings.TrimSuffix(principal, end)
	}
	if strings.HasPrefix(principal, "logs.") {
		return "logs"
	}
	return principal
}

// saysForWhom answers whether a statement says whose order the service acts on, and why that is not
// known: a condition that may or may not be there. The ARN of a bucket has no account in it, but its
// name is one bucket's in the world.
func saysForWhom(g *model.Grant, service string) (policy.Truth, string) {
	conditions := policy.Conditions(g.Conditions)
	answer := policy.Narrow(slices.DeleteFunc(slices.Clone(conditions), func(c policy.Condition) bool {
		return strings.EqualFold(c.Key, "aws:SourceArn") && !slices.ContainsFunc(c.Values, func(v model.Value) bool { return namesAccount(v, service) })
	}), policy.AspectBehalf, policy.AspectWho)
	c, _ := policy.Cause(conditions)
	return answer, c.Reason
}

// namesAccount reports whether an ARN pattern says whose resource is meant.
func namesAccount(v model.Value, service string) bool {
	if v.IsUnknown() || v.Kind() == model.Reference {
		return true // an ARN that is given at deployment is somebody's
	}
	if account := policy.AccountOf(v); !account.IsAbsent() {
		text, known := account.Text()
		return !known || !strings.Contains(text, "*")
	}
	if v.Parts()[0].Target() != "" {
		return true // something of a resource of this application
	}
	fields := strings.SplitN(v.String(), ":", 6)
	return len(fields) == 6 && (service == "s3" || fields[2] == "s3") && fields[5] != "" && !strings.HasPrefix(fields[5], "*")
}
