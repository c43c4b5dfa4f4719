package access

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Set is what the identity may do, for comparing it: its own policies, one statement for each of Grants that are not of
// its boundary, and the boundary. A statement that is there in one case and not in the other has a condition of its own
// (Supposition), so that two sets are compared in both cases.
func (h *Holding) Set() compare.Set {
	var own, boundary []*model.Grant
	for _, g := range h.all {
		if g.Mechanism == model.MechanismBoundary {
			boundary = append(boundary, g)
		} else {
			own = append(own, g)
		}
	}
	s := newSpelling(h.app)
	set := compare.Set{Identity: []policy.Document{s.policy(own, h.conditional)}}
	if len(boundary) > 0 {
		set.Boundary = []policy.Document{s.policy(boundary, h.conditional)}
	}
	return set
}

// Document is a policy of some statements that is spelled as the sets of the application are.
func (l *Ledger) Document(statements []model.Value) policy.Document {
	return newSpelling(l.app).document(statements)
}

// Spell is a name of something, such as a statement's resource, spelled as the sets of the application do.
func (l *Ledger) Spell(v model.Value) model.Value {
	if l.spelling == nil {
		l.spelling = newSpelling(l.app)
	}
	return l.spelling.of(v)
}

// Alone is what one grant of the identity is good for: itself, with what limits the identity.
func (h *Holding) Alone(g *model.Grant) compare.Set {
	return h.Only(func(held *model.Grant) bool { return held == g || held.Effect == model.Deny })
}

// Only is the set with those of the identity's statements that a choice takes, and its boundary.
func (h *Holding) Only(choose func(*model.Grant) bool) compare.Set {
	set := h.Set()
	own := set.Identity[0].Statements
	of := policy.Document{Version: set.Identity[0].Version, Variables: set.Identity[0].Variables, At: set.Identity[0].At}
	i := 0
	for _, held := range h.all {
		if held.Mechanism == model.MechanismBoundary {
			continue
		}
		if choose(held) {
			of.Statements = append(of.Statements, own[i])
		}
		i++
	}
	set.Identity = []policy.Document{of}
	return set
}

// policy is a policy document of grants. Conditional is what their identity is itself under.
func (s spelling) policy(grants []*model.Grant, conditional string) policy.Document {
	statements := make([]model.Value, len(grants))
	for i, g := range grants {
		statements[i] = statement(g)
	}
	d := s.document(statements)
	for i, g := range grants {
		of := &d.Statements[i]
		of.Sid, of.At = g.Sid, g.At
		if g.Conditional != "" && g.Conditional != conditional {
			of.Conditions = append(of.Conditions, supposition(g))
		}
	}
	return d
}

func (s spelling) document(statements []model.Value) policy.Document {
	spelled := make([]model.Value, len(statements))
	for i, v := range statements {
		spelled[i] = s.of(v)
	}
	return document(spelled)
}

// supposed begins the condition keys that say what the deployment decides. No key of the provider has a space.
const supposed = "supposing "

// supposition is the condition that a statement is there. The branches of an Fn::If have the same reason; the id of the
// grant tells them apart: 1.0/0 is of the first branch of what stands in the second place.
func supposition(g *model.Grant) policy.Condition {
	var key strings.Builder
	key.WriteString(supposed + g.Conditional)
	for part := range strings.SplitSeq(g.ID, "/") {
		if _, branch, found := strings.Cut(part, "."); found && branch != "" && strings.Trim(branch, "0123456789.") == "" {
			key.WriteString(", case " + branch)
		}
	}
	return policy.Condition{
		Operator: policy.Operator{Comparison: policy.Null}, Key: key.String(), Values: []model.Value{model.NewString("false", g.At)}, At: g.At,
	}
}

// Supposition is what a condition key of a Set supposes of the deployment: "condition IsProd is not decided".
func Supposition(key string) (text string, ok bool) { return strings.CutPrefix(key, supposed) }
