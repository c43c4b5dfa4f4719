package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var logRetention = check.Rule{
	ID:       "observability-log-retention",
	Title:    "Logs are kept for ever",
	Severity: finding.Low,
	Why: "Lambda makes a log group that never expires for a function that has none, so personal data and mistakes in logs stay for good. " +
		"It also costs more every month.",
	Remedy:   "Declare an AWS::Logs::LogGroup for the function with RetentionInDays.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
		"https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
	},
	CWE:      []string{"CWE-779"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:3.2.1", "GDPR:5(1)(e)"},
	Run:      runLogRetention,
}

func runLogRetention(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		s := check.Function(f)
		group := logGroup(p, f)
		named := f.Properties.Get("LoggingConfig", "LogGroup")
		switch {
		case group == nil && !named.IsAbsent():
			p.Unknown(s, "how long logs of "+model.LocalName(f.ID)+" are kept", "the log group "+named.String()+" is not declared here")
			continue
		case group == nil:
			p.NotMet(s, "logs of "+model.LocalName(f.ID)+" go to a log group that is made implicitly and never expires")
			continue
		}
		written, why := check.Written(group.Properties.Get("RetentionInDays"))
		if group.Conditional != f.Conditional {
			why = cmp.Or(why, group.Conditional) // where it is not deployed, one is made implicitly
		}
		if why != "" {
			p.Unknown(s, "how long logs of "+model.LocalName(f.ID)+" are kept", why)
			continue
		}
		if !written {
			p.NotMet(s, "logs of "+model.LocalName(f.ID)+" never expire: "+model.LocalName(group.ID)+" has no RetentionInDays", check.At(group.At))
			continue
		}
		p.Met(s)
	}
}

// logGroup is the declared log group that a function writes to: the one that it names, or the one
// that has the default name "/aws/lambda/" and the function's name.
func logGroup(p *check.Pass, f *model.Function) *model.Resource {
	named := f.Properties.Get("LoggingConfig", "LogGroup")
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Kind != model.KindLogGroup {
			continue
		}
		switch {
		case named.Target() == r.ID, !named.IsAbsent() && named.String() == r.Name.String():
			return r
		case named.IsAbsent() && isDefaultGroup(r.Name, f):
			return r
		}
	}
	return nil
}

// isDefaultGroup reports whether a log group's name is the one that Lambda uses for a function:
// written with a reference to the function, or with the same name.
func isDefaultGroup(name model.Value, f *model.Function) bool {
	const prefix = "/aws/lambda/"
	if parts := name.Parts(); len(parts) == 2 && parts[1].Target() == f.ID {
		return parts[0].TextOr("") == prefix
	}
	physical := f.Properties.Get("FunctionName")
	return !physical.IsAbsent() && name.String() == prefix+physical.String()
}
