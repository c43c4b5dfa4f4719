package sdk

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// parents are the types whose names are unique only within something else: the property that names it, the placeholder of
// their ARN form that it fills, its type, and what it is without the property (AWS CloudFormation Template Reference).
var parents = map[string]struct{ property, placeholder, kind, without string }{
	"AWS::AppConfig::ConfigurationProfile": {"ApplicationId", "ApplicationId", "appconfig:application", ""},
	"AWS::AppConfig::Environment":          {"ApplicationId", "ApplicationId", "appconfig:application", ""},
	"AWS::ECS::Service":                    {"Cluster", "ClusterName", "ecs:cluster", "default"},
	"AWS::Events::Rule":                    {"EventBusName", "EventBusName", "events:event-bus", "default"},
	"AWS::Glue::Table":                     {"DatabaseName", "DatabaseName", "glue:database", ""},
	"AWS::Scheduler::Schedule":             {"GroupName", "GroupName", "scheduler:schedule-group", "default"},
	"AWS::Timestream::Table":               {"DatabaseName", "DatabaseName", "timestream:database", ""},
}

// numbered are the types whose ARNs have ids where requests may have names, with the types of their other placeholders.
var numbered = map[string]map[string]string{
	"appconfig:configuration": {"ApplicationId": "appconfig:application", "EnvironmentId": "appconfig:environment"},
}

// numbers are the names with which something of such a type is found: references to elements. What else is written may be a
// name, of which the id is not known.
func (r *run) numbers(types map[string]string, filled map[string][]name) map[string][]name {
	out := map[string][]name{}
	for placeholder, all := range filled {
		kind, ok := typeNamed(types[placeholder])
		for _, n := range all {
			if e, _ := r.element(n, kind); ok && e != nil {
				out[placeholder] = append(out[placeholder], referenceTo(e))
			} else if !n.fixed() {
				out[placeholder] = append(out[placeholder], n)
			}
		}
	}
	return out
}

// referenceTo is the name of an element that its reference is.
func referenceTo(e *element) name {
	return ofValue(model.NewReference(model.Ref{Target: e.id, Attribute: "Ref"}, e.at))
}

// belongs answers whether an element is in what a request says around it. filled are the names for the placeholders.
func (r *run) belongs(e *element, filled map[string][]name) policy.Truth {
	in, ok := parents[e.kind]
	if !ok {
		return policy.Yes
	}
	have := textName(in.without)
	if v := e.properties.Get(in.property); !v.IsAbsent() {
		have = ofValue(v)
	}
	asked := filled[in.placeholder]
	if len(asked) == 0 {
		asked = []name{textName(in.without)}
	}
	kind, _ := typeNamed(in.kind)
	is := policy.Yes
	for _, n := range asked {
		is = is.And(r.same(n, have, kind))
	}
	if is == policy.No && len(asked) > 1 {
		return policy.Maybe
	}
	return is
}

// same answers whether two names are of the same thing of a type.
func (r *run) same(a, b name, kind catalogue.ResourceType) policy.Truth {
	first, why := r.element(a, kind)
	second, reason := r.element(b, kind)
	switch {
	case why != "" || reason != "" || len(a.parts) == 0 || len(b.parts) == 0:
		return policy.Maybe
	case first != nil && second != nil:
		return yes(first == second)
	case a.fixed() && b.fixed():
		return yes(a.known() == b.known())
	}
	return policy.Maybe
}

// inside are the targets of something that the request says is in an element, whatever it is called; nil where it does not
// say so.
func (r *run) inside(n name, rule rule, filled map[string][]name) []bound {
	if rule.around == "" {
		return nil
	}
	if numbered[rule.of.String()] != nil && n.fixed() {
		n = lostName("its id is not known", n.at)
	}
	var out []bound
	for _, container := range filled[rule.around] {
		e, _ := r.element(container, rule.within)
		if e == nil {
			return nil
		}
		in := map[string][]name{rule.around: {referenceTo(e)}}
		out = append(out, bound{Target: model.Target{
			Kind: model.TargetRef, ID: e.id, Name: model.LocalName(e.id), Part: rule.part,
			Value: model.NewTemplate(r.form(rule.of, n, in), n.at), At: n.at,
		}, of: e})
	}
	return out
}

// around is the name of what a request says around a resource.
func around(rule rule, filled map[string][]name) name {
	if all := filled[rule.around]; len(all) == 1 {
		return all[0]
	}
	return lostName("it is not known what it is in", model.Location{})
}
