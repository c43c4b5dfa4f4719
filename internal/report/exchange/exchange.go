// Package exchange writes a scan in the formats that other systems read: SARIF, JUnit, GitLab's reports,
// annotations of a GitHub workflow, Markdown for a comment, CSV. What a template calls things is data in all of
// them: nothing that it says can become markup, a command or a formula.
package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/source"
)

// Options say what a document tells beside what the scan found.
type Options struct {
	Version string           // of this program
	Prefix  string           // the way from where the command runs to the scanned directory: other systems want paths from there
	Now     time.Time        // of the scan
	FailOn  finding.Severity // from which on a finding fails the scan; 0 if none does
	Fixes   *scan.Fixes      // the changes that were proved, nil where they were not asked for
}

// home is where the program and the pages of its rules are.
const home = "https://github.com/sconce-dev/sconce"

// page is the documentation of a rule.
func page(rule string) string { return home + "/blob/main/docs/rules/" + rule + ".md" }

// file is the path of a scanned file from where the command runs.
func (o Options) file(name string) string { return path.Join(o.Prefix, name) }

// place is file:line as a person reads it.
func (o Options) place(at model.Location) string {
	if at.IsZero() {
		return ""
	}
	at.File = o.file(at.File)
	return report.Clean(at.String())
}

// fails reports whether a finding fails the scan.
func (o Options) fails(f finding.Finding) bool {
	return o.FailOn > 0 && f.Severity >= o.FailOn && !f.Apart()
}

// fix is the change that was proved to mend a finding, if it is one of the files as they are now: later changes
// build on earlier ones, and would not apply alone.
func (o Options) fix(app string, f finding.Finding) (scan.Mended, bool) {
	if o.Fixes == nil {
		return scan.Mended{}, false
	}
	for _, m := range o.Fixes.Mended {
		if m.App == app && m.Finding.Fingerprint() == f.Fingerprint() {
			for name, change := range m.Files {
				if !bytes.Equal(change.Before, o.Fixes.Files[name].Before) {
					return scan.Mended{}, false
				}
			}
			return m, true
		}
	}
	return scan.Mended{}, false
}

// at is where a finding is shown: what is written nowhere belongs to the template as a whole.
func at(app *model.App, l model.Location) model.Location {
	if l.IsZero() && len(app.Templates) > 0 {
		return model.Location{File: app.Templates[0]}
	}
	return l
}

// own are the findings that the author can mend, and what is critical.
func own(app scan.App) []finding.Finding {
	var out []finding.Finding
	for _, f := range app.Findings {
		if !f.Apart() {
			out = append(out, f)
		}
	}
	return out
}

// apart says, for each library, how much was found in what it made by itself: systems that make an alert of every
// finding are told of the number alone.
func apart(r *scan.Result) []string {
	counts := map[string]int{}
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			if f.Apart() {
				counts[f.Library]++
			}
		}
	}
	var out []string
	for _, library := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%s in what %s made: sconce scan --verbose shows them", plural(counts[library], "finding"), library))
	}
	return out
}

// subject is what a finding is shown under: the one function that it concerns, or else what it is about.
func subject(f finding.Finding) string {
	if len(f.Functions) == 1 {
		return f.Functions[0]
	}
	return f.Resource
}

// refusal is why a template could not be read, and where.
func refusal(err error) (at model.Location, message string) {
	if located, ok := errors.AsType[*source.Error](err); ok {
		return model.Location{File: located.File, Line: located.Line, Column: located.Column}, located.Message
	}
	return model.Location{}, err.Error()
}

// sentence says what is wrong as a sentence, and in which environments if not in all.
func sentence(f finding.Finding, all []string) string {
	text := f.Message
	if len(f.Environments) > 0 && len(f.Environments) < len(all) {
		text += " (in " + strings.Join(f.Environments, ", ") + ")"
	}
	return text
}

// gap names what is not known of the model.
func gap(g model.Gap) string {
	what := g.Path
	if what == "" {
		what = "the template"
	}
	return what + ": " + g.Reason
}

func rulesByID(rules []*check.Rule) map[string]int {
	index := make(map[string]int, len(rules))
	for i, r := range rules {
		index[r.ID] = i
	}
	return index
}

// cut shortens a text to a number of characters.
func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:most-1]) + "…"
}
