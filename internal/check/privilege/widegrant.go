package privilege

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

var wideGrant = check.Rule{
	ID:       "privilege-wide-grant",
	Title:    "Grant on more than the code works on",
	Severity: finding.Medium,
	Why: "The code needs the action, but on less than the statement grants it on: the rest is of use only to whoever steers the function. " +
		"It is low where what is beyond is not data, and info where the code fixes a part of the request that the statement does not ask for.",
	Remedy:   "Name in Resource what the code works on, and in Condition what it always says: sconce iam policy writes the policy.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
	},
	CWE:      []string{"CWE-250", "CWE-272"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runWideGrant,
}

func runWideGrant(p *check.Pass) {
	for _, j := range judgements(p) {
		_, unsure := unsure(j.role)
		switch {
		case unsure, spoken(p, j), len(j.needs) == 0: // another rule says so
		case len(j.wider) == 0:
			p.Met(j.subject)
		case len(j.unneeded) > 0: // the statement is to be mended anyway
		default:
			message, severity := beyond(p, j)
			p.NotMet(j.subject, message, append(needed(j.needs), check.Severity(severity))...)
		}
	}
}

// beyond says on what more a statement is than needed, and how bad that is.
func beyond(p *check.Pass, j *judged) (string, finding.Severity) {
	severity := finding.Info
	var actions, names []string
	elsewhere := false
	for _, w := range j.wider {
		if len(w.On) == 0 && !w.Elsewhere {
			continue
		}
		actions = append(actions, w.Action.String())
		elsewhere = elsewhere || w.Elsewhere
		severity = max(severity, finding.Low)
		if readsData(w.Action) || changesData(w.Action) {
			severity = finding.Medium
		}
		for _, on := range w.On {
			if name := model.LocalName(on); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(actions) == 0 {
		w := j.wider[0]
		c := w.Condition[0]
		return fmt.Sprintf("%s may do %s whatever %s is, and the code always says %s", holder(p, j.grant), w.Action, c.Key, c.Value), severity
	}
	on := strings.Join(names, ", ")
	if elsewhere {
		on = resources(j.grant)
	}
	what := actions[0]
	if len(actions) > 1 {
		what += fmt.Sprintf(" and %d more", len(actions)-1)
	}
	only := neededOn(j, j.wider)
	if len(actions) > 1 && len(only) > 1 {
		return fmt.Sprintf("%s may do %s on %s, and needs each of them only on some of %s", holder(p, j.grant), what, on, strings.Join(only, ", ")), severity
	}
	return fmt.Sprintf("%s may do %s on %s, and needs it only on %s", holder(p, j.grant), what, on, strings.Join(only, ", ")), severity
}

// neededOn says what the actions that a statement is wider on are needed on.
func neededOn(j *judged, wider []least.Wider) []string {
	var out []string
	for _, n := range j.needs {
		if slices.ContainsFunc(wider, func(w least.Wider) bool { return w.Action.String() == n.Action }) {
			if on := strings.TrimPrefix(onWhat(n), " on "); !slices.Contains(out, on) {
				out = append(out, on)
			}
		}
	}
	return out
}
