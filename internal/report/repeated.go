package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// repeated is one weakness in many places: findings of one rule that one line causes, or small ones
// that most functions have. It is shown once.
type repeated struct {
	rule     string
	severity finding.Severity
	count    int      // of findings
	names    []string // of the subjects
	place    string   // of the line that causes them all, "" if each has its own
	envs     []string // in which it is so
}

// oftenIs how many findings make one thing in many places.
const oftenIs = 3

// foldRepeated takes the findings out of an application that are better shown once.
func foldRepeated(app scan.App) ([]repeated, scan.App) {
	rule := func(f finding.Finding) string { return f.Rule + " " + strings.Join(f.Environments, " ") }
	line := func(f finding.Finding) string { return rule(f) + " " + f.At.String() }
	perLine, perRule := map[string]int{}, map[string]int{}
	small := func(f finding.Finding) bool { return f.Severity <= finding.Low }
	for _, f := range app.Findings {
		if f.Lapsed != nil {
			continue
		}
		perLine[line(f)]++
		if small(f) {
			perRule[rule(f)]++
		}
	}
	var out []repeated
	var rest []finding.Finding
	index := map[string]int{}
	for _, f := range app.Findings {
		key, place := rule(f), ""
		switch {
		case f.Lapsed != nil: // that is to be seen
			rest = append(rest, f)
			continue
		case perLine[line(f)] >= oftenIs:
			key, place = line(f), f.At.String()
		case !small(f) || perRule[rule(f)] < oftenIs:
			rest = append(rest, f)
			continue
		}
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, repeated{rule: f.Rule, place: place, envs: f.Environments})
		}
		out[i].add(f)
	}
	slices.SortStableFunc(out, func(a, b repeated) int { return int(b.severity) - int(a.severity) })
	app.Findings = rest
	return out, app
}

// add counts a finding.
func (r *repeated) add(f finding.Finding) {
	r.count++
	r.severity = max(r.severity, f.Severity)
	if name := model.LocalName(f.Resource); !slices.Contains(r.names, name) {
		r.names = append(r.names, name)
	}
}

// text says what is wrong and with what: "Requests are not traced: GetOrder, Login and 6 more".
func (r *repeated) text(title string, most int) string {
	if len(r.names) <= most+1 {
		return title + ": " + strings.Join(r.names, ", ")
	}
	return fmt.Sprintf("%s: %s and %d more", title, strings.Join(r.names[:most], ", "), len(r.names)-most)
}
