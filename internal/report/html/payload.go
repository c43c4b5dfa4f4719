package html

import (
	"path"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// payload is what the script shows. Keys are short: there may be thousands of each.
type payload struct {
	Apps     []appData                    `json:"apps"`
	Findings []findingData                `json:"findings"`
	Rules    map[string]ruleData          `json:"rules"`
	Lines    map[string]map[string]string `json:"lines"`
	Since    bool                         `json:"since"`
}

type findingData struct {
	ID         string   `json:"id"`
	App        int      `json:"app"`
	Rule       string   `json:"rule"`
	Severity   string   `json:"sev"`
	Confidence string   `json:"conf"`
	Functions  []string `json:"fns,omitempty"`
	Resource   string   `json:"res"`
	File       string   `json:"file"`
	Line       int      `json:"line"`
	First      int      `json:"a,omitempty"` // of the excerpt
	Last       int      `json:"z,omitempty"`
	End        int      `json:"end,omitempty"`
	Message    string   `json:"msg"`
	Evidence   []fact   `json:"ev,omitempty"`
	Trace      []fact   `json:"tr,omitempty"`
	State      string   `json:"st"` // open, new, known, accepted
	Library    string   `json:"lib,omitempty"`
	Why        string   `json:"why,omitempty"` // it is accepted
	Envs       []string `json:"envs,omitempty"`
	Diff       string   `json:"diff,omitempty"`
	Note       string   `json:"dn,omitempty"` // of the diff
}

type fact struct {
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`
	First int    `json:"a,omitempty"`
	Last  int    `json:"z,omitempty"`
	Text  string `json:"text"`
}

type ruleData struct {
	Title    string `json:"title"`
	Practice string `json:"practice"`
}

// mostDiffs is how many changes are shown in full.
const mostDiffs = 500

func (b *builder) payload() payload {
	p := payload{Apps: []appData{}, Rules: map[string]ruleData{}, Findings: []findingData{}, Since: b.result.Since != nil}
	for _, r := range b.result.Rules {
		p.Rules[r.ID] = ruleData{Title: r.Title, Practice: string(r.Practice)}
	}
	x := newExcerpts(b.options.Read, b.masks)
	diffs := b.diffs()
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		p.Apps = append(p.Apps, graphsOf(app.Model.ID, b.views[i]))
		for _, list := range []struct {
			state string
			found []finding.Finding
		}{{b.fresh(), app.Findings}, {"known", app.Known}, {"accepted", app.Accepted}} {
			for _, f := range list.found {
				view := viewFinding(x, f)
				view.App, view.State = i, list.state
				if d, ok := diffs[f.App+"\x00"+view.ID]; ok {
					view.Diff, view.Note = d[0], d[1]
				}
				p.Findings = append(p.Findings, view)
			}
		}
	}
	slices.SortStableFunc(p.Findings, func(a, b findingData) int { return rank(b.Severity) - rank(a.Severity) })
	p.Lines = x.Lines
	return p
}

// fresh is what findings are called that are neither known nor accepted.
func (b *builder) fresh() string {
	if b.result.Since != nil {
		return "new"
	}
	return "open"
}

func rank(severity string) int {
	s, err := finding.ParseSeverity(severity)
	if err != nil {
		return 0
	}
	return int(s)
}

func viewFinding(x *excerpts, f finding.Finding) findingData {
	out := findingData{
		ID: f.Fingerprint(), Rule: f.Rule, Severity: f.Severity.String(), Confidence: string(f.Confidence), Functions: f.Functions, Resource: f.Resource,
		File: f.At.File, Line: f.At.Line, End: f.At.EndLine, Message: report.Clean(f.Message), Library: f.Library, Envs: f.Environments,
	}
	out.First, out.Last = x.keep(f.At, before, after)
	facts := func(at model.Location, text string) fact {
		first, last := x.keep(at, 0, 2)
		return fact{File: at.File, Line: at.Line, First: first, Last: last, Text: report.Clean(text)}
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, facts(e.At, e.Text))
	}
	for _, s := range f.Trace {
		out.Trace = append(out.Trace, facts(s.At, s.Text))
	}
	if s := f.Suppression; s != nil {
		out.Why = report.Clean(s.Reason)
		if s.Owner != "" {
			out.Why += " (" + report.Clean(s.Owner) + ")"
		}
		if s.Expires != "" {
			out.Why += ", until " + s.Expires
		}
	}
	return out
}

// diffs are the changes that were proved, by application and finding, with what to know about each.
func (b *builder) diffs() map[string][2]string {
	out := map[string][2]string{}
	if b.options.Fixes == nil {
		return out
	}
	for _, m := range b.options.Fixes.Mended {
		if len(out) >= mostDiffs {
			break
		}
		names := make([]string, 0, len(m.Files))
		for name := range m.Files {
			names = append(names, name)
		}
		slices.Sort(names)
		var text strings.Builder
		for _, name := range names {
			text.WriteString(b.maskedDiff(name, m.Files[name]))
		}
		for _, f := range append([]finding.Finding{m.Finding}, m.Also...) {
			out[m.App+"\x00"+f.Fingerprint()] = [2]string{text.String(), m.Proposal.Note}
		}
	}
	return out
}

// maskedDiff is the patch of a file without its secrets: lines that were there are shown as excerpts are, new ones without
// what is known to be a secret, or looks like one.
func (b *builder) maskedDiff(name string, c scan.Change) string {
	was, masked := strings.Split(string(c.Before), "\n"), strings.Split(b.masks.in(name, string(c.Before)), "\n")
	shown := map[string]string{}
	for i, line := range was {
		if i < len(masked) && line != masked[i] {
			shown[line] = masked[i]
		}
	}
	var out strings.Builder
	for line := range strings.Lines(udiff.Unified(path.Join("a", name), path.Join("b", name), string(c.Before), string(c.After))) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "@@") && !strings.HasPrefix(line, "---") && !strings.HasPrefix(line, "+++") {
			rest := line[1:]
			if safe, secret := shown[rest]; secret {
				rest = safe
			} else {
				rest = b.masks.in("", rest)
			}
			line = line[:1] + rest
		}
		out.WriteString(report.Clean(line) + "\n")
	}
	return out.String()
}
