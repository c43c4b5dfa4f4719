package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// EvaluateOwn answers whether the requester's own policies allow the request: those of the identity
// within boundary and session policy, whatever the resource's policy says. It is what an
// identity can do where nobody else stands in its way.
func (s *Set) EvaluateOwn(q *Query) Verdict {
	var out Verdict
	for i := range q.resources {
		v := s.evaluateOwn(q, &q.resources[i])
		if i == 0 {
			out = v
		} else if v.Outcome != out.Outcome {
			out.Access, out.Outcome = either(out.Access, v.Access), Unknown
		}
	}
	return out
}

func (s *Set) evaluateOwn(q *Query, r *resourceText) Verdict {
	deny := s.deny(q, r)
	if deny.truth == Yes {
		return Verdict{Outcome: ExplicitDeny, By: deny.source()}
	}
	allow := s.allowByIdentity(q, r)
	switch {
	case allow.truth == No:
		return Verdict{Outcome: ImplicitDeny, By: allow.source()}
	case deny.truth == Maybe:
		return Verdict{Outcome: Unknown, Access: Maybe, By: deny.source()}
	case allow.truth == Maybe:
		return Verdict{Outcome: Unknown, Access: Maybe, By: allow.source()}
	}
	return Verdict{Outcome: Allowed, Access: Yes, By: allow.source()}
}

// WitnessName is what stands for a wildcard in a [Witness]: a name that nobody gives.
const WitnessName = "witness-5f2c9a"

// Witness is a resource that a pattern of a statement takes in and that nobody has in mind: one whose
// name is not written anywhere, in the own account and region where the pattern leaves them open.
// What is allowed on it is allowed by the width of the pattern alone. Holes stay holes.
func Witness(pattern model.Value) model.Value {
	colons := 0
	var parts []model.Value
	for _, part := range pattern.Parts() {
		text, known := part.Text()
		if !known {
			parts = append(parts, part)
			continue
		}
		for i, field := range strings.Split(text, ":") {
			if i > 0 {
				colons++
				parts = append(parts, model.NewString(":", part.At))
			}
			parts = append(parts, stands(field, colons, part.At)...)
		}
	}
	return model.NewTemplate(parts, pattern.At)
}

// stands is a part of an ARN with something in the place of its wildcards.
func stands(field string, place int, at model.Location) []model.Value {
	if field == "*" && place > 0 && place < arnParts-1 {
		switch place {
		case 1:
			return []model.Value{model.NewString("aws", at)}
		case 3:
			return []model.Value{model.NewReference(model.Ref{Attribute: "AWS::Region"}, at)}
		case 4:
			return []model.Value{model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, at)}
		}
	}
	return []model.Value{model.NewString(strings.NewReplacer("*", WitnessName, "?", "x").Replace(field), at)}
}
