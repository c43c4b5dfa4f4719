package access

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// target is a name of the resource, or of the things in it, with the actions that act on those.
type target struct {
	spellings []model.Value // statements may mean it by any of them
	actions   []catalogue.Action
}

// targetsOf are the resource itself and, where its type has things in it that actions act on (the
// objects of a bucket), some one of those.
func targetsOf(id string, arn model.Value, kind string) []target {
	spellings := []model.Value{arn}
	if arn.Kind() != model.Reference {
		spellings = append(spellings, model.NewReference(model.Ref{Target: id, Attribute: "Arn"}, arn.At))
	}
	if kind == "AWS::SNS::Topic" || kind == "AWS::SecretsManager::Secret" {
		spellings = append(spellings, model.NewReference(model.Ref{Target: id, Attribute: "Ref"}, arn.At)) // Ref is the ARN
	}
	sample := policy.SampleARN(arn)
	types := typesOf(sample)
	if len(types) == 0 {
		types = namedType(kind)
	}
	targets := []target{{spellings: spellings, actions: actionsOn(types)}}
	if inside := typesOf(sample + "/part"); len(inside) > 0 && len(types) > 0 && inside[0] != types[0] {
		within := target{actions: actionsOn(inside)}
		some := model.NewUnknown(model.Cause{Name: "part", Reason: "it depends on which part of the resource is meant"}, arn.At)
		for _, v := range spellings {
			within.spellings = append(within.spellings, model.NewTemplate([]model.Value{v, model.NewString("/", arn.At), some}, arn.At))
		}
		targets = append(targets, within)
	}
	return targets
}

// typesOf are the types that an ARN names, of the service that the ARN belongs to.
func typesOf(arn string) []catalogue.ResourceType {
	fields := strings.SplitN(arn, ":", 4)
	var out []catalogue.ResourceType
	for _, t := range catalogue.TypesOf(arn) {
		if len(fields) == 4 && t.Service().Prefix() == fields[2] {
			out = append(out, t)
		}
	}
	return out
}

// namedType is the type that CloudFormation calls as the permission language does:
// AWS::SecretsManager::Secret is the type Secret of secretsmanager.
func namedType(kind string) []catalogue.ResourceType {
	parts := strings.Split(kind, "::")
	if len(parts) != 3 {
		return nil
	}
	service, ok := catalogue.LookupService(parts[1])
	if !ok {
		return nil
	}
	t, ok := service.ResourceType(parts[2])
	if !ok {
		return nil
	}
	return []catalogue.ResourceType{t}
}

// actionsOn are the actions of a type's service that act on one of some types.
func actionsOn(types []catalogue.ResourceType) []catalogue.Action {
	if len(types) == 0 {
		return nil
	}
	wanted := map[catalogue.ResourceType]bool{}
	for _, t := range types {
		wanted[t] = true
	}
	var out []catalogue.Action
	for a := range types[0].Service().Actions() {
		for _, use := range a.Resources() {
			if wanted[use.Type] {
				out = append(out, a)
				break
			}
		}
	}
	return out
}

// ActionsOf are the actions that the Action or NotAction element of a grant takes in, as far as they are known.
func ActionsOf(g *model.Grant) *catalogue.Set {
	of := func(patterns []model.Value) *catalogue.Set {
		set := &catalogue.Set{}
		for _, v := range patterns {
			if text, known := v.Text(); known {
				set.AddPattern(text)
			}
		}
		return set
	}
	if len(g.NotActions) == 0 {
		return of(g.Actions)
	}
	all := catalogue.AllActions()
	all.Subtract(of(g.NotActions))
	return all
}
