package access

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Undeclared is a resource of a type that nobody has in mind, from the form of the type's ARNs.
func Undeclared(t catalogue.ResourceType, at model.Location) model.Value {
	var parts []model.Value
	form := t.ARN()
	for {
		before, rest, found := strings.Cut(form, "${")
		parts = append(parts, model.NewString(before, at))
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return model.NewTemplate(parts, at)
		}
		switch name {
		case "Partition":
			parts = append(parts, model.NewString("aws", at))
		case "Region":
			parts = append(parts, model.NewReference(model.Ref{Attribute: "AWS::Region"}, at))
		case "Account":
			parts = append(parts, account.WithAt(at))
		default:
			parts = append(parts, model.NewString(policy.WitnessName, at))
		}
		form = after
	}
}

// MayWidely answers whether the identity may do an action on something that a pattern takes in and
// that nobody has in mind: it is the width of the pattern alone that allows it.
func (h *Holding) MayWidely(action catalogue.Action, pattern model.Value) policy.Truth {
	return h.mayWidely(h.asking(), action, pattern).Access
}

func (h *Holding) mayWidely(query *policy.Query, action catalogue.Action, pattern model.Value) policy.Verdict {
	may := func(resource model.Value) policy.Verdict {
		return h.set().EvaluateOwn(query.About(action.String(), resource))
	}
	width, text := policy.ResourceWidth(pattern), settled(pattern).String()
	if width < policy.WidthService {
		return may(policy.Witness(settled(pattern)))
	}
	uses := action.Resources()
	if len(uses) == 0 {
		return may(pattern)
	}
	var answer policy.Verdict
	for _, use := range uses {
		if width == policy.WidthService && !use.Type.Matches(text) {
			continue
		}
		witness, made := h.types[use.Type]
		if !made {
			witness = Undeclared(use.Type, pattern.At)
			h.types[use.Type] = witness
		}
		if v := may(witness); answer.Outcome == "" || v.Access > answer.Access {
			answer = v
		}
		if answer.Access == policy.Yes {
			break
		}
	}
	return answer
}
