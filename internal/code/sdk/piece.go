package sdk

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// cutting is a text that code cuts into pieces at a separator.
type cutting struct {
	of        term.Value
	separator string
	most      int  // how often it is cut; 0 for as often as possible
	last      bool // from the end
}

// cuttingOf is what a value cuts into pieces: text.split(":"), text.rsplit(":", 1), strings.Split(text, ":").
func cuttingOf(v term.Value) (cutting, bool) {
	result, ok := v.(*term.Result)
	if !ok {
		return cutting{}, false
	}
	var cut cutting
	place := 0
	switch callee := result.Call.Callee.(type) {
	case *term.Member:
		if callee.Name != "split" && callee.Name != "rsplit" {
			return cutting{}, false
		}
		cut.of, cut.last = callee.Of, callee.Name == "rsplit"
	case *term.Extern:
		if callee.Language != ir.Go || callee.Module != "strings" || callee.Name != "Split" {
			return cutting{}, false
		}
		cut.of, place = argument(result.Call, 0, ""), 1
	default:
		return cutting{}, false
	}
	cut.separator, ok = constant(orNothing(argument(result.Call, place, "sep")))
	if most, given := constant(orNothing(argument(result.Call, place+1, "maxsplit"))); given {
		cut.most, _ = strconv.Atoi(most)
	}
	return cut, ok && cut.separator != "" && cut.of != nil
}

// piece are the names that a piece of a text is: of the ARN of an element its name.
func (r *run) piece(v term.Value, depth int) []name {
	var list term.Value
	var place string
	switch x := v.(type) {
	case *term.Item:
		list = x.Of
		place, _ = constant(orNothing(x.Key))
	case *term.Result: // JavaScript: text.split(":").pop(), .at(-1)
		if m, ok := x.Call.Callee.(*term.Member); ok && m.Name == "pop" {
			list, place = m.Of, "-1"
		} else if ok && m.Name == "at" {
			list = m.Of
			place, _ = constant(orNothing(argument(x.Call, 0, "")))
		}
	}
	at, err := strconv.Atoi(place)
	cut, ok := cuttingOf(list)
	if err != nil || !ok {
		return nil
	}
	var out []name
	for _, n := range r.namesOf(cut.of, depth+1) {
		if cut.separator == "/" && at == -1 && r.isQueue(n) { // the address of a queue ends in its name
			out = append(out, n)
			continue
		}
		spelled, ok := r.spelledOut(n)
		found, known := spelled.piece(cut, at, ok)
		if !known {
			return nil
		}
		out = append(out, found)
	}
	return out
}

// isQueue reports whether a name is the reference of a queue: its address.
func (r *run) isQueue(n name) bool {
	hole, _ := n.hole()
	ref, _ := hole.value.Ref()
	e := r.elements[ref.Target]
	return e != nil && e.kind == "AWS::SQS::Queue" && (ref.Attribute == "Ref" || ref.Attribute == "QueueUrl")
}

// spelledOut is the ARN of an element with its parts, where a name is that; else the name itself.
func (r *run) spelledOut(n name) (name, bool) {
	hole, ok := n.hole()
	if !ok {
		return n, false
	}
	ref, _ := hole.value.Ref()
	e := r.elements[ref.Target]
	if e == nil || !strings.HasSuffix(ref.Attribute, "Arn") || !identifying[ref.Attribute] {
		return n, false
	}
	spelled := ofValue(e.arn)
	return spelled, len(spelled.parts) > 1
}

// piece is the piece at a place, from the end where that is negative. What lies before it, seen from there, and itself must
// not hold a separator that is not seen. spelled says that references to elements stand for their names.
func (n name) piece(cut cutting, at int, spelled bool) (name, bool) {
	rest := n
	if cut.last && cut.most == 1 && at == 1 { // of text.rsplit(":", 1) the last one
		at, cut.most = -1, 0
	}
	if cut.most > 0 {
		return name{}, false
	}
	for i := 0; ; i++ {
		before, after, found := rest.cut(cut.separator)
		one := before
		if at < 0 {
			before, after, found = rest.cutLast(cut.separator)
			one = after
			if !found {
				one = before
			}
		}
		switch {
		case !one.whole(cut.separator, spelled):
			return name{}, false
		case at >= 0 && i == at, at < 0 && i == -at-1:
			return one, true
		case !found:
			return name{}, false
		}
		rest = after
		if at < 0 {
			rest = before
		}
	}
}

// whole reports whether no hole of a name may hold a separator: a region, an account, the name of something.
func (n name) whole(separator string, spelled bool) bool {
	for _, p := range n.parts {
		if _, known := p.value.Text(); known {
			continue
		}
		ref, ok := p.value.Ref()
		if p.value.Kind() != model.Reference || !ok || strings.Trim(separator, ":/") != "" || ref.Target != "" && !spelled {
			return false
		}
	}
	return true
}
