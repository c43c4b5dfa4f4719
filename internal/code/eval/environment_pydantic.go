package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// settingsClasses are the classes whose fields are read from environment variables of their names
// (https://docs.pydantic.dev/latest/concepts/pydantic_settings/).
var settingsClasses = map[string]bool{"pydantic_settings.BaseSettings": true, "pydantic.BaseSettings": true, "pydantic.v1.BaseSettings": true}

// fillSettings gives the fields of such a class what the environment holds, or their defaults.
func (ev *evaluator) fillSettings(k *class, r *ref) {
	for _, c := range ev.line(k) {
		prefix := ev.settingsPrefix(c)
		for i := range c.class.Fields {
			f := &c.class.Fields[i]
			if f.Type == nil || f.Name == "model_config" || ev.read(r).fields[f.Name] != nil {
				continue
			}
			name := variableOf(f)
			if name == "" {
				name = strings.ToUpper(prefix + f.Name)
			}
			var fallback term.Value
			if v := ev.read(c.statics).fields[f.Name]; v != nil {
				if _, unknown := v.(*term.Unknown); !unknown && !term.IsNull(v) {
					fallback = ev.term(v)
				}
			}
			ev.put(ev.write(r), f.Name, ev.Environment(name, fallback))
		}
	}
}

// settingsPrefix is what the names of the variables begin with: env_prefix of the configuration.
func (ev *evaluator) settingsPrefix(k *class) string {
	config := ev.read(k.statics).fields["model_config"]
	if r, ok := config.(*ref); ok {
		if s, ok := term.KnownText(ev.read(r).fields["env_prefix"]); ok {
			return s
		}
	}
	if c, ok := ev.read(k.statics).fields["Config"].(*class); ok {
		if s, ok := term.KnownText(ev.read(c.statics).fields["env_prefix"]); ok {
			return s
		}
	}
	for i := range k.class.Fields {
		if s := namedText(k.class.Fields[i].Value, "env_prefix"); s != "" && k.class.Fields[i].Name == "model_config" {
			return s
		}
	}
	return ""
}

// variableOf is the variable that a field names itself: Field(env="NAME").
func variableOf(f *ir.Field) string {
	for _, name := range []string{"env", "validation_alias", "alias"} {
		if s := namedText(f.Value, name); s != "" {
			return s
		}
	}
	return ""
}

// namedText is the text that a call gets by a name.
func namedText(e ir.Expression, name string) string {
	call, ok := e.(*ir.Call)
	if !ok {
		return ""
	}
	for _, a := range call.Args {
		if l, ok := a.Value.(*ir.Literal); ok && a.Name == name && l.Kind == ir.String {
			return l.Text
		}
	}
	return ""
}
