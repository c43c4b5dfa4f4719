package secret

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Mask marks every value of an application that looks like a secret, so that it is never printed.
func Mask(a *model.App) {
	for i := range a.Functions {
		maskFunction(&a.Functions[i])
	}
	for i := range a.Resources {
		r := &a.Resources[i]
		maskEach(&r.Name, &r.ARN, &r.Properties, &r.Attributes)
	}
	for i := range a.Identities {
		r := &a.Identities[i]
		maskEach(&r.ARN, &r.Trust, &r.Boundary, &r.Properties)
		r.Managed = maskList("", r.Managed)
	}
	for i := range a.Inputs {
		in := &a.Inputs[i]
		name := in.Name
		if usedAsSecret(in) {
			name = "secret"
		}
		in.Default = mask(name, in.Default)
		in.Options = maskList(name, in.Options)
	}
	for i := range a.Routes {
		r := &a.Routes[i]
		maskEach(&r.Target, &r.APIKey, &r.Validation, &r.Throttle.Rate, &r.Throttle.Burst,
			&r.CORS.Origins, &r.CORS.Methods, &r.CORS.Headers, &r.CORS.Credentials)
	}
	for i := range a.Stages {
		s := &a.Stages[i]
		maskEach(&s.AccessLog, &s.Tracing, &s.Throttle.Rate, &s.Throttle.Burst)
	}
	for i := range a.Grants {
		maskGrant(&a.Grants[i])
	}
	for i := range a.Secrets {
		maskEach(&a.Secrets[i].Name, &a.Secrets[i].Rotation)
	}
}

func maskFunction(f *model.Function) {
	maskEach(&f.Runtime, &f.Handler, &f.Role, &f.Timeout, &f.Memory, &f.Concurrency, &f.ARN, &f.Properties)
	f.Layers = maskList("", f.Layers)
	for j := range f.Env {
		f.Env[j].Value = mask(f.Env[j].Name, f.Env[j].Value)
	}
	for j := range f.Triggers {
		maskEach(&f.Triggers[j].Source, &f.Triggers[j].Properties)
	}
}

// maskGrant leaves the provider's own policies alone: they hold no secrets of anybody.
func maskGrant(g *model.Grant) {
	if g.Provided {
		return
	}
	maskEach(&g.Principals, &g.NotPrincipals, &g.Conditions, &g.Statement)
	g.Resources, g.NotResources = maskList("", g.Resources), maskList("", g.NotResources)
}

func maskEach(values ...*model.Value) {
	for _, v := range values {
		*v = mask("", *v)
	}
}

// maskList answers a new list: lists of values are shared between elements.
func maskList(name string, list []model.Value) []model.Value {
	if len(list) == 0 {
		return list
	}
	out := make([]model.Value, len(list))
	for i, v := range list {
		out[i] = mask(name, v)
	}
	return out
}

// mask marks what looks like a secret in a value that stands under a name.
func mask(name string, v model.Value) model.Value {
	switch v.Kind() {
	case model.String, model.Template, model.Number:
		text := literal(v)
		if _, found := Match(name, v); found || hides(name, text) || holdsSecret(text) {
			return v.Secret()
		}
		return v
	case model.Map:
		return v.MapFields(name, func(key string, part model.Value) model.Value { return mask(nameIn(v, key), part) })
	case model.List, model.Unknown:
		return v.MapFields(name, mask)
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
