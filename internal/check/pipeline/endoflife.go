package pipeline

import (
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
		name, known := f.Runtime.Text()
		if !known {
			c, _ := f.Runtime.Cause()
			p.Unknown(s, "which runtime "+model.LocalName(f.ID)+" has", c.Reason)
			continue
		}
		end, listed := ends[name]
		switch {
		case !listed:
			p.Unknown(s, "whether runtime "+name+" of "+model.LocalName(f.ID)+" is maintained", "runtime "+name+" is not in the table of runtimes")
		case p.Now.Before(end):
			p.Met(s)
		default:
			severity := finding.Medium
			if p.Now.After(end.AddDate(1, 0, 0)) {
				severity = finding.High
			}
			p.NotMet(s, "runtime "+name+" of "+model.LocalName(f.ID)+" has had no patches since "+end.Format(time.DateOnly), check.At(f.Runtime.At), check.Severity(severity))
		}
	}
}
