package compare

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Texts are the actions, resources and values of policies, each once: equal ones have the same number.
type Texts struct{ patterns *patterns }

// Text is the number of a text.
type Text int

// NewTexts is a collection without texts.
func NewTexts() *Texts { return &Texts{newPatterns()} }

// Action is an item of Action or NotAction. It answers false where it may be several texts, or none of which all is
// known.
func (t *Texts) Action(v model.Value) (Text, bool) { return t.only(policy.ActionPieces(v)) }

// Resource is an item of Resource or NotResource.
func (t *Texts) Resource(v model.Value, variables policy.Truth) (Text, bool) {
	return t.only(policy.ResourcePieces(v, variables))
}

// Operand is a value of a condition.
func (t *Texts) Operand(v model.Value, c policy.Comparison, variables policy.Truth) (Text, bool) {
	return t.only(policy.OperandPieces(v, c, variables))
}

func (t *Texts) only(spellings [][][]policy.Piece) (Text, bool) {
	if len(spellings) != 1 || len(spellings[0]) != 1 {
		return 0, false
	}
	p := t.patterns.intern(t.patterns.tokens(spellings[0][0], exactly))
	return Text(p.id), !p.gaps
}

// Covers reports whether everything that a text matches is matched by another one, of the same statement or of one with
// the same variables.
func (t *Texts) Covers(wide, narrow Text) bool {
	w, n := t.patterns.all[wide], t.patterns.all[narrow]
	return w == n || w.open && coversTokens(w.tokens, n.tokens)
}
