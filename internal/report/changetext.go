package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/change"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// ChangedActor is an actor in words.
type ChangedActor struct {
	Name  string // without its template
	Notes []string
	Lines []ChangedLine
}

// ChangedLine is one thing that an actor may do now, or not any more.
type ChangedLine struct {
	Sign    string // + gained, - lost, ? not known
	Level   string
	Text    string
	Details []string
	At      string
}

// Words are the actors of a difference in words, those that gain the most dangerous first.
func (d AccessDiff) Words() []ChangedActor {
	actors := slices.Clone(d.Actors)
	slices.SortStableFunc(actors, func(a, b change.Actor) int { return cmp.Compare(gravity(&a), gravity(&b)) })
	return each(actors, func(a change.Actor) ChangedActor {
		v := actorView(a)
		out := ChangedActor{Name: model.LocalName(a.ID), Notes: v.notes(a.Before.Change(a.After))}
		add := func(sign string, list []changeAccess) {
			for i := range list {
				out.Lines = append(out.Lines, list[i].line(sign, a.Kind))
			}
		}
		add("+", v.Gained)
		add("-", v.Lost)
		for _, u := range v.Unknown {
			text := "may not be allowed any more: "
			if u.Gained {
				text = "may be new: "
			}
			out.Lines = append(out.Lines, ChangedLine{Sign: "?", Text: text + u.Reason, At: strings.TrimSpace(behind(u.File, u.Line))})
		}
		return out
	})
}

// gravity orders actors: by the worst that one gains, then those of whom it is not known, then those who only lose.
func gravity(a *change.Actor) int {
	levels := permit.Levels()
	worst := len(levels)
	for i := range a.Gained {
		worst = min(worst, slices.Index(levels, a.Gained[i].Level))
	}
	if worst == len(levels) && len(a.Unknown) == 0 {
		worst++
	}
	return worst
}

// Loses reports whether there is nothing but what the actor may not do any more.
func (a *ChangedActor) Loses() bool {
	return !slices.ContainsFunc(a.Lines, func(l ChangedLine) bool { return l.Sign != "-" })
}

func (v *changeActor) notes(part float64, measured bool) []string {
	var out []string
	switch v.Kind {
	case change.KindIdentity:
		if len(v.Functions) > 0 {
			out = append(out, "the role of "+several(v.Functions))
		}
	case change.KindFunction:
		out = append(out, "runs as another identity")
	case change.KindResource:
		out = append(out, "who may use it")
	}
	switch v.State {
	case change.StateAdded:
		out = append(out, "new")
	case change.StateRemoved:
		out = append(out, "removed")
	case change.StateChanged:
	}
	if measured && v.State == change.StateChanged && len(v.Unknown) == 0 {
		switch percent := math.Trunc(100 * part); {
		case percent >= 1000:
			out = append(out, fmt.Sprintf("permissiveness %.0f times what it was", percent/100))
		case percent != 0:
			out = append(out, fmt.Sprintf("permissiveness %+.0f %%", percent))
		}
	}
	return out
}

func (a *changeAccess) line(sign string, kind change.Kind) ChangedLine {
	out := ChangedLine{Sign: sign, Level: string(a.Level), Text: a.may(), Details: slices.Clone(a.Conditions), At: strings.TrimSpace(behind(a.File, a.Line))}
	if kind == change.KindResource {
		out.Text = a.whoText() + ": " + out.Text
	}
	if a.Policy != "" {
		out.Details = append(out.Details, "by the provider's policy "+a.Policy)
	}
	if w := a.Witness; w != nil {
		of := slices.DeleteFunc(w.circumstances(), func(text string) bool { return strings.Contains(text, access.Requester) })
		open := len(a.NotActions)+len(a.NotResources) > 0 || strings.ContainsAny(strings.Join(a.Actions, ""), "*?")
		switch {
		case open: // what it says is not said by the statement alone
			out.Details = append(out.Details, strings.Join(append([]string{"for example " + w.Action + " on " + w.Resource}, of...), ", "))
		case w.Denied != nil:
			out.Details = append(out.Details, "which was denied by "+w.Denied.name(Operand{}))
			out.Details = append(out.Details, of...)
		}
	}
	return out
}

// Summary says in a line how many gain and lose access.
func (d AccessDiff) Summary() string {
	if len(d.Actors) == 0 {
		return "No access was added or removed since " + d.Revision + "."
	}
	return "Since " + d.Revision + ": " + d.Counts() + "."
}

// Counts is how many gain access, how many lose some, and of how many it is not fully known.
func (d AccessDiff) Counts() string {
	gain, lose, unknown := 0, 0, 0
	for _, a := range d.Actors {
		if len(a.Gained) > 0 {
			gain++
		}
		if len(a.Lost) > 0 {
			lose++
		}
		if len(a.Unknown) > 0 {
			unknown++
		}
	}
	return fmt.Sprintf("%d with more access, %d with less, %d not fully known", gain, lose, unknown)
}

// ChangedAccessText shows which access was added and removed to a person.
func ChangedAccessText(w io.Writer, d AccessDiff, style Style) error {
	t := textReport{opts: TextOptions{Style: style}}
	t.styled(0, Clean(d.Summary()), "", style.bold)
	const indent = len("permissions") + 6
	for _, a := range d.Words() {
		t.line("")
		t.heading(group{title: a.Name, note: strings.Join(a.Notes, ", ")})
		for _, l := range a.Lines {
			t.hanging("  "+l.Sign+" "+pad(Clean(l.Level), len("permissions"))+"  ", Clean(l.Text), style.faint(l.At))
			for _, detail := range l.Details {
				t.styled(indent, Clean(detail), "", style.faint)
			}
		}
	}
	for _, n := range d.Notes {
		t.line("")
		t.entry(0, Clean("Not compared: "+n), "")
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}
