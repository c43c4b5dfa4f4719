package minimise

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// groups are parts that can be put together: those with the same conditions, and what is not meant the same.
func groups(parts []part) [][]part {
	var out [][]part
	places := map[string]int{}
	for _, p := range parts {
		key := p.groupKey()
		at, known := places[key]
		if !known {
			at = len(out)
			places[key] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], p)
	}
	return out
}

func (p *part) groupKey() string {
	key := p.conditionsKey()
	if p.actions.not {
		key += "\nactions " + p.actions.key()
	}
	if p.resources.not {
		key += "\nresources " + p.resources.key()
	}
	return key
}

// factor says the same as some parts with fewer texts.
func (m *minimiser) factor(parts []part) []part {
	var out []part
	for _, of := range groups(parts) {
		g := m.newGrid(of, m.weaker(parts, &of[0]))
		if g == nil {
			out = append(out, of...)
			continue
		}
		for _, r := range g.rectangles() {
			p := part{
				effect: of[0].effect, conditions: of[0].conditions, at: of[0].at,
				actions: axis{of[0].actions.not, pick(g.rows, r.rows)}, resources: axis{of[0].resources.not, pick(g.columns, r.columns)},
			}
			if p.actions.not {
				p.actions = of[0].actions
			}
			if p.resources.not {
				p.resources = of[0].resources
			}
			p.from, p.at = m.origins(parts, &p)
			out = append(out, p)
		}
	}
	return out
}

func pick(items []item, chosen set) []item {
	var out []item
	for i := range items {
		if chosen.has(i) {
			out = append(out, items[i])
		}
	}
	return out
}

// weaker are the parts that apply wherever the conditions of one hold and that have fewer of them.
func (m *minimiser) weaker(parts []part, of *part) []part {
	var out []part
	for i := range parts {
		p := &parts[i]
		if len(p.conditions) < len(of.conditions) && !p.actions.not && !p.resources.not && !of.actions.not && !of.resources.not && p.applies(of) {
			out = append(out, *p)
		}
	}
	return out
}

// applies reports whether the conditions of a part hold wherever those of another one do, as far as that shows condition
// by condition.
func (p *part) applies(where *part) bool {
	for i := range p.conditions {
		key := p.conditions[i].key()
		if !slices.ContainsFunc(where.conditions, func(c condition) bool { return c.key() == key }) {
			return false
		}
	}
	return true
}

// origins are the statements that a part was made of: those that say something of what it says.
func (m *minimiser) origins(parts []part, of *part) (from []int, at model.Location) {
	for i := range parts {
		p := &parts[i]
		if !of.applies(p) || !m.meet(&p.actions, &of.actions) || !m.meet(&p.resources, &of.resources) {
			continue
		}
		if len(from) == 0 {
			at = p.at
		}
		from = append(from, p.from...)
	}
	slices.Sort(from)
	return slices.Compact(from), at
}

// meet reports whether an item of an axis is within one of another axis.
func (m *minimiser) meet(narrow, wide *axis) bool {
	if narrow.not || wide.not {
		return narrow.key() == wide.key()
	}
	for _, n := range narrow.items {
		for _, w := range wide.items {
			if m.texts.Covers(w.text, n.text) {
				return true
			}
		}
	}
	return false
}

// mergeConditions puts two parts together that differ in the values of one condition alone, of which one must hold.
func (m *minimiser) mergeConditions(parts []part) (out []part, changed bool) {
	places := map[string]int{}
	for _, p := range parts {
		merged := false
		for i := range p.conditions {
			c := &p.conditions[i]
			if !mergeable(c.Operator) {
				continue
			}
			key := p.keyWithout(i)
			at, known := places[key]
			if !known {
				places[key] = len(out)
				continue
			}
			if merged = join(&out[at], &p, i); merged {
				break
			}
		}
		if merged {
			changed = true
			continue
		}
		out = append(out, p)
	}
	return out, changed
}
