package minimise

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// shorten writes wildcards for actions where they are asked for: where what they match is the same in the catalogue.
func (m *minimiser) shorten(parts []part) []part {
	if !m.Wildcards {
		return parts
	}
	for i, p := range parts {
		if p.actions.not {
			continue
		}
		short := p
		short.actions.items = m.wild(p.actions.items)
		if len(short.actions.items) < len(p.actions.items) && m.sameKnown(&p, &short) {
			parts[i] = short
		}
	}
	return parts
}

// sameKnown proves that a part says the same as another one of the actions of the catalogue.
func (m *minimiser) sameKnown(before, after *part) bool {
	known := func(a compare.Answer) bool {
		return a.Within == policy.Yes || a.Within == policy.No && !a.Witness.Known
	}
	a, b := m.set([]policy.Statement{allowing(before.bare())}), m.set([]policy.Statement{allowing(after.bare())})
	r := compare.Compare(a, b, compare.Options{Steps: m.Steps})
	return known(r.NewInOld) && known(r.OldInNew)
}

// wild are actions with those that one wildcard takes in replaced by it.
func (m *minimiser) wild(items []item) []item {
	chosen := map[catalogue.Action]bool{}
	for _, i := range items {
		for a := range catalogue.Match(textOf(i.value)) {
			chosen[a] = true
		}
	}
	done := map[catalogue.Action]bool{}
	var out []item
	for _, i := range items {
		actions := slices.Collect(catalogue.Match(textOf(i.value)))
		pattern, all := "", actions
		if len(actions) == 1 {
			pattern, all = widest(actions[0], chosen)
		}
		switch {
		case len(actions) > 0 && !slices.ContainsFunc(actions, func(a catalogue.Action) bool { return !done[a] }):
			continue
		case pattern != "":
			v := model.NewString(pattern, i.value.At)
			text, _ := m.texts.Action(v)
			i = item{text, v}
		}
		for _, a := range all {
			done[a] = true
		}
		out = append(out, i)
	}
	return out
}

// widest is the widest pattern of whole words that takes in an action and others that are chosen, and nothing else.
func widest(a catalogue.Action, chosen map[catalogue.Action]bool) (pattern string, all []catalogue.Action) {
	name := a.Name()
	for i := range len(name) {
		if i > 0 && (name[i] < 'A' || name[i] > 'Z') {
			continue
		}
		pattern := a.Service().Prefix() + ":" + name[:i] + "*"
		all := slices.Collect(catalogue.Match(pattern))
		if len(all) > 1 && !slices.ContainsFunc(all, func(a catalogue.Action) bool { return !chosen[a] }) {
			return pattern, all
		}
	}
	return "", []catalogue.Action{a}
}

func textOf(v model.Value) string {
	text, _ := v.Text()
	return strings.TrimSpace(text)
}
