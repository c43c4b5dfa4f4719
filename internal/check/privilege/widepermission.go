package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var widePermission = check.Rule{
	ID:       "privilege-wide-permission",
	Title:    "Permission to call a function that is wider than what calls it",
	Severity: finding.Low,
	Why: "The permission is for one rule, topic or API, and lets every one of the account call the function, or do more than call it: whoever may make a rule can make the function run with input of his own. " +
		"It is medium where it allows more than to call.",
	Remedy:   "Set Action to lambda:InvokeFunction, and SourceArn to the ARN of what calls, without a wildcard in its name.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html",
	},
	CWE:      []string{"CWE-272", "CWE-441"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(a)(1)"},
	Run:      runWidePermission,
}

func runWidePermission(p *check.Pass) {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		r, permission := p.App.Resource(g.ID)
		if !permission || r.Type != "AWS::Lambda::Permission" || g.Effect != model.Allow {
			continue
		}
		s := p.Grant(g)
		name := model.LocalName(g.Resource)
		service := serviceName(g.Principals.Get("Service").String())
		var more []string
		for action := range access.ActionsOf(g).All() {
			if action.String() != "lambda:InvokeFunction" && action.String() != "lambda:InvokeFunctionUrl" {
				more = append(more, action.String())
			}
		}
		source, wide := anySource(g)
		caller := callerOf(p.App, g.Resource, service)
		switch {
		case g.Principals.Get("Service").IsAbsent(): // other rules speak of accounts and of everybody
		case len(more) > 0:
			p.NotMet(s, service+" may do "+g.Actions[0].String()+" with "+name+", and all that it does is to call it", check.Severity(finding.Medium), check.AtValue(r.Properties.Get("Action")))
		case wide && caller != "":
			p.NotMet(s, service+" may call "+name+" for everything named "+source+", and here only "+model.LocalName(caller)+" does", check.AtValue(r.Properties.Get("SourceArn")))
		default:
			p.Met(s)
		}
	}
}

// anySource is the pattern of names by which a permission lets in many things of a service; wide is false where it names one.
func anySource(g *model.Grant) (pattern string, wide bool) {
	for _, c := range policy.Conditions(g.Conditions) {
		if !strings.EqualFold(c.Key, "aws:SourceArn") {
			continue
		}
		for _, v := range c.Values {
			fields := strings.SplitN(arnText(v), ":", 6)
			if len(fields) < 6 {
				continue
			}
			name := fields[5]
			if fields[2] == "execute-api" {
				name, _, _ = strings.Cut(name, "/") // the rest is the stage, the method and the path
			}
			if strings.ContainsAny(name, "*?") {
				return name, true
			}
		}
	}
	return "", false
}

// callerOf is the one thing of the application that calls a function through a service; "" where there are none or several.
func callerOf(app *model.App, function, service string) string {
	var from []string
	note := func(id string) {
		if id != "" && !slices.Contains(from, id) {
			from = append(from, id)
		}
	}
	switch service {
	case "apigateway":
		for _, r := range app.Routes {
			if r.Function == function && r.Protocol != "url" {
				note(r.API)
			}
		}
	case "events", "sns":
		f, _ := app.Function(function)
		kind := map[string]string{"events": "AWS::Events::Rule", "sns": "AWS::SNS::Topic"}[service]
		for _, e := range app.Edges {
			if r, ok := app.Resource(e.From); ok && f != nil && e.To == function && r.Type == kind {
				note(r.ID)
			}
		}
	}
	if len(from) != 1 {
		return ""
	}
	return from[0]
}

// arnText is an ARN with a word for each part of it that is a reference, or not known.
func arnText(v model.Value) string {
	var b strings.Builder
	for _, p := range v.Parts() {
		text, known := p.Text()
		if !known {
			text = "given"
		}
		b.WriteString(text)
	}
	return b.String()
}
