package secret

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plaintextDefault = check.Rule{
	ID:       "secret-plaintext-parameter",
	Title:    "Template parameter with a secret as default",
	Severity: finding.High,
	Why: "The default of a parameter is in the repository for good, whether NoEcho hides it in the stack or not. " +
		"Every deployment that gives no other value uses the secret that everybody knows; it is medium where the default only stands for one (your-key-here).",
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
		switch text, _ := in.Default.Text(); {
		case !defaultIsSecret(p.App, in):
			p.Met(s)
		case !isPlaceholder(text) || isToken(text):
			p.NotMet(s, "parameter "+in.Name+" has a secret as its default", check.At(in.Default.At))
		case namesSecret(in.Name) || usedAsSecret(p.App, in):
			p.NotMet(s, "parameter "+in.Name+" has a placeholder as its default, which is the secret where none is given",
				check.At(in.Default.At), check.Severity(finding.Medium))
		default:
			p.Met(s)
		}
	}
}

// defaultIsSecret reports whether the default of a parameter is a secret: by its form, by the name or the
// use of the parameter, or because the parameter is hidden.
func defaultIsSecret(app *model.App, in *model.Input) bool {
	if resolvedElsewhere(in) || isSwitch(in) {
		return false
	}
	text, _ := in.Default.Text()
	return text != "" && (isToken(text) || (namesSecret(in.Name) || usedAsSecret(app, in) || in.Hidden && !check.NamesPlace(in.Name)) && couldBeSecret(text))
}

// isToken reports whether a text has the form of a token.
func isToken(text string) bool {
	_, found := Match("", model.NewString(text, model.Location{}))
	return found
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
// MasterUserPassword. Environment variables do not count: they say so under their own rule. Nor does the
// service token of a custom resource, which is an ARN, or the name in a dynamic reference.
func usedAsSecret(app *model.App, in *model.Input) bool {
	return slices.ContainsFunc(in.Uses, func(use model.Use) bool {
		last := use.Path[strings.LastIndexByte(use.Path, '.')+1:]
		return !strings.HasPrefix(use.Path, "Environment.") && last != "ServiceToken" && namesSecret(last) && !dynamic(literal(usedAt(app, use)))
	})
}

// usedAt is the property that a use is about.
func usedAt(app *model.App, use model.Use) model.Value {
	var v model.Value
	if r, ok := app.Resource(use.Element); ok {
		v = r.Properties
	} else if f, ok := app.Function(use.Element); ok {
		v = f.Properties
	} else if identity, ok := app.Identity(use.Element); ok {
		v = identity.Properties
	}
	for part := range strings.SplitSeq(use.Path, ".") {
		if i, err := strconv.Atoi(part); err == nil && i < len(v.Items()) {
			v = v.Items()[i]
			continue
		}
		v = v.Get(part)
	}
	return v
}
