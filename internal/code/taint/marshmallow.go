package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Schemas that are classes: class Query(Schema): sort = fields.Str(validate=validate.OneOf(["a", "b"])). Query().load(x)
// answers what they promise, or raises (https://marshmallow.readthedocs.io/en/stable/quickstart.html#validation).

// loadedBy is the class of a schema of the application that a call holds a document to, nil for none.
func loadedBy(c *term.Call) *ir.Class {
	m, ok := c.Callee.(*term.Member)
	if !ok || m.Name != "load" && m.Name != "loads" {
		return nil
	}
	o, ok := m.Of.(*term.Object)
	if !ok || o.Class == nil || !slices.ContainsFunc(o.Class.Bases, func(b ir.Expression) bool { return ir.LastName(b) == "Schema" }) {
		return nil
	}
	return o.Class
}

// narrowFields are the fields of such schemas whose values nobody can write anything into.
var narrowFields = term.SetOf([]string{
	"Int", "Integer", "Float", "Decimal", "Number", "Boolean", "Bool", "UUID", "Date", "DateTime", "AwareDateTime", "NaiveDateTime", "Time", "TimeDelta", "IP",
	"IPv4", "IPv6", "Enum", "Constant",
})

// harmlessIn is whether what a schema promises of a field does no harm.
func (w *Walk) harmlessIn(class *ir.Class, path []string) bool {
	for i := range class.Fields {
		f := &class.Fields[i]
		call, ok := f.Value.(*ir.Call)
		if f.Name != path[0] || len(path) != 1 || !ok {
			continue
		}
		if narrowFields[ir.LastName(call.Callee)] && !w.counts() {
			return true
		}
		for _, a := range call.Args {
			by, ok := a.Value.(*ir.Call)
			if a.Name != "validate" || !ok {
				continue
			}
			switch ir.LastName(by.Callee) {
			case "OneOf", "Equal":
				return true
			case "Regexp":
				if len(by.Args) > 0 {
					l, ok := by.Args[0].Value.(*ir.Literal)
					return ok && w.refuses(l.Text)
				}
			}
		}
	}
	return false
}
