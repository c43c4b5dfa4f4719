package privilege

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var trustWithoutSource = check.Rule{
	ID:       "privilege-trust-without-source",
	Title:    "Role that a service may assume on behalf of anybody",
	Severity: finding.Low,
	Why: "The service acts for many customers, and the role does not say for whom: one who makes the service use the role's ARN acts with its permissions. " +
		"Low, since the services check today that a role belongs to the account that passes it; the condition holds also where one does not.",
	Remedy:   "Add the condition aws:SourceAccount with your account, and aws:SourceArn with what uses the role, to the role's trust policy.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
		"https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
		"https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html",
	},
	CWE:      []string{"CWE-441"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(a)(1)"},
	Run:      runTrustWithoutSource,
}

// askForSource are the services whose documentation asks for the condition in the trust policy of the
// role that they assume ("Cross-service confused deputy prevention" in the guide of each). Lambda, EC2 and
// ECS tasks are not among them: their roles belong to what runs.
var askForSource = map[string]bool{
	"scheduler": true, "states": true, "events": true, "pipes": true, "apigateway": true, "appsync": true, "bedrock": true, "bedrock-agentcore": true,
	"glue": true, "sagemaker": true, "codebuild": true, "codepipeline": true, "firehose": true, "kinesisanalytics": true, "iot": true,
	"transcribe": true, "comprehend": true, "personalize": true, "forecast": true, "frauddetector": true, "lexv2": true, "lex": true,
	"transfer": true, "datasync": true, "appflow": true, "vpc-flow-logs": true, "fis": true, "ssm": true, "dms": true,
}

func runTrustWithoutSource(p *check.Pass) {
	eachTrust(p, func(g *model.Grant, role string) {
		if isGenerated(p, g) {
			return // a transform writes its own trust policies: who wants another has to bring a role
		}
		for _, who := range policy.Principals(g.Principals) {
			service, _, _ := strings.Cut(who.Name.String(), ".") // one region's is called states.eu-west-1.amazonaws.com
			if who.Kind != policy.PrincipalService || !askForSource[service] {
				continue
			}
			s := p.Grant(g)
			s.Detail += " " + service
			conditions := policy.Conditions(g.Conditions)
			switch says, why := saysForWhom(g, service); {
			case says == policy.Yes, policy.Narrow(conditions, policy.AspectWho) == policy.Yes: // an external id
				p.Met(s)
			case says == policy.Maybe:
				p.Unknown(s, "on whose behalf "+service+" may assume role "+role, why)
			default:
				p.NotMet(s, "role "+role+" may be assumed by "+service+" on behalf of any account", check.At(who.At))
			}
		}
	})
}

// eachTrust visits the statements that say who may assume a role of the application, with the role's
// name.
func eachTrust(p *check.Pass, visit func(g *model.Grant, role string)) {
	for i := range p.App.Grants {
		if g := &p.App.Grants[i]; g.Mechanism == model.MechanismTrust && g.Effect == model.Allow {
			visit(g, model.LocalName(g.Resource))
		}
	}
}

// isGenerated reports whether a role's trust policy stands where the role does: nobody wrote it.
func isGenerated(p *check.Pass, g *model.Grant) bool {
	role, ok := p.App.Identity(g.Resource)
	return ok && role.Trust.At == role.At
}
