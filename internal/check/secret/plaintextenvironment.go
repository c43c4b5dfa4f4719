package secret

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plaintextEnvironment = check.Rule{
	ID:       "secret-plaintext-environment",
	Title:    "Secret in an environment variable",
	Severity: finding.High,
	Why: "Everybody who may look at the function's configuration reads the secret, and so does every bug that shows the environment. " +
		"Written in the template it is also in the repository's history for good.",
	Remedy:   "Keep the secret in Secrets Manager or as a SecureString parameter, put its name or ARN into the environment and fetch the value at run time.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html",
	},
	CWE:      []string{"CWE-312", "CWE-798"},
	OWASP:    []string{"A02:2021", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runPlaintextEnvironment,
}

func runPlaintextEnvironment(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		for _, v := range f.Env {
			s := check.Function(f)
			s.Detail = v.Name
			if c, unknown := v.Value.Cause(); unknown && namesSecret(v.Name) && !isHidden(v.Value) {
				p.Unknown(s, "whether "+v.Name+" of "+model.LocalName(f.ID)+" holds a secret", c.Reason)
				continue
			}
			kind, found := Match(v.Name, v.Value)
			hidden := slices.ContainsFunc(v.Value.Parts(), isHidden)
			if found && (kind == byName || kind == hiddenInput) && isPlaceholder(literal(v.Value)) {
				in := inputOf(p.App, f.ID, v.Name)
				if in != nil && !in.Hidden {
					p.Unknown(s, "whether "+v.Name+" of "+model.LocalName(f.ID)+" holds a secret", "the default of parameter "+in.Name+" is a placeholder")
					continue
				}
				found, hidden = false, in != nil
			}
			if !found && hidden {
				p.NotMet(s, v.Name+" of "+model.LocalName(f.ID)+" is given by a hidden parameter and readable in the function's configuration",
					check.At(v.At), check.Severity(finding.Medium))
				continue
			}
			if !found {
				p.Met(s)
				continue
			}
			p.NotMet(s, v.Name+" of "+model.LocalName(f.ID)+" holds "+article(kind)+kind, check.At(v.At), confidence(kind),
				check.Because(v.Value.At, "value with fingerprint "+v.Value.Fingerprint()))
		}
	}
}

// inputOf is the parameter that gives a function's variable its value, nil for none.
func inputOf(app *model.App, function, variable string) *model.Input {
	for i := range app.Inputs {
		in := &app.Inputs[i]
		for _, use := range in.Uses {
			if use.Element == function && use.Path == "Environment.Variables."+variable {
				return in
			}
		}
	}
	return nil
}

// isHidden reports whether a value is that of a parameter that is not shown and has no default.
func isHidden(v model.Value) bool { return v.IsUnknown() && v.IsSecret() }

func article(noun string) string {
	if strings.ContainsRune("AEIOUaeiou", rune(noun[0])) {
		return "an "
	}
	return "a "
}

// confidence is lower where only the name says that it is a secret.
func confidence(kind string) check.Option {
	if kind == byName {
		return check.Confidence(finding.Firm)
	}
	return check.Confidence(finding.Certain)
}
