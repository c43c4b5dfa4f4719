package access

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// spelling gives each thing that an application declares one name, since a policy may say !GetAtt Table.Arn,
// ${Table} or orders and mean the same: its ARN, in which its name stands where one is written.
type spelling struct {
	app   *model.App
	names map[attribute]model.Value
	// conditional are the conditions that the deployment decides, by the resource that is under one.
	conditional map[string]string
	answers     map[string]bool // the resources whose attributes are what somebody else answers
}

// attribute is what a reference names.
type attribute struct{ target, name string }

// refIsARN are the types whose Ref is their ARN, refIsName those whose Ref is their name (CloudFormation Template
// Reference, "Return values" of each).
var (
	refIsARN = []string{
		"AWS::SNS::Topic", "AWS::SecretsManager::Secret", "AWS::StepFunctions::StateMachine", "AWS::IAM::ManagedPolicy", "AWS::Lambda::LayerVersion",
	}
	refIsName = []string{
		"AWS::DynamoDB::Table", "AWS::Events::EventBus", "AWS::IAM::Role", "AWS::IAM::User", "AWS::Kinesis::Stream", "AWS::Lambda::Function",
		"AWS::Logs::LogGroup", "AWS::S3::Bucket", "AWS::SSM::Parameter",
	}
)

func newSpelling(app *model.App) *spelling {
	s := &spelling{app, map[attribute]model.Value{}, map[string]string{}, map[string]bool{}}
	for i := range app.Resources {
		s.answers[app.Resources[i].ID] = answering(app.Resources[i].Type)
		s.add(app.Resources[i].ID, app.Resources[i].Type, app.Resources[i].ARN, app.Resources[i].Name)
		s.conditional[app.Resources[i].ID] = app.Resources[i].Conditional
	}
	for i := range app.Functions {
		s.add(app.Functions[i].ID, "AWS::Lambda::Function", app.Functions[i].ARN, model.Value{})
	}
	for i := range app.Identities {
		s.add(app.Identities[i].ID, "AWS::IAM::Role", app.Identities[i].ARN, model.Value{})
	}
	return s
}

// answering reports whether the attributes of a type are not names of the thing itself, but what a parameter holds, a
// function answers or a nested stack exports: they may name anything.
func answering(kind string) bool {
	return strings.HasPrefix(kind, "Custom::") || slices.Contains([]string{"AWS::CloudFormation::CustomResource", "AWS::CloudFormation::Stack", "AWS::SSM::Parameter"}, kind)
}

// add says how a declared thing is spelled.
func (s *spelling) add(id, kind string, arn, name model.Value) {
	if written := secret(id, kind, name); !written.IsAbsent() {
		for _, called := range []string{"Ref", "Arn", "Id"} {
			s.names[attribute{id, called}] = written
		}
		return
	}
	toARN, toRef := attribute{id, "Arn"}, attribute{id, "Ref"}
	named := !slices.ContainsFunc(arn.Parts(), func(p model.Value) bool { return p.Target() == id })
	if named && !arn.IsAbsent() {
		s.names[toARN] = arn
	}
	s.attributes(id, arn, name, slices.Contains(refIsARN, kind))
	defer s.otherwise(id, kind, arn)
	switch {
	case slices.Contains(refIsARN, kind):
		if !named {
			arn = model.NewReference(model.Ref{Target: id, Attribute: "Arn"}, arn.At)
		}
		for _, name := range []string{"Ref", "TopicArn", "Id", "PolicyArn", "LayerVersionArn"} {
			s.names[attribute{id, name}] = arn
		}
	case slices.Contains(refIsName, kind):
		if _, known := name.Text(); known || name.Kind() == model.Template {
			s.names[toRef] = name
		}
		fallthrough
	default:
		if !named && arn.Kind() == model.Template {
			s.names[toARN] = arn // which ends in the Ref, the only name there is
		}
	}
}

// secret is the ARN of a secret that is given a name, absent for other things: the service puts six characters behind the
// name (AWS Secrets Manager User Guide, "What's in a Secrets Manager secret?").
func secret(id, kind string, name model.Value) model.Value {
	if _, known := name.Text(); kind != "AWS::SecretsManager::Secret" || !known && name.Kind() != model.Template {
		return model.Value{}
	}
	own := func(attribute string) model.Value {
		return model.NewReference(model.Ref{Attribute: "AWS::" + attribute}, name.At)
	}
	text := func(s string) model.Value { return model.NewString(s, name.At) }
	return model.NewTemplate([]model.Value{
		text("arn:"), own("Partition"), text(":secretsmanager:"), own("Region"), text(":"), own("AccountId"), text(":secret:"), name, text("-"),
		model.NewReference(model.Ref{Target: id, Attribute: "suffix"}, name.At),
	}, name.At)
}

// otherwise says how a thing is spelled whose ARN has another attribute, or more behind it than the model gives it.
func (s *spelling) otherwise(id, kind string, arn model.Value) {
	if arn.Kind() != model.Template && arn.Kind() != model.String {
		return
	}
	for _, called := range []string{"DBClusterArn", "DBInstanceArn", "DomainArn"} {
		s.names[attribute{id, called}] = arn
	}
	if kind == "AWS::Logs::LogGroup" {
		s.names[attribute{id, "Arn"}] = model.NewTemplate([]model.Value{arn, model.NewString(":*", arn.At)}, arn.At)
	}
}

// nameAttributes are the attributes that are the name of a thing (CloudFormation Template Reference, "Return values").
var nameAttributes = []string{"QueueName", "TopicName", "Name", "TableName", "BucketName", "StreamName", "LogGroupName"}

// attributes says that the attributes with its name name a thing as its Ref does, or as it is written.
func (s *spelling) attributes(id string, arn, name model.Value, isARN bool) {
	if _, known := name.Text(); !known && name.Kind() != model.Template {
		if isARN || arn.Kind() != model.Template {
			return // whole deals with what stands behind the rest of an ARN
		}
		name = model.NewReference(model.Ref{Target: id, Attribute: "Ref"}, arn.At)
	}
	for _, called := range nameAttributes {
		s.names[attribute{id, called}] = name
	}
}

// of is a value in which everything declared is spelled in one way.
func (s *spelling) of(v model.Value) model.Value {
	return s.named(v).Map(whole)
}

// named is a value in which what declared things are called is spelled in one way.
func (s *spelling) named(v model.Value) model.Value {
	return settled(v.Map(func(part model.Value) model.Value {
		ref, isRef := part.Ref()
		if as, known := s.names[attribute{ref.Target, ref.Attribute}]; isRef && known {
			return as.WithAt(part.At)
		}
		if isRef && s.answers[ref.Target] && ref.Attribute != "Ref" && ref.Attribute != "Arn" {
			return model.NewUnknown(model.Cause{Reason: "what " + ref.String() + " is, is known when it is deployed"}, part.At)
		}
		return part
	}))
}

// whole is a text without what stands before an ARN in it, where that is the rest of the ARN: the model ends the ARN of
// a topic without a name in its Ref, which is all of it.
func whole(v model.Value) model.Value {
	if v.Kind() != model.Template {
		return v
	}
	parts := v.Parts()
	if head, _ := parts[0].Text(); !strings.HasPrefix(head, "arn:") {
		return v
	}
	for i, p := range parts {
		ref, isRef := p.Ref()
		switch {
		case !isRef || ref.Target == "":
		case ref.Attribute == "Arn":
			return model.NewTemplate(parts[i:], v.At)
		case ref.Attribute == "TopicName" || ref.Attribute == "Name": // of a thing whose Ref is its ARN, else it is spelled otherwise
			arn := model.NewReference(model.Ref{Target: ref.Target, Attribute: "Arn"}, p.At)
			return model.NewTemplate(append([]model.Value{arn}, parts[i+1:]...), v.At)
		}
	}
	return v
}

// Declared are all things that an application declares and that policies may be about, by the names that a Set
// spells them with.
func Declared(app *model.App) []permit.Resource {
	s := newSpelling(app)
	out := make([]permit.Resource, 0, len(app.Resources)+len(app.Functions)+len(app.Identities))
	add := func(id string, arn model.Value) {
		out = append(out, permit.Resource{s.named(arn), s.of(model.NewReference(model.Ref{Target: id, Attribute: "Arn"}, arn.At))})
	}
	for i := range app.Resources {
		add(app.Resources[i].ID, app.Resources[i].ARN)
	}
	for i := range app.Functions {
		add(app.Functions[i].ID, app.Functions[i].ARN)
	}
	for i := range app.Identities {
		add(app.Identities[i].ID, app.Identities[i].ARN)
	}
	return out
}
