package least

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// mark begins the text that stands for a reference: no name has it.
const mark = "\u2020"

// own is a name in which each reference to something declared, or to what is given at deployment, is a text of its own:
// two of them are two things, and what is written as text is neither. The region and the account are those of the
// application, however they are written: a name says with the rest of it what is meant.
func own(name model.Value) model.Value { return placed(references(name, true)) }

// generated is a name in which what the platform names is not known.
func generated(name model.Value) model.Value { return placed(references(name, false)) }

func references(name model.Value, asText bool) model.Value {
	return name.Map(func(p model.Value) model.Value {
		cause, unknown := p.Cause()
		switch ref, isRef := p.Ref(); {
		case isRef && ref.Target != "" && asText:
			return model.NewString(mark+ref.Target+"."+ref.Attribute, p.At)
		case isRef && ref.Target == "" && (ref.Attribute == "AWS::Region" || ref.Attribute == "AWS::AccountId"):
			return model.NewString(mark, p.At)
		case isRef && ref.Target == "" && ref.Attribute == "AWS::StackName":
			return model.NewString(mark+ref.Attribute, p.At)
		case isRef && strings.HasPrefix(ref.Attribute, "given "):
			return model.NewString(mark+ref.Attribute, p.At)
		case unknown && given(cause):
			return model.NewString(mark+"given "+cause.Name, p.At)
		case p.Kind() == model.Template:
			return p.Joined()
		}
		return p
	})
}

// placed is an ARN in the application's own region and account.
func placed(arn model.Value) model.Value {
	parts := slices.Clone(arn.Parts())
	if len(parts) == 0 {
		return arn
	}
	head, known := parts[0].Text()
	fields := strings.SplitN(head, ":", 6)
	if !known || len(fields) < 6 || fields[0] != "arn" {
		return arn
	}
	for _, i := range []int{3, 4} {
		if fields[i] != "" && !strings.ContainsAny(fields[i], "*?") {
			fields[i] = mark
		}
	}
	parts[0] = model.NewString(strings.Join(fields, ":"), parts[0].At)
	return model.NewTemplate(parts, arn.At)
}

// ownSet is a set in which everything is named so.
func ownSet(s compare.Set) compare.Set {
	return compare.Set{Identity: renamed(s.Identity, own), Boundary: renamed(s.Boundary, own)}
}

// patterns is what of a set may mean things by names that the platform makes: patterns that are written as text.
func patterns(s compare.Set) compare.Set {
	text := func(v model.Value) model.Value {
		refers := slices.ContainsFunc(v.Parts(), func(p model.Value) bool { return p.Target() != "" })
		if refers || !strings.ContainsAny(v.String(), "*?") && !v.IsUnknown() {
			return model.Value{}
		}
		return generated(v)
	}
	return compare.Set{Identity: renamed(s.Identity, text), Boundary: renamed(s.Boundary, generated)}
}

// renamed are documents with other names for resources; statements that allow nothing by a name are left without any.
func renamed(documents []policy.Document, name func(model.Value) model.Value) []policy.Document {
	names := func(values []model.Value) []model.Value {
		if values == nil {
			return nil
		}
		out := make([]model.Value, 0, len(values))
		for _, v := range values {
			if v = name(v); !v.IsAbsent() {
				out = append(out, v)
			}
		}
		return out
	}
	out := slices.Clone(documents)
	for i := range out {
		out[i].Statements = slices.Clone(out[i].Statements)
		for j := range out[i].Statements {
			s := &out[i].Statements[j]
			s.Resources, s.NotResources = names(s.Resources), names(s.NotResources)
		}
	}
	return out
}

func compiled(s compare.Set) *policy.Set {
	return policy.Compile(policy.Policies{Identity: s.Identity, Boundary: s.Boundary})
}
