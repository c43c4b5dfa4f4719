package pipeline

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var buildInsecureSSL = check.Rule{
	ID:       "pipeline-build-insecure-ssl",
	Title:    "Build takes its source from any server that answers",
	Severity: finding.Medium,
	Why: "Without a check of the server's certificate, whoever is in the way gives the build another source, and the credentials go to them too. " +
		"The provider says that the setting is for testing alone.",
	Remedy:   "Remove InsecureSsl from Source and SecondarySources; give the project the certificate of a server with its own authority (Environment.Certificate).",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-source.html",
		"https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html",
	},
	CWE:      []string{"CWE-295"},
	OWASP:    []string{"A07:2021", "A08:2021"},
	Controls: []string{"HIPAA:164.312(e)(2)(i)", "GDPR:32(1)(a)"},
	Run:      runBuildInsecureSSL,
}

func runBuildInsecureSSL(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != codeBuild {
			continue
		}
		s := p.Resource(r)
		why := ""
		var cause model.Value
		for _, source := range append([]model.Value{r.Properties.Get("Source")}, r.Properties.Get("SecondarySources").OneOrMany()...) {
			v := source.Get("InsecureSsl")
			on, reason := isTrue(v)
			if on {
				cause = v
			}
			why = cmp.Or(why, reason)
		}
		switch {
		case !cause.IsAbsent():
			p.NotMet(s, "project "+model.LocalName(r.ID)+" does not check the certificate of where its source comes from", check.At(cause.At))
		case why != "":
			p.Unknown(s, "whether project "+model.LocalName(r.ID)+" checks the certificate of where its source comes from", why)
		default:
			p.Met(s)
		}
	}
}
