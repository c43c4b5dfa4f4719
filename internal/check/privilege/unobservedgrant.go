package privilege

import (
	"fmt"
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

var unobservedGrant = check.Rule{
	ID:       "privilege-unobserved-grant",
	Title:    "Grant that nobody was seen to use",
	Severity: finding.Low,
	Why: "What a role has not used for months it will hardly use tomorrow, and whoever gets to steer the function has it all the same. " +
		"It is medium where it leads to more permissions or to data that the function does not work on, and info where code takes it that was not run.",
	Remedy:   "Take the actions from the statement; where code takes them, find out whether that is still run. With --unused-days you say after how many days a grant counts as unused.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html",
		"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
	},
	CWE:      []string{"CWE-250", "CWE-272"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.4", "HIPAA:164.308(a)(4)(i)"},
	Run:      runUnobservedGrant,
}

func runUnobservedGrant(p *check.Pass) {
	u := p.App.Usage
	if u == nil || len(p.App.Functions) == 0 {
		return
	}
	if !u.Long() && len(u.Accessed) == 0 {
		s := check.Subject{ID: p.App.ID, At: p.App.Functions[0].At}
		p.Unknown(s, "which grants are not used", fmt.Sprintf("the records are of %s, and after %s a grant counts as not used (--unused-days)", days(u.Days()), days(u.Idle)))
		return
	}
	mute := map[*least.Role]bool{}
	for _, j := range judgements(p) {
		if u.Mute(j.role.Identity.ID) {
			if !mute[j.role] {
				mute[j.role] = true
				p.Unknown(roleSubject(j.role), "whether role "+model.LocalName(j.role.Identity.ID)+" is used",
					"it is not in the records by its name: say with --role which of the roles there it is")
			}
			continue
		}
		unused := j.unobserved(p)
		if len(unused) == 0 {
			if !unwatched(p, j) {
				p.Met(j.subject)
			}
			continue
		}
		severity := finding.Info
		options := needed(j.needs)
		for _, e := range unused {
			if slices.ContainsFunc(j.needs, func(n *least.Need) bool { return n.Action == e.Action.String() }) {
				continue // it is said with the needs
			}
			severity = max(severity, min(gain(e, works(j.role)), finding.Medium))
		}
		options = append(options, check.Severity(severity), check.Because(model.Location{}, "not seen "+within(u)+": "+all(unused)))
		p.NotMet(j.subject, holder(p, j.grant)+" may do "+extentActions(unused)+reach(j.grant, unused)+", which nobody was seen to do "+within(u), options...)
	}
}

// unobserved is what nobody was seen to use and no other rule says that no code needs.
func (j *judged) unobserved(p *check.Pass) []least.Extent {
	_, unsure := unsure(j.role)
	var list []least.Extent
	for _, s := range j.statements {
		for _, e := range s.Gives {
			said := !unsure && !spoken(p, j) && slices.ContainsFunc(j.unneeded, func(o least.Extent) bool { return o.Action == e.Action })
			if !said && !least.Telemetry(e.Action) {
				list = append(list, e)
			}
		}
	}
	return j.unused(p, list)
}

// unwatched answers that it is not known whether a statement is used where the records would not show it.
func unwatched(p *check.Pass, j *judged) bool {
	of := silentOf(p)
	var services []string
	why := "the records have no requests for data of "
	if u := p.App.Usage; !u.Long() {
		why = fmt.Sprintf("there are neither records of %s nor a last access by action of ", days(u.Idle))
	}
	for _, s := range j.statements {
		idle := of[s.Grant]
		if idle == nil {
			continue
		}
		for _, a := range idle.Hidden {
			if name := a.Service().Prefix(); !least.Telemetry(a) && !slices.Contains(services, name) {
				services = append(services, name)
			}
		}
	}
	if len(services) > 0 {
		p.Unknown(j.subject, "whether all that "+holder(p, j.grant)+" may do is used", why+short(services))
	}
	return len(services) > 0
}
