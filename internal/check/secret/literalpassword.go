package secret

import (
	"encoding/json"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var literalPassword = check.Rule{
	ID:       "secret-literal-password",
	Title:    "Password written in the template",
	Severity: finding.High,
	Why: "Everybody who may read the repository, or the template of the stack, has the password of the database, cache or service, and it stays in the history when it is changed. " +
		"The default of a parameter is no better: every deployment that gives no other has it.",
	Remedy:   "Let the service make and keep the password (ManageMasterUserPassword), generate it with GenerateSecretString and refer to it with {{resolve:secretsmanager:...}}, or ask for it with a NoEcho parameter without default.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds",
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
	},
	CWE:      []string{"CWE-798", "CWE-259"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "PCI-DSS-4.0.1:2.2.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runLiteralPassword,
}

func runLiteralPassword(p *check.Pass) {
	defaults := usesOfDefaults(p.App)
	ask := func(s check.Subject, kind string, properties model.Value) {
		for _, pattern := range credentials[kind] {
			valuesAt(properties, strings.Split(pattern, "."), func(path []string, v model.Value) {
				if v.IsAbsent() {
					return
				}
				askCredential(p, s, strings.Join(path, "."), v, defaults)
			})
		}
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		ask(p.Resource(r), r.Type, r.Properties)
	}
	for i := range p.App.Identities {
		identity := &p.App.Identities[i]
		if identity.Kind == model.IdentityUser {
			ask(check.Subject{ID: identity.ID, At: identity.At, Functions: p.App.FunctionsOf(identity.ID)}, "AWS::IAM::User", identity.Properties)
		}
	}
}

// askCredential answers for one property that takes a password. What is given at deployment, resolved
// from a store or made by another resource is not written here.
func askCredential(p *check.Pass, s check.Subject, path string, v model.Value, defaults map[model.Use]*model.Input) {
	s.Detail = path
	name := path[strings.LastIndexByte(path, '.')+1:]
	what := path + " of " + model.LocalName(s.ID)
	for _, option := range alternatives(v) {
		text, known := option.Text()
		if !known || text == "" || dynamic(text) || name == "SecretString" && !holdsCredential(text) {
			continue
		}
		if in := defaults[model.Use{Element: s.ID, Path: path}]; in != nil {
			p.NotMet(s, what+" is the default of parameter "+in.Name, check.At(v.At), check.Because(in.Default.At, "value with fingerprint "+option.Fingerprint()))
			return
		}
		p.NotMet(s, what+" is written in the template", check.At(option.At), check.Because(option.At, "value with fingerprint "+option.Fingerprint()))
		return
	}
	p.Met(s)
}

// alternatives are the values that a value may have: one that is written in a branch that is perhaps
// not taken is written all the same.
func alternatives(v model.Value) []model.Value {
	if !v.IsUnknown() {
		return []model.Value{v}
	}
	var out []model.Value
	for _, option := range v.Options() {
		out = append(out, alternatives(option)...)
	}
	return out
}

// usesOfDefaults are the parameters with a known default, by the properties that they are the value of.
func usesOfDefaults(app *model.App) map[model.Use]*model.Input {
	uses := map[model.Use]*model.Input{}
	for i := range app.Inputs {
		in := &app.Inputs[i]
		if text, known := in.Default.Text(); !known || text == "" {
			continue
		}
		for _, use := range in.Uses {
			uses[use] = in
		}
	}
	return uses
}

// holdsCredential reports whether the content of a secret store's entry is a secret: of JSON a field
// that holds one must be filled in. What stands for a secret that somebody is to put there is none.
func holdsCredential(text string) bool {
	var fields map[string]any
	if json.Unmarshal([]byte(text), &fields) != nil {
		trimmed := strings.TrimSpace(text)
		return trimmed != "" && couldStand(trimmed) && !strings.HasPrefix(trimmed, "{") || assigned(text)
	}
	for name, value := range fields {
		if s, isText := value.(string); isText && namesSecret(name) && couldBeSecret(s) && couldStand(s) {
			return true
		}
	}
	return false
}

// couldStand reports whether a text does not just stand for a secret.
func couldStand(text string) bool {
	return !standsIn(text) && !strings.EqualFold(text, "changeme") && !strings.EqualFold(text, "secret") && !isSetting(text)
}
