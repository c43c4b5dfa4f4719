package pipeline

import (
	"cmp"
	"fmt"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var codeSigning = check.Rule{
	ID:       "pipeline-code-signing-off",
	Title:    "Function runs code that nobody signed",
	Severity: finding.Low,
	Why: "Whoever may upload code, or gets at the bucket it comes from, decides what runs. " +
		"With code signing enforced only what the pipeline signed is accepted.",
	Remedy:   "Add a CodeSigningConfig with UntrustedArtifactOnDeployment: Enforce and sign the package in the pipeline.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
	},
	CWE:      []string{"CWE-345"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "HIPAA:164.312(c)(1)"},
	Run:      runCodeSigning,
}

// runCodeSigning answers once for the application: hardly anybody signs, and those who do sign all.
// Whether a configuration refuses what is not signed is another question (pipeline-code-signing-warn).
func runCodeSigning(p *check.Pass) {
	var unsigned, open []*model.Function
	asked, why := 0, ""
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		if f.Properties.Get("PackageType").TextOr("") == "Image" || f.Inline {
			continue // images are signed elsewhere; inline code cannot be signed
		}
		if f.Library != "" {
			continue // the code of a library's helper is the library's to sign
		}
		asked++
		config := f.Properties.Get("CodeSigningConfigArn")
		written, reason := check.Written(config)
		if _, declared := p.App.Resource(config.Target()); written && !declared {
			reason = cmp.Or(reason, "the code signing configuration "+config.String()+" is not declared here")
		}
		switch {
		case reason != "":
			open, why = append(open, f), cmp.Or(why, reason)
		case !written:
			unsigned = append(unsigned, f)
		}
	}
	switch {
	case len(unsigned) > 0 && len(unsigned) < asked:
		p.NotMet(p.Application(unsigned), fmt.Sprintf("code of %s need not be signed (%d of %d functions)", names(unsigned), len(unsigned), asked))
	case len(unsigned) > 0:
		p.NotMet(p.Application(unsigned), "code of "+names(unsigned)+" need not be signed")
	case len(open) > 0:
		p.Unknown(p.Application(open), "whether code of "+names(open)+" must be signed", why)
	case asked > 0:
		p.Met(p.Application(nil))
	}
}

func names(functions []*model.Function) string {
	ids := make([]string, len(functions))
	for i, f := range functions {
		ids[i] = f.ID
	}
	return check.Names(ids)
}
