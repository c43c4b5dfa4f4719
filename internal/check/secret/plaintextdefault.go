package secret

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plaintextDefault = check.Rule{
	ID:       "secret-plaintext-parameter",
	Title:    "Template parameter that shows a secret",
	Severity: finding.High,
	Why: "The default of a parameter is in the repository, and a parameter without NoEcho is shown in the console and by the API to everybody who may look at the stack. " +
		"It is medium where no secret is written and only NoEcho is missing.",
	Remedy:   "Remove the default and set NoEcho: true, or better, make the secret in Secrets Manager and refer to it with {{resolve:secretsmanager:...}}.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
	},
	CWE:      []string{"CWE-798", "CWE-200"},
	OWASP:    []string{"A02:2021", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runPlaintextDefault,
}

func runPlaintextDefault(p *check.Pass) {
	for i := range p.App.Inputs {
		in := &p.App.Inputs[i]
		s := check.Subject{ID: in.ID, At: in.At}
		_, token := Match("", in.Default)
		secretName := namesSecret(in.Name) || usedAsSecret(in)
		text, _ := in.Default.Text()
		written := text != "" && (token || secretName && couldBeSecret(text) || in.Hidden && couldBeSecret(text))
		switch {
		case resolvedElsewhere(in), isSwitch(in):
			p.Met(s)
		case written:
			p.NotMet(s, "parameter "+in.Name+" has a secret as its default", check.At(in.Default.At))
		case secretName && !in.Hidden && !isSetting(text):
			p.NotMet(s, "parameter "+in.Name+" is shown in the stack: NoEcho is missing", check.Severity(finding.Medium))
		default:
			p.Met(s)
		}
	}
}

// isSwitch reports whether a parameter chooses among listed values, or is on or off: no secret does.
func isSwitch(in *model.Input) bool {
	_, truth := in.Default.Truth()
	return truth || len(in.Options) > 0
}

// resolvedElsewhere reports whether a parameter only says where its value is: a name in the parameter
// store, the name of a key pair, a dynamic reference.
func resolvedElsewhere(in *model.Input) bool {
	text, _ := in.Default.Text()
	return strings.HasPrefix(in.Type, "AWS::") || strings.HasPrefix(in.Type, "List<AWS::") || dynamic(text)
}

// usedAsSecret reports whether a parameter is the value of a property that takes a secret, such as
// MasterUserPassword. Environment variables do not count: they say so under their own rule.
func usedAsSecret(in *model.Input) bool {
	for _, use := range in.Uses {
		if !strings.HasPrefix(use.Path, "Environment.") && namesSecret(use.Path[strings.LastIndexByte(use.Path, '.')+1:]) {
			return true
		}
	}
	return false
}
