package observability

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var tracingOff = check.Rule{
	ID:       "observability-tracing-off",
	Title:    "Requests are not traced",
	Severity: finding.Low,
	Why: "Without a trace nobody can say which calls one request led to, which is the first question after an incident. " +
		"It costs next to nothing to switch on.",
	Remedy:   "Set TracingConfig.Mode to Active and let the role write traces.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.2", "HIPAA:164.312(b)"},
	Run:      runTracingOff,
}

func runTracingOff(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		s := check.Function(f)
		traced(p, s, f.Properties.Get("TracingConfig", "Mode"), func(v model.Value) bool { return v.TextOr("") == "Active" })
	}
	for i := range p.App.Stages {
		stage := &p.App.Stages[i]
		if api, ok := p.App.Resource(stage.API); !ok || api.Type != "AWS::ApiGateway::RestApi" {
			continue // API Gateway traces REST APIs alone
		}
		s := check.Subject{ID: stage.ID, At: stage.At}
		traced(p, s, stage.Tracing, func(v model.Value) bool {
			on, _ := v.Truth()
			return on
		})
	}
}

// traced answers for a function or a stage whose tracing a value switches on.
func traced(p *check.Pass, s check.Subject, mode model.Value, isOn func(model.Value) bool) {
	switch on, why := check.Settle(mode, isOn); {
	case why != "":
		p.Unknown(s, "whether "+model.LocalName(s.ID)+" is traced", why)
	case on:
		p.Met(s)
	case mode.IsAbsent():
		p.NotMet(s, model.LocalName(s.ID)+" is not traced")
	default:
		p.NotMet(s, model.LocalName(s.ID)+" is not traced", check.At(mode.At))
	}
}
