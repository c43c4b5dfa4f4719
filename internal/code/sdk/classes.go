package sdk

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Libraries that map classes to tables: the class of the application says in a class of it which table is meant
// (pynamodb.readthedocs.io, "Basic Tutorial", "Index Queries").

// mappedClass are the actors that a class of the application is, or an instance of it.
func (r *run) mappedClass(c *ir.Class, instance bool) []actor {
	held, ok := r.classes[c]
	if !ok || held.Base == nil {
		return nil
	}
	p, ok := r.path(held.Base)
	if !ok {
		return nil
	}
	switch p.String() {
	case "pynamodb.models.Model":
		of := "model"
		if instance {
			of = "item"
		}
		return []actor{mapper{library: "pynamodb", of: of, table: r.meta(c, "table_name"), indexed: namedIndex}}
	case "pynamodb.indexes.GlobalSecondaryIndex", "pynamodb.indexes.LocalSecondaryIndex":
		table, name := r.indexedBy(c)
		return []actor{mapper{library: "pynamodb", of: "index", table: table, index: name}}
	}
	return nil
}

// meta is what a class says in its class Meta.
func (r *run) meta(c *ir.Class, name string) term.Value {
	if meta, ok := r.classes[c].Statics.Fields["Meta"].(*term.Class); ok {
		if held, ok := r.classes[meta.Class]; ok && held.Statics.Fields[name] != nil {
			return held.Statics.Fields[name]
		}
	}
	return &term.Unknown{Why: "the class " + c.Name + " does not say its " + name}
}

// indexedBy is the table of the one model that has an index of a class, and the name of the index: what its class says, or
// the model calls it.
func (r *run) indexedBy(index *ir.Class) (table, name term.Value) {
	said := r.meta(index, "index_name")
	for c, held := range r.classes {
		of := r.meta(c, "table_name")
		if _, abstract := of.(*term.Unknown); abstract {
			continue
		}
		for attribute, v := range held.Statics.Fields {
			if object, ok := v.(*term.Object); !ok || object.Class != index {
				continue
			}
			if table != nil {
				why := &term.Unknown{Why: "several models have the index " + index.Name}
				return why, why
			}
			table, name = of, said
			if _, unsaid := said.(*term.Unknown); unsaid {
				name = &term.Constant{Kind: ir.String, Text: attribute}
			}
		}
	}
	if table == nil {
		why := &term.Unknown{Why: "no model has the index " + index.Name}
		return why, why
	}
	return table, name
}

// namedIndex is the index that a query of a model names.
func namedIndex(_ string, c *term.Call) (term.Value, bool) {
	return argument(c, -1, "index_name"), true
}
