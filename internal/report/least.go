package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

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
	t.line("")
	t.line(t.opts.bold("granted and needed"))
	most := 10
	if t.opts.Verbose {
		most = len(list)
	}
	width := 0
	for _, s := range list[:min(most, len(list))] {
		width = max(width, len(model.LocalName(s.Function)))
	}
	for i, s := range list {
		if i == most {
			t.line(t.opts.faint(fmt.Sprintf("  and %d more: --verbose shows them", len(list)-most)))
			break
		}
		t.entry(2, pad(Clean(model.LocalName(s.Function))+":", width+1)+" "+Clean(LeastLine(s)), "")
	}
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
