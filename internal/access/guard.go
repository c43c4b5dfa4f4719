package access

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Requester is the condition key of a Guard that says who makes a request: the kind of principal and its name, "Service
// s3.amazonaws.com". No key of the provider has a space.
const Requester = "the requester"

// Guard is the own policy of a resource as a set to compare: what it allows whom. Who asks is a condition like others. An
// account takes in the roles and users in it; whether their own policies let them is not asked.
func (l *Ledger) Guard(resource string) compare.Set {
	var grants []*model.Grant
	for i := range l.app.Grants {
		if g := &l.app.Grants[i]; g.Resource == resource {
			grants = append(grants, g)
		}
	}
	conditional := ""
	if r, ok := l.app.Resource(resource); ok {
		conditional = r.Conditional
	}
	d := l.spell().policy(grants, conditional)
	for i := range d.Statements {
		s := &d.Statements[i]
		if c, limited := requester(s); limited {
			s.Conditions = append(s.Conditions, c)
		}
		s.Principals, s.NotPrincipals = nil, nil
	}
	return compare.Set{Identity: []policy.Document{d}}
}

// requester is the condition that a statement is about who asks; none where it is about everybody.
func requester(s *policy.Statement) (policy.Condition, bool) {
	c := policy.Condition{Operator: policy.Operator{Comparison: policy.StringLike}, Key: Requester, At: s.At}
	list := s.Principals
	if s.NotPrincipals != nil {
		c.Operator.Comparison, list = policy.StringNotLike, s.NotPrincipals
	}
	for _, p := range list {
		name := p.Name.String()
		if p.Kind == policy.PrincipalAny || p.Kind == policy.PrincipalAWS && name == "*" {
			if s.NotPrincipals == nil {
				return c, false
			}
			c.Values = append(c.Values, model.NewString("*", p.At))
			continue
		}
		c.Values = append(c.Values, principal(p))
	}
	return c, len(c.Values) > 0
}

// principal is the pattern of a principal's name. An account is written as its number or as its root (IAM User Guide,
// "AWS JSON policy elements: Principal").
func principal(p policy.Principal) model.Value {
	kind := model.NewString(string(p.Kind)+" ", p.At)
	text, known := p.Name.Text()
	switch {
	case p.Kind == policy.PrincipalAWS && known && len(text) == len("123456789012") && isNumber(text):
		return model.NewString("AWS arn:*:*::"+text+":*", p.At)
	case p.Kind == policy.PrincipalAWS && known && strings.HasSuffix(text, ":root"):
		fields := strings.Split(text, ":")
		return model.NewString("AWS arn:*:*::"+fields[max(0, len(fields)-2)]+":*", p.At)
	case p.Kind == policy.PrincipalAWS && isAccount(p.Name):
		return model.NewTemplate([]model.Value{model.NewString("AWS arn:*:*::", p.At), p.Name, model.NewString(":*", p.At)}, p.At)
	case p.Kind == policy.PrincipalAWS:
		parts := p.Name.Parts()
		if last := len(parts) - 1; last > 0 {
			if tail, ok := parts[last].Text(); ok && tail == ":root" { // of the account that is deployed to
				return model.NewTemplate([]model.Value{kind, model.NewString("arn:*:*::", p.At), parts[last-1], model.NewString(":*", p.At)}, p.At)
			}
		}
	case p.Kind == policy.PrincipalUnknown:
		return p.Name
	}
	return model.NewTemplate([]model.Value{kind, p.Name}, p.At)
}

func isAccount(v model.Value) bool {
	ref, ok := v.Ref()
	return ok && ref.Target == "" && ref.Attribute == "AWS::AccountId"
}
