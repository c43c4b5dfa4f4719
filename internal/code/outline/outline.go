// Package outline is what the text of a module says and a term does not: in which variable an answer is kept, whether a handler
// goes on after an error, where an entry of an answer is written, which loop stands around a call. Each module is walked once,
// and only where it is asked for.
package outline

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Outline is what the text of a module says.
type Outline struct {
	Variables map[ir.Span]*ir.Variable // the variable that a call's answer is assigned to
	Keys      map[*ir.Variable]string  // the name of the key under which a variable is put into a mapping: kept[token] = value
	Certified bool                     // it reads the certificate of the other end of a connection

	excused []ir.Span // bodies of try whose handler goes on behind it
	loops   []ir.Span // over the items of collections
	rescued []rescue  // what is done where a body fails
	entries []written // entries that are given a value
}

// rescue is what is done where a body fails.
type rescue struct{ body, handler ir.Span }

// expires is whether what a handler catches says that something is too old: its signature was looked at before.
func expires(caught ir.Expression) bool {
	switch x := caught.(type) {
	case *ir.Attribute:
		return strings.Contains(x.Name, "Expired")
	case *ir.Use:
		return x.Variable != nil && strings.Contains(x.Variable.Name, "Expired")
	}
	return false
}

// around is the text of some statements.
func around(body []ir.Statement) ir.Span {
	first, last := body[0].At(), body[len(body)-1].At()
	return ir.Span{File: first.File, Start: first.Start, End: last.End}
}

// certificates are the names by which the certificate of the other end of a connection is read.
var certificates = term.SetOf([]string{"getpeercert", "getPeerCertificate", "getPeerX509Certificate", "get_peer_certificate", "PeerCertificates"})

// written is an entry of an object with a place.
type written struct {
	name string
	in   ir.Span // of the literal, or of the assignment
	at   ir.Span
}

// Of walks a module.
func Of(m *ir.Module) *Outline {
	t := &Outline{Variables: map[ir.Span]*ir.Variable{}, Keys: map[*ir.Variable]string{}}
	ir.Walk(m, func(n ir.Node, _ ir.Span) {
		switch x := n.(type) {
		case *ir.Assign:
			t.assigned(x)
		case *ir.Loop:
			if x.Over != nil {
				t.loops = append(t.loops, x.At())
			}
		case *ir.Try:
			t.tried(x)
		case *ir.Attribute:
			t.Certified = t.Certified || certificates[x.Name]
		case *ir.ObjectLiteral:
			for _, e := range x.Entries {
				if l, ok := e.Key.(*ir.Literal); ok {
					t.entries = append(t.entries, written{strings.ToLower(l.Text), x.Span, e.At()})
				}
			}
		}
	})
	return t
}

// tried notes what is done where a body fails.
func (t *Outline) tried(x *ir.Try) {
	if len(x.Body) == 0 {
		return
	}
	for _, h := range x.Handlers {
		if !leaves(h.Body) {
			t.excused = append(t.excused, around(x.Body))
		}
		if len(h.Body) > 0 && !expires(h.Type) {
			t.rescued = append(t.rescued, rescue{around(x.Body), around(h.Body)})
		}
	}
}

// assigned notes what a variable or an entry is given.
func (t *Outline) assigned(a *ir.Assign) {
	switch to := a.Target.(type) {
	case *ir.Use:
		expressionCalls(a.Value, 0, func(c *ir.Call) { t.Variables[c.Span] = to.Variable })
	case *ir.Index:
		if key, ok := to.Key.(*ir.Use); ok {
			if value, ok := a.Value.(*ir.Use); ok {
				t.Keys[value.Variable] = key.Variable.Name
			}
		}
		if l, ok := to.Key.(*ir.Literal); ok {
			t.entries = append(t.entries, written{strings.ToLower(l.Text), a.Span, a.Span})
		}
	case *ir.Attribute:
		t.entries = append(t.entries, written{strings.ToLower(to.Name), a.Span, a.Span})
	}
}

// expressionCalls visits the calls that an expression is made of, not those in functions within it.
func expressionCalls(e ir.Expression, depth int, visit func(*ir.Call)) {
	if depth > term.MaxName {
		return
	}
	depth++
	switch x := e.(type) {
	case *ir.Call:
		visit(x)
		expressionCalls(x.Callee, depth, visit)
		for _, a := range x.Args {
			expressionCalls(a.Value, depth, visit)
		}
	case *ir.Attribute:
		expressionCalls(x.X, depth, visit)
	case *ir.Index:
		expressionCalls(x.X, depth, visit)
	case *ir.Slice:
		expressionCalls(x.X, depth, visit)
	case *ir.Await:
		expressionCalls(x.X, depth, visit)
	case *ir.Binary:
		expressionCalls(x.Left, depth, visit)
		expressionCalls(x.Right, depth, visit)
	case *ir.Text:
		for _, p := range x.Parts {
			expressionCalls(p, depth, visit)
		}
	case *ir.Comprehension:
		expressionCalls(x.Value, depth, visit)
	case *ir.Cast:
		expressionCalls(x.X, depth, visit)
	}
}

// leaves is whether what is done does not go on behind it.
func leaves(body []ir.Statement) bool {
	if len(body) == 0 {
		return false
	}
	switch x := body[len(body)-1].(type) {
	case *ir.Return, *ir.Raise, *ir.Jump:
		return true
	case *ir.Block:
		return leaves(x.Body)
	case *ir.If:
		return leaves(x.Then) && leaves(x.Else)
	}
	return false
}

// Forgives is whether an error that is raised somewhere is caught, and a call is made all the same: it stands behind the try.
func (t *Outline) Forgives(raised ir.Span, then *term.Call) bool {
	for _, s := range t.excused {
		if encloses(s, raised) && !encloses(s, then.At) {
			return !slices.ContainsFunc(then.Chain, func(at ir.Span) bool { return encloses(s, at) })
		}
	}
	return false
}

// LoopAround is the innermost loop around a place; one without a file for none.
func (t *Outline) LoopAround(at ir.Span) ir.Span {
	var inner ir.Span
	for _, s := range t.loops {
		if s.File == at.File && s.Start <= at.Start && at.End <= s.End && (inner.File == nil || s.Start >= inner.Start) {
			inner = s
		}
	}
	return inner
}

// Rescues is whether something is done where what stands in another place fails.
func (t *Outline) Rescues(failing, at ir.Span) bool {
	return slices.ContainsFunc(t.rescued, func(s rescue) bool { return encloses(s.body, failing) && encloses(s.handler, at) })
}

// encloses is whether a text holds another one.
func encloses(s, at ir.Span) bool { return s.File == at.File && s.Start <= at.Start && at.End <= s.End }

// EntryAt is where an entry of an answer is written: in the literal that it begins as, or where it is assigned.
func (t *Outline) EntryAt(o, returned ir.Span, label string) ir.Span {
	name := label[strings.LastIndexByte(label, '.')+1:]
	var found ir.Span
	for _, e := range t.entries {
		if e.name != name {
			continue
		}
		within := o.File == e.in.File && o.Start <= e.in.Start && e.in.End <= o.End
		between := returned.File == e.in.File && o.End <= e.in.Start && e.in.End <= returned.Start
		if within || between {
			found = e.at
		}
	}
	return found
}
