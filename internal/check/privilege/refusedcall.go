package privilege

import (
	"fmt"
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var refusedCall = check.Rule{
	ID:       "privilege-refused-call",
	Title:    "Call that was refused",
	Severity: finding.Medium,
	Why: "The records say that the provider refused the call every time: what the function is for does not work, and what is then granted in a hurry is granted widely. " +
		"Where no code makes the call, somebody tries what the role is good for.",
	Remedy:   "Where the code makes the call, grant the action on the resource: sconce iam policy writes the statement, sconce fix --cloudtrail puts it in place. Where it does not, look in the records who made it.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
		"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
	},
	CWE:      []string{"CWE-284"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.308(a)(1)(ii)(D)"},
	Run:      runRefusedCall,
}

func runRefusedCall(p *check.Pass) {
	a := audit(p)
	for _, r := range records(p) {
		s := roleSubject(r.role)
		found := heaps(p.App, slices.DeleteFunc(r.judged(a, least.Refused), func(row least.Row) bool {
			return len(row.Needs) > 0 && row.Granted == policy.Yes // it is mended here; the records are of what was deployed then
		}))
		if len(found) == 0 && len(r.rows) > 0 {
			p.Met(s)
		}
		for _, h := range found {
			refusals(p, r.role, h)
		}
	}
}

// refusals answers for what was refused on one thing: what code calls, and what no code does.
func refusals(p *check.Pass, r *least.Role, h heap) {
	role := "role " + model.LocalName(r.Identity.ID)
	s := roleSubject(r)
	called, other := heap{on: h.on}, heap{on: h.on}
	for _, row := range h.rows {
		if len(row.Needs) > 0 {
			called.rows = append(called.rows, row)
		} else {
			other.rows = append(other.rows, row)
		}
	}
	if len(called.rows) > 0 {
		n := called.rows[0].Needs[0]
		s.Detail, s.Functions = h.on, n.Functions
		why := ", and " + role + " does not allow it"
		if slices.ContainsFunc(called.rows, func(row least.Row) bool { return row.Granted != policy.No }) {
			why = ": whether " + role + " allows it depends on what is not known here"
		}
		severity := finding.Medium
		if onlyTelemetry(called.needs()) {
			severity = finding.Low
		}
		p.NotMet(s, functionNames(n.Functions)+" called "+called.actions()+called.where()+" and was refused "+called.often()+why,
			check.At(n.Reasons[0].At), check.Severity(severity), check.Because(r.Identity.At, "the role is declared here"), called.seen())
	}
	if len(other.rows) > 0 {
		s = roleSubject(r)
		s.Detail = "no code: " + h.on
		why := ", which no code of " + functionNames(r.Functions) + " does: somebody else uses the role, or the code does more than is understood"
		if reason, open := unsure(r); open {
			why = "; whether code does that is not known: " + reason
		}
		p.NotMet(s, role+" tried "+other.actions()+other.where()+" and was refused "+other.often()+why, check.Confidence(finding.Firm), other.seen())
	}
}

// needs are why code makes the calls.
func (h *heap) needs() []*least.Need {
	var out []*least.Need
	for _, row := range h.rows {
		out = append(out, row.Needs...)
	}
	return out
}

// often says how often rows were refused.
func (h *heap) often() string {
	switch n := h.count(); n {
	case 1:
		return "the only time"
	case 2:
		return "both times"
	default:
		return fmt.Sprintf("all %d times", n)
	}
}

// seen says in a finding when, and in whose sessions.
func (h *heap) seen() check.Option {
	return check.Because(model.Location{}, "last refused on "+lastOf(h.acts())+", "+h.sessions())
}

// refusedNeeds are the needs of which the records say that they were refused.
type refusedNeeds map[*least.Need]bool

func refusedOf(p *check.Pass) refusedNeeds {
	return check.Shared(p.Asked(), func(*model.App) refusedNeeds {
		out := refusedNeeds{}
		for _, r := range records(p) {
			for _, row := range r.judged(audit(p), least.Refused) {
				for _, n := range row.Needs {
					out[n] = true
				}
			}
		}
		return out
	})
}
