package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// parsers are calls that make an instance of a class of the application, with what its fields promise: pydantic
// (https://docs.pydantic.dev/latest/concepts/models/) and the parser of Powertools for AWS Lambda.
var parsers = map[string]bool{
	"model_validate": true, "model_validate_json": true, "parse_obj": true, "parse_raw": true, "validate_python": true, "validate_json": true,
}

// promised is whether the declared type of a field lets through what does harm: not where it is a number, an identifier,
// one of some constants, or a text of which all is checked.
func (w *Walk) promised(of term.Value, path []string) bool {
	if m, ok := of.(*term.Member); ok && (m.Name == "value" || m.Name == "name") { // of an Enum
		of = m.Of
	}
	for range term.MaxName {
		switch x := of.(type) {
		case *term.Member:
			of, path = x.Of, append([]string{x.Name}, path...)
			continue
		case *term.Item:
			name := "*"
			if k, ok := term.Written(x.Key); ok {
				name = k
			}
			of, path = x.Of, append([]string{name}, path...)
			continue
		case *term.Result:
			if class := loadedBy(x.Call); class != nil && len(path) > 0 {
				return w.harmlessIn(class, path)
			}
			class := parsedAs(x.Call)
			return class != nil && len(path) > 0 && w.harmlessField(class, path)
		case *term.Input:
			if class := w.entryClass(x); class != nil {
				return w.harmlessField(class, append(slices.Clone(x.Path), path...))
			}
		}
		return false
	}
	return false
}

// parsedAs is the class that a call makes an instance of, nil for none.
func parsedAs(c *term.Call) *ir.Class {
	if m, ok := c.Callee.(*term.Member); ok && parsers[m.Name] {
		if k, ok := m.Of.(*term.Class); ok {
			return k.Class
		}
		if r, ok := m.Of.(*term.Result); ok { // TypeAdapter(Order).validate_python
			if k, ok := term.FirstOf(r.Call).(*term.Class); ok {
				return k.Class
			}
		}
	}
	if e, ok := c.Callee.(*term.Extern); ok && strings.HasPrefix(e.Module, "aws_lambda_powertools.utilities.parser") && e.Name == "parse" {
		if k, ok := term.ArgumentAt(c, "model").(*term.Class); ok {
			return k.Class
		}
		if k, ok := term.Positional(c, 1).(*term.Class); ok {
			return k.Class
		}
	}
	return nil
}

// entryClass is the class that the event was made an instance of before the handler got it: a decorator does so, and the
// handler says the class of its parameter. Nil for none.
func (w *Walk) entryClass(in *term.Input) *ir.Class {
	if in.Entry == nil || in.Parameter >= len(in.Entry.Params) || in.Entry.Params[in.Parameter].Variable == nil {
		return nil
	}
	class := ClassOf(in.Entry.Params[in.Parameter].Variable.Type)
	if class == nil || !slices.ContainsFunc(class.Bases, IsModel) {
		return nil
	}
	return class
}

// IsModel is whether a base of a class is pydantic's.
func IsModel(base ir.Expression) bool {
	return ir.LastName(base) == "BaseModel" || ir.LastName(base) == "RootModel"
}

// ClassOf is the class that a type means: itself, or that of a collection's items.
func ClassOf(t ir.Expression) *ir.Class {
	for range term.MaxName {
		switch x := t.(type) {
		case *ir.ClassRef:
			return x.Class
		case *ir.TypeOfItems:
			t = x.Item
		case *ir.Index:
			t = x.Key
		case *ir.Use:
			return declaredClass(x.Variable)
		default:
			return nil
		}
	}
	return nil
}

// declaredClass is the class of the module that a variable is declared as.
func declaredClass(v *ir.Variable) *ir.Class {
	if v.Owner == nil || v.Owner.Module == nil {
		return nil
	}
	for _, c := range v.Owner.Module.Classes {
		if c.Name == v.Name && c.Outer == v.Owner {
			return c
		}
	}
	return nil
}

// harmlessField is whether what a class promises of the field at a path does no harm.
func (w *Walk) harmlessField(class *ir.Class, path []string) bool {
	for len(path) > 0 && path[0] == "*" {
		path = path[1:]
	}
	if class == nil || len(path) == 0 {
		return false
	}
	for i := range class.Fields {
		f := &class.Fields[i]
		if f.Name != path[0] {
			continue
		}
		if inner := ClassOf(f.Type); inner != nil && len(inner.Fields) > 0 && !isEnum(inner) && len(path) > 1 {
			return w.harmlessField(inner, path[1:])
		}
		return w.harmlessType(f.Type) || w.constrained(f.Value) || w.constrained(f.Says)
	}
	return false
}

// harmlessNames are types whose values nobody can write anything into.
var harmlessNames = map[string]bool{
	"int": true, "float": true, "bool": true, "UUID": true, "UUID1": true, "UUID3": true, "UUID4": true, "UUID5": true, "date": true, "datetime": true,
	"time": true, "timedelta": true, "Decimal": true, "PositiveInt": true, "NonNegativeInt": true, "conint": true, "confloat": true, "condecimal": true,
	"IPvAnyAddress": true, "IPv4Address": true, "IPv6Address": true, "Literal": true, "NonNegativeFloat": true, "PositiveFloat": true, "StrictInt": true,
	"StrictBool": true, "StrictFloat": true, "AwareDatetime": true, "complex": true,
}

// harmlessType is whether nobody can write anything into a value of a type.
func (w *Walk) harmlessType(t ir.Expression) bool {
	switch x := t.(type) {
	case *ir.Index: // Literal["a", "b"], Optional[int], Annotated[str, Field(pattern=...)]
		switch ir.LastName(x.X) {
		case "Literal":
			return true
		case "Annotated":
			if l, ok := x.Key.(*ir.ListLiteral); ok && len(l.Items) > 0 {
				return w.harmlessType(l.Items[0].Value) || slices.ContainsFunc(l.Items[1:], func(i ir.Item) bool { return w.constrained(i.Value) })
			}
		}
		return w.harmlessType(x.Key)
	case *ir.TypeOfItems:
		return w.harmlessType(x.Item)
	case *ir.Call:
		return harmlessNames[ir.LastName(x.Callee)] && !w.counts() || w.constrained(x)
	case *ir.Binary: // int | None
		return w.harmlessType(x.Left) && (w.harmlessType(x.Right) || isNone(x.Right))
	}
	if c := ClassOf(t); c != nil {
		return isEnum(c)
	}
	return harmlessNames[ir.LastName(t)] && !w.counts()
}

func isNone(e ir.Expression) bool {
	l, ok := e.(*ir.Literal)
	return ok && l.Kind == ir.Null
}

func isEnum(c *ir.Class) bool {
	return slices.ContainsFunc(c.Bases, func(b ir.Expression) bool {
		name := ir.LastName(b)
		return name == "Enum" || name == "StrEnum" || name == "IntEnum"
	})
}

// constrained is whether a field says a pattern that lets nothing harmful through: Field(pattern=...), constr(regex=...).
func (w *Walk) constrained(e ir.Expression) bool {
	c, ok := e.(*ir.Call)
	if !ok {
		return false
	}
	for _, a := range c.Args {
		if w.counts() && (a.Name == "le" || a.Name == "lt") {
			return true
		}
		l, ok := a.Value.(*ir.Literal)
		if ok && (a.Name == "pattern" || a.Name == "regex") {
			return w.refuses(l.Text)
		}
	}
	return false
}

// refuses is whether an expression lets no witness through.
func (w *Walk) refuses(pattern string) bool {
	p, ok := regex.Of(&term.Constant{Kind: ir.String, Text: pattern})
	return ok && len(w.family.Witnesses) > 0 && !slices.ContainsFunc(w.family.Witnesses, func(s string) bool {
		if w.leads() {
			return leads(p, s, false)
		}
		return regex.Lets(p, s, false)
	})
}

// numeric is whether a type, or all of a tuple of types, are of numbers or truths.
func numeric(v term.Value) bool {
	for _, t := range term.Items(v) {
		e, ok := t.(*term.Extern)
		if !ok || !slices.Contains([]string{"int", "float", "bool", "complex", "decimal.Decimal", "Number", "Date", "uuid.UUID"}, term.ExternName(e)) {
			return false
		}
	}
	return true
}
