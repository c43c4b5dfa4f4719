package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var dataEventsOff = check.Rule{
	ID:       "observability-data-events-off",
	Title:    "Trail does not record who used the data",
	Severity: finding.Low,
	Why: "Somebody who reads the table, the objects or calls the function with stolen credentials leaves no trace: a trail records changes of the configuration alone unless it is told more. " +
		"After a leak it cannot be said what was taken, which the law asks for.",
	Remedy:   "Add data event selectors for the application's buckets, tables and functions to the trail (AdvancedEventSelectors with eventCategory Data).",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudtrail-trail-dataresource.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.1(.1-.7)", "HIPAA:164.312(b)", "GDPR:33(3)"},
	Run:      runDataEventsOff,
}

// runDataEventsOff asks only where a trail is declared: else the account may well have one.
func runDataEventsOff(p *check.Pass) {
	all := trails(p)
	if len(all) == 0 {
		return
	}
	var silent, open []string
	var functions []string
	why := ""
	ask := func(s store) {
		switch recorded, reason := s.isRecorded(all); {
		case recorded:
		case reason != "":
			open, why = append(open, s.id), cmp.Or(why, reason)
		default:
			silent = append(silent, s.id)
		}
	}
	isLog := isLogBucket(p)
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if s, ok := storeOf(r); ok && !isLog(r) {
			ask(s)
		}
	}
	for i := range p.App.Functions {
		ask(storeOfFunction(&p.App.Functions[i]))
		functions = append(functions, p.App.Functions[i].ID)
	}
	trail := all[0]
	s := check.Subject{ID: trail.ID, At: trail.At, Functions: functions}
	name := "trail " + model.LocalName(trail.ID)
	switch {
	case len(silent) > 0:
		p.NotMet(s, name+" does not record who uses "+check.Names(silent))
	case len(open) > 0:
		p.Unknown(s, "whether "+name+" records who uses "+check.Names(open), why)
	default:
		p.Met(s)
	}
}
