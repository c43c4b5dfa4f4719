package least

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// refIsARN are the types whose Ref is their ARN, hasARN those whose attribute Arn is (CloudFormation Template
// Reference, "Return values" of each). The ARN of others is written out.
var (
	refIsARN = map[string]bool{
		"AWS::SNS::Topic": true, "AWS::SecretsManager::Secret": true, "AWS::StepFunctions::StateMachine": true,
	}
	hasARN = map[string]bool{
		"AWS::DynamoDB::Table": true, "AWS::DynamoDB::GlobalTable": true, "AWS::SQS::Queue": true, "AWS::S3::Bucket": true, "AWS::Kinesis::Stream": true,
		"AWS::KinesisFirehose::DeliveryStream": true, "AWS::Lambda::Function": true, "AWS::IAM::Role": true, "AWS::KMS::Key": true,
		"AWS::Events::EventBus": true, "AWS::Events::Rule": true, "AWS::Cognito::UserPool": true, "AWS::EFS::FileSystem": true,
		"AWS::ECR::Repository": true, "AWS::CodeBuild::Project": true, "AWS::MSK::Cluster": true,
	}
)

// Written is what a need is on as a template writes it: an attribute of what is declared, with the part that is meant.
func (a *Audit) Written(n *Need) model.Value {
	if n.On.ID == "" {
		if n.On.Value.IsAbsent() {
			return n.Value
		}
		return a.given(n)
	}
	arn, kind := a.arnOf(n.On.ID)
	if arn.IsAbsent() || !refIsARN[kind] && !hasARN[kind] {
		return n.On.Value
	}
	attribute := "Arn"
	if refIsARN[kind] {
		attribute = "Ref"
	}
	ref := model.NewReference(model.Ref{Target: n.On.ID, Attribute: attribute}, n.On.At)
	suffix, ok := behind(n.On.Value, arn)
	if !ok {
		if suffix, ok = behind(n.On.Value, ref); !ok {
			return n.On.Value
		}
	}
	return model.NewTemplate(append([]model.Value{ref}, suffix...), n.On.At)
}

// arnOf is the ARN of an element and the provider's name of its type.
func (a *Audit) arnOf(id string) (model.Value, string) {
	if r, ok := a.app.Resource(id); ok {
		return r.ARN, r.Type
	}
	if f, ok := a.app.Function(id); ok {
		return f.ARN, "AWS::Lambda::Function"
	}
	if i, ok := a.app.Identity(id); ok {
		return i.ARN, "AWS::IAM::Role"
	}
	return model.Value{}, ""
}

// behind is what stands behind one text in another that begins with it.
func behind(v, head model.Value) (rest []model.Value, ok bool) {
	parts, first := v.Parts(), head.Parts()
	for i, p := range first {
		if i >= len(parts) {
			return nil, false
		}
		want, text := p.TextOr(""), parts[i].TextOr("")
		switch {
		case p.Meaning() == parts[i].Meaning():
		case i == len(first)-1 && want != "" && len(text) > len(want) && text[:len(want)] == want:
			return append([]model.Value{model.NewString(text[len(want):], v.At)}, parts[i+1:]...), true
		default:
			return nil, false
		}
	}
	return parts[len(first):], true
}

// given is what a need is on, with the parameter instead of its default where the function is given the name by one: at
// another deployment it is another name.
func (a *Audit) given(n *Need) model.Value {
	for _, in := range a.app.Inputs {
		def, known := in.Default.Text()
		if !known || len(def) < 3 || def != n.On.Name || !a.feeds(in, n.Functions) {
			continue
		}
		param := model.NewUnknown(model.Cause{Name: in.Name, Reason: "it is given at deployment"}, n.On.At)
		return n.On.Value.Map(func(p model.Value) model.Value {
			switch text, plain := p.Text(); {
			case p.Kind() == model.Template:
				return p.Joined()
			case plain && p.Kind() == model.String:
				return replaced(text, def, param, p.At)
			}
			return p
		})
	}
	return n.On.Value
}

// defaulted is a text with the defaults of parameters in the place of these: with them everything else here was read.
func (a *Audit) defaulted(v model.Value) model.Value {
	return v.Map(func(p model.Value) model.Value {
		if p.Kind() == model.Template {
			return p.Joined()
		}
		cause, unknown := p.Cause()
		if !unknown || cause.Name == "" {
			return p
		}
		for _, in := range a.app.Inputs {
			if def, known := in.Default.Text(); known && in.Name == cause.Name {
				return model.NewString(def, p.At)
			}
		}
		return p
	})
}

// feeds reports whether a parameter is used by one of some functions.
func (a *Audit) feeds(in model.Input, functions []string) bool {
	return slices.ContainsFunc(in.Uses, func(use model.Use) bool { return slices.Contains(functions, use.Element) })
}

// replaced is a text with a part of it replaced by a value.
func replaced(text, part string, by model.Value, at model.Location) model.Value {
	before, after, found := strings.Cut(text, part)
	if !found {
		return model.NewString(text, at)
	}
	return model.NewTemplate([]model.Value{model.NewString(before, at), by, model.NewString(after, at)}, at)
}
