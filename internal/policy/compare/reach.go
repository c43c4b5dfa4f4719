package compare

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/policy"
)

// reach looks for a resource that all the statements are about and none of the covers is.
func (p *problem) reach(covers []*statement) (word []token, found bool) {
	b := p.book
	areas, resolved := make([]*area, 0, len(p.within)), make([]*area, 0, len(covers))
	for _, s := range p.within {
		areas = append(areas, b.resolveArea(&s.area, p.env))
	}
	for _, c := range covers {
		of := b.resolveArea(&c.area, p.env)
		if of.void {
			continue
		}
		for _, a := range areas {
			if b.patterns.inside(a, of) {
				return nil, false
			}
		}
		resolved = append(resolved, of)
	}
	lead := 0 // the one whose texts are written with its own symbols
	for i, a := range areas {
		if positive(a) && (!positive(areas[lead]) || b.symbolicArea(a) && !b.symbolicArea(areas[lead])) {
			lead = i
		}
	}
	patterns := func(yield func(*pattern) bool) { yield(b.patterns.intern([]token{star})) }
	if positive(areas[lead]) {
		patterns = areas[lead].patterns()
	}
	tried := map[*pattern]bool{}
	for of := range patterns {
		if tried[of] {
			continue
		}
		tried[of] = true
		if word, found = b.reachWithin(of, lead, areas, resolved); found {
			return word, true
		}
	}
	return nil, false
}

func positive(a *area) bool { return !a.all && !a.negated }

// reachWithin looks for a resource that a pattern of the leading area matches.
//
//nolint:gocognit // one list of clauses for each of the four readings, made side by side
func (b *book) reachWithin(of *pattern, lead int, areas, covers []*area) ([]token, bool) {
	l := lineup{book: b, of: of, index: map[strand]int{}, plain: !of.symbolic && !of.gaps}
	for _, c := range covers {
		if !c.negated && b.patterns.some(c.surely(), of) {
			return nil, false
		}
	}
	for _, a := range slices.Concat(areas, covers) {
		for q := range a.patterns() {
			if l.plain && (q.symbolic || q.gaps) && b.patterns.overlaps(q, of) {
				l.plain = false
			}
		}
	}
	l.use(of, own)
	var may, must, mayNot, mustNot []clause
	for i, a := range areas {
		if i == lead && positive(a) {
			must = append(must, clause{items: [][][]int{{{l.use(of, strict)}}}})
			continue
		}
		if a.all {
			continue
		}
		how := loose
		if a.negated {
			how = strict
		}
		may = append(may, l.clause(a, how, a.negated))
		must = append(must, l.clause(a, strict+loose-how, !a.negated))
	}
	for _, c := range covers { // none of them is about everything
		how := strict
		if c.negated {
			how = loose
		}
		sure := l.clause(c, how, !c.negated)
		if c.negated && len(sure.items) == 0 {
			return nil, false
		}
		mayNot = append(mayNot, sure)
		mustNot = append(mustNot, l.clause(c, strict+loose-how, c.negated))
	}
	definite := func(accepted []bool) bool { return holdAll(must, accepted) && !holdSome(mustNot, accepted) }
	possible := func(accepted []bool) bool {
		return accepted[0] && holdAll(may, accepted) && !holdSome(mayNot, accepted)
	}
	m := newMachine(l.strands, &b.steps)
	for _, word := range guesses(of) {
		if accepted := m.accepts(m.run(word)); accepted[0] && definite(accepted) {
			return word, true
		}
	}
	if !l.plain {
		if word, found := m.find(definite); found {
			return word, true
		}
	}
	return m.find(possible)
}

// find is a text whose accepting strands are as asked for, one that the first strand matches.
func (m *machine) find(good func([]bool) bool) (out []token, found bool) {
	m.walk(nil, []int{0}, func(word func() []token, accepted []bool) bool {
		if accepted[0] && good(accepted) {
			out, found = word(), true
		}
		return found
	})
	return out, found
}

// guesses are texts that read well and that a pattern matches.
func guesses(p *pattern) [][]token {
	if p.isAny() {
		return [][]token{characters(anything), {'*'}}
	}
	var out []token
	for _, t := range p.tokens {
		if t == star || t == gap {
			out = append(out, characters(policy.WitnessName)...)
			continue
		}
		if t == one {
			t = 'x'
		}
		out = append(out, t)
	}
	return [][]token{out}
}

// lineup collects the strands of one search.
type lineup struct {
	book    *book
	of      *pattern
	plain   bool // nothing has symbols or gaps: all readings are the same
	strands []strand
	index   map[strand]int
}

func (l *lineup) use(p *pattern, how reading) int {
	s := strand{p, how}
	if l.plain {
		s.how = strict
	}
	i, known := l.index[s]
	if !known {
		i = len(l.strands)
		l.index[s] = i
		l.strands = append(l.strands, s)
	}
	return i
}

// clause is whether a text is in an area, by the strands that accept it.
type clause struct {
	negated bool
	every   bool // an item matches when all of its spellings do, otherwise when one does
	items   [][][]int
}

func (l *lineup) clause(a *area, how reading, all bool) clause {
	c := clause{negated: a.negated, every: all}
	for _, item := range a.items {
		of := make([][]int, len(item))
		some := false
		for i, spelling := range item {
			for _, p := range spelling {
				if l.book.patterns.overlaps(p, l.of) {
					of[i] = append(of[i], l.use(p, how))
					some = true
				}
			}
		}
		if some {
			c.items = append(c.items, of)
		}
	}
	return c
}

func (c *clause) holds(accepted []bool) bool {
	for _, item := range c.items {
		matched := c.every
		for _, spelling := range item {
			some := slices.ContainsFunc(spelling, func(i int) bool { return accepted[i] })
			if some != c.every {
				matched = some
				break
			}
		}
		if matched {
			return !c.negated
		}
	}
	return c.negated
}

func holdAll(list []clause, accepted []bool) bool {
	for i := range list {
		if !list[i].holds(accepted) {
			return false
		}
	}
	return true
}

func holdSome(list []clause, accepted []bool) bool {
	for i := range list {
		if list[i].holds(accepted) {
			return true
		}
	}
	return false
}
