package privilege

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var wildcardResource = check.Rule{
	ID:       "privilege-wildcard-resource",
	Title:    "Grant on every resource of actions that could name theirs",
	Severity: finding.Medium,
	Why: "The grant covers every table, bucket or secret of the account, those of other applications included. " +
		"It is high where the action reads or changes data, code, secrets or permissions, and low where it only looks at how things are set up.",
	Remedy:   "Name the resources, for example with !GetAtt Table.Arn. Actions that have no resource level keep \"*\", in a statement of their own.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
		"https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
	},
	CWE:      []string{"CWE-732"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.2", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runWildcardResource,
}

func runWildcardResource(p *check.Pass) {
	own(p, func(g *model.Grant, h *access.Holding) {
		s := p.Grant(g)
		if len(g.Actions) == 0 || len(g.NotResources) > 0 {
			return // what these mean are other rules' questions
		}
		if _, width := widest(g.Resources); width < policy.WidthKind {
			if c, unknown := hole(g.Resources); unknown {
				p.Unknown(s, "which resources "+holder(p, g)+" may use", c.Reason)
				return
			}
			p.Met(s)
			return
		}
		star, worst, count := worstOn(g, h)
		conditions := policy.Conditions(g.Conditions)
		limit := policy.Narrow(conditions, policy.AspectWhich, policy.AspectBehalf)
		if count == 0 || worst.Level() < catalogue.LevelPermissions && limit == policy.Yes {
			p.Met(s) // the actions have no resource level, or a condition says which resources
			return
		}
		if c, unknown := policy.Cause(conditions); unknown && limit == policy.Maybe {
			p.Unknown(s, "which resources "+holder(p, g)+" may use", c.Reason)
			return
		}
		on := " on every resource"
		if policy.ResourceWidth(star) != policy.WidthAll {
			on += " of the kind (" + star.String() + ")"
		}
		what := worst.String()
		if count > 1 {
			what += fmt.Sprintf(" and %d more", count-1)
		}
		severity := severityOf(worst)
		if runsNoCode(p.App, g.Identity) {
			severity = min(severity, finding.Medium)
		}
		options := append(append(limitsOf(h), neededOf(p, g)...), check.At(star.At), check.Severity(severity))
		p.NotMet(s, holder(p, g)+" may do "+what+on, options...)
	})
}

// worstOn is the worst of the actions that a grant allows on a wide pattern, the pattern, and how many
// such actions there are. An action counts where it acts on what the pattern names, and where neither a
// Deny nor the boundary takes it away.
func worstOn(g *model.Grant, h *access.Holding) (star model.Value, worst catalogue.Action, count int) {
	worst = -1
	seen := map[catalogue.Action]bool{}
	for _, r := range g.Resources {
		width := policy.ResourceWidth(r)
		if width < policy.WidthKind {
			continue
		}
		for _, v := range g.Actions {
			pattern, known := v.Text()
			whole := policy.ActionWidth(v) >= policy.WidthService // left to the rule on actions, as long as it is
			if !known || whole && (!h.Limited || !isGone(g, h, pattern)) {
				continue
			}
			for a := range catalogue.Match(pattern) {
				if seen[a] || !counts(a) || !access.Fits(a, r) || h.Limited && h.MayWidely(a, r) == policy.No {
					continue
				}
				seen[a] = true
				if count++; worst < 0 || rank(a) > rank(worst) {
					star, worst = r, a
				}
			}
		}
	}
	return star, worst, count
}

// isGone reports whether a Deny or the boundary leaves no service whole of what a pattern takes in: what
// is left are single actions.
func isGone(g *model.Grant, h *access.Holding, pattern string) bool {
	actions := &catalogue.Set{}
	actions.AddPattern(pattern)
	return remains(h, g, actions).gone()
}

// counts reports whether an action has a resource level that matters: iam:PassRole is a rule of its own.
func counts(a catalogue.Action) bool {
	return a.HasResources() && !least.Telemetry(a) && a.String() != "iam:PassRole"
}

// runsCode reports whether code of the application, or of whoever it trusts, runs as an identity: a
// role that events or a pipeline take to start something is steered by nobody.
func runsCode(app *model.App, identity string) bool {
	if i, ok := app.Identity(identity); !ok || i.Kind != model.IdentityRole || len(app.FunctionsOf(identity)) > 0 {
		return true
	}
	for _, service := range []string{"lambda", "ec2", "ecs-tasks", "codebuild", "glue", "sagemaker", "batch", "tasks.apprunner", "eks", "pods.eks", "bedrock-agentcore"} {
		if trusts(app, identity, service+".amazonaws.com") {
			return true
		}
	}
	return false
}

// runsNoCode reports whether a role is only for services that do one thing with it, which is not to run
// code of the application: nobody steers them.
func runsNoCode(app *model.App, role string) bool {
	services := 0
	for i := range app.Grants {
		g := &app.Grants[i]
		if g.Resource != role || g.Mechanism != model.MechanismTrust || g.Effect != model.Allow {
			continue
		}
		for _, who := range policy.Principals(g.Principals) {
			switch who.Name.String() {
			case "apigateway.amazonaws.com", "vpc-flow-logs.amazonaws.com", "monitoring.rds.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com":
				services++
			default:
				return false
			}
		}
	}
	return services > 0
}

// severityOf is how bad an action is on resources that it was not meant for: high where it gives
// permissions or gets at data, code or identities, low where it only looks at how things are set up, or
// where the provider's own policies have it on everything (AWSLambdaVPCAccessExecutionRole).
func severityOf(a catalogue.Action) finding.Severity {
	switch {
	case inVPC(a):
		return finding.Low
	case a.Level() == catalogue.LevelPermissions, readsData(a), a.Level() == catalogue.LevelWrite && changesData(a):
		return finding.High
	case a.Level() == catalogue.LevelWrite, a.Level() == catalogue.LevelTagging:
		return finding.Medium
	}
	return finding.Low
}

// inVPC reports whether an action is one of those that a function in a network needs for its interfaces.
func inVPC(a catalogue.Action) bool {
	switch a.String() {
	case "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses":
		return true
	}
	return false
}

func rank(a catalogue.Action) int {
	return int(severityOf(a))*10 + map[catalogue.Level]int{catalogue.LevelPermissions: 3, catalogue.LevelWrite: 2, catalogue.LevelRead: 1}[a.Level()]
}

// changesData reports whether the writes of an action's service change data, code or identities.
func changesData(a catalogue.Action) bool {
	switch a.Service().Prefix() {
	case "dynamodb", "s3", "rds-data", "rds", "secretsmanager", "ssm", "kms", "lambda", "iam", "sts", "states", "cloudformation",
		"codebuild", "codepipeline", "ecr", "cognito-idp", "es", "redshift-data", "scheduler", "glue", "athena":
		return a.String() != "ssm:UpdateInstanceInformation"
	}
	return false
}

// readsData reports whether an action reads what is kept rather than how it is set up.
func readsData(a catalogue.Action) bool {
	switch a.Service().Prefix() + ":" + a.Name() {
	case "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect", "dynamodb:GetRecords",
		"s3:GetObject", "s3:GetObjectVersion", "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue",
		"ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "kms:Decrypt", "sqs:ReceiveMessage",
		"kinesis:GetRecords", "rds-data:ExecuteStatement", "logs:GetLogEvents", "logs:FilterLogEvents", "es:ESHttpGet",
		"athena:GetQueryResults", "codecommit:GitPull", "lambda:GetFunction":
		return true
	}
	return false
}
