package secret

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plaintextTemplate = check.Rule{
	ID:       "secret-plaintext-template",
	Title:    "Secret in the template",
	Severity: finding.High,
	Why: "Everybody who may read the repository, or the template of the stack, reads the secret, and it stays in the history when it is changed. " +
		"It is about every place of a template that has no rule of its own: properties, tags, metadata, mappings, inline code and the data that a machine starts with.",
	Remedy:   "Put the secret into Secrets Manager and refer to it with {{resolve:secretsmanager:...}}, or fetch it at run time; then change it, since this one is known.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
		"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
	},
	CWE:      []string{"CWE-798", "CWE-312"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runPlaintextTemplate,
}

func runPlaintextTemplate(p *check.Pass) {
	t := templateWide{p: p, said: map[string]bool{}, at: map[model.Location]bool{}}
	for i := range p.App.Inputs {
		if text, _ := p.App.Inputs[i].Default.Text(); defaultIsSecret(p.App, &p.App.Inputs[i]) {
			t.defaults = append(t.defaults, text)
		}
	}
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		for _, v := range f.Env {
			t.said[literal(v.Value)] = true // the environment has a rule of its own
		}
		t.ask(check.Function(f), "AWS::Lambda::Function", "", f.Properties)
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		t.ask(p.Resource(r), r.Type, "", r.Properties)
		t.ask(p.Resource(r), "", "", r.Attributes)
	}
	for i := range p.App.Identities {
		identity := &p.App.Identities[i]
		t.ask(check.Subject{ID: identity.ID, At: identity.At, Functions: p.App.FunctionsOf(identity.ID)}, "AWS::IAM::User", "", identity.Properties)
	}
	for i := range p.App.Texts {
		text := &p.App.Texts[i]
		s := check.Subject{ID: text.ID, At: text.At}
		if r, ok := p.App.Resource(text.ID); ok {
			s = p.Resource(r)
		}
		t.ask(s, "", "encoded text", text.Value)
	}
}

// templateWide is one look through an application.
type templateWide struct {
	p        *check.Pass
	defaults []string                // of parameters, which have a rule of their own
	said     map[string]bool         // texts that something was said of: a mapping is said of where it is used
	at       map[model.Location]bool // where that was
}

// ask answers for the places within one element.
func (t *templateWide) ask(s check.Subject, kind, what string, v model.Value) {
	found := false
	for _, place := range placesIn(v, func(path []string) bool { return elsewhere(kind, path) }) {
		text := literal(place.value)
		if place.kind == byName && isWord(text) {
			continue // anywhere in a template a mere word may have another meaning
		}
		if t.at[place.value.At] || strings.HasSuffix(s.ID, "#Mappings") && t.said[text] || t.isDefault(text) {
			continue
		}
		found, t.said[text], t.at[place.value.At] = true, true, true
		s.Detail = strings.Join(append(place.names(), place.name), ".")
		where := place.label()
		if where == "" {
			where = what
		}
		t.p.NotMet(s, where+" of "+model.LocalName(s.ID)+" holds "+article(place.kind)+place.kind, check.At(place.value.At), confidence(place.kind),
			check.Because(place.value.At, "value with fingerprint "+place.value.Fingerprint()))
	}
	if !found {
		s.Detail = ""
		t.p.Met(s)
	}
}

// isWord reports whether a text has small letters only.
func isWord(text string) bool { return strings.Trim(text, "abcdefghijklmnopqrstuvwxyz") == "" }

// isDefault reports whether what makes a text a secret is the default of a parameter in it.
func (t *templateWide) isDefault(text string) bool {
	for _, d := range t.defaults {
		if strings.Contains(text, d) {
			return true
		}
	}
	return false
}

// others are the places that other rules are about, by type.
var others = map[string][]string{
	"AWS::ApiGateway::Deployment":      {"StageDescription.Variables"},
	"AWS::ApiGateway::Stage":           {"Variables"},
	"AWS::ApiGatewayV2::Stage":         {"StageVariables"},
	"AWS::CodeBuild::Project":          {"Environment.EnvironmentVariables"},
	"AWS::CodePipeline::Pipeline":      {"Stages.*.Actions.*.Configuration.OAuthToken"},
	"AWS::CodePipeline::Webhook":       {"AuthenticationConfiguration.SecretToken"},
	"AWS::Lambda::Function":            {"Environment.Variables"},
	"AWS::SSM::Parameter":              {"Value"},
	"AWS::StepFunctions::StateMachine": {"Definition", "DefinitionString", "DefinitionSubstitutions"},
}

// elsewhere reports whether another rule is about a place, or it is an example within a document.
func elsewhere(kind string, path []string) bool {
	if len(path) == 0 {
		return false
	}
	if last := path[len(path)-1]; last == "example" || last == "examples" {
		return true
	}
	for _, pattern := range others[kind] {
		if matches(pattern, path) {
			return true
		}
	}
	for _, pattern := range credentials[kind] {
		if matches(pattern, path) {
			return true
		}
	}
	return false
}
