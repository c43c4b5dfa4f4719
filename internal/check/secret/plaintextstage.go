package secret

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var plaintextStage = check.Rule{
	ID:       "secret-plaintext-stage-variable",
	Title:    "Secret in a stage variable",
	Severity: finding.High,
	Why: "Stage variables are shown to everybody who may look at the API, are passed on to integrations and functions with each request and end up in access logs. " +
		"It is medium where a hidden parameter or a dynamic reference puts the secret there, so that the repository at least does not show it.",
	Remedy:   "Keep the secret in Secrets Manager and let the function fetch it; a stage variable may hold its name.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#stagevariables-template-reference",
	},
	CWE:      []string{"CWE-798", "CWE-312"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runPlaintextStage,
}

// stageVariables are where the types of stages keep their variables.
var stageVariables = map[string][]string{
	"AWS::ApiGateway::Deployment": {"StageDescription", "Variables"},
	"AWS::ApiGateway::Stage":      {"Variables"},
	"AWS::ApiGatewayV2::Stage":    {"StageVariables"},
}

func runPlaintextStage(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if path := stageVariables[r.Type]; path != nil {
			askVariables(p, p.Resource(r), r.Properties.Get(path...))
		}
	}
}
