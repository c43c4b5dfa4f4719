package html

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

type builder struct {
	result   *scan.Result
	options  Options
	masks    *masks
	drawings []*drawing.Drawing // by application
	views    [][]view
}

func newBuilder(r *scan.Result, o Options) *builder {
	b := &builder{result: r, options: o, masks: masksOf(r)}
	for i := range r.Apps {
		app := &r.Apps[i]
		d := drawing.Of(app.Model, slices.Concat(app.Findings, app.Known))
		b.drawings, b.views = append(b.drawings, d), append(b.views, viewsOf(d))
	}
	return b
}

func title(r *scan.Result) string {
	switch len(r.Apps) {
	case 0:
		return "nothing could be read"
	case 1:
		return r.Apps[0].Model.ID
	}
	return fmt.Sprintf("%d applications", len(r.Apps))
}

func own(r *scan.Result) string { return report.OwnText(&r.Own) }

type rulePage struct {
	ID, Title, Severity, Practice, Why, Remedy string
	References, CWE, Controls                  []string
	Found                                      int
}

func (b *builder) rules() []rulePage {
	found := map[string]int{}
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		for _, f := range slices.Concat(app.Findings, app.Known, app.Accepted) {
			found[f.Rule]++
		}
	}
	out := make([]rulePage, 0, len(b.result.Rules))
	for _, r := range b.result.Rules {
		out = append(out, rulePage{
			ID: r.ID, Title: r.Title, Severity: r.Severity.String(), Practice: practiceTitles[r.Practice], Why: r.Why, Remedy: r.Remedy,
			References: r.References, CWE: slices.Concat(r.CWE, r.OWASP), Controls: r.Controls, Found: found[r.ID],
		})
	}
	slices.SortStableFunc(out, func(a, c rulePage) int {
		return cmp.Or(cmp.Compare(rank(c.Severity), rank(a.Severity)), cmp.Compare(a.ID, c.ID))
	})
	return out
}

func (b *builder) refused() []string {
	var out []string
	for _, err := range b.result.Refused {
		out = append(out, report.Clean(err.Error()))
	}
	return out
}

// made is how the page came about.
type made struct {
	Version, Commit, Time string
	Rules, Answers        int
	Inputs                []input
	Envs                  string
	FailOn                string
	Command               string
}

type input struct{ Name, Sum string }

func (b *builder) made() made {
	m := made{
		Version: b.options.Version, Commit: b.options.Commit, Rules: b.result.Stats.Rules, Answers: b.result.Stats.Answers, Envs: strings.Join(b.result.Envs, ", "),
	}
	if !b.options.Now.IsZero() {
		m.Time = b.options.Now.UTC().Format(time.RFC3339)
	}
	if b.options.FailOn > 0 {
		m.FailOn = b.options.FailOn.String()
	}
	seen := map[string]bool{}
	for i := range b.result.Apps {
		app := b.result.Apps[i].Model
		names := slices.Clone(app.Templates)
		for j := range app.Functions {
			names = append(names, app.Functions[j].HandlerFile)
		}
		for _, f := range slices.Concat(b.result.Apps[i].Findings, b.result.Apps[i].Known, b.result.Apps[i].Accepted) {
			names = append(names, f.At.File)
			for _, step := range f.Trace {
				names = append(names, step.At.File)
			}
			for _, e := range f.Evidence {
				names = append(names, e.At.File)
			}
		}
		for _, name := range names {
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			in := input{Name: report.Clean(path.Clean(name)), Sum: "not read"}
			if text, err := b.options.Read(name); err == nil {
				sum := sha256.Sum256(text)
				in.Sum = hex.EncodeToString(sum[:])
			}
			m.Inputs = append(m.Inputs, in)
		}
	}
	slices.SortFunc(m.Inputs, func(a, c input) int { return cmp.Compare(a.Name, c.Name) })
	return m
}
