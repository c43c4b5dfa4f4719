package pipeline

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var buildPrivileged = check.Rule{
	ID:       "pipeline-build-privileged",
	Title:    "Build with all rights on its host",
	Severity: finding.Medium,
	Why: "A build step, or a package that it installs, gets out of the container and has everything that the build's host has. " +
		"Only builds that make container images themselves need it.",
	Remedy:   "Set Environment.PrivilegedMode to false; build images with a tool that needs no daemon, or in a project of its own with a role that can only push.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/codebuild/latest/userguide/security_best-practices.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-environment.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
	},
	CWE:      []string{"CWE-250"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:2.2.6", "PCI-DSS-4.0.1:7.2.5"},
	Run:      runBuildPrivileged,
}

func runBuildPrivileged(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != codeBuild {
			continue
		}
		s := p.Resource(r)
		v := r.Properties.Get("Environment", "PrivilegedMode")
		switch on, why := isTrue(v); {
		case why != "":
			p.Unknown(s, "whether builds of project "+model.LocalName(r.ID)+" are privileged", why)
		case on:
			p.NotMet(s, "builds of project "+model.LocalName(r.ID)+" are privileged", check.At(v.At))
		default:
			p.Met(s)
		}
	}
}
