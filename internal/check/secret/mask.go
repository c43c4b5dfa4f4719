package secret

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Mask marks every value of an application that looks like a secret, so that it is never printed:
// also where a parameter that holds one is used under a name that says nothing.
func Mask(a *model.App) {
	var m masker
	for i := range a.Inputs {
		in := &a.Inputs[i]
		name := in.Name
		if usedAsSecret(a, in) {
			name = "secret"
		}
		in.Default = m.mask(name, in.Default)
		in.Options = m.list(name, in.Options)
		m.remember(in)
	}
	for i := range a.Functions {
		m.function(&a.Functions[i])
	}
	for i := range a.Code {
		for j := range a.Code[i].Calls {
			m.call(&a.Code[i].Calls[j])
		}
	}
	for i := range a.Resources {
		r := &a.Resources[i]
		m.each(&r.Name, &r.ARN, &r.Properties, &r.Attributes)
		r.Properties = hideCredentials(r.Type, nil, r.Properties)
	}
	for i := range a.Identities {
		r := &a.Identities[i]
		m.each(&r.ARN, &r.Trust, &r.Boundary, &r.Properties)
		r.Managed = m.list("", r.Managed)
		r.Properties = hideCredentials("AWS::IAM::User", nil, r.Properties)
	}
	for i := range a.Routes {
		r := &a.Routes[i]
		m.each(&r.Target, &r.APIKey, &r.Validation, &r.Timeout, &r.Throttle.Rate, &r.Throttle.Burst,
			&r.CORS.Origins, &r.CORS.Methods, &r.CORS.Headers, &r.CORS.Credentials)
	}
	for i := range a.Stages {
		s := &a.Stages[i]
		m.each(&s.AccessLog, &s.Tracing, &s.Throttle.Rate, &s.Throttle.Burst)
	}
	for i := range a.Grants {
		m.grant(&a.Grants[i])
	}
	for i := range a.Outputs {
		a.Outputs[i].Value = m.mask(a.Outputs[i].Name, a.Outputs[i].Value)
	}
	for i := range a.Texts {
		m.each(&a.Texts[i].Value)
	}
	for i := range a.Secrets {
		m.each(&a.Secrets[i].Name, &a.Secrets[i].Rotation)
	}
}

// MaskValue marks what looks like a secret in a value that belongs to no application.
func MaskValue(v model.Value) model.Value { return masker{}.mask("", v) }

// hideCredentials marks what stands in the properties of a type that take a password, whatever it looks
// like: the value of an API key is called Value.
func hideCredentials(kind string, path []string, v model.Value) model.Value {
	patterns := credentials[kind]
	if len(patterns) == 0 || len(path) > maxCredentialDepth {
		return v
	}
	switch v.Kind() {
	case model.String, model.Number, model.Template:
		text := literal(v)
		if text == "" || dynamic(text) || !slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, path) }) {
			return v
		}
		return v.SecretText()
	case model.Map:
		return v.MapFields("", func(key string, part model.Value) model.Value {
			return hideCredentials(kind, append(slices.Clone(path), key), part)
		})
	case model.List:
		return v.MapFields("*", func(star string, part model.Value) model.Value {
			return hideCredentials(kind, append(slices.Clone(path), star), part)
		})
	case model.Unknown:
		return v.MapFields("", func(_ string, part model.Value) model.Value { return hideCredentials(kind, path, part) })
	case model.Absent, model.Null, model.Bool, model.Reference:
	}
	return v
}

// maxCredentialDepth is how far down the properties stand that take a password.
const maxCredentialDepth = 6

// masker knows the texts that are secrets wherever they stand: the defaults of parameters.
type masker struct {
	known []string
}

// remember adds the secret default of a parameter, unless it is so short that other texts would
// hold it by chance.
func (m *masker) remember(in *model.Input) {
	const least = 6
	if text := literal(in.Default); in.Default.IsSecret() && len(text) >= least {
		m.known = append(m.known, text)
	}
}

func (m masker) holds(text string) bool {
	return slices.ContainsFunc(m.known, func(secret string) bool { return strings.Contains(text, secret) })
}

func (m masker) function(f *model.Function) {
	m.each(&f.Runtime, &f.Handler, &f.Role, &f.Timeout, &f.Memory, &f.Concurrency, &f.ARN, &f.Properties)
	f.Layers = m.list("", f.Layers)
	for j := range f.Env {
		f.Env[j].Value = m.mask(f.Env[j].Name, f.Env[j].Value)
	}
	for j := range f.Triggers {
		m.each(&f.Triggers[j].Source, &f.Triggers[j].Properties)
	}
}

// call masks what code is said to act on, by its name too.
func (m masker) call(c *model.Call) {
	m.each(&c.Host)
	for i := range c.Needs {
		n := &c.Needs[i]
		m.each(&n.On.Value)
		if name := m.mask("", model.NewString(n.On.Name, n.On.At)); name.IsSecret() {
			n.On.Name = name.String()
		}
		for j := range n.Condition {
			n.Condition[j].Value = m.mask(n.Condition[j].Key, n.Condition[j].Value)
		}
	}
}

// grant leaves the provider's own policies alone: they hold no secrets of anybody.
func (m masker) grant(g *model.Grant) {
	if g.Provided {
		return
	}
	m.each(&g.Principals, &g.NotPrincipals, &g.Conditions, &g.Statement)
	g.Resources, g.NotResources = m.list("", g.Resources), m.list("", g.NotResources)
}

func (m masker) each(values ...*model.Value) {
	for _, v := range values {
		*v = m.mask("", *v)
	}
}

// list answers a new list: lists of values are shared between elements.
func (m masker) list(name string, list []model.Value) []model.Value {
	if len(list) == 0 {
		return list
	}
	out := make([]model.Value, len(list))
	for i, v := range list {
		out[i] = m.mask(name, v)
	}
	return out
}

// mask marks what looks like a secret in a value that stands under a name.
func (m masker) mask(name string, v model.Value) model.Value {
	switch v.Kind() {
	case model.String, model.Template, model.Number:
		text := literal(v)
		if _, found := Match(name, v); found || hides(name, text) || holdsSecret(text) || m.holds(text) {
			return v.SecretText()
		}
		return v
	case model.Map:
		return v.MapFields(name, func(key string, part model.Value) model.Value { return m.mask(nameIn(v, key), part) })
	case model.List, model.Unknown:
		return v.MapFields(name, m.mask)
	case model.Absent, model.Null, model.Bool, model.Reference:
	}
	return v
}

// nameIn is the name that a field of a map stands under: its key, or what the map says its name is
// ({Name: DB_PASSWORD, Value: ...}).
func nameIn(v model.Value, key string) string {
	switch key {
	case "Value", "value", "ParameterValue":
		for _, field := range []string{"Name", "name", "Key", "key", "ParameterKey"} {
			if text := v.Get(field).TextOr(""); text != "" {
				return text
			}
		}
	}
	return key
}

// hides reports whether a text is not to be printed because of the name it stands under, even where
// it is too unlike a secret to be called one: the content of a secret store's entry, a passphrase
// with spaces, a number.
func hides(name, text string) bool {
	if name == "SecretString" {
		return !dynamic(text)
	}
	text = strings.ReplaceAll(text, "${}", "")
	return namesSecret(name) && len(text) >= 4 && !isSetting(text) && !dynamic(text) && !strings.ContainsAny(text, "<>{}$")
}

// Hides reports whether a text that stands under a name is not to be printed. Nothing is known of the text but itself: it
// is for what no model describes.
func Hides(name, text string) bool {
	_, found := Match(name, model.NewString(text, model.Location{}))
	return found || hides(name, text) || holdsSecret(text)
}
