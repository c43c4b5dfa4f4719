package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// extended are the classes that extend one of a library, and the classes that these hold, with what they hold: a library
// that maps classes to tables reads there which table is meant.
func (ev *evaluator) extended() map[*ir.Class]term.Extended {
	made := map[*ir.Class][]*class{}
	var todo []*ir.Class
	for _, k := range ev.classOf {
		made[k.class] = append(made[k.class], k)
		if len(made[k.class]) == 1 && ev.externBase(k) != nil {
			todo = append(todo, k.class)
		}
	}
	out := map[*ir.Class]term.Extended{}
	for len(todo) > 0 {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, known := out[c]; known || len(made[c]) != 1 { // one that is made in several activations is not one thing
			continue
		}
		e := ev.extendedClass(made[c][0])
		out[c] = e
		for _, v := range e.Statics.Fields {
			if inner, ok := v.(*term.Class); ok {
				todo = append(todo, inner.Class)
			}
		}
	}
	return out
}

func (ev *evaluator) extendedClass(k *class) term.Extended {
	statics := &term.Object{Class: k.class, Fields: map[string]term.Value{}, At: k.class.Span}
	for _, c := range ev.line(k) {
		held := ev.read(c.statics)
		for _, name := range held.names {
			if _, known := statics.Fields[name]; !known {
				statics.Names = append(statics.Names, name)
				statics.Fields[name] = ev.term(held.fields[name])
			}
		}
	}
	slices.Sort(statics.Names)
	return term.Extended{Base: ev.term(ev.externBase(k)), Statics: statics}
}
