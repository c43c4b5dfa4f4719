package codetest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

func (p *printer) expressions(list []ir.Expression) string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = p.expression(e)
	}
	return strings.Join(texts, ", ")
}

// expression is an expression on one line.
func (p *printer) expression(e ir.Expression) string {
	switch e := e.(type) {
	case *ir.Literal:
		return literal(e)
	case *ir.Text:
		return "text(" + p.expressions(e.Parts) + ")"
	case *ir.Use:
		return p.variable(e.Variable)
	case *ir.Global:
		return "$" + e.Name
	case *ir.Import:
		return p.imported(e)
	case *ir.FunctionRef:
		return "func " + p.reference(e.Function)
	case *ir.ClassRef:
		return "class " + e.Class.Name
	case *ir.Super:
		if e.Class == nil {
			return "super"
		}
		return "super " + e.Class.Name
	case *ir.Await:
		return "await(" + p.expression(e.X) + ")"
	case *ir.Yield:
		if e.From {
			return "yield from(" + p.expression(e.X) + ")"
		}
		return "yield(" + p.expression(e.X) + ")"
	case *ir.Enter:
		return "enter(" + p.expression(e.X) + ")"
	case *ir.Leave:
		return "leave(" + p.expression(e.X) + ")"
	case *ir.Element:
		return [...]string{ir.EachItem: "item", ir.EachKey: "key", ir.EachValue: "value"}[e.Of] + "(" + p.expression(e.X) + ")"
	case *ir.Cast:
		return "cast(" + p.expression(e.X) + " as " + p.expression(e.Type) + ")"
	case *ir.TypeOfItems:
		return e.Name + "<" + p.expression(e.Item) + ">"
	case *ir.Opaque:
		return "opaque(" + strings.Join(append([]string{strconv.Quote(e.Reason)}, p.parts(e.Parts)...), ", ") + ")"
	default:
		return p.composed(e)
	}
}

func (p *printer) parts(list []ir.Expression) []string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = p.expression(e)
	}
	return texts
}

// composed is an expression of several others.
func (p *printer) composed(e ir.Expression) string {
	switch e := e.(type) {
	case *ir.Attribute:
		return p.expression(e.X) + optional(e.Optional) + "." + e.Name
	case *ir.Index:
		return p.expression(e.X) + optional(e.Optional) + "[" + p.expression(e.Key) + "]"
	case *ir.Slice:
		return p.expression(e.X) + "[" + p.expression(e.Low) + ":" + p.expression(e.High) + "]"
	case *ir.Call:
		return p.call(e)
	case *ir.ObjectLiteral:
		return p.object(e)
	case *ir.ListLiteral:
		return p.collection(e)
	case *ir.Binary:
		return "(" + p.expression(e.Left) + " " + string(e.Op) + " " + p.expression(e.Right) + ")"
	case *ir.Unary:
		return "(" + string(e.Op) + " " + p.expression(e.X) + ")"
	case *ir.Conditional:
		return "(" + p.expression(e.Test) + " ? " + p.expression(e.Then) + " : " + p.expression(e.Else) + ")"
	case *ir.Comprehension:
		return p.comprehension(e)
	case *ir.Assignment:
		return "(" + p.expression(e.Target) + " := " + p.expression(e.Value) + ")"
	case *ir.Sequence:
		if len(e.Do) > 0 {
			return "sequence{" + p.inline(e.Do) + "}(" + p.expressions(e.Items) + ")"
		}
		return "sequence(" + p.expressions(e.Items) + ")"
	default:
		return "_"
	}
}

func optional(is bool) string {
	if is {
		return "?"
	}
	return ""
}

func literal(e *ir.Literal) string {
	switch e.Kind {
	case ir.String:
		return strconv.Quote(e.Text)
	case ir.Bytes:
		return "b" + strconv.Quote(e.Text)
	case ir.Null:
		return "null"
	case ir.Number, ir.Bool, ir.Regexp:
		return e.Text
	}
	return e.Text
}

func (p *printer) imported(e *ir.Import) string {
	text := "import "
	if e.Type {
		text = "import type "
	}
	if e.Dynamic != nil {
		return text + "(" + p.expression(e.Dynamic) + ")"
	}
	text += strconv.Quote(strings.Repeat(".", e.Level) + e.Module)
	if e.Name != "" {
		text += ":" + e.Name
	}
	if e.Default {
		text += " or all"
	}
	return text
}

func (p *printer) call(e *ir.Call) string {
	args := make([]string, len(e.Args))
	for i, a := range e.Args {
		args[i] = p.expression(a.Value)
		switch {
		case a.Spread && a.Named:
			args[i] = "**" + args[i]
		case a.Spread:
			args[i] = "*" + args[i]
		case a.Name != "":
			args[i] = a.Name + "=" + args[i]
		}
	}
	text := p.expression(e.Callee) + optional(e.Optional) + "(" + strings.Join(args, ", ") + ")"
	if e.New {
		text = "new " + text
	}
	if e.Concurrent {
		text = "go " + text
	}
	return text
}

func (p *printer) object(e *ir.ObjectLiteral) string {
	entries := make([]string, len(e.Entries))
	for i, n := range e.Entries {
		if n.Spread {
			entries[i] = "**" + p.expression(n.Value)
		} else {
			entries[i] = p.expression(n.Key) + ": " + p.expression(n.Value)
		}
	}
	text := "{" + strings.Join(entries, ", ") + "}"
	if e.Type != nil {
		text = p.expression(e.Type) + text
	}
	return text
}

func (p *printer) collection(e *ir.ListLiteral) string {
	items := make([]string, len(e.Items))
	for i, n := range e.Items {
		items[i] = p.expression(n.Value)
		if n.Spread {
			items[i] = "*" + items[i]
		}
	}
	brackets := [...][2]string{ir.List: {"[", "]"}, ir.Tuple: {"(", ")"}, ir.Set: {"set{", "}"}}[e.Kind]
	text := brackets[0] + strings.Join(items, ", ") + brackets[1]
	if e.Type != nil {
		text = "of " + p.expression(e.Type) + " " + text
	}
	return text
}

func (p *printer) comprehension(e *ir.Comprehension) string {
	var text strings.Builder
	text.WriteString([...]string{ir.ListOf: "list", ir.SetOf: "set", ir.MappingOf: "mapping", ir.GeneratorOf: "generator"}[e.Kind] + "(")
	if e.Key != nil {
		text.WriteString(p.expression(e.Key) + ": ")
	}
	text.WriteString(p.expression(e.Value))
	for _, c := range e.Clauses {
		fmt.Fprintf(&text, " for {%s} over %s", p.inline(c.Bind), p.expression(c.Over))
		for _, t := range c.Tests {
			text.WriteString(" if " + p.expression(t))
		}
	}
	text.WriteString(")")
	return text.String()
}
