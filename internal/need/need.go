// Package need answers which permissions a function takes to do what it does: those of the calls that its code makes,
// and those that the platform takes in its name to run it. It does not look at what is granted.
package need

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Need is a permission that a function takes, with everything that takes it.
type Need struct {
	model.Need
	Reasons []Reason
}

// Platform reports whether only the platform takes it: to log, to trace, to fetch what triggers the function.
func (n *Need) Platform() bool {
	return !slices.ContainsFunc(n.Reasons, func(r Reason) bool { return r.Call != nil })
}

// Reason is one thing that takes a permission.
type Reason struct {
	Call *model.Call    // of the code; nil for the platform
	Text string         // of the platform: "its failed events go to a queue"
	At   model.Location // the line of the code, or of the template
}

// Set is what a function takes.
type Set struct {
	Function string
	Needs    []Need // each action and target once, ordered by action
	// Open are the needs whose target is not known: the code takes the action, on what is not known. They are among
	// Needs too.
	Open []Need
	// Unread is why it is not known what the code takes at all: it is not here, or in a language that is not read; ""
	// where it was read. What the platform takes is among Needs all the same.
	Unread string
	// Gaps are parts of the code that could not be followed: more may be needed than Needs says.
	Gaps []model.Gap
}

// Complete reports whether everything that the function takes is among the needs, and on what.
func (s *Set) Complete() bool { return s.Unread == "" && len(s.Open) == 0 && len(s.Gaps) == 0 }

// Of is what a function takes. Code that was not asked for counts as not read.
func Of(app *model.App, f *model.Function) Set {
	s := Set{Function: f.ID, Unread: "its code was not read"}
	var m merger
	if code, ok := app.CodeOf(f.ID); ok {
		s.Unread, s.Gaps = code.Reason, code.Unknowns
		for i := range code.Calls {
			call := &code.Calls[i]
			for _, n := range resolved(app, f, call) {
				m.add(n, Reason{Call: call, At: call.At})
			}
		}
	}
	platform(app, f, &m)
	s.Needs = m.needs
	slices.SortStableFunc(s.Needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(a.Action, b.Action), cmp.Compare(a.On.Key(), b.On.Key()))
	})
	for _, n := range s.Needs {
		if n.On.Kind == model.TargetUnknown {
			s.Open = append(s.Open, n)
		}
	}
	return s
}

// merger keeps each permission once.
type merger struct {
	needs []Need
	at    map[string]int
}

func (m *merger) add(n model.Need, why Reason) {
	parts := []string{n.Action, n.On.Key(), n.When}
	for _, c := range n.Condition {
		parts = append(parts, c.Key, c.Value.String())
	}
	key := strings.Join(parts, "\x00")
	if m.at == nil {
		m.at = map[string]int{}
	}
	i, known := m.at[key]
	if !known {
		i = len(m.needs)
		m.at[key] = i
		m.needs = append(m.needs, Need{Need: n})
	}
	m.needs[i].Reasons = append(m.needs[i].Reasons, why)
}
