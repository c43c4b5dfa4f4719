package privilege

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// record is what the provider's records say of one role, beside what it needs and is granted.
type record struct {
	role *least.Role
	rows []least.Row
	idle []least.Idle
}

// records are those of the application's roles; none where nobody gave records.
func records(p *check.Pass) []record {
	return check.Shared(p.Asked(), func(app *model.App) []record {
		if app.Usage == nil {
			return nil
		}
		a := audit(p)
		var out []record
		for _, r := range a.Roles() {
			one := record{role: r}
			one.rows, one.idle = a.Observed(r)
			out = append(out, one)
		}
		return out
	})
}

// judged are the rows of a role that come to one of some judgements.
func (r *record) judged(a *least.Audit, of ...least.Judgement) []least.Row {
	var out []least.Row
	for i := range r.rows {
		if slices.Contains(of, a.Judge(r.role, &r.rows[i])) {
			out = append(out, r.rows[i])
		}
	}
	return out
}

// done are the actions that each statement was seen to be used for though no code needs them: it is not known who would
// miss them.
type done map[*model.Grant]*catalogue.Set

func doneOf(p *check.Pass) done {
	return check.Shared(p.Asked(), func(*model.App) done {
		out := done{}
		for _, r := range records(p) {
			for _, row := range r.judged(audit(p), least.Unexpected) {
				action, _ := catalogue.LookupAction(row.Action)
				for _, g := range row.By {
					if out[g] == nil {
						out[g] = &catalogue.Set{}
					}
					out[g].Add(action)
				}
			}
		}
		return out
	})
}

// silent are the actions of a statement that nobody was seen to take.
type silent map[*model.Grant]*least.Idle

func silentOf(p *check.Pass) silent {
	return check.Shared(p.Asked(), func(app *model.App) silent {
		out := silent{}
		for _, r := range records(p) {
			if app.Usage.Mute(r.role.Identity.ID) {
				continue
			}
			for i := range r.idle {
				out[r.idle[i].Statement.Grant] = &r.idle[i]
			}
		}
		return out
	})
}

// unused are those of some extents of a statement that nobody was seen to use, where the records would show it.
func (j *judged) unused(p *check.Pass, list []least.Extent) []least.Extent {
	of := silentOf(p)
	var out []least.Extent
	for _, e := range list {
		if slices.ContainsFunc(j.statements, func(s *least.Statement) bool {
			idle := of[s.Grant]
			return idle != nil && slices.Contains(idle.Silent, e.Action)
		}) {
			out = append(out, e)
		}
	}
	return out
}

// norSeen says of what no code needs that nobody was seen to use it either; "" where that is not so of all of it.
func norSeen(p *check.Pass, j *judged) string {
	if p.App.Usage == nil || len(j.unused(p, j.unneeded)) < len(j.unneeded) {
		return ""
	}
	return ", and nobody was seen to " + within(p.App.Usage)
}

// within says of which time the records are.
func within(u *model.Usage) string {
	if u.From.IsZero() {
		return "as far back as the provider looks"
	}
	return fmt.Sprintf("in %s of records", days(u.Days()))
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// lastOf is the day on which something was seen last.
func lastOf(acts []model.Act) string {
	var last time.Time
	for _, a := range acts {
		if a.Last.After(last) {
			last = a.Last
		}
	}
	return last.UTC().Format(time.DateOnly)
}

// heap are rows of a role about the same thing, or about what of one service nobody here declares: they are looked into
// together.
type heap struct {
	on   string // id of the element, or the service
	rows []least.Row
}

// heaps are rows by what they are about.
func heaps(app *model.App, rows []least.Row) []heap {
	var out []heap
	at := map[string]int{}
	for _, row := range rows {
		on, _, _ := strings.Cut(row.Action, ":")
		if declared(app, row.On) {
			on = row.On
		}
		i, known := at[on]
		if !known {
			i, out = len(out), append(out, heap{on: on})
			at[on] = i
		}
		out[i].rows = append(out[i].rows, row)
	}
	return out
}

// declared reports whether an application has an element.
func declared(app *model.App, id string) bool {
	_, resource := app.Resource(id)
	_, function := app.Function(id)
	_, identity := app.Identity(id)
	return resource || function || identity
}

// where says what the rows are about, "" where the records do not say.
func (h *heap) where() string {
	var names []string
	for _, row := range h.rows {
		if name := model.LocalName(row.On); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		if len(names) > mostNamed {
			return " on " + strings.Join(names[:mostNamed], ", ") + " and others"
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " on " + strings.Join(names, ", ")
}

// mostNamed is how many names are in a message.
const mostNamed = 3

// actions names the actions of the rows.
func (h *heap) actions() string {
	var names []string
	for _, row := range h.rows {
		if !slices.Contains(names, row.Action) {
			names = append(names, row.Action)
		}
	}
	return short(names)
}

// count is how often the rows were seen.
func (h *heap) count() (n int) {
	for i := range h.rows {
		seen, _ := h.rows[i].Count()
		n += seen
	}
	return n
}

// acts are all that was seen.
func (h *heap) acts() []model.Act {
	var out []model.Act
	for _, row := range h.rows {
		out = append(out, row.Acts...)
	}
	return out
}

// sessions says whose sessions it was, as far as their names tell.
func (h *heap) sessions() string {
	var names []string
	other := false
	for _, a := range h.acts() {
		if a.Function == "" {
			other = true
		} else if name := model.LocalName(a.Function); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	switch {
	case len(names) == 0:
		return "in sessions that are not named like a function of the role"
	case other:
		return "in sessions of " + short(names) + " and in others"
	}
	return "in sessions of " + short(names)
}
