package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var wildcardAction = check.Rule{
	ID:       "privilege-wildcard-action",
	Title:    "Grant of every action, or of every action of a service",
	Severity: finding.High,
	Why: "A function that may do everything with a service may also delete it, open it to others and change its policies. " +
		"Whoever finds a way to steer the function can do so too; critical where the grant is of every action of every service.",
	Remedy:   "List the actions that the code calls, for example dynamodb:PutItem instead of dynamodb:*.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
	},
	CWE:      []string{"CWE-250", "CWE-732"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.2", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runWildcardAction,
}

func runWildcardAction(p *check.Pass) {
	own(p, func(g *model.Grant) {
		s := p.Grant(g)
		if len(g.NotActions) > 0 {
			p.NotMet(s, holder(p, g)+" may do everything but "+listed(g.NotActions)+" on "+resources(g), check.At(g.At), check.Severity(notActionSeverity(g)))
			return
		}
		var wide []string
		at, severity := g.At, finding.Severity(0)
		for _, action := range g.Actions {
			text, _ := action.Text()
			service, name, _ := strings.Cut(text, ":")
			switch {
			case isEverything(action), service == "*" && isStars(name):
				wide, at, severity = append(wide, "every action of every service"), action.At, finding.Critical
			case isStars(name) && serviceSeverity(g, service) > 0:
				wide, severity = append(wide, text), max(severity, serviceSeverity(g, service))
				if len(wide) == 1 {
					at = action.At
				}
			}
		}
		if len(wide) > 0 {
			if severity == finding.Critical && !anyResource(g) {
				severity = finding.High // the resource narrows the service down
			}
			if len(g.Conditions.Fields()) > 0 {
				severity = min(severity, finding.Medium)
			}
			p.NotMet(s, holder(p, g)+" may do "+strings.Join(wide, ", ")+" on "+resources(g), check.At(at), check.Severity(severity))
			return
		}
		if c, unknown := hole(g.Actions); unknown {
			p.Unknown(s, "which actions "+holder(p, g)+" may do", c.Reason)
			return
		}
		p.Met(s)
	})
}

func notActionSeverity(g *model.Grant) finding.Severity {
	if anyResource(g) {
		return finding.Critical
	}
	return finding.High
}

// serviceSeverity is how bad every action of a service is on what a grant is about. Logs tell much and
// can be taken away, but nothing can be changed through them; the function's own are its own business.
func serviceSeverity(g *model.Grant, service string) finding.Severity {
	switch {
	case harmless(service):
		return 0
	case !strings.EqualFold(service, "logs"):
		return finding.High
	case anyResource(g) || slices.ContainsFunc(g.Resources, everyOfAKind):
		return finding.Medium
	}
	return 0
}

func isStars(s string) bool { return s != "" && strings.Trim(s, "*") == "" }

// harmless reports whether every action of a service only lists or reads what is no one's data, or
// writes telemetry: "xray:*" does not let anybody at anything.
func harmless(service string) bool {
	switch strings.ToLower(service) {
	case "xray", "cloudwatch", "synthetics", "application-signals", "ssmmessages", "ec2messages":
		return true // the last two are an agent's own channel
	}
	s, ok := catalogue.LookupService(service)
	if !ok {
		return false
	}
	for a := range s.Actions() {
		if a.Level() != catalogue.LevelList {
			return false
		}
	}
	return true
}

// resources names what a grant is about.
func resources(g *model.Grant) string {
	if len(g.NotResources) > 0 {
		return "everything but " + listed(g.NotResources)
	}
	return listed(g.Resources)
}

// listed shows some values of a statement on one line.
func listed(values []model.Value) string {
	if len(values) == 0 {
		return "nothing named"
	}
	const most = 2
	var out []string
	for i, v := range values {
		if i == most && len(values) > most+1 {
			out = append(out, "...")
			break
		}
		out = append(out, v.String())
	}
	return strings.Join(out, ", ")
}
