package compare

import (
	"math/bits"
	"strings"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// actions are a set of the actions of a comparison, as bits. The words before from and behind the slice are empty.
type actions struct {
	from  int
	words []uint64
}

func (a *actions) word(i int) uint64 {
	if i < a.from || i >= a.from+len(a.words) {
		return 0
	}
	return a.words[i-a.from]
}

// trim cuts off the empty words at both ends.
func (a actions) trim() actions {
	for len(a.words) > 0 && a.words[len(a.words)-1] == 0 {
		a.words = a.words[:len(a.words)-1]
	}
	for len(a.words) > 0 && a.words[0] == 0 {
		a.words, a.from = a.words[1:], a.from+1
	}
	return a
}

func (a actions) empty() bool { return len(a.words) == 0 }

func (a actions) intersects(b actions) bool {
	for i, w := range a.words {
		if w&b.word(a.from+i) != 0 {
			return true
		}
	}
	return false
}

func (a actions) intersect(b actions) actions {
	out := actions{a.from, make([]uint64, len(a.words))}
	for i, w := range a.words {
		out.words[i] = w & b.word(a.from+i)
	}
	return out.trim()
}

func (a actions) without(b actions) actions {
	out := actions{a.from, make([]uint64, len(a.words))}
	for i, w := range a.words {
		out.words[i] = w &^ b.word(a.from+i)
	}
	return out.trim()
}

// least is the first action of a set that is not empty.
func (a actions) least() int { return a.from*64 + bits.TrailingZeros64(a.words[0]) }

// universe is every action that a comparison can tell apart: those of the catalogue, and behind them names that it does
// not have, so many that every combination of patterns that some name matches is there.
type universe struct {
	extras    []string // in lower case
	byService map[string][]int
	byText    map[string]bool
	matched   map[*pattern][]int
	size      int // words
}

func newUniverse(extras []string) *universe {
	u := &universe{byService: map[string][]int{}, byText: map[string]bool{}, matched: map[*pattern][]int{}}
	for _, text := range extras {
		if u.byText[text] {
			continue
		}
		u.byText[text] = true
		service, _, _ := strings.Cut(text, ":")
		u.byService[service] = append(u.byService[service], len(u.extras))
		u.extras = append(u.extras, text)
	}
	u.size = (catalogue.ActionCount() + len(u.extras) + 63) / 64
	return u
}

// name is the name of an action, and whether the catalogue has it.
func (u *universe) name(action int) (text string, known bool) {
	if n := catalogue.ActionCount(); action >= n {
		return u.extras[action-n], false
	}
	return catalogue.Action(action).String(), true
}

// match is the actions that a pattern without symbols and gaps matches, in lower case.
func (u *universe) match(p *pattern) []int {
	if known, found := u.matched[p]; found {
		return known
	}
	out := u.matchCatalogue(p)
	text := p.String()
	service, _, found := strings.Cut(text, ":")
	if found && !strings.ContainsAny(service, "*?") {
		for _, i := range u.byService[service] {
			out = u.matchExtra(out, p, i)
		}
	} else {
		for i := range u.extras {
			out = u.matchExtra(out, p, i)
		}
	}
	u.matched[p] = out
	return out
}

func (u *universe) matchExtra(out []int, p *pattern, i int) []int {
	if coversTokens(p.tokens, characters(u.extras[i])) {
		out = append(out, catalogue.ActionCount()+i)
	}
	return out
}

// matchCatalogue: the catalogue takes service and name apart; the evaluator compares a pattern whose service has
// wildcards with the whole name.
func (u *universe) matchCatalogue(p *pattern) []int {
	var out []int
	text := p.String()
	if p.isText() {
		if a, ok := catalogue.LookupAction(text); ok {
			out = append(out, int(a))
		}
		return out
	}
	service, _, found := strings.Cut(text, ":")
	if found && !strings.ContainsAny(service, "*?") {
		for a := range catalogue.Match(text) {
			out = append(out, int(a))
		}
		return out
	}
	for a := range catalogue.ActionCount() {
		if coversTokens(p.tokens, characters(strings.ToLower(catalogue.Action(a).String()))) {
			out = append(out, a)
		}
	}
	return out
}

// characters are the tokens of a plain text.
func characters(text string) []token {
	out := make([]token, 0, len(text))
	for _, r := range text {
		out = append(out, token(r))
	}
	return out
}

// String is the pattern as it is written; what is not known is a star.
func (p *pattern) String() string {
	var out strings.Builder
	for _, t := range p.tokens {
		switch {
		case t.isRune():
			out.WriteRune(rune(t))
		case t == one, t == onePart:
			out.WriteByte('?')
		default:
			out.WriteByte('*')
		}
	}
	return out.String()
}

// actionList is an Action or NotAction element.
type actionList struct {
	negated bool
	items   [][][]*pattern // of each item its spellings
}

func (b *book) actionList(s *policy.Statement) actionList {
	list := actionList{}
	values := s.Actions
	if values == nil && s.NotActions != nil {
		values, list.negated = s.NotActions, true
	}
	for _, v := range values {
		list.items = append(list.items, b.shapes(policy.ActionPieces(v), exactly))
	}
	return list
}

// set is the actions of a list: those that it matches whatever stands in its holes, or those that it may match.
func (u *universe) set(ps *patterns, list actionList, surely bool) actions {
	out := actions{0, make([]uint64, u.size)}
	if list.negated {
		surely = !surely
	}
	for _, item := range list.items {
		if len(item) == 1 {
			u.addAll(&out, ps, item[0], surely)
			continue
		}
		all := actions{0, make([]uint64, u.size)}
		for i, spelling := range item {
			of := actions{0, make([]uint64, u.size)}
			u.addAll(&of, ps, spelling, surely)
			for w := range all.words {
				if surely && i > 0 {
					all.words[w] &= of.words[w]
				} else {
					all.words[w] |= of.words[w]
				}
			}
		}
		for w := range out.words {
			out.words[w] |= all.words[w]
		}
	}
	if list.negated {
		for w := range out.words {
			out.words[w] = ^out.words[w]
		}
		u.clip(&out)
	}
	return out.trim()
}

// clip empties the bits behind the last action.
func (u *universe) clip(a *actions) {
	if rest := (catalogue.ActionCount() + len(u.extras)) % 64; rest > 0 {
		a.words[u.size-1] &= 1<<rest - 1
	}
}

func (u *universe) addAll(to *actions, ps *patterns, list []*pattern, surely bool) {
	for _, p := range list {
		if p.symbolic || p.gaps {
			if surely {
				continue
			}
			p = ps.wide(p)
		}
		if p.isAny() {
			for w := range to.words {
				to.words[w] = ^uint64(0)
			}
			u.clip(to)
			return
		}
		for _, a := range u.match(p) {
			to.words[a/64] |= 1 << (a % 64)
		}
	}
}

// wide is the pattern with a star for everything that is not known.
func (ps *patterns) wide(p *pattern) *pattern {
	tokens := make([]token, len(p.tokens))
	for i, t := range p.tokens {
		tokens[i] = t
		if t == gap || t.isSymbol() {
			tokens[i] = star
		}
	}
	return ps.intern(tokens)
}
