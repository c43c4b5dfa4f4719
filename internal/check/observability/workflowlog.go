package observability

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var workflowLogOff = check.Rule{
	ID:       "observability-workflow-log-off",
	Title:    "Workflow without a log",
	Severity: finding.Low,
	Why: "What a workflow did, and on whose input, can be looked up for 90 days, for a change made by an attacker too short a time. " +
		"Of an express workflow nothing at all is kept without a log: medium there.",
	Remedy:   "Set LoggingConfiguration with a Level other than OFF and a log group in Destinations.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachine-loggingconfiguration.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.2", "PCI-DSS-4.0.1:10.5.1", "HIPAA:164.312(b)"},
	Run:      runWorkflowLogOff,
}

const stateMachine = "AWS::StepFunctions::StateMachine"

func runWorkflowLogOff(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != stateMachine {
			continue
		}
		s := p.Resource(r)
		level := r.Properties.Get("LoggingConfiguration", "Level")
		switch on, why := check.Settle(level, isLogLevel); {
		case why != "":
			p.Unknown(s, "whether workflow "+model.LocalName(r.ID)+" is logged", why)
		case on:
			p.Met(s)
		default:
			severity := finding.Low
			if r.Properties.Get("StateMachineType").TextOr("") == "EXPRESS" {
				severity = finding.Medium
			}
			p.NotMet(s, "workflow "+model.LocalName(r.ID)+" has no log", at(level), check.Severity(severity))
		}
	}
}

// isLogLevel reports whether a workflow logs at a level: OFF is the default.
func isLogLevel(v model.Value) bool { return v.TextOr("OFF") != "OFF" }

// at is where a property is written, and where it is not the subject's own place.
func at(v model.Value) check.Option {
	if v.IsAbsent() {
		return check.At(model.Location{})
	}
	return check.At(v.At)
}
