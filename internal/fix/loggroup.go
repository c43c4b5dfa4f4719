package fix

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// retention is how many days logs are kept where nothing else is known.
const retention = "90"

// logGroup is the declaration of a log group, with a name if there is one to have.
func logGroup(name ...splice.Value) []splice.Field {
	var fields []splice.Field
	for _, n := range name {
		fields = append(fields, field("LogGroupName", n))
	}
	return typed("AWS::Logs::LogGroup", properties(append(fields, field("RetentionInDays", splice.Number(retention)))...))
}

// proposeRetention has logs expire: of the log group that is declared, or of one that is declared for the
// function under the name that Lambda uses.
func proposeRetention(c *Case) (Proposal, error) {
	ch := c.change()
	ch.note("Logs are kept for " + retention + " days: make it what the law and the work with incidents ask for.")
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		if r.Kind != model.KindLogGroup || r.At != c.Finding.At {
			continue
		}
		w, err := c.written(r.ID)
		if err != nil {
			return Proposal{}, err
		}
		if err := ch.set(w, "RetentionInDays", splice.Number(retention)); err != nil {
			return Proposal{}, err
		}
		return ch.done()
	}
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	if model.LocalName(c.Finding.Resource) != w.name {
		return Proposal{}, advise(model.LocalName(c.Finding.Resource) + " is made by " + w.name)
	}
	ch.declare(w, "LogGroup", logGroup(splice.Sub("/aws/lambda/${"+w.name+"}"))...)
	ch.note("Where the function has run already Lambda has made the group: import it into the stack, or delete it, before the deployment.")
	return ch.done()
}

// proposeFirewallLog gives a web ACL a log group and has it log there. The name of the group has to begin
// as it does (AWS WAF Developer Guide, "Sending web ACL traffic logs to a CloudWatch Logs log group").
func proposeFirewallLog(c *Case) (Proposal, error) {
	w, err := c.writtenAs("AWS::WAFv2::WebACL", "web ACL")
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	group := ch.declare(w, "Logs", logGroup(splice.Sub("aws-waf-logs-${AWS::StackName}-"+w.name))...)
	ch.declare(w, "Logging", typed("AWS::WAFv2::LoggingConfiguration", properties(
		field("ResourceArn", splice.GetAtt(w.name, "Arn")),
		field("LogDestinationConfigs", splice.List(splice.Sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${"+group+"}"))),
	))...)
	return ch.done()
}

// proposeWorkflowLog gives a state machine a log group and lets it log there what it does, without the
// data that it works on. Its role needs what log deliveries need, which names no resource (AWS Step
// Functions Developer Guide, "Logging in CloudWatch Logs").
func proposeWorkflowLog(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	path := "LoggingConfiguration"
	if w.kind == "AWS::Serverless::StateMachine" {
		path = "Logging"
	} else if w.kind != "AWS::StepFunctions::StateMachine" {
		return Proposal{}, advise("the state machine is made by " + w.name)
	}
	group := ch.declare(w, "Logs", logGroup(splice.Sub("/aws/vendedlogs/states/${AWS::StackName}-"+w.name))...)
	if err := ch.set(w, path, splice.Map(
		field("Level", splice.Text("ALL")),
		field("IncludeExecutionData", splice.Bool(false)),
		field("Destinations", splice.List(splice.Map(field("CloudWatchLogsLogGroup", splice.Map(field("LogGroupArn", splice.GetAtt(group, "Arn"))))))),
	), Mark{Path: "LoggingConfiguration"}); err != nil {
		return Proposal{}, err
	}
	r, _ := c.App.Resource(c.Finding.Resource)
	role := r.Properties.Get("RoleArn")
	if err := ch.allow(w, role, permission{name: "DeliverLogsOf" + w.name, actions: deliverLogs, resource: splice.Text("*"), of: w}); err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

var deliverLogs = []string{
	"logs:CreateLogDelivery", "logs:CreateLogStream", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
	"logs:ListLogDeliveries", "logs:PutLogEvents", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
}

// proposeJSONLogs has every function of the finding log JSON. Where the SAM Globals speak for functions
// and none of these says something else, the line stands there.
func proposeJSONLogs(c *Case) (Proposal, error) {
	ch := c.change()
	json := splice.Text("JSON")
	global := map[string]bool{}
	for _, id := range c.Finding.Functions {
		w, err := c.written(id)
		if err != nil {
			return Proposal{}, err
		}
		if model.LocalName(id) != w.name {
			return Proposal{}, advise(model.LocalName(id) + " is made by " + w.name)
		}
		section := w.file.Root.Get("Globals").Get("Function")
		if w.kind != "AWS::Serverless::Function" || section == nil || w.property("LoggingConfig.LogFormat") != nil {
			if err := ch.set(w, "LoggingConfig.LogFormat", json); err != nil {
				return Proposal{}, err
			}
			continue
		}
		for _, other := range w.alike() {
			ch.touch(other.id, "LoggingConfig")
		}
		if global[w.file.Path] {
			continue
		}
		global[w.file.Path] = true
		edit, err := c.plan(w.file.Root, []string{"Globals", "Function", "LoggingConfig", "LogFormat"}, json)
		if err != nil {
			return Proposal{}, err
		}
		ch.proposal.Edits = append(ch.proposal.Edits, edit)
	}
	ch.note("What reads the logs, such as metric filters, finds JSON from now on.")
	return ch.done()
}
