package access

import (
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// gifts are the values that are given at deployment and of which the choices are known: the parameter Stage is dev or prod.
// In sets they are the same wherever they have the same name.
type gifts struct {
	options map[string][]string // by name
}

// set is a set in which a gift is a reference to it.
func (g *gifts) set(s compare.Set) compare.Set {
	return compare.Set{Identity: g.documents(s.Identity), Boundary: g.documents(s.Boundary)}
}

func (g *gifts) documents(list []policy.Document) []policy.Document {
	list = slices.Clone(list)
	for i := range list {
		list[i].Statements = slices.Clone(list[i].Statements)
		for j := range list[i].Statements {
			s := &list[i].Statements[j]
			s.Resources, s.NotResources = g.values(s.Resources), g.values(s.NotResources)
			s.Conditions = slices.Clone(s.Conditions)
			for k := range s.Conditions {
				s.Conditions[k].Values = g.values(s.Conditions[k].Values)
			}
		}
	}
	return list
}

func (g *gifts) values(list []model.Value) []model.Value {
	if list == nil {
		return nil
	}
	out := make([]model.Value, len(list))
	for i, v := range list {
		out[i] = v.Map(func(part model.Value) model.Value {
			cause, unknown := part.Cause()
			if part.Kind() == model.Template {
				return part.Joined()
			}
			if !unknown || cause.Name == "" || !g.known(cause.Name, part.Options()) {
				return part
			}
			return model.NewReference(model.Ref{Attribute: given + cause.Name}, part.At)
		})
	}
	return out
}

// known notes a gift. It answers false where a choice is no text, or there are other ones of the same name.
func (g *gifts) known(name string, options []model.Value) bool {
	var texts []string
	for _, o := range options {
		text, ok := o.Text()
		if !ok {
			return false
		}
		texts = append(texts, text)
	}
	if before, found := g.options[name]; found {
		return slices.Equal(before, texts)
	}
	if len(texts) > 0 {
		g.options[name] = texts
	}
	return len(texts) > 0
}

// maxCases is how many combinations of choices are tried.
const maxCases = 64

// every reports whether one set allows a request and the other does not, whatever is chosen.
func (g *gifts) every(from, to compare.Set, r policy.Request) bool {
	cases := []map[string]string{{}}
	for _, name := range slices.Sorted(maps.Keys(g.options)) {
		var next []map[string]string
		for _, c := range cases {
			for _, choice := range g.options[name] {
				more := maps.Clone(c)
				more["|"+given+name] = choice
				next = append(next, more)
			}
		}
		if cases = next; len(cases) > maxCases {
			return false
		}
	}
	return !slices.ContainsFunc(cases, func(names map[string]string) bool { return !compare.Replay(from, to, r, names) })
}
