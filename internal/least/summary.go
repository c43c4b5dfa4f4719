package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// Summary is what one function is granted and needs, in numbers.
type Summary struct {
	Function string
	Role     string // id; "" where it is not declared here
	Count
	Calls   []Reason // on what is not known: what they take is counted on all that it may be
	Unknown []Reason // why the numbers may be others: what is not known of the needs, then of the grants
}

// Summaries are those of all functions, in their order.
func (a *Audit) Summaries() []Summary {
	out := make([]Summary, 0, len(a.app.Functions))
	for i := range a.app.Functions {
		f := &a.app.Functions[i]
		s := Summary{Function: f.ID}
		r := a.RoleOf(f.ID)
		if r == nil {
			s.Unknown = []Reason{{Function: f.ID, Text: "its role is not declared here", At: f.Role.At}}
			out = append(out, s)
			continue
		}
		s.Role, s.Count = r.Identity.ID, a.Count(r, f.ID)
		for _, because := range r.Because {
			if because.Function == "" || because.Function == f.ID {
				s.Unknown = append(s.Unknown, because)
			}
		}
		for _, n := range r.NeedsOf(f.ID) {
			if n.Open() && n.When == "" {
				s.Calls = append(s.Calls, Reason{Function: f.ID, Text: n.Action + " is called on what is not known: " + n.why(), At: n.Reasons[0].At})
			}
		}
		s.Unknown = slices.Concat(s.Unknown, s.Calls, r.Unknown, r.Limits)
		out = append(out, s)
	}
	return out
}

// why is why it is not known what a need is on.
func (n *Need) why() string {
	if n.On.Kind == model.TargetEvent {
		return "the caller names it (" + n.On.Why + ")"
	}
	return n.On.Why
}
