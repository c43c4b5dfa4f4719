package privilege

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
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
			if withoutSource[service] || saysForWhom(g, service) {
				p.Met(s)
				continue
			}
			if why := perhapsSays(g); why != "" {
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

// saysForWhom reports whether a statement says whose order the service acts on. The ARN of a bucket has
// no account in it, but its name is one bucket's in the world.
func saysForWhom(g *model.Grant, service string) bool {
	found := false
	arn := false
	for _, operator := range g.Conditions.Fields() {
		if strings.Contains(strings.ToLower(operator.Key), "not") {
			continue
		}
		for _, key := range operator.Value.Fields() {
			switch strings.ToLower(key.Key) {
			case "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:principalorgid", "lambda:eventsourcetoken", "aws:sourceowner", "alexa-skill:skillid":
				written, _ := check.Written(key.Value)
				found = found || written && !isEverything(key.Value)
			case "aws:sourcearn":
				for _, v := range key.Value.OneOrMany() {
					arn = arn || namesAccount(v, service)
				}
			}
		}
	}
	return found || arn
}

// perhapsSays is why it is not known whether a statement says whose order the service acts on: a
// condition that may or may not be there.
func perhapsSays(g *model.Grant) string {
	if c, unknown := g.Conditions.Cause(); unknown {
		return c.Reason
	}
	for _, operator := range g.Conditions.Fields() {
		for _, key := range operator.Value.Fields() {
			if _, why := check.Written(key.Value); why != "" && strings.HasPrefix(strings.ToLower(key.Key), "aws:source") {
				return why
			}
		}
	}
	return ""
}

// namesAccount reports whether an ARN pattern says whose resource is meant.
func namesAccount(v model.Value, service string) bool {
	var b strings.Builder
	for _, part := range v.Parts() {
		if part.Target() != "" {
			return true // a resource of this application
		}
		text, known := part.Text()
		if !known {
			text = "hole" // a value of the deployment, such as the account
		}
		b.WriteString(text)
	}
	text := b.String()
	if v.IsUnknown() {
		written, _ := check.Written(v)
		return written // an ARN that is given at deployment is somebody's
	}
	fields := strings.SplitN(text, ":", 6)
	if len(fields) < 6 {
		return false
	}
	if service == "s3" || fields[2] == "s3" {
		name := fields[5]
		return name != "" && !strings.HasPrefix(name, "*")
	}
	return fields[4] != "" && !strings.Contains(fields[4], "*")
}
