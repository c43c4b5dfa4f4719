package secret

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plaintextWorkflow = check.Rule{
	ID:       "secret-plaintext-workflow",
	Title:    "Secret in a state machine's definition",
	Severity: finding.High,
	Why: "Everybody who may look at the state machine reads the secret in its definition, and finds it again in the history of every execution. " +
		"It is medium where a hidden parameter or a dynamic reference puts it there, so that the repository at least does not show it.",
	Remedy:   "Let the task fetch the secret itself from Secrets Manager, or use an EventBridge connection for calls to other services.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/step-functions/latest/dg/security-best-practices.html",
		"https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html",
	},
	CWE:      []string{"CWE-798", "CWE-312"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runPlaintextWorkflow,
}

func runPlaintextWorkflow(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::StepFunctions::StateMachine" {
			continue
		}
		s, found := p.Resource(r), false
		for _, property := range []string{"Definition", "DefinitionString"} {
			definition := r.Properties.Get(property)
			places := placesIn(definition, nil)
			for _, place := range places {
				s.Detail = place.label()
				found = true
				p.NotMet(s, "the definition of "+model.LocalName(r.ID)+" holds "+article(place.kind)+place.kind, check.At(place.value.At), confidence(place.kind),
					check.Because(place.value.At, "value with fingerprint "+place.value.Fingerprint()))
			}
			if at, shown := shows(p.App, definition); shown && len(places) == 0 {
				s.Detail, found = property, true
				p.NotMet(s, "the definition of "+model.LocalName(r.ID)+" shows a secret that is hidden or kept elsewhere", check.At(at), check.Severity(finding.Medium))
			}
		}
		if !found {
			s.Detail = ""
			p.Met(s)
		}
		askVariables(p, s, r.Properties.Get("DefinitionSubstitutions"))
	}
}

// shows reports where within a value a secret is shown when deployed.
func shows(app *model.App, v model.Value) (at model.Location, shown bool) {
	v.Walk(func(_ []string, part model.Value) bool {
		switch part.Kind() {
		case model.String, model.Template, model.Reference, model.Unknown:
			if !shown && exposes(app, "", part) {
				at, shown = part.At, true
			}
			return part.Kind() == model.Unknown && !shown
		case model.Absent, model.Null, model.Bool, model.Number, model.List, model.Map:
		}
		return !shown
	})
	return at, shown
}
