package compare

import (
	"cmp"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// candidate is a text that a condition key may have.
type candidate struct {
	word    []token
	literal bool    // it stands for no other text
	doubts  []*atom // whether they hold for all that it stands for is not known
}

// candidates are so many texts that every combination of the conditions that some text satisfies is among them. It
// answers false where that cannot be said.
func (b *book) candidates(key string, atoms []*atom, env map[string]bound) (out []candidate, complete bool) {
	of := groupNone
	complete = true
	for _, a := range atoms {
		if a.group != groupNone && of != groupNone && a.group != of {
			complete = false
		}
		if a.group != groupNone {
			of = a.group
		}
	}
	kind := b.keyType(key)
	typed := complete && kind.typed(of, atoms)
	if typed && kind.base == catalogue.TypeBool {
		return []candidate{{word: characters("true"), literal: true}, {word: characters("false"), literal: true}}, true
	}
	if !typed {
		out = append(out, candidate{}, candidate{word: characters(policy.WitnessName)})
	}
	for _, a := range atoms {
		switch a.group {
		case groupNone:
		case groupText: // what stands in a symbol may have colons
			complete = complete && (a.style != asARN || !slices.ContainsFunc(a.operands, (*pattern).crossesParts))
		case groupNumber, groupDate, groupAddress:
			complete = complete && !a.symbolic()
		}
	}
	for _, text := range append(append(numbers(atoms), dates(atoms)...), addresses(atoms)...) {
		out = append(out, candidate{word: characters(text), literal: true})
		if _, ok := policy.ParseNumber(text); of == groupNumber && !ok {
			complete = false
		}
	}
	texts, ok := b.texts(atoms, env, typed)
	return append(out, texts...), complete && ok
}

func (a *atom) symbolic() bool {
	return slices.ContainsFunc(a.operands, func(p *pattern) bool { return p.symbolic || p.gaps })
}

// crossesParts reports whether a symbol or gap of a pattern may stand for several parts of an ARN: it is not in the last part.
func (p *pattern) crossesParts() bool {
	colons := 0
	for _, t := range p.tokens {
		if t == ':' {
			colons++
		}
		if colons < arnParts-1 && (t == gap || t.isSymbol() && !t.isPart()) {
			return true
		}
	}
	return false
}

// operandsOf are the operands of one group as text.
func operandsOf(atoms []*atom, of group) []string {
	var out []string
	for _, a := range atoms {
		if a.group != of {
			continue
		}
		for _, p := range a.operands {
			out = append(out, p.String())
		}
	}
	return out
}

// numbers are those that are compared with, one between each two neighbours and one beyond either end.
func numbers(atoms []*atom) []string {
	var points []float64
	for _, text := range operandsOf(atoms, groupNumber) {
		if n, ok := policy.ParseNumber(text); ok {
			points = append(points, n)
		}
	}
	slices.Sort(points)
	points = slices.Compact(points)
	var all []float64
	for i, n := range points {
		if i == 0 {
			all = append(all, math.Min(n-1, math.Nextafter(n, math.Inf(-1))))
		}
		all = append(all, n)
		next := math.Max(n+1, math.Nextafter(n, math.Inf(1)))
		if i+1 < len(points) && next >= points[i+1] {
			next = n + (points[i+1]-n)/2
		}
		if i+1 == len(points) || next > n && next < points[i+1] {
			all = append(all, next)
		}
	}
	var out []string
	for _, n := range all {
		out = append(out, strconv.FormatFloat(n, 'f', -1, 64))
	}
	return out
}

// dates are moments chosen as numbers are.
func dates(atoms []*atom) []string {
	var points []time.Time
	for _, text := range operandsOf(atoms, groupDate) {
		if t, ok := policy.ParseDate(text); ok {
			points = append(points, t)
		}
	}
	slices.SortFunc(points, time.Time.Compare)
	points = slices.CompactFunc(points, time.Time.Equal)
	var out []string
	add := func(t time.Time) { out = append(out, spell(t)) }
	for i, t := range points {
		if i == 0 {
			add(t.Add(-time.Second))
		}
		add(t)
		next := t.Add(time.Second)
		if i+1 < len(points) && !next.Before(points[i+1]) {
			next = t.Add(points[i+1].Sub(t) / 2)
		}
		if i+1 == len(points) || next.After(t) && next.Before(points[i+1]) {
			add(next)
		}
	}
	return out
}

// spell is a moment as a request writes it; what ISO 8601 has no four digits for is in seconds since 1970.
func spell(t time.Time) string {
	if t = t.UTC(); t.Year() >= 0 && t.Year() <= 9999 {
		return t.Format(time.RFC3339Nano)
	}
	return strconv.FormatInt(t.Unix(), 10)
}

// addresses are the first ones of each range and of what is behind it: whether a range has an address changes there
// alone.
func addresses(atoms []*atom) []string {
	var points []netip.Addr
	for _, text := range operandsOf(atoms, groupAddress) {
		prefix, ok := policy.ParseRange(text)
		if !ok {
			continue
		}
		points = append(points, prefix.Masked().Addr())
		if behind := last(prefix).Next(); behind.IsValid() {
			points = append(points, behind)
		}
	}
	for _, a := range atoms {
		if a.group == groupAddress {
			points = append(points, netip.IPv4Unspecified(), netip.IPv6Unspecified())
			break
		}
	}
	slices.SortFunc(points, func(a, b netip.Addr) int {
		return cmp.Or(cmp.Compare(a.BitLen(), b.BitLen()), a.Compare(b))
	})
	points = slices.Compact(points)
	var out []string
	for _, a := range points {
		out = append(out, a.String())
	}
	return out
}

// last is the last address of a range.
func last(p netip.Prefix) netip.Addr {
	raw := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < len(raw)*8; bit++ {
		raw[bit/8] |= 1 << (7 - bit%8)
	}
	addr, _ := netip.AddrFromSlice(raw)
	return addr
}

// texts are words for every combination of operands that some text matches.
//
//nolint:gocognit // the strands are put together and read in the same order
func (b *book) texts(atoms []*atom, env map[string]bound, typed bool) (out []candidate, complete bool) {
	var strands []strand
	var owners []*atom
	open := false
	arn := -1
	for _, a := range atoms {
		if a.group != groupText {
			continue
		}
		if a.style == asARN && arn < 0 {
			arn = len(strands)
			strands, owners = append(strands, strand{b.patterns.intern(anyARN), strict}), append(owners, nil)
		}
		if a.source.Operator.Comparison == policy.Bool {
			for _, word := range [...]string{"true", "false"} {
				p := b.patterns.intern(b.patterns.tokens([]policy.Piece{{Text: word}}, foldCase))
				strands, owners = append(strands, strand{p, strict}), append(owners, nil)
			}
		}
		for _, p := range a.operands {
			if p, ok := b.resolve(p, env); ok {
				if a.style == foldCase {
					p = b.patterns.folded(p)
				}
				strands, owners = append(strands, strand{p, strict}), append(owners, a)
				open = open || p.symbolic || p.gaps
			}
		}
	}
	if len(strands) == 0 {
		return nil, true
	}
	n := len(strands)
	if open {
		for i := range n {
			strands = append(strands, strand{strands[i].pattern, loose})
		}
	}
	seen := map[string]bool{}
	complete = newMachine(strands, &b.steps).walk(nil, nil, func(word func() []token, accepted []bool) bool {
		w := word()
		if typed && arn >= 0 && !accepted[arn] && (len(w) == 0 || !w[0].isSymbol()) { // which may stand for a whole ARN
			return false
		}
		k := vector(accepted)
		literal := slices.ContainsFunc(strands[:n], func(s strand) bool { return s.pattern.isText() && slices.Equal(s.pattern.tokens, w) })
		if seen[k] && !literal {
			return false
		}
		seen[k] = true
		c := candidate{word: w, literal: literal}
		for i := 0; open && i < n; i++ {
			if owners[i] != nil && accepted[n+i] != accepted[i] && !settled(owners, accepted, i) {
				c.doubts = append(c.doubts, owners[i])
			}
		}
		out = append(out, c)
		return len(out) > maxNames
	})
	return out, complete && len(out) <= maxNames
}

// settled reports whether a value that is known to be one of those of the condition of a strand settles it, whatever the
// strand itself matches.
func settled(owners []*atom, accepted []bool, i int) bool {
	for j, of := range owners {
		if of == owners[i] && accepted[j] && !of.gaps {
			return true
		}
	}
	return false
}

// folded is the pattern without regard to case: a value put into it has regard.
func (ps *patterns) folded(p *pattern) *pattern {
	tokens := slices.Clone(p.tokens)
	for i, t := range tokens {
		if t.isRune() {
			tokens[i] = literal(rune(t), foldCase)
		}
	}
	return ps.intern(tokens)
}

// anyARN is the pattern of what has the parts of an ARN.
var anyARN = []token{starPart, ':', starPart, ':', starPart, ':', starPart, ':', starPart, ':', star}
