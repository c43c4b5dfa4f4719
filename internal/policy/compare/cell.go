package compare

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// cell is one of finitely many things that a request can say of a condition key.
type cell struct {
	present bool
	many    bool
	words   [][]token
	truths  []policy.Truth // of the atoms at hand
	bound   bound          // what the key is worth as a policy variable
	ghost   bool           // it stands for values that could not be listed
}

// maxCells bounds the cells of a key; beyond it one stands for all others, of which nothing is known.
const maxCells = 512

// cells cuts what a request can say of a key into cells that the atoms, which are about the key, can tell apart. Asked
// says that the key is used as a policy variable: then values that are written are told apart too.
func (b *book) cells(key string, atoms []*atom, env map[string]bound, asked bool) []cell {
	texts, complete := b.candidates(key, atoms, env)
	d := divider{book: b, key: key, atoms: atoms, env: env, asked: asked, seen: map[string]bool{}}
	d.add(cell{bound: bound{none: true}}, nil)
	for _, c := range texts {
		if b.steps <= 0 {
			complete = false
			break
		}
		of := cell{present: true, words: [][]token{c.word}}
		switch {
		case len(c.word) == 0:
			of.bound.none = true
		case c.literal:
			of.bound.text = (&pattern{tokens: c.word}).literal()
		}
		d.add(of, c.doubts)
	}
	if !b.keyType(key).single {
		complete = d.lists(texts) && complete
	}
	if !complete {
		unknown := cell{ghost: true, truths: make([]policy.Truth, len(atoms))}
		for i := range unknown.truths {
			unknown.truths[i] = policy.Maybe
		}
		d.out = append(d.out, unknown)
	}
	return d.out
}

// divider collects the cells of a key.
type divider struct {
	book  *book
	key   string
	atoms []*atom
	env   map[string]bound
	asked bool
	seen  map[string]bool
	out   []cell
}

// add takes in a cell unless there is one like it. What is in doubt is not known.
func (d *divider) add(c cell, doubts []*atom) bool {
	d.book.steps -= 8 * (len(d.atoms) + 1)
	q := policy.Request{Context: d.context(&c)}.Prepare()
	var k strings.Builder
	if c.many { // lists are built from lists alone
		k.WriteByte('m')
	}
	for _, a := range d.atoms {
		t := a.test.Holds(q)
		if slices.Contains(doubts, a) || d.unbound(a) {
			t = policy.Maybe
		}
		c.truths = append(c.truths, t)
		k.WriteByte(byte(t))
	}
	if d.asked {
		k.WriteString(c.bound.text)
		if c.bound.none {
			k.WriteByte('-')
		}
	}
	if d.seen[k.String()] {
		return false
	}
	d.seen[k.String()] = true
	d.out = append(d.out, c)
	return true
}

// unbound reports whether the atom has a variable whose value is not at hand.
func (d *divider) unbound(a *atom) bool {
	return slices.ContainsFunc(a.uses, func(key string) bool {
		_, known := d.env[key]
		return !known
	})
}

// lists adds what requests with several values can say: it depends on which of the texts are among them. The set operators
// ask for all or any of them, so a text more changes two lists that are alike in the same way, once one has a text that is
// not empty.
func (d *divider) lists(texts []candidate) bool {
	d.add(cell{present: true, many: true, bound: bound{none: true}}, nil)
	type list struct {
		words  [][]token
		doubts []*atom
	}
	queue := []list{{}}
	for first := true; len(queue) > 0; first = false {
		of := queue[0]
		queue = queue[1:]
		for _, t := range texts {
			if d.book.steps <= 0 || len(d.out) > maxCells {
				return false
			}
			if first && len(t.word) == 0 {
				continue
			}
			more := list{append(slices.Clip(of.words), t.word), append(slices.Clip(of.doubts), t.doubts...)}
			if d.add(cell{present: true, many: true, words: more.words, bound: bound{none: true}}, more.doubts) {
				queue = append(queue, more)
			}
		}
	}
	return true
}

// context is what a request says where the cell holds.
func (d *divider) context(c *cell) map[string]policy.Values {
	out := map[string]policy.Values{}
	for key, of := range d.env {
		switch {
		case of.none:
		case of.text != "":
			out[key] = policy.One(of.text)
		default:
			out[key] = policy.Values{List: []model.Value{ofVariable(key)}}
		}
	}
	delete(out, d.key)
	if c.present {
		out[d.key] = d.book.values(c, nil)
	}
	return out
}

// requestKey is what the name of a policy variable's symbol begins with.
const requestKey = "the request's "

func ofVariable(key string) model.Value {
	return model.NewReference(model.Ref{Attribute: requestKey + key}, model.Location{})
}

// values are what the cell says, with texts for policy variables.
func (b *book) values(c *cell, texts map[string][]token) policy.Values {
	out := policy.Values{Many: c.many}
	for _, word := range c.words {
		out.List = append(out.List, b.value(word, texts))
	}
	return out
}

// value is a word as a value, with texts for policy variables where they are given.
func (b *book) value(word []token, texts map[string][]token) model.Value {
	var parts []model.Value
	nowhere := model.Location{}
	for _, t := range word {
		switch {
		case t.isVariable():
			key := b.patterns.variables[t-variable].Text
			if text, known := texts[key]; known {
				parts = append(parts, b.value(text, nil))
			} else {
				parts = append(parts, ofVariable(key))
			}
		case t.isSymbol():
			target, attribute := cutLast(b.patterns.referenceName(t), "|")
			parts = append(parts, model.NewReference(model.Ref{Target: target, Attribute: attribute}, nowhere))
		default:
			parts = append(parts, model.NewString(string(rune(t)), nowhere))
		}
	}
	return model.NewTemplate(parts, nowhere)
}

// cutLast cuts a text at the last separator, which it has.
func cutLast(text, sep string) (before, after string) {
	i := strings.LastIndex(text, sep)
	return text[:i], text[i+len(sep):]
}

// literal is the text of a pattern without wildcards.
func (p *pattern) literal() string {
	var out strings.Builder
	for _, t := range p.tokens {
		out.WriteRune(rune(t))
	}
	return out.String()
}
