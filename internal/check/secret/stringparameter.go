package secret

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var stringParameter = check.Rule{
	ID:       "secret-string-parameter",
	Title:    "Secret in an unencrypted parameter",
	Severity: finding.Medium,
	Why: "A parameter of type String is stored unencrypted: everybody who may read parameters, or list their history, has the secret, and no key withholds it. " +
		"It is high where the secret is written in the template too.",
	Remedy:   "Make the secret with AWS::SecretsManager::Secret and GenerateSecretString; CloudFormation cannot make parameters of type SecureString, so one has to be put there by another way.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html",
		"https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
	},
	CWE:      []string{"CWE-312"},
	OWASP:    []string{"A02:2021", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.3.2", "PCI-DSS-4.0.1:8.6.2", "HIPAA:164.312(a)(2)(iv)", "GDPR:32(1)(a)"},
	Run:      runStringParameter,
}

func runStringParameter(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::SSM::Parameter" || r.Properties.Get("Type").TextOr("") == "SecureString" {
			continue
		}
		s, name := p.Resource(r), model.LocalName(r.ID)
		value, asked := r.Properties.Get("Value"), parameterName(r)
		places := placesIn(model.NewMap([]model.Field{{Key: asked, Value: value}}, value.At), nil)
		switch {
		case len(places) > 0:
			p.NotMet(s, "parameter "+name+" holds "+article(places[0].kind)+places[0].kind+", unencrypted", check.At(value.At), confidence(places[0].kind), check.Severity(finding.High),
				check.Because(value.At, "value with fingerprint "+value.Fingerprint()))
		case exposes(p.App, asked, value):
			p.NotMet(s, "parameter "+name+" keeps a secret unencrypted that is hidden or kept elsewhere", check.At(value.At))
		case value.IsUnknown() && namesSecret(asked):
			c, _ := value.Cause()
			p.Unknown(s, "whether parameter "+name+" holds a secret", c.Reason)
		default:
			p.Met(s)
		}
	}
}

// parameterName is the name that says what a parameter holds: the last part of its physical name, or
// where that says nothing its name in the template.
func parameterName(r *model.Resource) string {
	name := literal(r.Properties.Get("Name"))
	name = name[strings.LastIndexByte(name, '/')+1:]
	if namesSecret(name) {
		return name
	}
	if local := strings.TrimSuffix(model.LocalName(r.ID), "Parameter"); name == "" || strings.Contains(name, "${}") {
		return local
	}
	return name
}
