package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
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
	own(p, func(g *model.Grant, h *access.Holding) {
		s := p.Grant(g)
		if len(g.Actions) == 0 {
			return // what a grant of NotAction means is another rule's question
		}
		w := wideActions(g, h)
		if len(w.names) > 0 {
			p.NotMet(s, holder(p, g)+" may do "+strings.Join(w.names, ", ")+" on "+resources(g), append(append(w.options, neededOf(p, g)...), check.At(w.at), check.Severity(w.severity))...)
			return
		}
		if c, unknown := hole(g.Actions); unknown {
			p.Unknown(s, "which actions "+holder(p, g)+" may do", c.Reason)
			return
		}
		p.Met(s)
	})
}

// wide are the wide actions of a grant.
type wide struct {
	names    []string
	at       model.Location
	severity finding.Severity
	options  []check.Option
}

// wideActions are those of a grant's actions that are everything, or everything of a service, as far
// as a Deny or the boundary leaves them.
func wideActions(g *model.Grant, h *access.Holding) wide {
	w := wide{at: g.At, options: limitsOf(h)}
	for _, action := range g.Actions {
		width := policy.ActionWidth(action)
		if width != policy.WidthAll && width != policy.WidthService {
			continue
		}
		text, _ := action.Text()
		service, _, _ := strings.Cut(text, ":")
		severity := finding.Critical
		if width == policy.WidthService {
			severity = serviceSeverity(g, service)
		}
		if severity == 0 {
			continue
		}
		if h.Limited {
			actions := &catalogue.Set{}
			actions.AddPattern(text)
			rest := remains(h, g, actions)
			if rest.gone() && rest.all > 0 {
				continue
			}
			if width == policy.WidthAll && rest.services <= few {
				severity = finding.High
			}
			w.options = append(w.options, narrowed(h, rest)...)
		}
		if width == policy.WidthAll {
			text = "every action of every service"
		}
		if len(w.names) == 0 || severity == finding.Critical {
			w.at = action.At
		}
		w.names, w.severity = append(w.names, text), max(w.severity, severity)
	}
	if w.severity == finding.Critical && !anyResource(g) {
		w.severity = finding.High // the resource narrows the service down
	}
	if policy.Narrow(policy.Conditions(g.Conditions), policy.AspectWhich, policy.AspectWho, policy.AspectWhere, policy.AspectBehalf) != policy.No {
		w.severity = min(w.severity, finding.Medium)
	}
	return w
}

// serviceSeverity is how bad every action of a service is on what a grant is about. Logs tell much and
// can be taken away, but nothing can be changed through them; the function's own are its own business.
func serviceSeverity(g *model.Grant, service string) finding.Severity {
	switch {
	case harmless(service), onlyTransforms(g.Resources):
		return 0
	case !strings.EqualFold(service, "logs"):
		return finding.High
	case anyResource(g) || isWide(g.Resources):
		return finding.Medium
	}
	return 0
}

// onlyTransforms reports whether some resources are the macros that the provider itself runs over
// templates: a deployment has to be allowed to use them, and nothing of theirs can be changed.
func onlyTransforms(resources []model.Value) bool {
	return len(resources) > 0 && !slices.ContainsFunc(resources, func(v model.Value) bool {
		return !strings.Contains(v.String(), ":aws:transform/")
	})
}

// isWide reports whether one of some resources is everything of a type or more.
func isWide(resources []model.Value) bool {
	_, width := widest(resources)
	return width >= policy.WidthKind
}

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
