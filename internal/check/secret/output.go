package secret

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var inOutput = check.Rule{
	ID:       "secret-in-output",
	Title:    "Stack output that shows a secret",
	Severity: finding.Medium,
	Why: "CloudFormation hides nothing in outputs: everybody who may describe the stack, or import its exports, reads the secret. " +
		"It is high where the secret is written in the template itself.",
	Remedy:   "Show the name or the ARN of the secret instead, and let whoever needs it fetch it from Secrets Manager.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
	},
	CWE:      []string{"CWE-200", "CWE-532"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.3.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(b)"},
	Run:      runInOutput,
}

func runInOutput(p *check.Pass) {
	for i := range p.App.Outputs {
		o := &p.App.Outputs[i]
		s := check.Subject{ID: o.ID, At: o.At}
		places := placesIn(model.NewMap([]model.Field{{Key: o.Name, Value: o.Value}}, o.At), nil)
		switch {
		case len(places) > 0:
			p.NotMet(s, "output "+o.Name+" holds "+article(places[0].kind)+places[0].kind, check.At(o.Value.At), confidence(places[0].kind), check.Severity(finding.High),
				check.Because(o.Value.At, "value with fingerprint "+o.Value.Fingerprint()))
		case exposes(p.App, o.Name, o.Value):
			p.NotMet(s, "output "+o.Name+" shows a secret to everybody who may describe the stack", check.At(o.Value.At))
		default:
			p.Met(s)
		}
	}
}
