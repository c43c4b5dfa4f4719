package compare

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// proof is the attempt to prove that one side is within the other.
type proof struct {
	*book
	from, to int
	class    actions // those that are looked at: no statement tells them apart
	witness  *Witness
	because  []Reason
}

// within answers whether what a side allows is allowed by the other one. That is so when, of all statements that allow
// together (one of the policies, one of the boundary), those that the first side denies aside, what is left is within
// each part of the other side that has to allow, and apart from everything that it denies.
func (b *book) within(from, to int) Answer {
	if b.refuse != nil {
		return Answer{Within: policy.Maybe, Because: []Reason{*b.refuse}}
	}
	b.steps = b.limit
	p := proof{book: b, from: from, to: to}
	if p.repeated() {
		return Answer{Within: policy.Yes}
	}
	n := catalogue.ActionCount()
	all := actions{0, make([]uint64, b.universe.size)}
	known := actions{0, make([]uint64, b.universe.size)}
	for w := range all.words {
		all.words[w] = ^uint64(0)
	}
	b.universe.clip(&all)
	for a := range n {
		known.words[a/64] |= 1 << (a % 64)
	}
	done := p.each(known) || p.each(all.without(known.trim()))
	switch {
	case done && p.witness != nil:
		return Answer{Within: policy.No, Witness: p.witness}
	case b.steps <= 0:
		p.because = append(p.because, Reason{Text: "the comparison takes more steps than its budget has"})
	case !b.complete:
		p.because = append(p.because, Reason{Text: "the patterns of actions can be combined in more ways than are told apart"})
	}
	if len(p.because) > 0 {
		return Answer{Within: policy.Maybe, Because: p.because}
	}
	return Answer{Within: policy.Yes}
}

// each goes through the statements that allow together, for some actions. It answers true when it is enough.
func (p *proof) each(about actions) bool {
	a, b := &p.sides[p.from], &p.sides[p.to]
	return p.combine(a.allows, nil, about, func(s []*statement, about actions) bool {
		for _, layer := range b.allows {
			if p.prove(s, slices.Concat(layer, a.denies), about) {
				return true
			}
		}
		for _, d := range b.denies {
			if common := about.intersect(d.may); !common.empty() && p.prove(append(slices.Clip(s), d), a.denies, common) {
				return true
			}
		}
		return false
	})
}

// combine takes one statement of each layer.
func (p *proof) combine(layers [][]*statement, s []*statement, about actions, visit func([]*statement, actions) bool) bool {
	if len(layers) == 0 {
		return visit(s, about)
	}
	for _, of := range layers[0] {
		p.steps--
		common := about.intersect(of.may)
		if common.empty() || p.steps <= 0 {
			continue
		}
		if p.combine(layers[1:], append(slices.Clip(s), of), common, visit) {
			return true
		}
	}
	return false
}

// prove looks for a request that all of some statements are about and none of the covers is

func (p *proof) prove(s, covers []*statement, about actions) bool {
	for i := range s {
		for j := range i {
			if p.patterns.apart(&s[i].area, &s[j].area) {
				return false
			}
		}
	}
	var relevant []*statement
	for _, c := range covers {
		p.steps--
		if !c.sure() || !c.must.intersects(about) {
			continue
		}
		if implies(s, c) && slices.ContainsFunc(s, func(of *statement) bool { return p.patterns.inside(&of.area, &c.area) }) {
			if about = about.without(c.must); about.empty() {
				return false
			}
			continue
		}
		relevant = append(relevant, c)
	}
	relevant = slices.DeleteFunc(relevant, func(c *statement) bool {
		return !c.must.intersects(about) || slices.ContainsFunc(s, func(of *statement) bool { return p.patterns.apart(&of.area, &c.area) })
	})
	for _, class := range partition(about, relevant) {
		if p.steps <= 0 {
			return true
		}
		of := slices.DeleteFunc(slices.Clone(relevant), func(c *statement) bool { return !c.must.intersects(class) })
		p.class = class
		action, _ := class.telling()
		if p.newProblem(s, of, action, p.replay).solve(0) {
			if p.witness != nil {
				return true
			}
		}
	}
	return false
}

// partition cuts actions into classes that no statement distinguishes.
func partition(about actions, by []*statement) []actions {
	out := []actions{about}
	for _, s := range by {
		for i := range out {
			in := out[i].intersect(s.must)
			if in.empty() {
				continue
			}
			if rest := out[i].without(s.must); !rest.empty() {
				out[i] = in
				out = append(out, rest)
			}
		}
	}
	byRank(out, func(a actions) actions { return a })
	return out
}
