package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// entry is an entry of a map.
func entry(key string, v splice.Value) splice.Field { return splice.Field{Key: key, Value: v} }

// resource is the body of a resource under the condition of the one that it belongs to.
func (w *written) resource(kind string, properties ...splice.Field) splice.Value {
	fields := []splice.Field{entry("Type", splice.Text(kind))}
	if condition, ok := w.node.Get("Condition").Scalar(); ok { // of no node there is none
		fields = append(fields, entry("Condition", splice.Text(condition)))
	}
	return splice.Map(append(fields, entry("Properties", splice.Map(properties...)))...)
}

// guardedARN is the ARN of what a firewall is to guard, as a template writes it, and the name that the
// firewall is called after.
func (c *Case) guardedARN(w *written) (arn splice.Value, name string, ok bool) {
	id := c.Finding.Resource
	for i := range c.App.Stages {
		if s := &c.App.Stages[i]; s.ID == id {
			return splice.Sub("arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${" + local(s.API) + "}/stages/${" + local(id) + "}"), local(s.API), true
		}
	}
	switch r, _ := c.App.Resource(id); {
	case r == nil:
	case r.Type == "AWS::ElasticLoadBalancingV2::LoadBalancer":
		return splice.Ref(w.name), w.name, true
	case r.Type == "AWS::AppSync::GraphQLApi", r.Type == "AWS::Cognito::UserPool":
		return splice.GetAtt(w.name, "Arn"), w.name, true
	}
	return splice.Value{}, "", false
}

// addFirewall associates a web ACL: the one that the template has, or a new one with a limit for each
// address and the provider's common rules.
func addFirewall(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	arn, name, ok := c.guardedARN(w)
	if !ok {
		return Proposal{}, &AdviceError{
			Reason: "the firewall of a distribution must be declared in us-east-1, and where this template is deployed is not known",
			Text:   "Declare an AWS::WAFv2::WebACL with Scope: CLOUDFRONT in a stack in us-east-1 and set DistributionConfig.WebACLId of " + w.name + " to its ARN.",
		}
	}
	d := w.draft()
	acl := d.firewall()
	if acl == "" {
		body := w
		if c.manyUnguarded() {
			body = &written{node: nil}
		}
		acl = d.declare(name+"Firewall", body.resource("AWS::WAFv2::WebACL", firewall(name)...))
		logs := d.declare(name+"FirewallLogs", body.resource("AWS::Logs::LogGroup",
			entry("LogGroupName", splice.Sub("aws-waf-logs-${AWS::StackName}-"+name)), entry("RetentionInDays", splice.Number("30"))))
		d.declare(name+"FirewallLogging", body.resource("AWS::WAFv2::LoggingConfiguration",
			entry("ResourceArn", splice.GetAtt(acl, "Arn")),
			entry("RedactedFields", splice.List(header("authorization"), header("cookie"), header("x-api-key"))),
			entry("LogDestinationConfigs", splice.List(splice.Sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${"+logs+"}")))))
	}
	association := d.declare(name+"FirewallAssociation", w.resource("AWS::WAFv2::WebACLAssociation",
		entry("ResourceArn", arn), entry("WebACLArn", splice.GetAtt(acl, "Arn"))))
	d.touch(d.prefix+association, "")
	d.note("The firewall costs some dollars a month, refuses addresses that ask more than 2,000 times in five minutes, and what the common rules take for an attack, bodies of more than 8 KB among it: look at its sampled requests first.")
	return d.done()
}

// header is a header that is not to be logged: it holds what lets a caller in.
func header(name string) splice.Value {
	return splice.Map(entry("SingleHeader", splice.Map(entry("Name", splice.Text(name)))))
}

// manyUnguarded reports whether other findings of the kind will take the same firewall.
func (c *Case) manyUnguarded() bool { return len(c.App.Stages) > 1 }

// firewall is a regional web ACL that the template has, without a condition; "" if it has none.
func (d *draft) firewall() string {
	resources := d.at("Resources")
	for i, key := range resources.Keys {
		n := resources.Items[i]
		kind, _ := n.Get("Type").Scalar()
		scope, _ := n.Get("Properties").Get("Scope").Scalar()
		if kind == "AWS::WAFv2::WebACL" && scope == "REGIONAL" && n.Get("Condition") == nil {
			return key.Text
		}
	}
	return ""
}

// firewall are the properties of a web ACL: a limit for each address, then the provider's common rules (AWS
// WAF Developer Guide, "Baseline rule groups" and "Using rate-based rule statements").
func firewall(name string) []splice.Field {
	visible := func(metric string) splice.Field {
		return entry("VisibilityConfig", splice.Map(entry("SampledRequestsEnabled", splice.Bool(true)), entry("CloudWatchMetricsEnabled", splice.Bool(true)), entry("MetricName", splice.Text(metric))))
	}
	perAddress := splice.Map(entry("Limit", splice.Number("2000")), entry("AggregateKeyType", splice.Text("IP")))
	common := splice.Map(entry("VendorName", splice.Text("AWS")), entry("Name", splice.Text("AWSManagedRulesCommonRuleSet")))
	return []splice.Field{
		entry("Scope", splice.Text("REGIONAL")),
		entry("DefaultAction", splice.Map(entry("Allow", splice.Map()))),
		entry("Rules", splice.List(
			splice.Map(entry("Name", splice.Text("RequestsPerAddress")), entry("Priority", splice.Number("0")),
				entry("Statement", splice.Map(entry("RateBasedStatement", perAddress))), entry("Action", splice.Map(entry("Block", splice.Map()))), visible(name+"RequestsPerAddress")),
			splice.Map(entry("Name", splice.Text("CommonRules")), entry("Priority", splice.Number("1")),
				entry("Statement", splice.Map(entry("ManagedRuleGroupStatement", common))), entry("OverrideAction", splice.Map(entry("None", splice.Map()))), visible(name+"CommonRules")),
		)),
		visible(name + "Firewall"),
	}
}

// addUsagePlan limits how often the keys of an API may be used: the plan that it is in, or a new one with
// the keys that the template declares.
func addUsagePlan(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	throttle := splice.Map(entry("BurstLimit", splice.Number(burst)), entry("RateLimit", splice.Number(rate)))
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		for _, stage := range r.Properties.Get("ApiStages").OneOrMany() {
			if r.Type != "AWS::ApiGateway::UsagePlan" || stage.Get("ApiId").Target() != c.Finding.Resource {
				continue
			}
			plan, err := c.written(r.ID)
			if err != nil {
				return Proposal{}, err
			}
			d := plan.draft()
			if plan.kind == "AWS::Serverless::Api" {
				d.set(throttle, "Resources", plan.name, "Properties", "Auth", "UsagePlan", "Throttle")
			} else {
				d.set(throttle, "Resources", plan.name, "Properties", "Throttle")
			}
			d.touch(r.ID, "Throttle")
			d.note(startLimits)
			return d.done()
		}
	}
	stages := []splice.Value{}
	for i := range c.App.Stages {
		s := &c.App.Stages[i]
		if r, _ := c.App.Resource(s.ID); s.API == c.Finding.Resource && r != nil && r.Type == "AWS::ApiGateway::Stage" {
			stages = append(stages, splice.Map(entry("ApiId", splice.Ref(local(s.API))), entry("Stage", splice.Ref(local(s.ID)))))
		}
	}
	if len(stages) == 0 {
		return Proposal{}, advise("its stage is not declared as a resource")
	}
	d := w.draft()
	name := local(c.Finding.Resource)
	plan := d.declare(name+"UsagePlan", w.resource("AWS::ApiGateway::UsagePlan",
		entry("ApiStages", splice.List(stages...)), entry("Throttle", throttle), entry("Quota", splice.Map(entry("Limit", splice.Number("10000")), entry("Period", splice.Text("DAY"))))))
	for i := range c.App.Resources {
		if r := &c.App.Resources[i]; r.Type == "AWS::ApiGateway::ApiKey" && strings.HasPrefix(r.ID, d.prefix) && d.at("Resources", local(r.ID)) != nil {
			d.declare(local(r.ID)+"InPlan", w.resource("AWS::ApiGateway::UsagePlanKey",
				entry("KeyId", splice.Ref(local(r.ID))), entry("KeyType", splice.Text("API_KEY")), entry("UsagePlanId", splice.Ref(plan))))
		}
	}
	d.note(startLimits + " Keys that the template does not declare have to be put into the plan.")
	return d.done()
}

// closeDefaultEndpoint has an API answer at its own domain alone, where nothing in front of it uses the
// other address.
func closeDefaultEndpoint(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	for i := range c.App.Resources {
		if c.App.Resources[i].Kind == model.KindDistribution {
			return Proposal{}, &AdviceError{
				Reason: "a distribution may use the address that would be closed",
				Text:   "Let " + local(c.App.Resources[i].ID) + " use the API's custom domain as its origin, then set DisableExecuteApiEndpoint: true on " + w.name + ".",
			}
		}
	}
	if !strings.HasPrefix(w.kind, "AWS::ApiGateway") && w.kind != "AWS::Serverless::Api" && w.kind != "AWS::Serverless::HttpApi" {
		return Proposal{}, advise("the API is made of events: declare it as an AWS::Serverless::Api with DisableExecuteApiEndpoint")
	}
	d := w.draft()
	d.set(splice.Bool(true), "Resources", w.name, "Properties", "DisableExecuteApiEndpoint")
	d.touch(c.Finding.Resource, "DisableExecuteApiEndpoint")
	d.touch(c.Finding.Resource, "Body")
	d.note("Clients that use the execute-api address are refused from now on; a REST API has to be deployed again for it.")
	return d.done()
}

// addBudget tells somebody when the account costs more than it should.
func addBudget(c *Case) (Proposal, error) {
	d, err := c.template(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	email := d.ask("BudgetEmail", "Who is told when the costs of the month exceed the budget")
	notice := func(kind, percent string) splice.Value {
		return splice.Map(
			entry("Notification", splice.Map(entry("NotificationType", splice.Text(kind)), entry("ComparisonOperator", splice.Text("GREATER_THAN")), entry("Threshold", splice.Number(percent)))),
			entry("Subscribers", splice.List(splice.Map(entry("SubscriptionType", splice.Text("EMAIL")), entry("Address", splice.Ref(email))))),
		)
	}
	d.declare("MonthlyBudget", (&written{}).resource("AWS::Budgets::Budget",
		entry("Budget", splice.Map(entry("BudgetType", splice.Text("COST")), entry("TimeUnit", splice.Text("MONTHLY")),
			entry("BudgetLimit", splice.Map(entry("Amount", splice.Number("50")), entry("Unit", splice.Text("USD")))))),
		entry("NotificationsWithSubscribers", splice.List(notice("ACTUAL", "80"), notice("FORECASTED", "100")))))
	d.note("The next deployment asks for the parameter " + email + ". 50 dollars a month for the whole account are a start: set what you expect to spend.")
	return d.done()
}
