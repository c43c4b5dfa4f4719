package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noBudget = check.Rule{
	ID:       "exposure-no-budget",
	Title:    "Nobody is told when the application becomes expensive",
	Severity: finding.Info,
	Why: "Anybody may make the application run and its owner pay; without a budget or an anomaly monitor a flood is noticed when the bill comes. " +
		"The account may have one that is declared elsewhere.",
	Remedy:   "Add an AWS::Budgets::Budget with a forecast alert, or an AWS::CE::AnomalyMonitor with a subscription.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
		"https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html",
	},
	CWE:      []string{"CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runNoBudget,
}

// runNoBudget answers once for an application that anybody may call.
func runNoBudget(p *check.Pass) {
	var entry *model.Route
	for i := range p.App.Routes {
		if r := &p.App.Routes[i]; r.Open() && !r.Fixed && r.Method != "OPTIONS" {
			entry = r
			break
		}
	}
	if entry == nil {
		return
	}
	s := check.Subject{ID: p.App.ID, At: entry.At}
	why := ""
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Budgets::Budget" && r.Type != "AWS::CE::AnomalyMonitor" && r.Type != "AWS::CE::AnomalySubscription" {
			continue
		}
		if r.Conditional == "" {
			p.Met(s)
			return
		}
		why = r.Conditional
	}
	if why != "" {
		p.Unknown(s, "whether anybody is told what the application costs", why)
		return
	}
	p.NotMet(s, "anybody may call the application, and no budget says what it may cost", check.Because(entry.At, label(entry)+" is for everybody"))
}
