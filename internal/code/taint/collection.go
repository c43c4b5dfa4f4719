package taint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// allTested looks at tests of every item of a collection: what holds of each holds of any of them.
func (w *Walk) allTested(t *term.Combined, holds bool, left map[term.Value][]string) {
	same, every := w.same, w.every
	w.same, w.every = true, true
	defer func() { w.same, w.every = same, every }()
	if t.How != "each" {
		for _, test := range t.Of {
			w.tested(test, holds, left)
			if holds {
				w.ofCharacters(test)
			}
		}
		return
	}
	for i := 0; i+1 < len(t.Of); i += 2 {
		out, _ := term.Written(t.Of[i+1])
		w.tested(t.Of[i], out == "true", left)
	}
}

// joinedBy is the list whose items a call puts together to one text: ", ".join(x), x.join(", "), strings.Join(x, ", "); nil
// where it does not.
func joinedBy(c *term.Call) term.Value {
	if strings.ToLower(term.LastName(term.Names(c.Callee)[0])) != "join" {
		return nil
	}
	list := term.FirstOf(c)
	if m, ok := c.Callee.(*term.Member); ok && term.LanguageOf(c) == ir.JavaScript {
		list = m.Of
	}
	for range term.MaxName { // the same in another order
		if c, ok := list.(*term.Combined); ok && c.How == "sorted" && len(c.Of) > 0 {
			list = c.Of[0]
			continue
		}
		r, ok := list.(*term.Result)
		if !ok || !slices.Contains([]string{"list", "sorted", "set", "tuple"}, term.Names(r.Call.Callee)[0]) {
			break
		}
		list = term.FirstOf(r.Call)
	}
	return list
}

// knownKey is whether a value is one of the names of an object that the code knows: for k in body.keys().
func (w *Walk) knownKey(item *term.Item) bool {
	r, ok := item.Of.(*term.Result)
	return ok && item.Key == nil && len(r.Call.Args) == 0 && term.LastName(term.Names(r.Call.Callee)[0]) == "keys" && w.named[term.CalledOn(r.Call)]
}

// joinsKnown is whether a call puts together items, or names of an object, that do no harm.
func (w *Walk) joinsKnown(c *term.Call) bool {
	list := joinedBy(c)
	if list == nil {
		return false
	}
	if r, ok := list.(*term.Result); ok && len(r.Call.Args) == 0 && term.LastName(term.Names(r.Call.Callee)[0]) == "keys" {
		return w.named[term.CalledOn(r.Call)]
	}
	return w.listed[list]
}

// ofAny is whether a test is of any item of a collection: that it holds of one says nothing of another.
func ofAny(test term.Value) bool {
	found := false
	looked := map[term.Value]bool{}
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		if v == nil || found || looked[v] || depth > term.MaxName {
			return
		}
		looked[v] = true
		switch x := v.(type) {
		case *term.Item:
			found = x.Key == nil
		case *term.Input:
			found = slices.Contains(x.Path, "*")
		case *term.Combined:
			found = x.How == "key"
		}
		for _, p := range term.PartsOf(v) {
			look(p, depth+1)
		}
	}
	look(test, 0)
	return found
}

// collected is a question about the items of a collection.
func (w *Walk) collected(c *term.Call, last string, holds bool, left map[term.Value][]string) {
	switch of := term.CalledOn(c); last {
	case "all", "every":
		w.ofItems(c, true, holds, left)
	case "any":
		w.ofItems(c, false, holds, left)
	case "issubset", "difference":
		if holds == (last == "issubset") && of != nil && len(c.Args) == 1 {
			w.among(of, c.Args[0].Value)
		}
	}
}

// ofItems looks at all([...]) and any([...]) of tests.
func (w *Walk) ofItems(c *term.Call, all, holds bool, left map[term.Value][]string) {
	l, ok := term.FirstOf(c).(*term.List)
	if !ok {
		return
	}
	tests := slices.Clone(l.Items)
	if l.Rest != nil {
		tests = append(tests, l.Rest)
	}
	switch {
	case all == holds:
		w.allTested(&term.Combined{Of: tests}, holds, left)
	case !all && !slices.ContainsFunc(tests, ofAny):
		w.eitherTested(tests, true, left)
	}
}

// emptied looks at a test that a collection is empty, or is all within another one.
func (w *Walk) emptied(t *term.Combined, holds bool, left map[term.Value][]string) bool {
	if len(t.Of) != 2 {
		return false
	}
	switch t.How {
	case "-": // set(body) - ALLOWED
		if !holds {
			w.among(t.Of[0], t.Of[1])
		}
		return true
	case "<=":
		if holds {
			w.among(t.Of[0], t.Of[1])
		}
		return false
	case ">", "!=", "==":
	default:
		return false
	}
	if n, ok := term.Written(t.Of[1]); !ok || n != "0" || holds != (t.How == "==") {
		return false
	}
	switch x := t.Of[0].(type) {
	case *term.Combined: // unknown.length > 0, len([...]) > 0
		l, ok := first(x.Of).(*term.List)
		if x.How == "length" && ok {
			w.noneOf(l, left)
		}
		return x.How == "length" && ok
	case *term.Result:
		if term.Names(x.Call.Callee)[0] == "len" {
			w.tested(term.FirstOf(x.Call), false, left)
			return true
		}
	}
	return false
}

// first is the first of some values, nil for none.
func first(of []term.Value) term.Value {
	if len(of) == 0 {
		return nil
	}
	return of[0]
}

// noneOf says that a list of the items for which a test comes out one way is empty: it came out the other way for each.
func (w *Walk) noneOf(l *term.List, left map[term.Value][]string) {
	item, ok := l.Rest.(*term.Combined)
	if !ok || len(l.Items) > 0 || item.How != "checked" || len(item.Of) != 3 {
		return
	}
	out, _ := term.Written(item.Of[2])
	w.allTested(&term.Combined{How: "each", Of: []term.Value{item.Of[1], &term.Constant{Kind: ir.Bool, Text: strconv.FormatBool(out != "true")}}}, true, left)
}

// among says that every item of a set is one of others: set(body) of ALLOWED. Of an object these are its names.
func (w *Walk) among(set, others term.Value) {
	r, ok := set.(*term.Result)
	if !ok || w.holds(others) || !w.holds(set) {
		return
	}
	if called := term.Names(r.Call.Callee)[0]; called == "set" || called == "frozenset" {
		of := term.FirstOf(r.Call)
		if of == nil {
			return
		}
		w.named[of], w.listed[of] = true, true
		if r, ok := of.(*term.Result); ok && len(r.Call.Args) == 0 && term.LastName(term.Names(r.Call.Callee)[0]) == "keys" {
			of = term.CalledOn(r.Call)
			w.named[of] = true
		}
	} else if strings.HasSuffix(called, ".keys") {
		of := term.CalledOn(r.Call)
		w.named[of] = true
	}
}
