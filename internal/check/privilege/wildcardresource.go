package privilege

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
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
	own(p, func(g *model.Grant) {
		s := p.Grant(g)
		if len(g.Actions) == 0 {
			return // what a grant of NotAction means is another rule's question
		}
		var star model.Value
		on := " on every resource"
		for _, r := range g.Resources {
			switch {
			case isEverything(r):
				star, on = r, " on every resource"
			case star.IsAbsent() && everyOfAKind(r):
				star, on = r, " on every resource of the kind ("+r.String()+")"
			}
		}
		if len(g.NotResources) > 0 {
			star, on = g.NotResources[0], " on every resource but "+listed(g.NotResources)
		}
		if star.IsAbsent() {
			if c, unknown := hole(g.Resources); unknown {
				p.Unknown(s, "which resources "+holder(p, g)+" may use", c.Reason)
				return
			}
			p.Met(s)
			return
		}
		worst, count := widest(g.Actions)
		if count == 0 || worst.Level() < catalogue.LevelPermissions && saysWhich(g.Conditions) {
			p.Met(s) // the actions have no resource level, or a condition says which resources
			return
		}
		if c, unknown := g.Conditions.Cause(); unknown {
			p.Unknown(s, "which resources "+holder(p, g)+" may use", c.Reason)
			return
		}
		what := worst.String()
		if count > 1 {
			what += fmt.Sprintf(" and %d more", count-1)
		}
		p.NotMet(s, holder(p, g)+" may do "+what+on, check.At(star.At), check.Severity(severityOf(worst)))
	})
}

// saysWhich reports whether conditions can say which resources are meant. How and when somebody asks
// says nothing of that.
func saysWhich(conditions model.Value) bool {
	for _, operator := range conditions.Fields() {
		for _, key := range operator.Value.Fields() {
			switch strings.ToLower(key.Key) {
			case "aws:securetransport", "aws:requestedregion", "aws:currenttime", "aws:epochtime", "aws:multifactorauthpresent",
				"aws:multifactorauthage", "aws:useragent", "aws:sourceip", "aws:tokenissuetime":
			default:
				return true
			}
		}
	}
	return false
}

// everyOfAKind reports whether an ARN names every resource of a type, whatever its name: every bucket
// (arn:aws:s3:::*), every table (arn:aws:dynamodb:*:*:table/*).
func everyOfAKind(v model.Value) bool {
	var b strings.Builder
	for _, part := range v.Parts() {
		text, known := part.Text()
		if !known {
			text = "hole" // part of an account, a region or a name
		}
		b.WriteString(text)
	}
	fields := strings.SplitN(b.String(), ":", 6)
	if len(fields) < 6 || fields[0] != "arn" || fields[2] == "execute-api" { // there an API stands first
		return false
	}
	name := fields[5]
	if fields[2] != "s3" { // what stands before the first separator is the type
		if i := strings.IndexAny(name, "/:"); i >= 0 && !strings.Contains(name[:i], "*") {
			name = name[i+1:]
		}
	}
	return strings.HasPrefix(name, "*") && strings.Trim(name, "*/:") == ""
}

// widest is the worst of the actions that some patterns cover and that have a resource level, and
// how many of these there are. Whole services are left to the rule on
// actions, iam:PassRole to its own.
func widest(patterns []model.Value) (worst catalogue.Action, count int) {
	worst = -1
	seen := map[catalogue.Action]bool{}
	for _, v := range patterns {
		pattern, known := v.Text()
		if _, name, _ := strings.Cut(pattern, ":"); !known || isEverything(v) || isStars(name) {
			continue
		}
		for a := range catalogue.Match(pattern) {
			if !a.HasResources() || seen[a] || telemetry(a) || a.String() == "iam:PassRole" {
				continue
			}
			seen[a] = true
			count++
			if worst < 0 || rank(a) > rank(worst) {
				worst = a
			}
		}
	}
	return worst, count
}

// telemetry reports whether an action only writes logs and measurements, which tell nothing and cost
// little: the policies that AWS itself gives every function have them on "*".
func telemetry(a catalogue.Action) bool {
	switch a.String() {
	case "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams",
		"cloudwatch:PutMetricData":
		return true
	}
	return a.Service().Prefix() == "xray"
}

// severityOf is how bad an action is on resources that it was not meant for: high where it gives
// permissions or gets at data, code or identities, low where it only looks at how things are set up.
func severityOf(a catalogue.Action) finding.Severity {
	switch {
	case a.Level() == catalogue.LevelPermissions, readsData(a), a.Level() == catalogue.LevelWrite && changesData(a):
		return finding.High
	case a.Level() == catalogue.LevelWrite, a.Level() == catalogue.LevelTagging:
		return finding.Medium
	}
	return finding.Low
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
