package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// makesModel is whether a decorator makes a class one that holds its fields to their types: that of pydantic, not the one of
// Python (https://docs.pydantic.dev/latest/concepts/dataclasses/).
func makesModel(decorator term.Value) bool {
	if r, ok := decorator.(*term.Result); ok { // @dataclass(frozen=True)
		decorator = r.Call.Callee
	}
	e, ok := decorator.(*term.Extern)
	return ok && e.Module == "pydantic.dataclasses" && e.Name == "dataclass"
}

// modelReaders are the methods of a model that make an instance of a document.
var modelReaders = map[string]bool{"model_validate": true, "model_validate_json": true, "parse_obj": true, "parse_raw": true}

// adapterReaders are those of an adapter of a type (https://docs.pydantic.dev/latest/concepts/type_adapter/).
var adapterReaders = map[string]bool{"validate_python": true, "validate_json": true}

// readBy is the model of the application by which a call reads a document; nil for none.
func (ev *evaluator) readBy(c *term.Call) *class {
	var of term.Value
	switch callee := c.Callee.(type) {
	case *term.Member:
		of = callee.Of
		if r, ok := of.(*term.Result); ok && adapterReaders[callee.Name] { // TypeAdapter(Order).validate_python(document)
			if e, ok := r.Call.Callee.(*term.Extern); ok && e.Name == "TypeAdapter" && len(r.Call.Args) > 0 {
				of = r.Call.Args[0].Value
			}
		} else if !modelReaders[callee.Name] {
			return nil
		}
	case *term.Extern: // parse(event=event, model=Order) of Powertools
		if callee.Name != "parse" || !strings.HasPrefix(callee.Module, "aws_lambda_powertools.utilities.parser") {
			return nil
		}
		for i, a := range c.Args {
			if a.Name == "model" || a.Name == "" && i == 1 {
				of = a.Value
			}
		}
	}
	if _, ok := of.(*term.Class); !ok {
		return nil
	}
	if k, ok := ev.lived(of).(*class); ok && ev.isModel(k) {
		return k
	}
	return nil
}

// fieldOfModel is a field of what a model of the application made of a document: one of its type, through the functions that
// check it. Nil where the model says nothing of it.
func (ev *evaluator) fieldOfModel(r *term.Result, name string) term.Value {
	k := ev.readBy(r.Call)
	if k == nil {
		return nil
	}
	was := ev.memberOf(r, name)
	for _, c := range ev.line(k) {
		for i := range c.class.Fields {
			if f := &c.class.Fields[i]; f.Name == name {
				if v := ev.modelField(k, f, was); v != was {
					return ev.checked(v)
				}
				return nil
			}
		}
	}
	return nil
}

// keepsMore gives an instance what a document says beside its fields, where its model takes that as well
// (https://docs.pydantic.dev/latest/concepts/models/#extra-data).
func (ev *evaluator) keepsMore(k *class, r *ref, document term.Value) {
	if !ev.isModel(k) || !slices.ContainsFunc(ev.line(k), ev.takesMore) {
		return
	}
	w := ev.write(r)
	w.rest = ev.join(w.rest, ev.anyItem(document))
}

// takesMore is whether a model says that it takes fields which it does not have: model_config = ConfigDict(extra="allow").
func (ev *evaluator) takesMore(k *class) bool {
	statics := ev.read(k.statics).fields
	allows := func(v term.Value) bool {
		if e, ok := v.(*term.Extern); ok {
			return e.Name == "Extra.allow"
		}
		s, _ := term.KnownText(v)
		return s == "allow"
	}
	switch config := statics["model_config"].(type) {
	case *ref:
		return allows(ev.read(config).fields["extra"])
	case *term.Result:
		return slices.ContainsFunc(config.Call.Args, func(a term.Argument) bool { return a.Name == "extra" && allows(a.Value) })
	}
	config, ok := statics["Config"].(*class)
	return ok && allows(ev.read(config.statics).fields["extra"])
}
