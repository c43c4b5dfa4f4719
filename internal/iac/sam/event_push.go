package sam

import "github.com/sconce-dev/sconce/internal/source"

// s3Event puts the function into the notifications of a bucket of the template.
func (f *function) s3Event(e *event) {
	bucket := e.need("Bucket")
	if isNull(bucket) || isNull(e.need("Events")) {
		return
	}
	id := refTo(bucket)
	target := f.t.resources.Get(id)
	if id == "" || target == nil || stringOf(target.Get("Type")) != "AWS::S3::Bucket" {
		e.fail(bucket, "an S3 event refers to a bucket of the same template")
		return
	}
	permission := e.logical + "Permission"
	f.permission(e, permission, "s3.amazonaws.com", "SourceAccount", ref(e.body, "AWS::AccountId"))
	if props := target.Get("Properties"); props != nil && !isMap(props) {
		f.t.fail(props, "Resource with id [%s] is invalid: Properties should be a map, not %s", id, props.Name())
		return
	}
	props := child(target, "Properties")
	f.dependsOn(id, target, permission, e)
	lambdas := child(props, "NotificationConfiguration").Get("LambdaConfigurations")
	if !isList(lambdas) {
		lambdas = made(e.body, source.List)
		set(child(props, "NotificationConfiguration"), "LambdaConfigurations", lambdas)
	}
	for _, name := range asList(e.get("Events")) {
		entry := object(e.body, "Event", name, "Function", f.targetArn(e.body))
		copyProperty(entry, "Filter", e.get("Filter"))
		if condition := stringOf(f.node.Get("Condition")); condition != "" {
			entry = ifElse(e.body, condition, entry, noValue(e.body))
		}
		lambdas.Items = append(lambdas.Items, entry)
	}
}

// dependsOn makes a bucket wait for the permission: with DependsOn, or where the permission is
// conditional with a tag that refers to it.
func (f *function) dependsOn(id string, bucket *node, permission string, e *event) {
	condition := stringOf(f.node.Get("Condition"))
	if condition == "" {
		depends := value(bucket, asList(bucket.Get("DependsOn")))
		depends = f.t.copied(depends)
		depends.Items = append(depends.Items, text(e.body, permission))
		set(bucket, "DependsOn", depends)
		return
	}
	props := child(bucket, "Properties")
	tags := props.Get("Tags")
	if tags != nil && !isList(tags) {
		f.t.fail(tags, "Resource with id [%s] is invalid: Tags should be a list, not %s", id, tags.Name())
		return
	}
	all := value(bucket, append(asList(tags)[:len(asList(tags)):len(asList(tags))], object(e.body,
		"Key", "sam:ConditionalDependsOn:"+permission,
		"Value", ifElse(e.body, condition, ref(e.body, permission), text(e.body, "no dependency")))))
	set(props, "Tags", all)
}

// cognitoEvent puts the function into the triggers of a user pool of the template.
func (f *function) cognitoEvent(e *event) {
	pool, trigger := e.need("UserPool"), e.need("Trigger")
	if isNull(pool) || isNull(trigger) {
		return
	}
	id := refTo(pool)
	target := f.t.resources.Get(id)
	if id == "" || target == nil || stringOf(target.Get("Type")) != "AWS::Cognito::UserPool" {
		e.fail(pool, "a Cognito event refers to a user pool of the same template")
		return
	}
	permission := f.id + "CognitoPermission"
	if !f.t.generated[permission] {
		f.permission(e, permission, "cognito-idp.amazonaws.com", "SourceArn", getAtt(e.body, id, "Arn"))
	}
	props := child(target, "Properties")
	config := props.Get("LambdaConfig")
	if config != nil && !isMap(config) {
		f.t.fail(config, "Resource with id [%s] is invalid: LambdaConfig should be a map, not %s", id, config.Name())
		return
	}
	config = child(props, "LambdaConfig")
	for _, name := range asList(trigger) {
		if config.Get(stringOf(name)) != nil {
			e.fail(name, "the trigger %s of the user pool is set more than once", stringOf(name))
			continue
		}
		set(config, stringOf(name), f.targetArn(e.body))
	}
}

// logsEvent subscribes the function to a log group.
func (f *function) logsEvent(e *event) {
	group, pattern := e.need("LogGroupName"), e.need("FilterPattern")
	if isNull(group) || pattern == nil {
		return
	}
	permission := e.logical + "Permission"
	f.permission(e, permission, "logs.amazonaws.com", "SourceArn",
		subWith(group, f.t.arn("logs")+"log-group:${__LogGroupName__}:*", "__LogGroupName__", group))
	attributes := f.condition()
	set(attributes, "DependsOn", list(e.body, permission))
	f.emit(e.logical, "AWS::Logs::SubscriptionFilter", object(e.body, "LogGroupName", group, "FilterPattern", pattern,
		"DestinationArn", f.targetArn(e.body)), attributes)
}

// arn is the beginning of an ARN of a service in the place where the template is deployed.
func (t *transformer) arn(service string) string {
	return "arn:" + t.opts.Partition + ":" + service + ":${AWS::Region}:${AWS::AccountId}:"
}

// iotEvent makes a rule of IoT Core that invokes the function.
func (f *function) iotEvent(e *event) {
	sql := e.need("Sql")
	if isNull(sql) {
		return
	}
	f.permission(e, e.logical+"Permission", "iot.amazonaws.com", "SourceAccount", sub(e.body, "${AWS::AccountId}"),
		"SourceArn", subWith(e.body, f.t.arn("iot")+"rule/${RuleName}", "RuleName", ref(e.body, e.logical)))
	payload := object(e.body, "Sql", sql, "RuleDisabled", false,
		"Actions", list(e.body, object(e.body, "Lambda", object(e.body, "FunctionArn", f.targetArn(e.body)))))
	copyProperty(payload, "AwsIotSqlVersion", e.get("AwsIotSqlVersion"))
	f.emit(e.logical, "AWS::IoT::TopicRule", object(e.body, "TopicRulePayload", payload), f.condition())
}

// alexaEvent lets a skill invoke the function.
func (f *function) alexaEvent(e *event) {
	var conditions []any
	if skill := e.get("SkillId"); !isEmpty(skill) {
		conditions = append(conditions, "EventSourceToken", skill)
	}
	f.permission(e, e.logical+"Permission", "alexa-appkit.amazon.com", conditions...)
}
