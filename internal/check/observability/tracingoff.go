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
	Controls: []string{"PCI-DSS-4.0.1:10.2.1", "HIPAA:164.312(b)"},
	Run:      runTracingOff,
}

func runTracingOff(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		s := check.Function(f)
		mode := f.Properties.Get("TracingConfig", "Mode")
		if c, unknown := mode.Cause(); unknown {
			p.Unknown(s, "whether "+model.LocalName(f.ID)+" is traced", c.Reason)
			continue
		}
		if mode.TextOr("") == "Active" {
			p.Met(s)
			continue
		}
		p.NotMet(s, model.LocalName(f.ID)+" is not traced")
	}
}
