package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// modelField is what a model of pydantic makes of a value for a field: one of its type, held to its pattern, through the
// functions that check it (https://docs.pydantic.dev/latest/concepts/validators/). What no model gets stays as it is.
func (ev *evaluator) modelField(k *class, f *ir.Field, v Value) Value {
	if !ev.isModel(k) {
		return v
	}
	t := unwrapped(f.Type)
	ev.inside(&frame{fn: fieldsOf(k), outer: k.scope, vars: map[*ir.Variable]*cell{}, chain: ev.frame.chain}, func() {
		var kind Value
		if t != nil {
			kind = ev.eval(t)
		}
		v = ev.converted(t, kind, v)
		for _, says := range []ir.Expression{f.Value, f.Says} {
			if call, ok := says.(*ir.Call); ok {
				v = ev.patterned(call, v)
			}
		}
		for _, check := range ev.checkers(k, f.Name) {
			if ev.active[check.fn] == 0 {
				v = ev.apply(check, values(v), f.At())
			}
		}
	})
	return v
}

// isModel is whether a class extends a model of pydantic.
func (ev *evaluator) isModel(k *class) bool {
	return slices.ContainsFunc(ev.line(k), func(c *class) bool {
		return slices.ContainsFunc(c.bases, func(b Value) bool {
			e, ok := b.(*Extern)
			return ok && e.Language == ir.Python && (e.Name == "BaseModel" || e.Name == "RootModel")
		})
	})
}

// patterned is a value of a field that says a pattern: Field(pattern="^[A-Z]+$").
func (ev *evaluator) patterned(call *ir.Call, v Value) Value {
	marker := &Call{At: call.At(), Within: ev.frame.fn}
	for _, a := range call.Args {
		if l, ok := a.Value.(*ir.Literal); ok && a.Name != "" {
			marker.Args = append(marker.Args, Argument{Name: a.Name, Value: ev.eval(l)})
		}
	}
	return ev.limited(marker, v)
}

// checkers are the functions of a model through which the value of a field goes, bound to the model.
func (ev *evaluator) checkers(k *class, field string) []*function {
	var out []*function
	for _, c := range ev.line(k) {
		if c.statics == nil {
			continue
		}
		statics := ev.read(c.statics)
		for _, n := range statics.names {
			r, ok := statics.fields[n].(*Result)
			if !ok || len(r.Call.Args) != 1 {
				continue
			}
			maker, ok := r.Call.Callee.(*Result)
			if !ok {
				continue
			}
			e, ok := maker.Call.Callee.(*Extern)
			if !ok || e.Name != "field_validator" && e.Name != "validator" || !slices.ContainsFunc(maker.Call.Args, func(a Argument) bool {
				s, known := textOf(a.Value)
				return known && s == field && a.Name == ""
			}) {
				continue
			}
			if f, ok := ev.lived(r.Call.Args[0].Value).(*function); ok {
				g := *f
				g.this = k
				out = append(out, made(ev.functions, g))
			}
		}
	}
	return out
}

// modelReaders are the methods of a model that make an instance of a document.
var modelReaders = map[string]bool{"model_validate": true, "model_validate_json": true, "parse_obj": true, "parse_raw": true}

// fieldOfModel is a field of what a model of the application made of a document: through the functions that check it. Nil
// where none does.
func (ev *evaluator) fieldOfModel(r *Result, name string) Value {
	m, ok := r.Call.Callee.(*Member)
	if !ok || !modelReaders[m.Name] {
		return nil
	}
	of, ok := m.Of.(*Class)
	if !ok {
		return nil
	}
	k, ok := ev.lived(of).(*class)
	if !ok || !ev.isModel(k) {
		return nil
	}
	checks := ev.checkers(k, name)
	v := ev.memberOf(r, name)
	for _, check := range checks {
		if ev.active[check.fn] == 0 {
			v = ev.checked(ev.apply(check, values(v), r.Call.At))
		}
	}
	if len(checks) == 0 {
		return nil
	}
	return v
}
