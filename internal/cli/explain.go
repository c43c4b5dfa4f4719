package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/impact"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newExplain() *cobra.Command {
	var in input
	var out output
	cmd := &cobra.Command{
		Use:   "explain FINDING|RULE [PATH]",
		Short: "Say what a finding means in this application",
		Long: `Explain says what somebody does with a weakness here: the way to it from the
internet, what lies within reach from there, why that matters and what to do.

FINDING is FILE:LINE as scan prints it, or the id of a finding in a JSON report.
A RULE explains its findings below PATH (default: this directory), worst first.`,
		Example: `  sconce explain template.yaml:222
  sconce explain privilege-admin-policy services/orders
  sconce explain 5f2b6c0d9a3e4f17 --format json`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			result, err := in.ask(cmd, args[1:], scan.Run, asOfNow)
			if err != nil {
				return err
			}
			explained := findingsNamed(result, args[0])
			if len(explained) == 0 {
				return usage(notFound(result, args[0], pathOf(args[1:])))
			}
			return out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Explain(w, explained)
				}
				return report.ExplainText(w, explained, out.style(cmd))
			})
		},
	}
	in.flags(cmd)
	in.cacheFlag(cmd)
	out.flags(cmd)
	return cmd
}

// findingsNamed are the findings that a name means: a rule, an id, or a place.
func findingsNamed(r *scan.Result, name string) []report.Explained {
	var out []report.Explained
	for i := range r.Apps {
		app := &r.Apps[i]
		for _, f := range slices.Concat(app.Findings, app.Known, app.Accepted) {
			if f.Rule != name && f.Fingerprint() != name && !isAt(f, name) {
				continue
			}
			rule := r.Rules[slices.IndexFunc(r.Rules, func(rule *check.Rule) bool { return rule.ID == f.Rule })]
			out = append(out, report.Explained{App: app.Model, Finding: f, Rule: rule, Impact: impact.Of(app.Model, f)})
		}
	}
	slices.SortStableFunc(out, func(a, b report.Explained) int { return int(b.Finding.Severity) - int(a.Finding.Severity) })
	return out
}

// isAt reports whether a finding stands at FILE:LINE.
func isAt(f finding.Finding, place string) bool {
	file, line, _ := strings.Cut(place, ":")
	return f.At.File == file && strconv.Itoa(f.At.Line) == line
}

// notFound is the error for a name that means no finding: it says whether it is a rule at all.
func notFound(r *scan.Result, name, path string) error {
	for _, rule := range r.Rules {
		if rule.ID == name {
			return fmt.Errorf("%s finds nothing in %s: sconce rules %s says what it looks for", name, path, name)
		}
	}
	return fmt.Errorf("there is no finding %s in %s: name one as FILE:LINE, by its id, or a rule", name, path)
}
