package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// modelField is what a model of pydantic makes of a value for a field: one of its type, held to its pattern, through the
// functions that check it (https://docs.pydantic.dev/latest/concepts/validators/). What no model gets stays as it is.
func (ev *evaluator) modelField(k *class, f *ir.Field, v term.Value) term.Value {
	if !ev.isModel(k) {
		return v
	}
	t := unwrapped(f.Type)
	ev.inside(&frame{fn: fieldsOf(k), outer: k.scope, vars: map[*ir.Variable]*cell{}, chain: ev.frame.chain}, func() {
		var kind term.Value
		if t != nil {
			kind = ev.eval(t)
		}
		if !ofItems(f.Type) {
			v = ev.typedField(kind, v)
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
		if _, text := v.(*term.Text); text && mayBeNone(f) {
			v = ev.joinAll(v, ev.Null())
		}
	})
	return v
}

// typedField is a value for a field that takes a text, which no document is, or another model. One of its own class stays
// what it is: there is no end to those.
func (ev *evaluator) typedField(kind, v term.Value) term.Value {
	switch k := kind.(type) {
	case *term.Extern:
		if ofTexts[term.Qualified(k)] {
			return ev.heldToText(v)
		}
	case *term.Result: // constr(max_length=20), and a name for it
		if e, ok := k.Call.Callee.(*term.Extern); ok && e.Name == "constr" {
			return ev.heldToText(v)
		}
	case *class:
		if _, made := v.(*ref); made || !ev.isModel(k) || ev.within[k] || len(ev.within) >= maxModels {
			return v
		}
		ev.within[k] = true
		defer delete(ev.within, k)
		return ev.fromMapping(k, v, k.class.Span)
	}
	return v
}

// maxModels is how many models within one another are looked at: each may have several of each other.
const maxModels = 3

// ofTexts are the types of which a model takes a text alone (https://docs.pydantic.dev/latest/concepts/conversion_table/).
var ofTexts = map[string]bool{"str": true, "pydantic.StrictStr": true, "pydantic.EmailStr": true, "pydantic.networks.EmailStr": true}

// heldToText is a value that is a text, or the model raised.
func (ev *evaluator) heldToText(v term.Value) term.Value {
	return ev.each(v, func(v term.Value) term.Value {
		if r, ok := v.(*term.Result); ok {
			return ev.textOfOne(r)
		}
		return ev.asText(v)
	})
}

// ofItems is whether a field takes a list.
func ofItems(t ir.Expression) bool {
	for {
		of, ok := t.(*ir.TypeOfItems)
		if !ok || of.Name != "optional" {
			return ok
		}
		t = of.Item
	}
}

// mayBeNone is whether a field may hold nothing: by its type, or where it is left out.
func mayBeNone(f *ir.Field) bool {
	t, ok := f.Type.(*ir.TypeOfItems)
	l, left := f.Value.(*ir.Literal)
	return ok && t.Name == "optional" || left && l.Kind == ir.Null
}

// isModel is whether a class extends a model of pydantic, or is a data class of it.
func (ev *evaluator) isModel(k *class) bool {
	return slices.ContainsFunc(ev.line(k), func(c *class) bool {
		return c.model || slices.ContainsFunc(c.bases, func(b term.Value) bool {
			e, ok := b.(*term.Extern)
			return ok && e.Language == ir.Python && (e.Name == "BaseModel" || e.Name == "RootModel")
		})
	})
}

// patterned is a value of a field that says a pattern: Field(pattern="^[A-Z]+$").
func (ev *evaluator) patterned(call *ir.Call, v term.Value) term.Value {
	marker := &term.Call{At: call.At(), Within: ev.frame.fn}
	for _, a := range call.Args {
		if l, ok := a.Value.(*ir.Literal); ok && a.Name != "" {
			marker.Args = append(marker.Args, term.Argument{Name: a.Name, Value: ev.eval(l)})
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
			r, ok := statics.fields[n].(*term.Result)
			if !ok || len(r.Call.Args) != 1 {
				continue
			}
			maker, ok := r.Call.Callee.(*term.Result)
			if !ok {
				continue
			}
			e, ok := maker.Call.Callee.(*term.Extern)
			if !ok || e.Name != "field_validator" && e.Name != "validator" || !slices.ContainsFunc(maker.Call.Args, func(a term.Argument) bool {
				s, known := term.KnownText(a.Value)
				return known && s == field && a.Name == ""
			}) {
				continue
			}
			if f, ok := ev.lived(r.Call.Args[0].Value).(*function); ok {
				g := *f
				g.this = k
				out = append(out, ev.function(g))
			}
		}
	}
	return out
}
