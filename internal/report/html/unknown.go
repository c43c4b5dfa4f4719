package html

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
)

// unknown is a question without an answer, and what would make it known.
type unknown struct {
	What, Reason, At, Then string
	Uses                   int
}

func (b *builder) unknowns() []unknown {
	var out []unknown
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		for _, g := range app.Model.Unknowns {
			what := cmp.Or(g.Path, "the template")
			if g.Element != "" {
				what = model.LocalName(g.Element) + ": " + what
			}
			out = append(out, unknown{What: report.Clean(what), Reason: report.Clean(g.Reason), At: report.Clean(g.At.String()), Then: remedyFor(g.Reason), Uses: g.Uses})
		}
		for _, f := range app.Unknown {
			out = append(out, unknown{What: report.Clean(f.Message), Reason: report.Clean(f.Reason), At: report.Clean(f.At.String()), Then: remedyFor(f.Reason), Uses: 1})
		}
	}
	return out
}

// remedyFor is what would make something known, to judge by why it is not.
func remedyFor(reason string) string {
	switch {
	case strings.Contains(reason, "has no default"):
		_, rest, _ := strings.Cut(reason, "parameter ")
		name, _, _ := strings.Cut(rest, " ")
		if name != "" {
			return "Give it: --parameter " + report.Clean(name) + "=VALUE, or a default in the template."
		}
	case strings.Contains(reason, "condition"):
		return "Give the parameters that the condition depends on, with --parameter NAME=VALUE or --env NAME."
	case strings.Contains(reason, "not in"), strings.Contains(reason, "no file"), strings.Contains(reason, "not found"):
		return "Scan a directory that holds it too."
	case strings.Contains(reason, "deploy"), strings.Contains(reason, "outside"), strings.Contains(reason, "account"):
		return "Only the deployed application tells: look there."
	}
	return "Write the value where it is used, or give the parameters that it comes from."
}
