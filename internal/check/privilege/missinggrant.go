package privilege

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var missingGrant = check.Rule{
	ID:       "privilege-missing-grant",
	Title:    "Call that the role of the function does not allow",
	Severity: finding.Medium,
	Why: "The call is refused when the function runs, which is seen by whoever waits for its answer; what is then granted in a hurry is granted widely. " +
		"It is low where only the log or the traces of the function are lost.",
	Remedy:   "Grant the action on the resource: sconce iam policy writes the statement, sconce fix puts it in place.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
	},
	CWE:      []string{"CWE-284"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1"},
	Run:      runMissingGrant,
}

func runMissingGrant(p *check.Pass) {
	for _, r := range audit(p).Roles() {
		for _, id := range r.Functions {
			f, _ := p.App.Function(id)
			s := check.Function(f)
			groups, failed := missingOf(p, r, id)
			if failed && len(groups) == 0 {
				continue // another rule says so
			}
			if len(groups) == 0 {
				answerGranted(p, r, s, id)
				continue
			}
			for _, g := range groups {
				s.Detail = model.LocalName(g.on)
				first := g.needs[0]
				why := first.Reasons[0]
				severity := finding.Medium
				if onlyTelemetry(g.needs) {
					severity = finding.Low
				}
				message := fmt.Sprintf("%s calls %s%s, and role %s does not allow it", model.LocalName(id), actionNames(g.needs), onWhat(first), model.LocalName(r.Identity.ID))
				switch {
				case why.Call != nil:
				case strings.HasPrefix(first.Action, "logs:"):
					message = fmt.Sprintf("role %s does not let %s write its log", model.LocalName(r.Identity.ID), model.LocalName(id))
				default:
					message = fmt.Sprintf("the platform takes %s%s for %s (%s), and role %s does not allow it", actionNames(g.needs), onWhat(first), model.LocalName(id), why.Text, model.LocalName(r.Identity.ID))
				}
				p.NotMet(s, message, check.At(why.At), check.Severity(severity), check.Because(r.Identity.At, "the role is declared here"))
			}
		}
	}
}

// answerGranted answers for a function to which nothing is missing: it may be that it is not known.
func answerGranted(p *check.Pass, r *least.Role, s check.Subject, id string) {
	for _, n := range r.NeedsOf(id) {
		if len(r.Unknown) > 0 && n.When == "" && !n.Open() && len(r.Serving(n)) == 0 {
			p.Unknown(s, "whether "+model.LocalName(id)+" may do "+n.Action+onWhat(n), r.Unknown[0].Text)
			return
		}
		if n.Granted == policy.No && n.When == "" && r.Elsewhere(n) {
			p.Unknown(s, "whether "+model.LocalName(id)+" may do "+n.Action+onWhat(n), "it takes the credentials of other roles, and may do it with these")
			return
		}
	}
	if unread := audit(p).Needs(id).Unread; unread != "" {
		return // what it needs is not known, and other rules say so
	}
	p.Met(s)
}

// missing is what a function needs of one thing and is not granted.
type missing struct {
	on    string
	needs []*least.Need
}

// missingOf are the needs of a function that are not granted, by what they are on: they are granted together. Those that
// were seen to be refused are left to the rule that says so.
func missingOf(p *check.Pass, r *least.Role, function string) (out []*missing, failed bool) {
	at := map[string]*missing{}
	refused := refusedOf(p)
	for _, n := range r.Missing() {
		if !slices.Contains(n.Functions, function) {
			continue
		}
		if refused[n] {
			failed = true
			continue
		}
		on := n.On.ID
		if on == "" {
			service, _, _ := strings.Cut(n.Action, ":")
			on = service + " " + n.On.Key()
		}
		g := at[on]
		if g == nil {
			g = &missing{on: on}
			at[on] = g
			out = append(out, g)
		}
		g.needs = append(g.needs, n)
	}
	return out, failed
}

func actionNames(needs []*least.Need) string {
	var names []string
	for _, n := range needs {
		if !slices.Contains(names, n.Action) {
			names = append(names, n.Action)
		}
	}
	return short(names)
}

// short is a list of names, of many the first.
func short(names []string) string {
	const most = 3
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

// onlyTelemetry reports whether needs are only for logs and traces.
func onlyTelemetry(needs []*least.Need) bool {
	for _, n := range needs {
		if !strings.HasPrefix(n.Action, "logs:") && !strings.HasPrefix(n.Action, "xray:") {
			return false
		}
	}
	return true
}
