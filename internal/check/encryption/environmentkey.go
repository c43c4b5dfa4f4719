package encryption

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var environmentKey = check.Rule{
	ID:       "encryption-environment-without-key",
	Title:    "Sensitive environment under the default key",
	Severity: finding.Low,
	Why: "With the default key everybody who may look at the function's configuration sees its variables in plain text. " +
		"With a key of its own they also need permission on the key, and every look at them is in the audit log.",
	Remedy:   "Set KmsKeyArn on the function, or better, keep the value in Secrets Manager and put only its name into the environment.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html",
	},
	CWE:      []string{"CWE-311", "CWE-526"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.3.2", "HIPAA:164.312(a)(2)(iv)", "GDPR:32(1)(a)"},
	Run:      runEnvironmentKey,
}

func runEnvironmentKey(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		v, found := sensitive(p.App, f)
		if !found {
			continue
		}
		key := f.Properties.Get("KmsKeyArn")
		s, name := check.Function(f), model.LocalName(f.ID)
		switch own, why := ownKey(key); {
		case why != "":
			p.Unknown(s, "whether the environment of "+name+" has a key of its own", why)
		case own:
			p.Met(s)
		default:
			p.NotMet(s, "the environment of "+name+" holds "+v.Name+" and is encrypted with the default key", check.At(f.Properties.Get("Environment").At))
		}
	}
}

// sensitive is the first variable of a function that is not to be read by everybody: one that is
// marked as a secret, that a hidden parameter gives, that is resolved from the secret store, or that a
// parameter gives which must be filled in and is a secret to judge by its name or the variable's.
func sensitive(app *model.App, f *model.Function) (model.Variable, bool) {
	for _, v := range f.Env {
		found := givenSecret(app, f, v.Name)
		v.Value.Walk(func(_ []string, part model.Value) bool {
			text, _ := part.Text()
			found = found || part.IsSecret() || strings.Contains(text, "{{resolve:secretsmanager:")
			return !found
		})
		if found {
			return v, true
		}
	}
	return model.Variable{}, false
}

// givenSecret reports whether a variable is what somebody enters for a parameter, and a secret by one
// of their names. One with a default is judged by it, one of the parameter store's types only names
// the value.
func givenSecret(app *model.App, f *model.Function, variable string) bool {
	return slices.ContainsFunc(app.Inputs, func(in model.Input) bool {
		return in.Type == "String" && in.Default.IsAbsent() && len(in.Options) == 0 &&
			(check.NamesSecret(variable) || check.NamesSecret(in.Name)) &&
			slices.Contains(in.Uses, model.Use{Element: f.ID, Path: "Environment.Variables." + variable})
	})
}
