package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// triggers adds the triggers that a resource declares. Which properties name a function is
// documented with each resource in the CloudFormation Template Reference.
func (b *builder) triggers(d *Declared) {
	p := d.Properties
	switch d.Type {
	case "AWS::Lambda::EventSourceMapping":
		b.eventSource(d)
	case "AWS::Lambda::EventInvokeConfig":
		for _, outcome := range []string{"OnSuccess", "OnFailure"} {
			b.trigger(p.Get("DestinationConfig", outcome, "Destination"), d, model.Trigger{Kind: model.TriggerFunction, From: b.findFunction(p.Get("FunctionName"), d), Source: p.Get("FunctionName")})
		}
	case "AWS::S3::Bucket":
		for _, c := range p.Get("NotificationConfiguration", "LambdaConfigurations").OneOrMany() {
			b.trigger(c.Get("Function"), d, model.Trigger{Kind: model.TriggerBucket, From: d.ID, At: c.At, Properties: c})
		}
	case "AWS::SNS::Subscription":
		b.subscription(d, p, p.Get("TopicArn"))
	case "AWS::SNS::Topic":
		for _, s := range p.Get("Subscription").OneOrMany() {
			b.subscription(d, s, model.NewReference(model.Ref{Target: d.ID, Attribute: "Ref"}, s.At))
		}
	case "AWS::Events::Rule":
		b.rule(d)
	case "AWS::Scheduler::Schedule":
		b.trigger(p.Get("Target", "Arn"), d, model.Trigger{Kind: model.TriggerSchedule, From: d.ID, Source: p.Get("ScheduleExpression"), Properties: p})
	case "AWS::Pipes::Pipe":
		b.pipe(d)
	case "AWS::Cognito::UserPool":
		b.each(p.Get("LambdaConfig"), d, model.TriggerAuth)
	case "AWS::StepFunctions::StateMachine":
		b.workflow(d)
	case "AWS::ApiGateway::Authorizer", "AWS::ApiGatewayV2::Authorizer":
		b.trigger(p.Get("AuthorizerUri"), d, model.Trigger{Kind: model.TriggerAuth, From: d.ID})
	case "AWS::AppSync::DataSource":
		b.trigger(p.Get("LambdaConfig", "LambdaFunctionArn"), d, model.Trigger{Kind: model.TriggerHTTP, From: b.id(p.Get("ApiId"), d)})
	default:
		b.otherTriggers(d)
	}
}

// otherTriggers are those of resources that only name a function in one property.
func (b *builder) otherTriggers(d *Declared) {
	p := d.Properties
	switch d.Type {
	case "AWS::Logs::SubscriptionFilter":
		b.trigger(p.Get("DestinationArn"), d, model.Trigger{Kind: model.TriggerLog, From: b.id(p.Get("LogGroupName"), d, "logs"), Source: p.Get("LogGroupName")})
	case "AWS::SecretsManager::RotationSchedule":
		b.trigger(p.Get("RotationLambdaARN"), d, model.Trigger{Kind: model.TriggerDeploy, From: b.id(p.Get("SecretId"), d, "secretsmanager")})
	case "AWS::IoT::TopicRule":
		b.each(p.Get("TopicRulePayload"), d, model.TriggerDevice)
	case "AWS::SES::ReceiptRule":
		b.each(p.Get("Rule", "Actions"), d, model.TriggerEmail)
	case "AWS::Bedrock::Agent":
		b.each(p.Get("ActionGroups"), d, model.TriggerAgent)
	case "AWS::CloudFront::Distribution":
		b.each(p.Get("DistributionConfig"), d, model.TriggerHTTP)
	case "AWS::KinesisFirehose::DeliveryStream":
		b.each(p, d, model.TriggerStream)
	case "AWS::Config::ConfigRule":
		b.trigger(p.Get("Source", "SourceIdentifier"), d, model.Trigger{Kind: model.TriggerOther, From: d.ID})
	case "AWS::S3ObjectLambda::AccessPoint":
		b.each(p, d, model.TriggerBucket)
	case "AWS::CloudFormation::CustomResource":
		b.trigger(p.Get("ServiceToken"), d, model.Trigger{Kind: model.TriggerDeploy, From: d.ID})
	default:
		if strings.HasPrefix(d.Type, "Custom::") {
			b.bucketNotifications(d)
			b.trigger(p.Get("ServiceToken"), d, model.Trigger{Kind: model.TriggerDeploy, From: d.ID})
		}
	}
}

// bucketNotifications reads what the AWS CDK writes in place of a bucket's NotificationConfiguration: a
// custom resource that calls PutBucketNotificationConfiguration (Amazon S3 API Reference), which names
// things otherwise than CloudFormation does.
func (b *builder) bucketNotifications(d *Declared) {
	if d.Type != "Custom::S3BucketNotifications" {
		return
	}
	bucket := b.id(d.Properties.Get("BucketName"), d, "s3")
	for _, c := range d.Properties.Get("NotificationConfiguration", "LambdaFunctionConfigurations").OneOrMany() {
		b.trigger(c.Get("LambdaFunctionArn"), d, model.Trigger{Kind: model.TriggerBucket, From: bucket, Source: d.Properties.Get("BucketName"), At: c.At, Properties: c})
	}
}

// id is the id of the element that a value points to, "" if none of the application.
func (b *builder) id(v model.Value, from *Declared, services ...string) string {
	if d := b.find(v, from, services...); d != nil {
		return d.ID
	}
	return ""
}

// each adds a trigger for every function that is referred to anywhere in a value.
func (b *builder) each(v model.Value, d *Declared, kind model.TriggerKind) {
	seen := map[string]bool{}
	v.Walk(func(_ []string, v model.Value) bool {
		if v.Kind() == model.List || v.Kind() == model.Map || v.IsUnknown() {
			return true
		}
		if _, isARN := parseARN(v); !isARN && v.Target() == "" && v.Kind() != model.Template {
			return false
		}
		if id := b.findFunction(v, d); id != "" && !seen[id] {
			seen[id] = true
			b.trigger(v, d, model.Trigger{Kind: kind, From: d.ID, At: v.At})
		}
		return false
	})
}

// sourceKinds is what kind of trigger an event source is, by the service of its ARN.
var sourceKinds = map[string]model.TriggerKind{
	"sqs": model.TriggerQueue, "mq": model.TriggerQueue, "kinesis": model.TriggerStream, "dynamodb": model.TriggerStream,
	"kafka": model.TriggerStream, "rds": model.TriggerStream, "sns": model.TriggerTopic, "s3": model.TriggerBucket,
	"events": model.TriggerBus,
}

// eventSource reads an event source mapping. Where the source is not known, its properties tell what
// it is: only brokers have Queues, and streams, Kafka and DocumentDB need a StartingPosition (Lambda API
// reference, CreateEventSourceMapping).
func (b *builder) eventSource(d *Declared) {
	source := d.Properties.Get("EventSourceArn")
	t := model.Trigger{Kind: model.TriggerOther, Source: source, Properties: d.Properties}
	from := b.find(source, d)
	if from != nil && from.Type == "AWS::Kinesis::StreamConsumer" {
		t.Kind, from = model.TriggerStream, b.find(from.Properties.Get("StreamARN"), from)
	}
	if from != nil {
		t.From = from.ID
		t.Kind = sourceKinds[types[from.Type].service]
	} else if a, ok := parseARN(source); ok {
		t.Kind = sourceKinds[a.service]
	} else if !d.Properties.Get("SelfManagedEventSource").IsAbsent() || !d.Properties.Get("Topics").IsAbsent() || !d.Properties.Get("StartingPosition").IsAbsent() {
		t.Kind = model.TriggerStream
	} else if !d.Properties.Get("Queues").IsAbsent() {
		t.Kind = model.TriggerQueue
	}
	if t.Kind == "" {
		t.Kind = model.TriggerOther
	}
	b.trigger(d.Properties.Get("FunctionName"), d, t)
}

func (b *builder) subscription(d *Declared, properties, topic model.Value) {
	if protocol, known := properties.Get("Protocol").Text(); known && protocol != "lambda" {
		return
	}
	b.trigger(properties.Get("Endpoint"), d, model.Trigger{Kind: model.TriggerTopic, From: b.id(topic, d, "sns"), Source: topic, At: properties.At, Properties: properties})
}

func (b *builder) rule(d *Declared) {
	p := d.Properties
	t := model.Trigger{Kind: model.TriggerBus, From: b.id(p.Get("EventBusName"), d, "events"), Source: p.Get("EventPattern"), Properties: p}
	if p.Get("EventPattern").IsAbsent() {
		t.Kind, t.Source = model.TriggerSchedule, p.Get("ScheduleExpression")
	}
	if t.From == "" {
		t.From = d.ID
	}
	for _, target := range p.Get("Targets").OneOrMany() {
		t.At = target.At
		b.trigger(target.Get("Arn"), d, t)
	}
}

func (b *builder) pipe(d *Declared) {
	source := d.Properties.Get("Source")
	t := model.Trigger{Kind: model.TriggerOther, From: b.id(source, d), Source: source, Properties: d.Properties}
	if from := b.find(source, d); from != nil && sourceKinds[types[from.Type].service] != "" {
		t.Kind = sourceKinds[types[from.Type].service]
	}
	b.trigger(d.Properties.Get("Enrichment"), d, t)
	b.trigger(d.Properties.Get("Target"), d, t)
}

// workflow adds a trigger for each function that a state machine's definition or its substitutions
// name.
func (b *builder) workflow(d *Declared) {
	seen := map[string]bool{}
	for _, place := range []string{"Definition", "DefinitionString", "DefinitionSubstitutions"} {
		d.Properties.Get(place).Walk(func(_ []string, v model.Value) bool {
			if v.Kind() == model.List || v.Kind() == model.Map {
				return true
			}
			for _, p := range v.Parts() {
				id := b.findFunction(p, d)
				if id != "" && !seen[id] && (p.Target() != "" || isARN(p)) {
					seen[id] = true
					b.trigger(p, d, model.Trigger{Kind: model.TriggerWorkflow, From: d.ID, At: v.At})
				}
			}
			return true
		})
	}
}

func isARN(v model.Value) bool {
	_, ok := parseARN(v)
	return ok
}

// services whose permission to invoke a function tells what triggers it, when nothing else does.
var invokers = map[string]model.TriggerKind{
	"s3.amazonaws.com": model.TriggerBucket, "sns.amazonaws.com": model.TriggerTopic, "events.amazonaws.com": model.TriggerBus,
	"scheduler.amazonaws.com": model.TriggerSchedule, "apigateway.amazonaws.com": model.TriggerHTTP,
	"elasticloadbalancing.amazonaws.com": model.TriggerHTTP, "cognito-idp.amazonaws.com": model.TriggerAuth,
	"logs.amazonaws.com": model.TriggerLog, "iot.amazonaws.com": model.TriggerDevice, "ses.amazonaws.com": model.TriggerEmail,
	"secretsmanager.amazonaws.com": model.TriggerDeploy, "bedrock.amazonaws.com": model.TriggerAgent,
	"config.amazonaws.com": model.TriggerOther, "lex.amazonaws.com": model.TriggerAgent, "alexa-appkit.amazon.com": model.TriggerAgent,
	"cloudformation.amazonaws.com": model.TriggerDeploy, "states.amazonaws.com": model.TriggerWorkflow,
}

// permissionTriggers adds a trigger for a service that may invoke a function and of which nothing
// else says why: what it is about is configured elsewhere.
func (b *builder) permissionTriggers() {
	for _, d := range b.declared {
		if d.Type != "AWS::Lambda::Permission" {
			continue
		}
		principal := d.Properties.Get("Principal").String()
		kind, ok := invokers[principal]
		if !ok && strings.HasPrefix(principal, "logs.") {
			kind, ok = model.TriggerLog, true
		}
		i, isFunction := b.functionAt[b.findFunction(d.Properties.Get("FunctionName"), d)]
		if !ok || !isFunction || triggered(b.app.Functions[i], kind) {
			continue
		}
		source := d.Properties.Get("SourceArn")
		b.trigger(d.Properties.Get("FunctionName"), d, model.Trigger{Kind: kind, From: b.id(source, d), Source: source})
	}
}

// triggered reports whether a function already has a trigger that explains a permission.
func triggered(f model.Function, kind model.TriggerKind) bool {
	for _, t := range f.Triggers {
		if t.Kind == kind || kind == model.TriggerBus && t.Kind == model.TriggerSchedule || kind == model.TriggerHTTP && t.Kind == model.TriggerAuth {
			return true
		}
	}
	return false
}
