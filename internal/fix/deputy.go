package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// caller is a condition that says for whom a service acts.
type caller struct {
	key   string // SourceArn or SourceAccount
	value splice.Value
}

var ownAccount = caller{"SourceAccount", splice.Ref("AWS::AccountId")}

// saysAccount are the services that say whose account they act for when they use a resource (the guide of
// each, "Cross-service confused deputy prevention"). An S3 bucket's ARN would also close a circle: the
// bucket's notifications need the permission first.
var saysAccount = map[string]bool{
	"s3": true, "ses": true, "config": true, "iot": true, "codecommit": true, "secretsmanager": true, "cloudwatch": true, "budgets": true,
	"backup": true, "codestar-notifications": true,
}

// sayForWhom has a resource let a service in for one source alone, or for the own account.
func sayForWhom(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	services := s.grant.Principals.Get("Service").OneOrMany()
	if len(services) != 1 || len(s.grant.Principals.Fields()) != 1 {
		return Proposal{}, advise("the statement lets in several: write one for each, with the source that each acts for")
	}
	service, _, _ := strings.Cut(services[0].String(), ".")
	who, ok := c.callerOf(s, service)
	if !ok {
		return Proposal{}, &AdviceError{
			Reason: "which " + service + " it should act for is not known here",
			Text:   "Add to " + s.w.name + " the ARN of what calls: SourceArn of a permission, or the condition ArnLike aws:SourceArn of a policy's statement.",
		}
	}
	if s.w.kind == "AWS::Lambda::Permission" {
		s.d.set(who.value, s.in(who.key)...)
		s.d.touch(s.w.id, who.key)
	} else {
		operator := "StringEquals"
		if who.key == "SourceArn" {
			operator = "ArnLike"
		}
		s.d.set(who.value, s.in("Condition", operator, "aws:"+who.key)...)
	}
	return s.done()
}

// callerOf is what a service acts for: the one thing of the application that calls through it, else the
// own account where the service says so.
func (c *Case) callerOf(s *statement, service string) (caller, bool) {
	found := map[string]splice.Value{}
	for id, v := range c.callers(s.grant.Resource, service) {
		if n := s.d.at("Resources", local(id)); strings.HasPrefix(id, s.d.prefix) && n != nil && !dependsOn(n.Get("DependsOn"), s.w.name) {
			found[id] = v
		}
	}
	for _, v := range found {
		if len(found) == 1 {
			return caller{"SourceArn", v}, true
		}
	}
	return ownAccount, saysAccount[service]
}

// callers are the ARNs of what calls a function, or sends to a queue, through a service, by id.
func (c *Case) callers(called, service string) map[string]splice.Value {
	found := map[string]splice.Value{}
	switch service {
	case "apigateway":
		for i := range c.App.Routes {
			if r := &c.App.Routes[i]; r.Function == called && r.Protocol != "url" {
				found[r.API] = splice.Sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${" + local(r.API) + "}/*")
			}
		}
	case "sns":
		for _, e := range c.App.Edges {
			if r, ok := c.App.Resource(e.From); ok && e.To == called && r.Kind == model.KindTopic {
				found[r.ID] = splice.Ref(local(r.ID))
			}
		}
	case "events":
		for i := range c.App.Resources {
			r := &c.App.Resources[i]
			for _, target := range r.Properties.Get("Targets").OneOrMany() {
				if r.Type == "AWS::Events::Rule" && target.Get("Arn").Target() == called {
					found[r.ID] = splice.GetAtt(local(r.ID), "Arn")
				}
			}
		}
	case "cognito-idp":
		f, _ := c.App.Function(called)
		for i := range c.App.Resources {
			if r := &c.App.Resources[i]; f != nil && r.Kind == model.KindUserPool && slices.ContainsFunc(f.Triggers, func(t model.Trigger) bool { return t.From == r.ID }) {
				found[r.ID] = splice.GetAtt(local(r.ID), "Arn")
			}
		}
	}
	return found
}

// dependsOn reports whether a DependsOn names a resource.
func dependsOn(n *source.Node, name string) bool {
	if n == nil {
		return false
	}
	return n.Text == name || slices.ContainsFunc(n.Items, func(item *source.Node) bool { return item.Text == name })
}

// trustForOwn has a role be assumed on behalf of the own account alone.
func trustForOwn(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	for _, who := range policy.Principals(s.grant.Principals) {
		service, _, _ := strings.Cut(who.Name.String(), ".")
		if who.Kind != policy.PrincipalService || !saysAccountWhenAssuming[service] {
			return Proposal{}, advise("the statement trusts " + who.Name.String() + " too, which would be refused: write a statement of its own for " + c.Finding.Detail[strings.LastIndexByte(c.Finding.Detail, ' ')+1:])
		}
	}
	s.d.set(splice.Ref("AWS::AccountId"), s.in("Condition", "StringEquals", "aws:SourceAccount")...)
	return s.done()
}

// saysAccountWhenAssuming are the services whose guide asks for aws:SourceAccount in the trust policy of the
// role that they assume.
var saysAccountWhenAssuming = map[string]bool{
	"scheduler": true, "states": true, "pipes": true, "events": true, "appsync": true, "bedrock": true, "bedrock-agentcore": true, "glue": true,
	"sagemaker": true, "codebuild": true, "codepipeline": true, "firehose": true, "kinesisanalytics": true, "iot": true, "transcribe": true, "comprehend": true,
	"personalize": true, "forecast": true, "frauddetector": true, "lexv2": true, "transfer": true, "datasync": true,
	"appflow": true, "vpc-flow-logs": true, "fis": true, "ssm": true,
}

// externalID asks another account for a word that it was given before it may become a role.
func externalID(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	for _, who := range policy.Principals(s.grant.Principals) {
		if audience, _ := who.Audience(); audience != policy.AudienceAccount {
			return Proposal{}, advise("the statement trusts others too, which know no external id: write a statement of its own for the account")
		}
	}
	name := s.d.ask(s.w.name+"ExternalId", "What the other account has to give to become "+s.w.name)
	s.d.set(splice.Ref(name), s.in("Condition", "StringEquals", "sts:ExternalId")...)
	s.d.note("The next deployment asks for the parameter " + name + ", and the other account has to give it when it assumes the role.")
	return s.done()
}

// ownGuests has a role be assumed by the users of the identity pool of the application alone.
func ownGuests(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	const provider = "cognito-identity.amazonaws.com"
	var pools []string
	for i := range c.App.Resources {
		if r := &c.App.Resources[i]; r.Type == "AWS::Cognito::IdentityPool" && s.d.at("Resources", local(r.ID)) != nil {
			pools = append(pools, local(r.ID))
		}
	}
	if who := policy.Principals(s.grant.Principals); len(who) != 1 || who[0].Name.String() != provider || len(pools) != 1 {
		return Proposal{}, &AdviceError{
			Reason: "whose users are meant is not known here",
			Text:   "Add to the trust policy of " + s.w.name + " the condition StringEquals with the provider's :aud, and StringLike with its :sub, of the one repository, project or service account that is meant (repo:OWNER/NAME:*).",
		}
	}
	s.d.set(splice.Ref(pools[0]), s.in("Condition", "StringEquals", provider+":aud")...)
	return s.done()
}
