package pipeline

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var codeSigningWarn = check.Rule{
	ID:       "pipeline-code-signing-warn",
	Title:    "Unsigned code is deployed with a warning",
	Severity: finding.Low,
	Why: "Whoever may upload code runs what they like, and the only trace is a line in a log that nobody reads. " +
		"Warn is also what counts when nothing is said.",
	Remedy:   "Set CodeSigningPolicies.UntrustedArtifactOnDeployment to Enforce.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-codesigningconfig-codesigningpolicies.html",
	},
	CWE:      []string{"CWE-345"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "HIPAA:164.312(c)(1)", "HIPAA:164.312(c)(2)"},
	Run:      runCodeSigningWarn,
}

func runCodeSigningWarn(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Lambda::CodeSigningConfig" {
			continue
		}
		s := p.Resource(r)
		for j := range p.App.Functions {
			if f := &p.App.Functions[j]; f.Properties.Get("CodeSigningConfigArn").Target() == r.ID {
				s.Functions = append(s.Functions, f.ID)
			}
		}
		v := r.Properties.Get("CodeSigningPolicies", "UntrustedArtifactOnDeployment")
		switch enforced, why := check.Settle(v, func(v model.Value) bool { return strings.EqualFold(v.TextOr("Warn"), "Enforce") }); {
		case why != "":
			p.Unknown(s, "whether "+model.LocalName(r.ID)+" refuses unsigned code", why)
		case enforced:
			p.Met(s)
		default:
			p.NotMet(s, model.LocalName(r.ID)+" only warns about unsigned code", written(v))
		}
	}
}
