package html

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// practice is one of the ten practices: what was asked of it, what was found, what was not looked at.
type practice struct {
	ID, Title            string
	Asked                []ruleLink
	Skipped              []ruleLink
	Met, NotMet, Unknown int
	Limit                string
}

type ruleLink struct{ ID, Title string }

func (b *builder) practices() []practice {
	asked := map[string]*check.Rule{}
	for _, r := range b.result.Rules {
		asked[r.ID] = r
	}
	at := map[finding.Practice]*practice{}
	out := make([]practice, 0, len(finding.Practices()))
	for _, p := range finding.Practices() {
		out = append(out, practice{ID: string(p), Title: practiceTitles[p], Limit: practiceLimits[p]})
	}
	for i, p := range finding.Practices() {
		at[p] = &out[i]
	}
	of := map[string]*practice{}
	for _, r := range scan.Rules() {
		p := at[r.Practice]
		of[r.ID] = p
		if asked[r.ID] != nil {
			p.Asked = append(p.Asked, ruleLink{r.ID, r.Title})
		} else {
			p.Skipped = append(p.Skipped, ruleLink{r.ID, r.Title})
		}
	}
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		for id, n := range app.Met {
			of[id].Met += n
		}
		for _, f := range slices.Concat(app.Findings, app.Known, app.Accepted) {
			of[f.Rule].NotMet++
		}
		for _, f := range app.Unknown {
			of[f.Rule].Unknown++
		}
	}
	return out
}

var practiceTitles = map[finding.Practice]string{
	finding.Privilege: "Least privilege", finding.Hardening: "Function hardening", finding.Secrets: "Secrets management", finding.Pipeline: "Secure pipeline",
	finding.Protection: "Runtime self-protection", finding.Remediation: "Scanning and remediation", finding.Compliance: "Compliance",
	finding.Availability: "Denial of service and of wallet", finding.Monitoring: "Monitoring and response", finding.Threats: "Threat model and risk",
}

// practiceLimits are what no scan of a repository can see.
var practiceLimits = map[finding.Practice]string{
	finding.Privilege:    "Policies that are attached outside this repository, and what the account's organisation forbids.",
	finding.Hardening:    "What the code does with values that only exist when it runs.",
	finding.Secrets:      "Whether a secret that is written here is still valid, and who has seen it; the history of the repository.",
	finding.Pipeline:     "The settings of the systems that build and deploy, beyond what is written here.",
	finding.Protection:   "What a running function does when it is attacked.",
	finding.Remediation:  "Whether what was found earlier was deployed in the meantime.",
	finding.Compliance:   "Organisational requirements: training, contracts, reviews.",
	finding.Availability: "Traffic, quotas of the account, and what an attack would cost at today's prices.",
	finding.Monitoring:   "Whether anybody looks at the logs and alarms that are set up.",
	finding.Threats:      "Who would attack this application, and why.",
}
