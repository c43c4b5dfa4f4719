package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// leastView is what one function is granted and needs; docs/least-privilege.md defines the numbers.
type leastView struct {
	Function       string        `json:"function"`
	Role           string        `json:"role"`
	Grants         *int          `json:"grants"`
	Needed         *int          `json:"needed"`
	Open           int           `json:"open"`
	Permissiveness *float64      `json:"permissiveness"`
	Unknowns       []leastReason `json:"unknowns"`
}

type leastReason struct {
	Reason string `json:"reason"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

func viewLeast(s least.Summary) leastView {
	v := leastView{Function: s.Function, Role: s.Role, Open: s.Open, Unknowns: []leastReason{}}
	if s.Role != "" {
		v.Grants, v.Needed = &s.Granted, &s.Needed
		if s.Changes {
			change := math.Round(s.Change*10_000) / 10_000
			v.Permissiveness = &change
		}
	}
	for _, u := range s.Unknown {
		v.Unknowns = append(v.Unknowns, leastReason{u.Text, u.At.File, u.At.Line})
	}
	return v
}

// least says of each function how much it is granted and how much it needs, those with most to lose first.
func (t *textReport) least(app scan.App) {
	list := slices.DeleteFunc(slices.Clone(app.Least), func(s least.Summary) bool { return s.Role == "" || s.Granted == 0 })
	if len(list) == 0 || t.again {
		return
	}
	slices.SortStableFunc(list, func(a, b least.Summary) int { return cmp.Compare(b.Granted-b.Needed, a.Granted-a.Needed) })
	most := 10
	if t.opts.Verbose {
		most = len(list)
	}
	shown := list[:min(most, len(list))]
	name, granted, needed := 0, len("granted"), len("needed")
	for _, s := range shown {
		name = max(name, lipgloss.Width(Clean(model.LocalName(s.Function))))
		granted, needed = max(granted, len(strconv.Itoa(s.Granted))), max(needed, len(strconv.Itoa(s.Needed)))
	}
	const title, last = "granted and needed", "permissiveness"
	if t.opts.Width > 0 { // a longer name has a line of its own
		name = min(name, t.opts.Width-8-granted-needed-len(last)-narrowest)
	}
	name = max(name, len(title)-2)
	t.line("")
	t.line(t.opts.bold(pad(title, 2+name)) + t.opts.faint(fmt.Sprintf("  %*s  %*s  %s", granted, "granted", needed, "needed", last)))
	for _, s := range shown {
		t.granted(s, name, granted, needed)
	}
	t.rest(len(list) - len(shown))
}

// granted writes the row of a function, with what is not known behind it.
func (t *textReport) granted(s least.Summary, name, granted, needed int) {
	number, change, note := strconv.Itoa(s.Needed), "", ""
	if s.Open > 0 {
		note = fmt.Sprintf("%d because it is not known on what", s.Open) + linesOf(s.Calls)
	}
	if s.Changes {
		change = percent(s.Change)
	}
	for _, u := range s.Unknown {
		if u.Whole {
			number, change, note = "?", "", u.Text
			break
		}
	}
	function := Clean(model.LocalName(s.Function))
	if lipgloss.Width(function) > name {
		t.entry(2, function, "")
		function = ""
	}
	lead := fmt.Sprintf("  %s  %*d  %*s  %*s", pad(function, name), granted, s.Granted, needed, number, len("permissiveness"), change)
	switch {
	case note == "":
		t.line(lead)
	case t.opts.Width == 0 || lipgloss.Width(lead)+2+lipgloss.Width(Clean(note)) <= t.opts.Width:
		t.line(lead + "  " + t.opts.faint(Clean(note)))
	default:
		t.line(lead)
		t.styled(4, Clean(note), "", t.opts.faint)
	}
}

// linesOf are the lines that would make calls known, of several the first.
func linesOf(calls []least.Reason) string {
	var places []string
	for _, c := range calls {
		if at := c.At.String(); !slices.Contains(places, at) {
			places = append(places, at)
		}
	}
	switch len(places) {
	case 0:
		return ""
	case 1:
		return ": " + places[0]
	}
	return fmt.Sprintf(": %s and %s", places[0], count(len(places)-1, "more line"))
}

// LeastLine is what a function is granted and needs in one line.
func LeastLine(s least.Summary) string {
	text := count(s.Granted, "grant") + fmt.Sprintf(", %d needed", s.Needed)
	if s.Open > 0 {
		text += fmt.Sprintf(" (%d because it is not known on what)", s.Open)
	}
	for _, u := range s.Unknown {
		if u.Whole {
			return count(s.Granted, "grant") + ", needed is not known: " + u.Text
		}
	}
	if s.Changes {
		text += fmt.Sprintf(", permissiveness %s", percent(s.Change))
	}
	return text
}

// percent is a part in percent, never rounded to all or nothing.
func percent(part float64) string {
	n := math.Round(part * 100)
	if n <= -100 && part > -1 {
		return "-99.9 %"
	}
	if n == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%+.0f %%", n)
}
