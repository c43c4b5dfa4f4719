package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/model"
)

// Mark is what a finding is recognised by in another scan: with the path of its file, and without.
type Mark struct {
	ID       string // no other finding of a scan has it
	Likeness string // the same where a file is moved or has another name; several findings may share it
	Home     string // of those that are alike, the one in the same application is meant
}

// Mark is both fingerprints.
func (f Finding) Mark() Mark { return Mark{ID: f.Fingerprint(), Likeness: f.Likeness(), Home: f.Home} }

// Fingerprint identifies the finding across scans: it changes with the rule, the subject and the
// detail, and not when lines move or are written in another way.
func (f Finding) Fingerprint() string {
	if f.Ordinal > 0 {
		return digest(f.Rule, f.Resource, f.Detail, strconv.Itoa(f.Ordinal))
	}
	return digest(f.Rule, f.Resource, f.Detail)
}

// Likeness is a fingerprint without the path of the file: it stays when the file is moved.
func (f Finding) Likeness() string {
	subject := model.LocalName(f.Resource)
	if f.Resource == f.App {
		subject = "" // an application is called by the path of its template
	}
	return digest("like", f.Rule, subject, f.Detail)
}

// HomeOf is the fingerprint of an application by what runs in it, wherever its files are.
func HomeOf(app *model.App) string {
	names := make([]string, 0, len(app.Functions))
	for i := range app.Functions {
		names = append(names, model.LocalName(app.Functions[i].ID))
	}
	slices.Sort(names)
	return digest(names...)
}

func digest(parts ...string) string {
	sum := sha256.New()
	for i, p := range parts {
		if i > 0 {
			sum.Write([]byte{0})
		}
		sum.Write([]byte(p))
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// Number tells findings of a scan apart that nothing else does: a statement that is written twice
// makes two. Those that differ in words are ordered by these, so that moving one changes nothing.
func Number(lists ...[]Finding) {
	type subject struct{ rule, resource, detail string }
	same := map[subject][]*Finding{}
	for _, list := range lists {
		for i := range list {
			f := &list[i]
			key := subject{f.Rule, f.Resource, f.Detail}
			same[key] = append(same[key], f)
		}
	}
	for _, list := range same {
		if len(list) < 2 {
			continue
		}
		slices.SortStableFunc(list, func(a, b *Finding) int {
			return cmp.Or(cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Reason, b.Reason), a.At.Compare(b.At))
		})
		for i, f := range list {
			f.Ordinal = i
		}
	}
}

// Pair says of each finding which of those known before it is, or -1 where it is new: first those with
// the same fingerprint, then, one to one, those that are alike without the path: those of the same
// application before others, and in their order.
func Pair(known, found []Mark) []int {
	p := pairing{out: make([]int, len(found)), taken: make([]bool, len(known)), moved: map[string]int{}}
	byID := map[string]int{}
	for i, m := range known {
		if _, twice := byID[m.ID]; twice { // in several environments: the first stands for all
			p.taken[i] = true
			continue
		}
		byID[m.ID] = i
	}
	for i, m := range found {
		p.out[i] = -1
		if at, ok := byID[m.ID]; ok {
			p.out[i], p.taken[at] = at, true
		}
	}
	p.alike(known, found, func(m Mark) Mark { return Mark{Likeness: m.Likeness, Home: m.Home} })
	p.alike(known, found, func(m Mark) Mark { return Mark{Likeness: m.Likeness} })
	return p.out
}

type pairing struct {
	out   []int
	taken []bool
	moved map[string]int // by fingerprint: in several environments a finding may be there more than once
}

// alike pairs what is left and has the same key.
func (p *pairing) alike(known, found []Mark, key func(Mark) Mark) {
	left := map[Mark][]int{}
	for i, m := range known {
		if !p.taken[i] {
			left[key(m)] = append(left[key(m)], i)
		}
	}
	for i, m := range found {
		if p.out[i] >= 0 {
			continue
		}
		if at, ok := p.moved[m.ID]; ok {
			p.out[i] = at
		} else if rest := left[key(m)]; len(rest) > 0 {
			p.out[i], p.moved[m.ID], p.taken[rest[0]], left[key(m)] = rest[0], rest[0], true, rest[1:]
		}
	}
}
