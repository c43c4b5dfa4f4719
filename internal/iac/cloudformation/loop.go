package cloudformation

import (
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

const maxEntries = 20_000 // of one map, loops unrolled

// entries are the entries of a map: loops (Fn::ForEach) unrolled, local includes put in.
func (s *stack) entries(n *source.Node, sc *scope) []entry {
	if n == nil || n.Kind != source.Map {
		return nil
	}
	return s.appendEntries(make([]entry, 0, len(n.Keys)), n, sc, 0)
}

func (s *stack) appendEntries(out []entry, n *source.Node, sc *scope, depth int) []entry {
	for i, key := range n.Keys {
		item := n.Items[i]
		switch {
		case strings.HasPrefix(key.Text, "Fn::ForEach::") && depth < 10:
			out = s.unroll(out, item, sc, depth)
		case key.Text == "Fn::Transform" && depth < 10:
			if included := s.include(item, sc); included != nil && included.Kind == source.Map {
				out = s.appendEntries(out, included, sc, depth+1)
			} else {
				s.notIncluded(item, sc)
			}
		default:
			if len(out) < maxEntries && s.spend(1, item) {
				out = append(out, entry{name: s.substitute(key.Text, sc), key: key, node: item, scope: sc})
			}
		}
	}
	return out
}

// unroll is Fn::ForEach: [variable, collection, {key: body}].
func (s *stack) unroll(out []entry, n *source.Node, sc *scope, depth int) []entry {
	if n.Kind != source.List || len(n.Items) != 3 {
		s.project.note(n.Location(), "Fn::ForEach takes a variable, a collection and a map")
		return out
	}
	variable, _ := n.Items[0].Scalar()
	collection := s.eval(n.Items[1], sc)
	if c, unknown := collection.Cause(); unknown {
		s.project.note(n.Location(), "the loop over "+variable+" cannot be unrolled: "+c.Reason)
		return out
	}
	body := n.Items[2]
	if body.Kind != source.Map {
		return out
	}
	for _, item := range flattened(collection) {
		if !s.spend(1, n) {
			break
		}
		text, known := item.Text()
		if !known || item.IsSecret() || len(out) >= maxEntries {
			s.project.note(n.Location(), "the loop over "+variable+" cannot be unrolled for every item")
			continue
		}
		out = s.appendEntries(out, body, &scope{name: variable, value: model.NewString(text, item.At), outer: sc}, depth+1)
	}
	return out
}

func flattened(v model.Value) []model.Value {
	var out []model.Value
	for _, item := range v.OneOrMany() {
		if item.Kind() == model.List {
			out = append(out, item.Items()...)
		} else {
			out = append(out, item)
		}
	}
	return out
}

// substitute puts loop variables into a key: ${Name}, or &{Name} for only its letters and digits.
func (s *stack) substitute(text string, sc *scope) string {
	for ; sc != nil && strings.Contains(text, "{"); sc = sc.outer {
		value, known := sc.value.Text()
		if !known {
			continue
		}
		text = replaceVariable(text, "${"+sc.name+"}", value)
		if strings.Contains(text, "&{"+sc.name+"}") {
			text = replaceVariable(text, "&{"+sc.name+"}", alphanumeric(value))
		}
	}
	return text
}

func alphanumeric(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, s)
}
