package compare

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/policy"
)

// area is the Resource or NotResource of a statement.
type area struct {
	all     bool
	negated bool
	void    bool // a variable of a NotResource has no value: the statement is about nothing
	items   [][][]*pattern
	uses    []string // the keys of its policy variables
}

func (b *book) area(s *policy.Statement, variables policy.Truth) area {
	var a area
	values := s.Resources
	switch {
	case values != nil:
	case s.NotResources != nil:
		values, a.negated = s.NotResources, true
	default:
		return area{all: true}
	}
	for _, v := range values {
		item := b.shapes(policy.ResourcePieces(v, variables), exactly)
		if !a.negated && len(item) == 1 && slices.ContainsFunc(item[0], (*pattern).isAny) {
			return area{all: true}
		}
		a.items = append(a.items, item)
	}
	a.uses = b.usedIn(a.items)
	return a
}

// shapes are pieces as patterns.
func (b *book) shapes(spellings [][][]policy.Piece, s style) [][]*pattern {
	out := make([][]*pattern, len(spellings))
	for i, list := range spellings {
		for _, pieces := range list {
			out[i] = append(out[i], b.patterns.intern(b.patterns.tokens(pieces, s)))
		}
	}
	return out
}

// usedIn are the keys of the variables in patterns.
func (b *book) usedIn(items [][][]*pattern) []string {
	var out []string
	for _, item := range items {
		for _, spelling := range item {
			for _, p := range spelling {
				for _, t := range p.tokens {
					if t.isVariable() {
						if key := b.patterns.variables[t-variable].Text; key != "" && !slices.Contains(out, key) {
							out = append(out, key)
						}
					}
				}
			}
		}
	}
	return out
}

// bound is what a policy variable stands for in the requests at hand.
type bound struct {
	none bool   // it has no value
	text string // the only value; "" where it may have several
}

// resolve puts values into a pattern; it answers false where a variable has none.
func (b *book) resolve(p *pattern, env map[string]bound) (*pattern, bool) {
	if !p.symbolic {
		return p, true
	}
	var out []token
	for _, t := range p.tokens {
		if !t.isVariable() {
			out = append(out, t)
			continue
		}
		v := b.patterns.variables[t-variable]
		of, known := env[v.Text]
		switch {
		case v.Text == "", known && of.none && v.Default == "":
			return nil, false
		case known && of.none:
			out = append(out, characters(v.Default)...)
		case known && of.text != "":
			out = append(out, characters(of.text)...)
		default:
			out = append(out, variable+b.patterns.variable(policy.Piece{Kind: policy.PieceVariable, Text: v.Text}))
		}
	}
	return b.patterns.intern(out), true
}

func (b *book) resolveArea(a *area, env map[string]bound) *area {
	if !b.symbolicArea(a) {
		return a
	}
	out := area{negated: a.negated}
	for _, item := range a.items {
		resolved := make([][]*pattern, len(item))
		for i, spelling := range item {
			for _, p := range spelling {
				if of, ok := b.resolve(p, env); ok {
					resolved[i] = append(resolved[i], of)
				} else if a.negated {
					out.void = true
				}
			}
		}
		out.items = append(out.items, resolved)
	}
	return &out
}

func (b *book) symbolicArea(a *area) bool {
	for p := range a.patterns() {
		if p.symbolic {
			return true
		}
	}
	return false
}

// patterns yields the patterns of an area.
func (a *area) patterns() func(func(*pattern) bool) {
	return func(yield func(*pattern) bool) {
		for _, item := range a.items {
			for _, spelling := range item {
				for _, p := range spelling {
					if !yield(p) {
						return
					}
				}
			}
		}
	}
}

// surely yields the patterns of which each alone is in the area, whatever stands in its holes.
func (a *area) surely() func(func(*pattern) bool) {
	return func(yield func(*pattern) bool) {
		for _, item := range a.items {
			if len(item) != 1 {
				continue
			}
			for _, p := range item[0] {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// inside reports whether an area is within another one, as far as that shows pattern by pattern. Both belong to one
// request: equal variables stand for equal texts.
func (ps *patterns) inside(a, in *area) bool {
	switch {
	case in.all:
		return true
	case a.all:
		return false
	case a.negated && in.negated:
		return len(in.uses) == 0 && every(in.patterns(), func(p *pattern) bool { return ps.some(a.surely(), p) })
	case a.negated:
		return false
	case in.negated:
		return len(in.uses) == 0 && every(in.patterns(), func(p *pattern) bool {
			return every(a.patterns(), func(q *pattern) bool { return !ps.overlaps(q, p) })
		})
	}
	return every(a.patterns(), func(p *pattern) bool { return ps.some(in.surely(), p) })
}

func (ps *patterns) some(list func(func(*pattern) bool), p *pattern) bool {
	for q := range list {
		if ps.covers(q, p) {
			return true
		}
	}
	return false
}

func every(list func(func(*pattern) bool), ok func(*pattern) bool) bool {
	for p := range list {
		if !ok(p) {
			return false
		}
	}
	return true
}

// apart reports whether no resource can be in both areas.
func (ps *patterns) apart(a, other *area) bool {
	if a.all || other.all || a.negated || other.negated {
		return false
	}
	return every(a.patterns(), func(p *pattern) bool {
		return every(other.patterns(), func(q *pattern) bool { return !ps.overlaps(p, q) })
	})
}
