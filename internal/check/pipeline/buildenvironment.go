package pipeline

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var buildPlaintextEnvironment = check.Rule{
	ID:       "pipeline-build-plaintext-environment",
	Title:    "Secret in the environment of a build",
	Severity: finding.High,
	Why: "Everybody who may look at the project reads the secret, and every build step and package that it installs can send it away. " +
		"One that a hidden parameter gives is not in the repository but as readable in the project: medium.",
	Remedy:   "Set the variable's Type to SECRETS_MANAGER or PARAMETER_STORE and its Value to the name of the secret.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-environmentvariable.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
	},
	CWE:      []string{"CWE-312", "CWE-798"},
	OWASP:    []string{"A02:2021", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runBuildPlaintextEnvironment,
}

func runBuildPlaintextEnvironment(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != codeBuild {
			continue
		}
		for _, variable := range r.Properties.Get("Environment", "EnvironmentVariables").OneOrMany() {
			s := p.Resource(r)
			name := variable.Get("Name").String()
			s.Detail = name
			value := variable.Get("Value")
			plain, why := check.Settle(variable.Get("Type"), func(v model.Value) bool { return v.TextOr("PLAINTEXT") == "PLAINTEXT" })
			switch {
			case !value.IsSecret() || !plain && why == "":
				p.Met(s)
			case why != "":
				p.Unknown(s, "whether "+name+" of project "+model.LocalName(r.ID)+" is written out", why)
			case value.IsUnknown():
				p.NotMet(s, name+" of project "+model.LocalName(r.ID)+" is given by a hidden parameter and readable in the project", check.At(value.At), check.Severity(finding.Medium))
			default:
				p.NotMet(s, name+" of project "+model.LocalName(r.ID)+" holds a secret", check.At(value.At), check.Confidence(finding.Firm),
					check.Because(value.At, "value with fingerprint "+value.Fingerprint()))
			}
		}
	}
}
