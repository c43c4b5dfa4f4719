package exchange

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// mostAnnotations is how many of each kind GitHub shows of one step; it drops the others in silence
// (actions/toolkit, docs/problem-matchers.md).
const mostAnnotations = 10

// annotation is a workflow command that makes one.
type annotation struct {
	kind  string // error, warning or notice
	at    model.Location
	title string
	text  string
}

var annotationKinds = map[finding.Severity]string{
	finding.Critical: "error", finding.High: "error", finding.Medium: "warning", finding.Low: "notice", finding.Info: "notice",
}

// GitHub writes a scan as workflow commands, a line each: what is printed by a step of a GitHub workflow becomes
// annotations of the changed lines. The worst come first, and the last tells of those that GitHub would not show.
func GitHub(w io.Writer, r *scan.Result, o Options) error {
	var all []annotation
	for _, err := range r.Refused {
		l, message := refusal(err)
		all = append(all, annotation{"error", l, "not read", message})
	}
	type located struct {
		finding.Finding
		app scan.App
	}
	var found []located
	for _, app := range r.Apps {
		for _, f := range own(app) {
			found = append(found, located{f, app})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Severity > found[j].Severity })
	for _, f := range found {
		all = append(all, annotation{annotationKinds[f.Severity], at(f.app.Model, f.At), f.Severity.String() + ": " + f.Rule, sentence(f.Finding, f.app.Envs)})
	}
	var b strings.Builder
	counts, left := map[string]int{}, 0
	for _, a := range all {
		most := mostAnnotations
		if a.kind == "notice" {
			most-- // the last one tells of the others
		}
		if counts[a.kind]++; counts[a.kind] > most {
			left++
			continue
		}
		b.WriteString(a.command(o) + "\n")
	}
	if left > 0 {
		b.WriteString(annotation{kind: "notice", title: "sconce", text: fmt.Sprintf("%d more findings are in the report of the scan: GitHub shows the first of each step", left)}.command(o) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// command is ::error file=,line=,endLine=,title=::message.
func (a annotation) command(o Options) string {
	var properties []string
	set := func(name, value string) {
		properties = append(properties, name+"="+escapeProperty(report.Clean(value)))
	}
	if !a.at.IsZero() {
		set("file", o.file(a.at.File))
		if a.at.Line > 0 {
			set("line", fmt.Sprint(a.at.Line))
		}
		if a.at.EndLine > a.at.Line {
			set("endLine", fmt.Sprint(a.at.EndLine))
		}
	}
	set("title", a.title)
	return "::" + a.kind + " " + strings.Join(properties, ",") + "::" + escapeData(report.Clean(cut(a.text, longest)))
}

// What separates the parts of a command is escaped as the runner unescapes it
// (actions/toolkit, packages/core/src/command.ts).
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace
)
