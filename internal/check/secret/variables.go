package secret

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// askVariables answers for named values that everybody reads who may look at the configuration they are
// part of: each is a subject. A value that a hidden parameter gives or that is resolved from a secret
// store is shown there too, though not in the template.
func askVariables(p *check.Pass, s check.Subject, variables model.Value) {
	for _, f := range variables.Fields() {
		s.Detail = f.Key
		name := f.Key + " of " + model.LocalName(s.ID)
		switch places := placesIn(model.NewMap([]model.Field{f}, f.KeyAt), nil); {
		case len(places) > 0:
			p.NotMet(s, name+" holds "+article(places[0].kind)+places[0].kind, check.At(f.Value.At), confidence(places[0].kind),
				check.Because(f.Value.At, "value with fingerprint "+f.Value.Fingerprint()))
		case exposes(p.App, f.Key, f.Value):
			p.NotMet(s, name+" shows a secret that is hidden or kept elsewhere", check.At(f.Value.At), check.Severity(finding.Medium))
		case f.Value.IsUnknown() && namesSecret(f.Key):
			c, _ := f.Value.Cause()
			p.Unknown(s, "whether "+name+" holds a secret", c.Reason)
		default:
			p.Met(s)
		}
	}
}

// secretReference is a dynamic reference to a secret.
var secretReference = regexp.MustCompile(`\{\{resolve:(secretsmanager|ssm-secure):`)

// secretAttributes are the attributes of resources that are secrets (CloudFormation Template Reference,
// return values).
var secretAttributes = map[string]bool{"SecretAccessKey": true, "ClientSecret": true}

// exposes reports whether a value under a name is, when deployed, a secret that the template does not
// show: a hidden parameter, a dynamic reference to a secret or an attribute that is one.
func exposes(app *model.App, name string, v model.Value) bool {
	text := literal(v)
	if secretReference.MatchString(text) || v.IsSecret() && v.Kind() == model.String && hiddenText(name, text) {
		return true
	}
	for i := range app.Inputs {
		in := &app.Inputs[i]
		hidden := literal(in.Default)
		random := len(hidden) >= 8 && strings.ContainsAny(hidden, "0123456789") // a word may stand in a text by chance
		secret := in.Default.IsSecret() || in.Hidden && couldBeSecret(hidden)
		if secret && len(hidden) >= 4 && (text == hidden || random && strings.Contains(text, hidden)) {
			return true
		}
	}
	return slices.ContainsFunc(v.Parts(), func(part model.Value) bool {
		ref, _ := part.Ref()
		return isHidden(part) || secretAttributes[ref.Attribute] && ref.Target != ""
	})
}

// hiddenText reports whether a text that is not printed is the value of a hidden parameter: neither in it
// nor in its name is anything that says it is a secret.
func hiddenText(name, text string) bool {
	return couldBeSecret(text) && tokenIn(text) == "" && !hides(name, text) && !holdsSecret(text)
}
