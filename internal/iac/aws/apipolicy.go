package aws

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// guardedByNetwork looks at where an API can be reached from: a private endpoint, or a resource
// policy that lets only some networks or callers in.
func (b *builder) guardedByNetwork(r *model.Route) {
	api := b.mine[r.API]
	if api == nil || api.Type != "AWS::ApiGateway::RestApi" {
		return
	}
	kinds := append(api.Properties.Get("EndpointConfiguration", "Types").OneOrMany(), api.Properties.Get("EndpointConfiguration").OneOrMany()...)
	for _, kind := range kinds {
		if kind.TextOr("") == "PRIVATE" {
			r.Private = true
		}
	}
	document := api.Properties.Get("Policy")
	if document.IsAbsent() {
		document = api.Properties.Get("Body", "x-amazon-apigateway-policy")
	}
	if r.Auth != model.AuthNone || document.IsAbsent() {
		return
	}
	switch guarded, why := restricts(document, r); {
	case why != "":
		r.Auth, r.AuthReason = model.AuthUnknown, why
	case guarded:
		r.Auth = model.AuthNetwork
	}
}

// restricts reports whether a resource policy lets less than everybody call a route: nothing allows
// everybody, or everybody is denied who is not somewhere. The reason says why that is not known.
func restricts(document model.Value, r *model.Route) (guarded bool, why string) {
	if c, unknown := document.Cause(); unknown {
		return false, c.Reason
	}
	parsed, _ := policy.Parse(document)
	open := false
	for i := range parsed.Statements {
		s := &parsed.Statements[i]
		if c, unknown := s.Hole.Cause(); unknown {
			why = c.Reason
			continue
		}
		all, some := reaches(s, r)
		if !everybody(s) || !some {
			continue
		}
		narrow, reason := narrows(s)
		switch {
		case reason != "":
			why = reason
		case s.Effect == model.Allow:
			open = open || !narrow
		case s.Effect == model.Deny && all && narrow:
			return true, ""
		}
	}
	if open {
		return false, ""
	}
	return len(parsed.Statements) > 0, why
}

func everybody(s *policy.Statement) bool {
	return slices.ContainsFunc(s.Principals, func(p policy.Principal) bool {
		return p.Kind == policy.PrincipalAny || p.Name.TextOr("") == "*"
	})
}

// narrows reports whether the conditions of a statement leave, of everybody, only those of some place
// or name: an Allow for those, or a Deny for all the others. That requests must be encrypted, or that
// some addresses are shut out, leaves everybody else.
func narrows(s *policy.Statement) (narrow bool, why string) {
	if s.Effect == model.Deny && len(s.Conditions) == 0 {
		return true, ""
	}
	for _, c := range s.Conditions {
		if cause, unknown := c.Hole.Cause(); unknown {
			why = cause.Reason
			continue
		}
		aspect := policy.AspectOf(c.Key)
		whoOrWhere := aspect == policy.AspectWho || aspect == policy.AspectWhere || aspect == policy.AspectBehalf
		operator := c.Operator.String()
		negated := strings.Contains(operator, "Not")
		if whoOrWhere && negated == (s.Effect == model.Deny) && (s.Effect == model.Deny || !c.Operator.IfExists) {
			narrow = true
		}
	}
	if narrow {
		return true, ""
	}
	return false, why
}

// reaches reports whether a statement is about every request of a route, and whether about some. A
// resource is written api/STAGE/METHOD/path, or execute-api:/STAGE/METHOD/path.
func reaches(s *policy.Statement, r *model.Route) (all, some bool) {
	if len(s.Resources) == 0 {
		return len(s.NotResources) == 0, true
	}
	for _, v := range s.Resources {
		_, tail, found := strings.Cut(v.String(), "/")
		part := strings.SplitN(tail, "/", 3)
		if !found || len(part) == 1 && strings.HasSuffix(part[0], "*") {
			return true, true
		}
		if len(part) < 3 {
			part = append(part, "*", "*")
		}
		method, name := part[1], strings.TrimPrefix(r.Path, "/")
		match := policy.MatchResource(model.NewString(part[2], v.At), model.NewString(name, r.At))
		inMethod := method == "*" || strings.EqualFold(method, r.Method)
		all = all || inMethod && match == policy.Yes
		some = some || (inMethod || r.Method == "ANY") && (match != policy.No || strings.Contains(name, "{"))
	}
	return all, some
}
