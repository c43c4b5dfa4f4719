package compare

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// statement is a compiled statement.
type statement struct {
	source *policy.Statement
	allows policy.Truth
	denies policy.Truth
	list   actionList
	must   actions // those that it is about whatever stands in its holes
	may    actions
	area   area
	atoms  []*atom // all must hold
	doubt  string  // why it may not apply at all; "" where it does
}

// book holds what is compiled of both sets of a comparison.
type book struct {
	patterns *patterns
	atoms    map[string]*atom
	count    int
	limit    int
	steps    int
	universe *universe
	complete bool // every name of an action that can be told apart is in the universe
	keys     map[string]keyType
	sides    [2]side
	names    renaming
	refuse   *Reason // why the sets are not compared
}

func newBook(o Options, sets ...Set) *book {
	b := &book{patterns: newPatterns(), atoms: map[string]*atom{}, keys: map[string]keyType{}, limit: o.Steps}
	if b.limit <= 0 {
		b.limit = DefaultSteps
	}
	b.steps = b.limit
	var all []*statement
	var lists []actionList
	for i, set := range sets {
		for _, layer := range set.documents() {
			var compiled []*statement
			for d := range layer {
				compiled = b.document(compiled, &layer[d])
			}
			var allows []*statement
			for _, s := range compiled {
				if s.allows != policy.No {
					allows = append(allows, s)
				}
				if s.denies != policy.No {
					b.sides[i].denies = append(b.sides[i].denies, s)
				}
				lists = append(lists, s.list)
			}
			all = append(all, compiled...)
			b.sides[i].allows = append(b.sides[i].allows, allows)
		}
	}
	var extras []string
	extras, b.complete = b.extras(lists)
	b.universe = newUniverse(extras)
	for _, s := range all {
		s.must, s.may = b.universe.set(b.patterns, s.list, true), b.universe.set(b.patterns, s.list, false)
	}
	for i := range b.sides {
		for _, layer := range b.sides[i].allows {
			byRank(layer, func(s *statement) actions { return s.may })
		}
	}
	copy(b.names.sets[:], sets)
	return b
}

func (b *book) document(to []*statement, d *policy.Document) []*statement {
	for i := range d.Statements {
		to = b.statement(to, &d.Statements[i], d.Variables, "")
	}
	return to
}

// statement compiles a statement. Of a hole, everything that may stand there is a statement that may not apply.
func (b *book) statement(to []*statement, s *policy.Statement, variables policy.Truth, doubt string) []*statement {
	if s.IsHole() {
		doubt = "it is not known which statements stand here"
		if ref, named := s.Hole.Ref(); named {
			doubt += ": " + ref.String()
		}
		if s.Alternatives != nil {
			for _, alternative := range s.Alternatives {
				for i := range alternative {
					to = b.statement(to, &alternative[i], variables, doubt)
				}
			}
			return to
		}
		any := [][][]*pattern{{{b.patterns.intern([]token{star})}}} //nolint:revive // a word
		return append(to, &statement{source: s, allows: policy.Maybe, denies: policy.Maybe, list: actionList{items: any}, area: area{all: true}, doubt: doubt})
	}
	if s.Principals != nil || s.NotPrincipals != nil {
		b.refuse = &Reason{"the statement names principals: policies of resources are not compared", s.At}
	}
	out := &statement{source: s, list: b.actionList(s), area: b.area(s, variables), doubt: doubt}
	switch s.Effect {
	case model.Allow:
		out.allows = policy.Yes
	case model.Deny:
		out.denies = policy.Yes
	case model.UnknownEffect:
		out.allows, out.denies = policy.Maybe, policy.Maybe
		out.doubt = "it is not known whether the statement allows or denies"
	}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if c.IsHole() {
			out.doubt = "it is not known which conditions stand here"
			continue
		}
		out.atoms = append(out.atoms, b.atom(c, variables))
	}
	return append(to, out)
}

// sure reports whether the statement applies wherever its parts say so.
func (s *statement) sure() bool { return s.doubt == "" }

// implies reports whether the conditions of c hold wherever those of the statements do.
func implies(within []*statement, c *statement) bool {
	for _, a := range c.atoms {
		if !has(within, a) {
			return false
		}
	}
	return true
}

func has(within []*statement, a *atom) bool {
	for _, s := range within {
		if slices.Contains(s.atoms, a) {
			return true
		}
	}
	return false
}
