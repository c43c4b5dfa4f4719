package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// connection is a connector between one source and one destination.
type connection struct {
	*resource
	profile  *node
	from, to end
	suffix   string // of ids, where there are several destinations
}

// variables are what a profile may take from the two ends.
func (c connection) variables() map[string]*node {
	return map[string]*node{
		"SourceArn": c.from.arn, "DestinationArn": c.to.arn, "SourceName": c.from.name, "DestinationName": c.to.name,
		"SourceResourceId": c.from.resource, "SourceQualifier": c.from.qualifier,
	}
}

// fill puts the two ends into a pattern of a profile.
func (c connection) fill(pattern string) *node {
	all := c.variables()
	used := made(c.at, source.Map)
	for _, match := range templateVariable.FindAllStringSubmatch(pattern, -1) {
		v := all[match[1]]
		if isNull(v) {
			c.fail(c.at, "%s is missing", strings.NewReplacer("Source", "Source.", "Destination", "Destination.").Replace(match[1]))
			return text(c.at, "")
		}
		if pattern == match[0] {
			return c.t.placed(v, c.at)
		}
		set(used, match[1], v)
	}
	if len(used.Keys) == 0 {
		return sub(c.at, pattern)
	}
	return object(c.at, fnSub, list(c.at, pattern, used))
}

// attributes are those of the connector, with what says where the resource comes from.
func (c connection) attributes() *node {
	all := picked(c.node, "Condition", "DeletionPolicy", "UpdateReplacePolicy", "DependsOn")
	metadata := c.t.copied(c.node.Get("Metadata"))
	if !isMap(metadata) {
		metadata = made(c.at, source.Map)
	}
	set(metadata, "aws:sam:connectors", object(c.at, c.id, object(c.at,
		"Source", object(c.at, "Type", c.from.kind), "Destination", object(c.at, "Type", c.to.kind))))
	set(all, "Metadata", metadata)
	return all
}

// rolePolicy gives a role what the permissions say.
func (c connection) rolePolicy(permissions []string) string {
	role, which := c.from.role, "Source"
	if stringOf(c.profile.Get("role")) == "destination" {
		role, which = c.to.role, "Destination"
	}
	if isNull(role) {
		c.fail(c.at, "%s has no role that is known here", which)
		return ""
	}
	statements := made(c.at, source.List)
	for _, p := range permissions {
		for _, s := range asList(c.profile.Get(p)) {
			resources := made(c.at, source.List)
			for _, pattern := range asList(s.Get("on")) {
				resources.Items = append(resources.Items, c.fill(stringOf(pattern)))
			}
			statements.Items = append(statements.Items, allow(c.at, placed(s.Get("allow"), c.at), resources))
		}
	}
	id := c.id + "Policy" + c.suffix
	c.emit(id, "AWS::IAM::ManagedPolicy", object(c.at, "PolicyDocument", object(c.at, "Version", "2012-10-17", "Statement", statements),
		"Roles", list(c.at, role)), c.attributes())
	c.order(id)
	return id
}

// order makes what needs the policy wait for it: the source, or mappings that poll the source.
func (c connection) order(id string) {
	if source := c.t.resources.Get(c.from.id); isTrue(c.profile.Get("waits")) && source != nil {
		waitFor(source, id)
	}
	if !isTrue(c.profile.Get("polled")) || c.from.id == "" || c.to.id == "" {
		return
	}
	c.t.look(keys(c.t.resources), c.at)
	each(c.t.resources, func(_ string, r *node) {
		props := r.Get("Properties")
		if stringOf(r.Get("Type")) == "AWS::Lambda::EventSourceMapping" && c.t.mentions(props.Get("EventSourceArn"), c.from.id) &&
			c.t.mentions(props.Get("FunctionName"), c.to.id) {
			waitFor(r, id)
		}
	})
}

// permission lets a service invoke the function.
func (c connection) permission() string {
	if isNull(c.to.arn) {
		c.fail(c.at, "Destination has no ARN of a function")
		return ""
	}
	props := object(c.at, "Action", "lambda:InvokeFunction", "FunctionName", c.to.arn,
		"Principal", stringOf(c.profile.Get("invoke")), "SourceArn", c.fill(stringOf(c.profile.Get("arn"))))
	if isTrue(c.profile.Get("account")) {
		set(props, "SourceAccount", sub(c.at, "${AWS::AccountId}"))
	}
	id := c.id + "WriteLambdaPermission" + c.suffix
	c.emit(id, "AWS::Lambda::Permission", props, c.attributes())
	return id
}

// delivery lets a service put messages into a queue or a topic.
func (c connection) delivery() string {
	action, kind, property, name, target := "sns:Publish", "AWS::SNS::TopicPolicy", "Topics", "TopicPolicy", c.to.arn
	if c.to.plain == "AWS::SQS::Queue" {
		action, kind, property, name, target = "sqs:SendMessage", "AWS::SQS::QueuePolicy", "Queues", "QueuePolicy", c.to.url
	}
	if isNull(c.to.arn) || isNull(target) || isNull(c.from.arn) {
		c.fail(c.at, "the ends of the connector from %s to %s need Arn (and QueueUrl)", c.from.kind, c.to.kind)
		return ""
	}
	statement := object(c.at, "Effect", "Allow", "Principal", object(c.at, "Service", stringOf(c.profile.Get("deliver"))),
		"Action", action, "Resource", c.to.arn,
		"Condition", object(c.at, "ArnEquals", object(c.at, "aws:SourceArn", c.from.arn)))
	id := c.id + name + c.suffix
	c.emit(id, kind, object(c.at, "PolicyDocument", object(c.at, "Version", "2012-10-17", "Statement", list(c.at, statement)),
		property, list(c.at, target)), c.attributes())
	return id
}
