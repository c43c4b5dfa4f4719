package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// resourcePolicyOf says where the policies of a resource type stand: the property with the
// document, and the property with the resources it is for ("" for the resource itself).
var resourcePolicyOf = map[string]struct{ document, target string }{
	"AWS::ApiGateway::RestApi":            {"Policy", ""},
	"AWS::DynamoDB::Table":                {"ResourcePolicy.PolicyDocument", ""},
	"AWS::ECR::Repository":                {"RepositoryPolicyText", ""},
	"AWS::EFS::FileSystem":                {"FileSystemPolicy", ""},
	"AWS::Events::EventBus":               {"Policy", ""},
	"AWS::Events::EventBusPolicy":         {"Statement", "EventBusName"},
	"AWS::KMS::Key":                       {"KeyPolicy", ""},
	"AWS::Kinesis::ResourcePolicy":        {"ResourcePolicy", "ResourceArn"},
	"AWS::Logs::ResourcePolicy":           {"PolicyDocument", ""},
	"AWS::OpenSearchService::Domain":      {"AccessPolicies", ""},
	"AWS::Elasticsearch::Domain":          {"AccessPolicies", ""},
	"AWS::S3::AccessPoint":                {"Policy", "Bucket"},
	"AWS::S3::BucketPolicy":               {"PolicyDocument", "Bucket"},
	"AWS::SecretsManager::ResourcePolicy": {"ResourcePolicy", "SecretId"},
	"AWS::SNS::TopicInlinePolicy":         {"PolicyDocument", "TopicArn"},
	"AWS::SQS::QueueInlinePolicy":         {"PolicyDocument", "Queue"},
	"AWS::SNS::TopicPolicy":               {"PolicyDocument", "Topics"},
	"AWS::SQS::QueuePolicy":               {"PolicyDocument", "Queues"},
}

// resourcePolicies adds what a resource's own policy grants to others.
func (b *builder) resourcePolicies(d *Declared) {
	p := d.Properties
	switch d.Type {
	case "AWS::Lambda::Permission":
		b.permission(d)
		return
	case "AWS::Lambda::LayerVersionPermission":
		b.layerPermission(d)
		return
	}
	place, ok := resourcePolicyOf[d.Type]
	if !ok {
		return
	}
	document := p.Get(strings.Split(place.document, ".")...)
	if d.Type == "AWS::Events::EventBusPolicy" && document.IsAbsent() {
		document = busStatement(p)
	}
	like := model.Grant{ID: d.ID, Mechanism: model.MechanismResource, Conditional: d.Conditional}
	if place.target == "" || p.Get(place.target).IsAbsent() { // without a bus the default one is meant, which nobody declares
		like.Resource = d.ID
		b.document(wrapStatement(document), like)
		return
	}
	for _, target := range p.Get(place.target).OneOrMany() {
		like.Resource = target.String()
		if found := b.find(target, d, "s3", "sqs", "sns", "secretsmanager", "events", "kinesis"); found != nil {
			like.Resource = found.ID
		}
		b.document(wrapStatement(document), like)
	}
}

// busStatement is a statement of an event bus's policy that is written as properties: a principal that
// is everybody or an account, an action, and an organisation as the only condition (CloudFormation
// Template Reference, "AWS::Events::EventBusPolicy").
func busStatement(p model.Value) model.Value {
	fields := []model.Field{{Key: "Effect", KeyAt: p.At, Value: model.NewString(string(model.Allow), p.At)}}
	add := func(key string, v model.Value) {
		if !v.IsAbsent() {
			fields = append(fields, model.Field{Key: key, KeyAt: v.At, Value: v})
		}
	}
	inMap := func(key string, v model.Value) model.Value {
		if v.IsAbsent() {
			return v
		}
		return model.NewMap([]model.Field{{Key: key, KeyAt: v.At, Value: v}}, v.At)
	}
	principal, condition := p.Get("Principal"), p.Get("Condition")
	if text, known := principal.Text(); !known || text != "*" {
		principal = inMap("AWS", principal)
	}
	add("Principal", principal)
	add("Action", p.Get("Action"))
	if key, known := condition.Get("Key").Text(); known {
		add("Condition", inMap(condition.Get("Type").TextOr("StringEquals"), inMap(key, condition.Get("Value"))))
	} else {
		add("Condition", condition)
	}
	return model.NewMap(fields, p.At)
}

// wrapStatement makes a document of a bare statement. The document is written nowhere: what stands at
// the place of the statement is the statement.
func wrapStatement(v model.Value) model.Value {
	if v.Kind() == model.Map && v.Get("Statement").IsAbsent() && !v.Get("Effect").IsAbsent() {
		return model.NewMap([]model.Field{{Key: "Statement", KeyAt: v.At, Value: v}}, model.Location{})
	}
	return v
}

// permission reads an AWS::Lambda::Permission, a statement of a function's policy in properties:
// what it means is written in the Lambda Developer Guide, "Using resource-based policies for Lambda".
func (b *builder) permission(d *Declared) {
	p := d.Properties
	principal := p.Get("Principal")
	kind := "AWS"
	text := principal.String()
	if strings.HasSuffix(text, ".amazonaws.com") || strings.HasSuffix(text, ".amazon.com") || strings.HasSuffix(text, ".amazonaws.com.cn") || strings.HasSuffix(text, "${AWS::URLSuffix}") {
		kind = "Service"
	}
	var conditions []model.Field
	condition := func(operator, key string, v model.Value) {
		if !v.IsAbsent() {
			inner := model.NewMap([]model.Field{{Key: key, KeyAt: v.At, Value: v}}, v.At)
			conditions = append(conditions, model.Field{Key: operator, KeyAt: v.At, Value: inner})
		}
	}
	condition("ArnLike", "AWS:SourceArn", p.Get("SourceArn"))
	condition("StringEquals", "AWS:SourceAccount", p.Get("SourceAccount"))
	condition("StringEquals", "lambda:FunctionUrlAuthType", p.Get("FunctionUrlAuthType"))
	condition("StringEquals", "aws:PrincipalOrgID", p.Get("PrincipalOrgID"))
	condition("StringEquals", "lambda:EventSourceToken", p.Get("EventSourceToken"))
	condition("Bool", "lambda:InvokedViaFunctionUrl", p.Get("InvokedViaFunctionUrl"))
	g := model.Grant{
		ID: d.ID, Effect: model.Allow, Mechanism: model.MechanismResource, At: d.At, Conditional: d.Conditional,
		Actions: p.Get("Action").OneOrMany(), Statement: p,
		Principals: model.NewMap([]model.Field{{Key: kind, KeyAt: principal.At, Value: principal}}, principal.At),
	}
	if text, known := principal.Text(); known && text == "*" {
		g.Principals = principal
	}
	if len(conditions) > 0 {
		g.Conditions = model.NewMap(conditions, d.At)
	}
	g.Resource = p.Get("FunctionName").String()
	if id := b.findFunction(p.Get("FunctionName"), d); id != "" {
		g.Resource = id
		g.Resources = []model.Value{model.NewReference(model.Ref{Target: id, Attribute: "Arn"}, p.Get("FunctionName").At)}
	}
	b.grant(g)
}

func (b *builder) layerPermission(d *Declared) {
	p := d.Properties
	g := model.Grant{
		ID: d.ID, Effect: model.Allow, Mechanism: model.MechanismResource, At: d.At, Conditional: d.Conditional,
		Actions: p.Get("Action").OneOrMany(), Statement: p, Principals: p.Get("Principal"), Resource: p.Get("LayerVersionArn").String(),
	}
	if layer := b.find(p.Get("LayerVersionArn"), d, "lambda"); layer != nil {
		g.Resource = layer.ID
	}
	if organization := p.Get("OrganizationId"); !organization.IsAbsent() {
		inner := model.NewMap([]model.Field{{Key: "aws:PrincipalOrgID", KeyAt: organization.At, Value: organization}}, organization.At)
		g.Conditions = model.NewMap([]model.Field{{Key: "StringEquals", KeyAt: organization.At, Value: inner}}, organization.At)
	}
	b.grant(g)
}
