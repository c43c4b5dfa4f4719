package access

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Set is what the identity may do, for comparing it: its own policies, one statement for each of Grants that are not of
// its boundary, and the boundary. A statement that is there in one case and not in the other has a condition of its own
// (Supposition), so that two sets are compared in both cases.
func (h *Holding) Set() compare.Set {
	if h.asSet == nil {
		set := h.Only(func(*model.Grant) bool { return true })
		h.asSet = &set
	}
	return *h.asSet
}

// ProvidedBy is the name of the provider's policy that a statement of the set is of; "" where it is of none.
func (h *Holding) ProvidedBy(s policy.Source) string {
	place := 0
	for _, g := range h.all {
		if (g.Mechanism == model.MechanismBoundary) != (s.Layer == policy.LayerBoundary) {
			continue
		}
		if place == s.Index && g.Provided {
			return g.Policy
		}
		place++
	}
	return ""
}

// Document is a policy of some statements that is spelled as the sets of the application are.
func (l *Ledger) Document(statements []model.Value) policy.Document {
	return l.spell().document(statements)
}

// Spell is a name of something, such as a statement's resource, spelled as the sets of the application do.
func (l *Ledger) Spell(v model.Value) model.Value {
	return l.spell().of(v)
}

func (l *Ledger) spell() *spelling {
	if l.spelling == nil {
		l.spelling = newSpelling(l.app)
	}
	return l.spelling
}

// Alone is what one grant of the identity is good for: itself, with what limits the identity.
func (h *Holding) Alone(g *model.Grant) compare.Set {
	return h.Only(func(held *model.Grant) bool { return held == g || held.Effect == model.Deny })
}

// Only is the set with those of the identity's statements that a choice takes, and its boundary.
func (h *Holding) Only(choose func(*model.Grant) bool) compare.Set {
	var own, boundary []*model.Grant
	for _, g := range h.all {
		switch {
		case g.Mechanism == model.MechanismBoundary:
			boundary = append(boundary, g)
		case choose(g):
			own = append(own, g)
		}
	}
	s := h.ledger.spell()
	set := compare.Set{Identity: []policy.Document{s.policy(own, h.conditional)}}
	if len(boundary) > 0 {
		set.Boundary = []policy.Document{s.policy(boundary, h.conditional)}
	}
	return set
}

// policy is a policy document of grants. Conditional is what their identity is itself under.
func (s *spelling) policy(grants []*model.Grant, conditional string) policy.Document {
	statements := make([]model.Value, len(grants))
	for i, g := range grants {
		statements[i] = statement(g)
	}
	d := s.document(statements)
	for i, g := range grants {
		of := &d.Statements[i]
		of.Sid, of.At = g.Sid, g.At
		of.Conditions = append(of.Conditions, s.suppositions(g, conditional)...)
	}
	return d
}

func (s *spelling) document(statements []model.Value) policy.Document {
	spelled := make([]model.Value, len(statements))
	for i, v := range statements {
		spelled[i] = s.of(v)
	}
	return document(spelled)
}
