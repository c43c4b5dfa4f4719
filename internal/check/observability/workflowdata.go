package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var workflowDataLogged = check.Rule{
	ID:       "observability-workflow-data-logged",
	Title:    "Workflow logs the data that it works on",
	Severity: finding.Low,
	Why: "The input and output of every step stand in the log, so whoever may read logs reads personal data and secrets that pass through. " +
		"They stay there as long as the log does, whatever the retention of the data itself.",
	Remedy:   "Set IncludeExecutionData to false in LoggingConfiguration, and have the steps log the fields that are needed.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachine-loggingconfiguration.html",
	},
	CWE:      []string{"CWE-532"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:3.3.1", "GDPR:5(1)(c)", "GDPR:25(2)"},
	Run:      runWorkflowDataLogged,
}

func runWorkflowDataLogged(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		config := r.Properties.Get("LoggingConfiguration")
		if r.Type != stateMachine || config.IsAbsent() {
			continue
		}
		s := p.Resource(r)
		data, reason := isTrue(config.Get("IncludeExecutionData"))
		logs, why := check.Settle(config.Get("Level"), isLogLevel)
		switch {
		case !data && reason == "", !logs && why == "":
			p.Met(s)
		case cmp.Or(reason, why) != "":
			p.Unknown(s, "whether workflow "+model.LocalName(r.ID)+" logs the data that it works on", cmp.Or(reason, why))
		default:
			p.NotMet(s, "workflow "+model.LocalName(r.ID)+" logs the data that it works on", check.At(config.Get("IncludeExecutionData").At))
		}
	}
}
