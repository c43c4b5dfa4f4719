package codetest

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// body writes the statements of a block, further in.
func (p *printer) body(body []ir.Statement) {
	p.depth++
	for _, s := range body {
		p.statement(s)
	}
	p.depth--
}

// part writes a block with its title, if there is anything in it.
func (p *printer) part(title string, body []ir.Statement) {
	if len(body) > 0 {
		p.line(ir.Span{}, "%s", title)
		p.body(body)
	}
}

func (p *printer) statement(s ir.Statement) {
	at := ir.Span{}
	if s != nil {
		at = s.At()
	}
	switch s := s.(type) {
	case *ir.Assign:
		declare := ""
		if s.Declare {
			declare = "var "
		}
		p.line(at, "%s%s = %s", declare, p.expression(s.Target), p.expression(s.Value))
	case *ir.Do:
		deferred := ""
		if s.Deferred {
			deferred = "defer "
		}
		p.line(at, "%sdo %s", deferred, p.expression(s.Value))
	case *ir.Return:
		p.line(at, "return %s", p.expression(s.Value))
	case *ir.Raise:
		p.line(at, "raise %s", p.expression(s.Value))
	case *ir.If:
		p.line(at, "if %s", p.expression(s.Test))
		p.body(s.Then)
		p.part("else", s.Else)
	case *ir.Loop:
		p.loop(s)
	case *ir.Try:
		p.try(s)
	case *ir.Jump:
		text := "break"
		if s.Continue {
			text = "continue"
		}
		if s.Target != nil {
			text += fmt.Sprintf(" of line %d", s.Target.At().Line())
		}
		p.line(at, "%s", text)
	case *ir.Block:
		p.line(at, "block")
		p.body(s.Body)
	default:
		p.line(at, "_")
	}
}

func (p *printer) loop(s *ir.Loop) {
	title := "loop"
	if s.Over != nil {
		title += " over " + p.expression(s.Over)
	}
	if s.Once {
		title += " once or more"
	}
	if s.Test != nil {
		title += " while " + p.expression(s.Test)
	}
	p.line(s.Span, "%s", title)
	p.body(s.Body)
	p.part("post", s.Post)
	p.part("else", s.Else)
}

func (p *printer) try(s *ir.Try) {
	p.line(s.Span, "try")
	p.body(s.Body)
	for _, h := range s.Handlers {
		title := "catch"
		if h.Type != nil {
			title += " " + p.expression(h.Type)
		}
		if h.Variable != nil {
			title += " as " + p.declaration(h.Variable)
		}
		p.line(ir.Span{}, "%s", title)
		p.body(h.Body)
	}
	p.part("else", s.Else)
	p.part("finally", s.Finally)
}

// inline is statements on one line, for those inside an expression.
func (p *printer) inline(body []ir.Statement) string {
	inner := &printer{module: p.module, functions: p.functions, variables: p.variables, names: p.names}
	for _, s := range body {
		inner.statement(s)
	}
	lines := strings.Split(strings.TrimSuffix(inner.out.String(), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(strings.TrimLeft(line, " 0123456789"), " ")
	}
	return strings.Join(lines, "; ")
}
