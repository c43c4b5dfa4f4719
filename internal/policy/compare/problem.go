package compare

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/policy"
)

// problem asks whether some request of one action is one that all of some statements are about and none of others is. The
// first are taken to be about all that they may be about, the others about what they are about for certain.
type problem struct {
	book    *book
	within  []*statement
	covers  []*statement
	action  int
	keys    []string
	asked   int // how many of the keys are used as policy variables; they come first
	atoms   map[string][]*atom
	factors map[*atom]bool
	truths  map[*atom]policy.Truth
	env     map[string]bound
	chosen  map[string]*cell
	cells   map[string][]cell // of keys whose conditions have no variables
	try     func(*problem, []token) bool
	tries   int
}

// maxTries bounds how many candidates are replayed of one problem.
const maxTries = 24

func (b *book) newProblem(within, covers []*statement, action int, try func(*problem, []token) bool) *problem {
	p := &problem{
		book: b, within: within, covers: covers, action: action, try: try, tries: maxTries, atoms: map[string][]*atom{}, factors: map[*atom]bool{},
		truths: map[*atom]policy.Truth{}, env: map[string]bound{}, chosen: map[string]*cell{}, cells: map[string][]cell{},
	}
	var plain []string
	add := func(list []string, key string) []string {
		if slices.Contains(p.keys, key) || slices.Contains(list, key) {
			return list
		}
		return append(list, key)
	}
	all := slices.Concat(within, covers)
	for _, s := range all {
		for _, key := range s.area.uses {
			p.keys = add(p.keys, key)
		}
		for _, a := range s.atoms {
			for _, key := range a.uses {
				p.keys = add(p.keys, key)
			}
		}
	}
	p.asked = len(p.keys)
	for i, s := range all {
		for _, a := range s.atoms {
			plain = add(plain, a.key)
			of := p.atoms[a.key]
			if slices.Contains(of, a) {
				continue
			}
			if i < len(within) && a.factors && !slices.ContainsFunc(of, func(b *atom) bool { return p.factors[b] }) {
				p.factors[a] = true
			}
			p.atoms[a.key] = append(of, a)
		}
	}
	p.keys = append(p.keys, plain...)
	return p
}

// solve goes through the cells of the keys from one on. It answers true when it is enough.
func (p *problem) solve(i int) bool {
	if p.book.steps <= 0 {
		return true
	}
	p.book.steps -= 4 * (len(p.within) + len(p.covers) + 1)
	if i >= p.asked {
		for _, s := range p.within {
			if p.book.resolveArea(&s.area, p.env).void {
				return false
			}
		}
		sure, open := p.split()
		word, found := p.reach(sure)
		if !found {
			return false
		}
		if i == len(p.keys) || !open && p.settled() {
			p.tries--
			return p.try(p, word) || p.tries == 0
		}
	}
	k := p.keys[i]
	cells := p.cellsOf(k, i < p.asked)
	for j := range cells {
		if p.choose(k, &cells[j], i < p.asked) && p.solve(i+1) {
			return true
		}
		p.undo(k)
	}
	return false
}

// cellsOf are the cells of a key; those that another one makes needless are left out.
func (p *problem) cellsOf(k string, asked bool) []cell {
	if known, found := p.cells[k]; found {
		return known
	}
	atoms := p.atoms[k]
	free := !slices.ContainsFunc(atoms, func(a *atom) bool { return len(a.uses) > 0 })
	out := p.book.cells(k, atoms, p.env, asked)
	if !asked {
		out = p.needed(out, atoms)
	}
	if free {
		p.cells[k] = out
	}
	return out
}

// needed leaves out the cells in which no more of the covers fails, and no more of what must hold does, than in another
// one.
func (p *problem) needed(cells []cell, atoms []*atom) []cell {
	inWithin, inCovers := make([]bool, len(atoms)), make([]bool, len(atoms))
	for i, a := range atoms {
		inWithin[i], inCovers[i] = has(p.within, a), has(p.covers, a)
	}
	dominates := func(c, d *cell) bool {
		for i := range atoms {
			if inWithin[i] && c.truths[i] < d.truths[i] || inCovers[i] && !inWithin[i] && c.truths[i] > d.truths[i] {
				return false
			}
		}
		return true
	}
	var out []cell
	for i := range cells {
		keep := true
		for j := range cells {
			if i != j && dominates(&cells[j], &cells[i]) && (j < i || !dominates(&cells[i], &cells[j])) && !cells[j].ghost {
				keep = false
				break
			}
		}
		if keep {
			out = append(out, cells[i])
		}
	}
	return out
}

// choose takes a cell for a key. It answers false where the statements that must apply do not.
func (p *problem) choose(k string, c *cell, asked bool) bool {
	p.chosen[k] = c
	if asked {
		p.env[k] = c.bound
	}
	ok := true
	for i, a := range p.atoms[k] {
		p.truths[a] = c.truths[i]
		if c.truths[i] != policy.Yes && has(p.within, a) && (c.truths[i] == policy.No || p.factors[a] && !c.ghost) {
			ok = false
		}
	}
	return ok
}

func (p *problem) undo(k string) {
	delete(p.chosen, k)
	delete(p.env, k)
	for _, a := range p.atoms[k] {
		delete(p.truths, a)
	}
}

// split answers which covers are known to apply, and whether there are others that may turn out to.
func (p *problem) split() (sure []*statement, open bool) {
	for _, c := range p.covers {
		state := policy.Yes
		for _, a := range c.atoms {
			if has(p.within, a) {
				continue // it holds, since they apply
			}
			t, known := p.truths[a]
			if known && t != policy.Yes {
				state = policy.No
				break
			}
			if !known {
				state = policy.Maybe
			}
		}
		if state == policy.Yes {
			sure = append(sure, c)
		}
		open = open || state == policy.Maybe
	}
	return sure, open
}

// settled reports whether all conditions of what must apply are decided.
func (p *problem) settled() bool {
	for _, s := range p.within {
		for _, a := range s.atoms {
			if _, known := p.truths[a]; !known {
				return false
			}
		}
	}
	return true
}
