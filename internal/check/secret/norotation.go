package secret

import (
	"encoding/json"
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noRotation = check.Rule{
	ID:       "secret-no-rotation",
	Title:    "Secret that is never changed",
	Severity: finding.Low,
	Why: "A secret that leaked, to a log, a laptop or somebody who left, opens the door until somebody changes it by hand, which nobody does. " +
		"With rotation what leaked is worth nothing after some weeks.",
	Remedy:   "Add an AWS::SecretsManager::RotationSchedule with a function that rotates the secret (HostedRotationLambda brings one for databases), or let the database keep its password itself with ManageMasterUserPassword.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
	},
	CWE:      []string{"CWE-262"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.3", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(b)"},
	Run:      runNoRotation,
}

func runNoRotation(p *check.Pass) {
	for i := range p.App.Secrets {
		secret := &p.App.Secrets[i]
		r, declared := p.App.Resource(secret.ID)
		if secret.Kind != model.SecretStore || !declared || isNoCredential(r) || givenAsPlace(p.App, r) {
			continue
		}
		s, name := p.Resource(r), model.LocalName(r.ID)
		schedule, scheduled := p.App.Resource(secret.Schedule)
		switch {
		case !scheduled:
			p.NotMet(s, "secret "+name+" is never rotated")
		case schedule.Conditional != "" && schedule.Conditional != r.Conditional:
			p.Unknown(s, "whether secret "+name+" is rotated", schedule.Conditional)
		default:
			p.Met(s)
		}
	}
}

// isNoCredential reports whether what a secret holds is known, and none of it is a password, a token or
// a key: settings that are kept beside the secrets.
func isNoCredential(r *model.Resource) bool {
	text, known := r.Properties.Get("SecretString").Text()
	var fields map[string]any
	if !known || json.Unmarshal([]byte(text), &fields) != nil {
		return false
	}
	for name := range fields {
		if namesSecret(name) {
			return false
		}
	}
	return len(fields) > 0
}

// givenAsPlace reports whether a secret is the value of a parameter that is, by its name, an address, a
// user or a region: what is kept beside the secrets.
func givenAsPlace(app *model.App, r *model.Resource) bool {
	return slices.ContainsFunc(app.Inputs, func(in model.Input) bool {
		return !namesSecret(in.Name) && check.NamesPlace(in.Name) && slices.Contains(in.Uses, model.Use{Element: r.ID, Path: "SecretString"})
	})
}
