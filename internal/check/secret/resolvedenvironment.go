package secret

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var resolvedEnvironment = check.Rule{
	ID:       "secret-resolved-in-environment",
	Title:    "Secret resolved into an environment variable",
	Severity: finding.Low,
	Why: "The secret is kept well and then copied into the function's configuration, where everybody reads it who may look at that, and every bug that shows the environment shows it. " +
		"The copy also stays as it is when the secret is rotated, until the next deployment.",
	Remedy:   "Put the name or the ARN of the secret into the environment and let the function fetch the value at run time, with the Parameters and Secrets extension or a cache.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
	},
	CWE:      []string{"CWE-526", "CWE-312"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.3.2", "PCI-DSS-4.0.1:8.6.3", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runResolvedEnvironment,
}

func runResolvedEnvironment(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		for _, v := range f.Env {
			s := check.Function(f)
			s.Detail = v.Name
			switch from := resolvedFrom(v); {
			case from == "" && !namesSecret(v.Name):
				continue
			case from == "":
				p.Met(s)
			default:
				p.NotMet(s, v.Name+" of "+model.LocalName(f.ID)+" is a copy of "+from, check.At(v.At))
			}
		}
	}
}

// resolvedFrom says what a variable is a copy of, "" if of nothing: a secret of the secret store, an
// attribute of a resource that is a secret, or a plain parameter under a name that says it holds one.
func resolvedFrom(v model.Variable) string {
	from := ""
	for _, value := range alternatives(v.Value) {
		text := literal(value)
		switch {
		case secretReference.MatchString(text):
			from = "a secret of the secret store"
		case namesSecret(v.Name) && strings.Contains(text, "{{resolve:ssm:"):
			from = "an unencrypted parameter"
		}
		for _, part := range value.Parts() {
			if ref, _ := part.Ref(); ref.Target != "" && secretAttributes[ref.Attribute] {
				from = "the " + ref.Attribute + " of " + model.LocalName(ref.Target)
			}
		}
	}
	return from
}
