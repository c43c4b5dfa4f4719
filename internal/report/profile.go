package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/scan"
)

// Profile writes what a scan cost that was given a clock: the models, all rules, and each rule with its
// share of the rules' time, the dearest first.
func Profile(w io.Writer, r *scan.Result) error {
	rules := slices.SortedFunc(slices.Values(r.Rules), func(a, b *check.Rule) int {
		return cmp.Or(cmp.Compare(r.Costs[b.ID], r.Costs[a.ID]), cmp.Compare(a.ID, b.ID))
	})
	var all time.Duration
	for _, cost := range r.Costs {
		all += cost
	}
	var b strings.Builder
	row := func(cost, whole time.Duration, name string) {
		fmt.Fprintf(&b, "%10s  %5.1f %%  %s\n", cost.Round(time.Microsecond), 100*float64(cost)/float64(max(whole, 1)), name)
	}
	row(r.Model, r.Model, "reading: "+count(r.Stats.Templates, "template")+", "+count(r.Stats.Functions, "function"))
	row(all, r.Model, count(len(rules), "rule")+", beside reading")
	for _, rule := range rules {
		row(r.Costs[rule.ID], all, rule.ID)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
