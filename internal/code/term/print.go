package term

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// maxPrinted is how long the text of a term gets.
const maxPrinted = 4000

// Print writes a value on one line, the same for the same value.
func Print(v Value) string {
	p := printer{}
	p.value(v, 0)
	return p.b.String()
}

type printer struct{ b strings.Builder }

func (p *printer) value(v Value, depth int) {
	if p.b.Len() > maxPrinted || depth > 24 {
		p.b.WriteString("…")
		return
	}
	depth++
	switch v := v.(type) {
	case nil:
		p.b.WriteString("nothing")
	case *Constant:
		p.constant(v)
	case *Text:
		p.text(v, depth)
	case *Environment:
		p.b.WriteString("env " + v.Name)
		if v.Default != nil {
			p.b.WriteString(" or ")
			p.value(v.Default, depth)
		}
	case *Input:
		names := []string{"event", "context"}
		if v.Parameter < len(names) {
			p.b.WriteString(names[v.Parameter])
		} else {
			fmt.Fprintf(&p.b, "input%d", v.Parameter)
		}
		for _, n := range v.Path {
			p.b.WriteString("." + n)
		}
	case *Extern:
		p.b.WriteString(Qualified(v))
	case *Member:
		p.value(v.Of, depth)
		p.b.WriteString("." + v.Name)
	case *Item:
		p.value(v.Of, depth)
		p.b.WriteString("[")
		if v.Key != nil {
			p.value(v.Key, depth)
		} else {
			p.b.WriteString("*")
		}
		p.b.WriteString("]")
	case *Result:
		p.call(v.Call, depth)
	case *Typed:
		p.b.WriteString("a ")
		p.value(v.Type, depth)
	default:
		p.compound(v, depth)
	}
}

func (p *printer) compound(v Value, depth int) {
	switch v := v.(type) {
	case *Object:
		p.object(v, depth)
	case *List:
		p.b.WriteString("[")
		p.values(v.Items, depth)
		p.rest(v.Rest, len(v.Items) > 0, depth)
		p.b.WriteString("]")
	case *Closure:
		p.b.WriteString("func " + NameOf(v.Function))
	case *Class:
		p.b.WriteString("class " + v.Class.Name)
	case *Module:
		p.b.WriteString("module " + v.Module.Path)
	case *Combined:
		p.b.WriteString("<" + v.How + ">(")
		p.values(v.Of, depth)
		p.b.WriteString(")")
	case *OneOf:
		p.b.WriteString("(")
		for i, o := range v.Options {
			if i > 0 {
				p.b.WriteString(" | ")
			}
			p.value(o, depth)
		}
		p.b.WriteString(")")
	case *Unknown:
		p.b.WriteString("unknown<" + v.Why + ">")
	default:
		fmt.Fprintf(&p.b, "%T", v)
	}
}

func (p *printer) values(vs []Value, depth int) {
	for i, v := range vs {
		if i > 0 {
			p.b.WriteString(", ")
		}
		p.value(v, depth)
	}
}

func (p *printer) rest(v Value, more bool, depth int) {
	if v == nil {
		return
	}
	if more {
		p.b.WriteString(", ")
	}
	p.b.WriteString("...")
	p.value(v, depth)
}

func (p *printer) constant(c *Constant) {
	switch c.Kind {
	case ir.Number, ir.Bool:
		p.b.WriteString(c.Text)
	case ir.String:
		p.b.WriteString(strconv.Quote(c.Text))
	case ir.Bytes:
		p.b.WriteString("b" + strconv.Quote(c.Text))
	case ir.Null:
		p.b.WriteString("null")
	case ir.Regexp:
		p.b.WriteString(c.Text)
	}
}

func (p *printer) text(t *Text, depth int) {
	p.b.WriteString("`")
	for _, part := range t.Parts {
		if s, ok := KnownText(part); ok {
			p.b.WriteString(s)
			continue
		}
		p.b.WriteString("${")
		p.value(part, depth)
		p.b.WriteString("}")
	}
	p.b.WriteString("`")
}

func (p *printer) object(o *Object, depth int) {
	switch {
	case o.Class != nil:
		p.b.WriteString(o.Class.Name)
	case o.Type != nil:
		p.value(o.Type, depth)
	}
	p.b.WriteString("{")
	for i, n := range o.Names {
		if i > 0 {
			p.b.WriteString(", ")
		}
		p.b.WriteString(n + ": ")
		p.value(o.Fields[n], depth)
	}
	if o.Keys != nil {
		if len(o.Names) > 0 {
			p.b.WriteString(", ")
		}
		p.b.WriteString("[")
		p.value(o.Keys, depth)
		p.b.WriteString("]: ")
		p.value(o.Rest, depth)
	} else {
		p.rest(o.Rest, len(o.Names) > 0, depth)
	}
	p.b.WriteString("}")
}

func (p *printer) call(c *Call, depth int) {
	if c.New {
		p.b.WriteString("new ")
	}
	p.value(c.Callee, depth)
	p.b.WriteString("(")
	for i, a := range c.Args {
		if i > 0 {
			p.b.WriteString(", ")
		}
		switch {
		case a.Spread && a.Name == "**":
			p.b.WriteString("**")
		case a.Spread:
			p.b.WriteString("*")
		case a.Name != "":
			p.b.WriteString(a.Name + "=")
		}
		p.value(a.Value, depth)
	}
	p.b.WriteString(")")
}
