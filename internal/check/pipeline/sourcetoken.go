package pipeline

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var sourceToken = check.Rule{
	ID:       "pipeline-source-token",
	Title:    "Pipeline gets its source with a person's token",
	Severity: finding.Medium,
	Why: "The token opens every repository of the person who made it, does not expire with their job and lies in the pipeline's configuration; a webhook whose secret is known or missing lets anybody start builds. " +
		"The provider recommends a connection, which is limited to chosen repositories and can be revoked in one place.",
	Remedy:   "Use a source action of provider CodeStarSourceConnection with an AWS::CodeConnections::Connection; give a webhook a SecretToken from Secrets Manager.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/appendix-github-oauth.html",
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/update-github-action-connections.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-webhook.html",
	},
	CWE:      []string{"CWE-522", "CWE-306"},
	OWASP:    []string{"A07:2021", "A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(5)(ii)(D)"},
	Run:      runSourceToken,
}

func runSourceToken(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case codePipeline:
			sourceActions(p, r)
		case "AWS::CodePipeline::Webhook":
			webhookSecret(p, r)
		}
	}
}

// sourceActions asks every source action that gets something from GitHub: GitHub (version 1) has a
// token, a connection has none.
func sourceActions(p *check.Pass, r *model.Resource) {
	actions, _ := actionsOf(r)
	for _, a := range actions {
		if a.category != "Source" || a.provider != "GitHub" && a.provider != "CodeStarSourceConnection" {
			continue
		}
		s := p.Resource(r)
		s.Detail = a.stage + "/" + a.name
		if a.provider == "CodeStarSourceConnection" {
			p.Met(s)
			continue
		}
		cause := a.at
		if token := a.configuration.Get("OAuthToken"); !token.IsAbsent() {
			cause = token.At
		}
		p.NotMet(s, "pipeline "+model.LocalName(r.ID)+" gets its source ("+a.name+") with a person's token", check.At(cause))
	}
}

// webhookSecret asks how a webhook knows that GitHub calls it.
func webhookSecret(p *check.Pass, r *model.Resource) {
	s := p.Resource(r)
	name := "webhook " + model.LocalName(r.ID)
	authentication := r.Properties.Get("Authentication")
	open, why := check.Settle(authentication, func(v model.Value) bool { return v.TextOr("") == "UNAUTHENTICATED" })
	secret := r.Properties.Get("AuthenticationConfiguration", "SecretToken")
	switch text, known := secret.Text(); {
	case open:
		p.NotMet(s, "anybody may call "+name+" and start pipeline "+r.Properties.Get("TargetPipeline").String(), check.At(authentication.At))
	case why != "":
		p.Unknown(s, "who may call "+name, why)
	case known && text != "" && !strings.Contains(text, "{{resolve:"):
		p.NotMet(s, "the secret of "+name+" is written in the template", check.At(secret.At))
	default:
		p.Met(s)
	}
}
