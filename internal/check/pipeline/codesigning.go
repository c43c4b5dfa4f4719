package pipeline

import (
	"strings"

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

func runCodeSigning(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		if f.Properties.Get("PackageType").TextOr("") == "Image" || f.Inline {
			continue // images are signed elsewhere; inline code cannot be signed
		}
		s := check.Function(f)
		config := f.Properties.Get("CodeSigningConfigArn")
		written, why := check.Written(config)
		if why != "" {
			p.Unknown(s, "whether code of "+model.LocalName(f.ID)+" must be signed", why)
			continue
		}
		if !written {
			p.NotMet(s, "code of "+model.LocalName(f.ID)+" need not be signed")
			continue
		}
		declared, ok := p.App.Resource(config.Target())
		if !ok {
			p.Unknown(s, "whether unsigned code of "+model.LocalName(f.ID)+" is refused", "the code signing configuration "+config.String()+" is not declared here")
			continue
		}
		action := declared.Properties.Get("CodeSigningPolicies", "UntrustedArtifactOnDeployment")
		switch {
		case strings.EqualFold(action.TextOr("Warn"), "Enforce"):
			p.Met(s)
		case action.IsUnknown():
			c, _ := action.Cause()
			p.Unknown(s, "whether unsigned code of "+model.LocalName(f.ID)+" is refused", c.Reason)
		default:
			p.NotMet(s, "unsigned code of "+model.LocalName(f.ID)+" is only warned about", check.At(declared.At))
		}
	}
}
