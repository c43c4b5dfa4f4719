package secret

import (
	"github.com/sconce-dev/sconce/internal/model"
)

// Mask marks every value of an application that looks like a secret, so that it is never printed.
func Mask(a *model.App) {
	for i := range a.Functions {
		f := &a.Functions[i]
		f.Properties = mask("", f.Properties)
		for j := range f.Env {
			f.Env[j].Value = mask(f.Env[j].Name, f.Env[j].Value)
		}
		for j := range f.Triggers {
			f.Triggers[j].Properties = mask("", f.Triggers[j].Properties)
		}
	}
	for i := range a.Resources {
		a.Resources[i].Properties = mask("", a.Resources[i].Properties)
		a.Resources[i].Attributes = mask("", a.Resources[i].Attributes)
	}
	for i := range a.Identities {
		a.Identities[i].Properties = mask("", a.Identities[i].Properties)
	}
	for i := range a.Inputs {
		a.Inputs[i].Default = mask(a.Inputs[i].Name, a.Inputs[i].Default)
	}
	for i := range a.Routes {
		a.Routes[i].Target = mask("", a.Routes[i].Target)
	}
}

// mask marks what looks like a secret in a value that stands under a name.
func mask(name string, v model.Value) model.Value {
	switch v.Kind() {
	case model.String, model.Template:
		if _, found := Match(name, v); found {
			return v.Secret()
		}
		return v
	case model.List, model.Map, model.Unknown:
		return v.MapFields(name, mask)
	case model.Absent, model.Null, model.Bool, model.Number, model.Reference:
	}
	return v
}
