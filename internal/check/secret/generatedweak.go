package secret

import (
	"strconv"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var generatedWeak = check.Rule{
	ID:       "secret-generated-weak",
	Title:    "Generated password that is short",
	Severity: finding.Low,
	Why: "A short password can be tried out, all the more where the hash of it leaked. " +
		"Nobody has to remember a generated one, so its length costs nothing: the default is 32 characters.",
	Remedy:   "Leave PasswordLength out of GenerateSecretString, or set it to 16 at least.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html",
		"https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html",
	},
	CWE:      []string{"CWE-521"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.3.2", "HIPAA:164.308(a)(5)(ii)(D)"},
	Run:      runGeneratedWeak,
}

// shortest is how many characters a generated password has at least.
const shortest = 16

func runGeneratedWeak(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		generate := r.Properties.Get("GenerateSecretString")
		if r.Type != "AWS::SecretsManager::Secret" || generate.IsAbsent() {
			continue
		}
		length := generate.Get("PasswordLength")
		s, name := p.Resource(r), model.LocalName(r.ID)
		weak, why := check.Settle(length, func(v model.Value) bool {
			n, known := v.Int()
			return known && n < shortest
		})
		switch {
		case why != "":
			p.Unknown(s, "how long the password of "+name+" is", why)
		case weak:
			p.NotMet(s, "the password of "+name+" has fewer than "+strconv.Itoa(shortest)+" characters", check.AtValue(length))
		default:
			p.Met(s)
		}
	}
}
