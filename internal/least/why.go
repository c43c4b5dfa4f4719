package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Why is what there is to say of one permission of a role: who needs it, and what grants it.
type Why struct {
	Role       *Role
	Needs      []*Need      // that take it, or may
	Statements []*Statement // that grant it
}

// Idle reports whether nobody needs what a statement grants, and that is certain: it can go.
func (w *Why) Idle() bool { return len(w.Needs) == 0 && w.Role.Certain() }

// Why answers for each role that needs a permission or has it why that is so. The action may be a pattern. The element is
// an id, "" for any, or for actions that have no resource. A function limits the answer to its role and its needs; "" is all.
func (a *Audit) Why(action, element, function string) []Why {
	pattern := model.NewString(action, model.Location{})
	asked := func(name string) bool { return policy.MatchAction(pattern, name) == policy.Yes }
	var out []Why
	for _, r := range a.Roles() {
		if function != "" && !slices.Contains(r.Functions, function) {
			continue
		}
		w := Why{Role: r}
		for _, n := range r.Needs {
			if asked(n.Action) && (element == "" || n.On.ID == element || n.Open()) && (function == "" || slices.Contains(n.Functions, function)) {
				w.Needs = append(w.Needs, n)
			}
		}
		for i := range r.Statements {
			s := &r.Statements[i]
			if slices.ContainsFunc(s.Gives, func(e Extent) bool {
				return asked(e.Action.String()) && (element == "" || a.isIn(e, element))
			}) {
				w.Statements = append(w.Statements, s)
			}
		}
		if len(w.Needs)+len(w.Statements) > 0 {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b Why) int { return needing(b) - needing(a) })
	return out
}

// needing orders roles: those that need a permission before the others.
func needing(w Why) int { return min(len(w.Needs), 1) }
