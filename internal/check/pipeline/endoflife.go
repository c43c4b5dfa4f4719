package pipeline

import (
	"cmp"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/rules"
)

var endOfLifeRuntime = check.Rule{
	ID:       "pipeline-runtime-end-of-life",
	Title:    "Runtime without security patches",
	Severity: finding.Medium,
	Why: "The language runtime gets no more patches, so every flaw found in it from now on stays open in the function. " +
		"Later the function cannot even be updated.",
	Remedy:   "Move to a runtime that is maintained.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
	},
	CWE:      []string{"CWE-1104"},
	OWASP:    []string{"A06:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.3.3", "HIPAA:164.308(a)(5)(ii)(B)"},
	Run:      runEndOfLifeRuntime,
}

// endsOfLife is the last day with patches of each runtime, from rules/runtime. It is part of the
// program: an error in it is one of the build, which a test finds.
var endsOfLife = sync.OnceValues(func() (map[string]time.Time, error) {
	text, err := fs.ReadFile(rules.FS, "runtime/lambda.yaml")
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Runtime    string `yaml:"runtime"`
		Deprecated string `yaml:"deprecated"`
	}
	if err := yaml.Unmarshal(text, &rows); err != nil {
		return nil, err
	}
	out := make(map[string]time.Time, len(rows))
	for _, row := range rows {
		day, err := time.Parse(time.DateOnly, row.Deprecated)
		if err != nil {
			return nil, fmt.Errorf("runtime %s: %w", row.Runtime, err)
		}
		out[row.Runtime] = day
	}
	return out, nil
})

func runEndOfLifeRuntime(p *check.Pass) {
	ends, err := endsOfLife()
	if err != nil {
		return
	}
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		s := check.Function(f)
		if f.Runtime.IsAbsent() {
			p.Unknown(s, "which runtime "+model.LocalName(f.ID)+" has", "its container image brings the runtime")
			continue
		}
		end, why := lastPatches(f.Runtime, ends)
		switch {
		case why != "":
			p.Unknown(s, "whether the runtime of "+model.LocalName(f.ID)+" is maintained", why)
		case p.Now.Before(end.first):
			p.Met(s)
		case p.Now.Before(end.last):
			c, _ := f.Runtime.Cause()
			p.Unknown(s, "whether the runtime of "+model.LocalName(f.ID)+" is maintained", c.Reason)
		default:
			severity := finding.Medium
			if p.Now.After(end.last.AddDate(1, 0, 0)) {
				severity = finding.High
			}
			p.NotMet(s, "runtime "+end.names+" of "+model.LocalName(f.ID)+" has had no patches since "+end.last.Format(time.DateOnly), check.At(f.Runtime.At), check.Severity(severity))
		}
	}
}

// ending is when a runtime, or the runtimes that one may be, get their last patches.
type ending struct {
	names       string
	first, last time.Time
}

// lastPatches looks a runtime up; the reason says why nothing can be said of it.
func lastPatches(runtime model.Value, ends map[string]time.Time) (e ending, reason string) {
	if name, known := runtime.Text(); known {
		day, listed := ends[name]
		if !listed {
			return e, "runtime " + runtime.String() + " is not in the table of runtimes"
		}
		return ending{names: name, first: day, last: day}, ""
	}
	options := runtime.Options()
	if len(options) == 0 {
		c, _ := runtime.Cause()
		return e, cmp.Or(c.Reason, runtime.String()+" is known only when deployed")
	}
	for _, option := range options {
		o, why := lastPatches(option, ends)
		switch {
		case why != "":
			return e, why
		case e.names == "":
			e = o
			continue
		}
		e.names += " or " + o.names
		if o.first.Before(e.first) {
			e.first = o.first
		}
		if o.last.After(e.last) {
			e.last = o.last
		}
	}
	return e, ""
}
