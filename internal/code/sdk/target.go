package sdk

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// bound is a target with the element that it is, nil for none.
type bound struct {
	model.Target
	of *element
}

func unknownTarget(why string, at model.Location) bound {
	return bound{Target: model.Target{Kind: model.TargetUnknown, Why: why, At: at}}
}

// related are the targets of a need of a request.
func (r *run) related(q *request, need *catalogue.Need, all []catalogue.Need, at model.Location) []bound {
	if !need.Action.HasResources() {
		return []bound{{Target: model.Target{Kind: model.TargetAny, Value: model.NewString("*", model.Location{})}}}
	}
	switch need.On.Kind {
	case catalogue.Parameter:
		return r.parameter(q, need, at)
	case catalogue.Related:
		return r.beside(q, need, all, at)
	case catalogue.Own:
	}
	return r.own(q, need.Action, at)
}

// own are the resources that the operation itself names.
func (r *run) own(q *request, action catalogue.Action, at model.Location) []bound {
	all := rulesFor(action)
	var out []bound
	var chosen *rule
	for i := range all {
		rule := &all[i]
		if chosen != nil && !rule.beside {
			continue
		}
		found, given := r.apply(q, *rule)
		if !given {
			continue
		}
		out = append(out, found...)
		if !rule.beside {
			chosen = rule
		}
	}
	switch {
	case len(out) > 0:
		if in := catalogOf(action, at); in.Kind != "" {
			out = append(out, in)
		}
		return out
	case len(all) == 0:
		return r.guess(q, action, at)
	}
	return []bound{unknownTarget("the call does not name the "+all[0].of.Name(), at)}
}

// guess looks for a member that is called as the last placeholder of the only type that an action acts on. It is for the
// services that the table has no rule for.
func (r *run) guess(q *request, action catalogue.Action, at model.Location) []bound {
	uses := action.Resources()
	for _, use := range uses {
		for _, member := range q.input.names() {
			if !strings.HasSuffix(strings.ToLower(member), "arn") && len(uses) > 1 {
				continue
			}
			names := placeholders(use.Type)
			if len(names) != 1 || !strings.EqualFold(member, names[0]) {
				continue
			}
			found, given := r.apply(q, rule{of: use.Type, container: use.Type, fields: []field{{names[0], []string{member}}}})
			if given {
				return found
			}
		}
	}
	return []bound{unknownTarget("which resource "+action.String()+" is about is not known", at)}
}

// placeholders are those of a type's ARN form that name a resource.
func placeholders(t catalogue.ResourceType) []string {
	var out []string
	rest := t.ARN()
	for {
		_, after, found := strings.Cut(rest, "${")
		if !found {
			return out
		}
		name, more, _ := strings.Cut(after, "}")
		if name != "Partition" && name != "Region" && name != "Account" {
			out = append(out, name)
		}
		rest = more
	}
}

// apply answers the targets that a rule finds in a request, and whether it finds what it looks for.
func (r *run) apply(q *request, rule rule) ([]bound, bool) {
	if len(rule.fields) == 0 {
		return nil, false
	}
	first, found := r.fieldNames(q, rule.fields[0])
	if !found {
		return nil, false
	}
	filled := map[string][]name{}
	for _, f := range rule.fields[1:] {
		all, given := r.fieldNames(q, f)
		if !given && len(f.members) > 0 && rule.container == rule.of && len(rule.fields) > 1 && strings.HasPrefix(rule.of.Name(), "rule-on-custom") {
			return nil, false
		}
		filled[f.placeholder] = all
	}
	var out []bound
	for _, n := range first {
		if n.fixed() && n.known() == everything {
			out = append(out, bound{Target: model.Target{Kind: model.TargetAny, Value: model.NewString("*", model.Location{})}})
			continue
		}
		out = append(out, r.identify(n, rule, filled)...)
	}
	return out, len(out) > 0
}

// everything is the name of what has none: a message to a telephone is published to no topic.
const everything = "\x00any"

// fieldNames are the names that the members of a field give, and whether one is given.
func (r *run) fieldNames(q *request, f field) ([]name, bool) {
	maybe := false
	for i, member := range f.members {
		if instead, ok := strings.CutPrefix(member, "!"); ok {
			if _, given := q.input.at(instead); given == policy.Yes {
				return []name{textName(everything)}, true
			}
			continue
		}
		if strings.HasPrefix(member, "=") {
			if fallback, ok := f.fallback(i, q.operation); ok && !maybe {
				return []name{textName(fallback)}, true
			}
			continue
		}
		m := memberOf(member)
		values, given := q.input.at(m.path)
		if len(values) == 0 && strings.HasSuffix(m.path, "{}") {
			values, given = r.unprocessed(q, strings.TrimSuffix(m.path, "{}"), given)
		}
		maybe = maybe || given == policy.Maybe
		if given == policy.No || len(values) == 0 {
			continue
		}
		out := r.readNames(m, values)
		if fallback, ok := f.fallback(i, q.operation); ok && q.input.partly(m.path) {
			out = append(out, textName(fallback))
		}
		return out, len(out) > 0
	}
	if maybe {
		return []name{lostName("what the call is given is not known", model.Location{})}, true
	}
	return nil, false
}

// fallback is the default that is the next one among the members of a field, from a place on, where it is for an operation.
func (f field) fallback(from int, operation string) (string, bool) {
	for _, member := range f.members[from:] {
		text, ok := strings.CutPrefix(member, "=")
		if !ok {
			continue
		}
		if at := strings.LastIndexByte(text, '@'); at >= 0 {
			if !slices.Contains(strings.Split(text[at+1:], ","), operation) {
				return "", false
			}
			text = text[:at]
		}
		if text == "!" {
			text = everything
		}
		return text, true
	}
	return "", false
}

// readNames are the names that values give, read in a way.
func (r *run) readNames(m reading, values []term.Value) []name {
	var out []name
	for _, v := range values {
		if m.answered {
			out = append(out, r.askedBy(v, m.path)...)
			continue
		}
		for _, n := range r.names(v) {
			out = append(out, m.read(n))
		}
	}
	return out
}

// reading is a path in an input with how what stands there names something.
type reading struct {
	path                           string
	statement, answered, beginning bool
}

// memberOf reads a member of a rule.
func memberOf(member string) reading {
	var m reading
	m.path, m.statement = strings.CutPrefix(member, "from:")
	m.path, m.answered = strings.CutPrefix(m.path, "of:")
	m.path, m.beginning = strings.CutSuffix(m.path, "*")
	return m
}

func (m reading) read(n name) name {
	switch {
	case m.statement:
		return tableOf(n)
	case m.beginning:
		return n.plus(textName("*"))
	}
	return n
}

// parameter are the targets that a parameter names.
func (r *run) parameter(q *request, need *catalogue.Need, at model.Location) []bound {
	for _, rule := range rulesFor(need.Action) {
		if rule.container != rule.of && rule.mentions(need.On.Name) {
			if found, given := r.apply(q, rule); given {
				return found
			}
		}
	}
	if q.service == "athena" && need.On.Name == "ResultConfiguration.OutputLocation" {
		return r.results(q, need, at)
	}
	if need.Action.Service().Prefix() == "s3" {
		if found := r.s3Named(q, need); found != nil {
			return found
		}
	}
	values, _ := q.input.at(need.On.Name)
	var out []bound
	for _, v := range values {
		for _, n := range r.names(v) {
			out = append(out, r.identifyAny(n, need.Action, need.On.Name)...)
		}
	}
	if len(out) == 0 {
		return []bound{unknownTarget("what "+need.On.Name+" is, is not known", at)}
	}
	return out
}

// identifyAny is what a name means to an action, by the rule that fits best: that which looks at the member, else the first.
func (r *run) identifyAny(n name, action catalogue.Action, member string) []bound {
	all := rulesFor(action)
	for _, rule := range all {
		if rule.mentions(member) {
			return r.identify(n, rule, nil)
		}
	}
	for _, rule := range all {
		if rule.container == rule.of {
			return r.identify(n, rule, nil)
		}
	}
	if uses := action.Resources(); len(uses) > 0 {
		return r.identify(n, rule{of: uses[0].Type, container: uses[0].Type}, nil)
	}
	return nil
}

// beside are the targets of a need on what is related to the resource.
func (r *run) beside(q *request, need *catalogue.Need, all []catalogue.Need, at model.Location) []bound {
	switch need.On.Name {
	case "task-role":
		return r.taskRoles(q, need, all, at)
	case "catalogue-table":
		return r.catalogueTables(q, need, at)
	case "table-data":
		return r.tableData(q, need, at)
	case "result-location":
		return r.results(q, need, at)
	case "key":
	default:
		return []bound{unknownTarget("the call does not name it", at)}
	}
	for _, kind := range []catalogue.TargetKind{catalogue.Own, catalogue.Parameter} {
		for i := range all {
			other := &all[i]
			if other.On.Kind != kind || !other.Action.HasResources() || other.Action.Service().Prefix() == "kms" {
				continue
			}
			if out := r.keysOf(r.related(q, other, all, at), need.Action, at); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// keysOf are the keys that encrypt what some targets are. Of what is not known itself there is nothing to say.
func (r *run) keysOf(targets []bound, action catalogue.Action, at model.Location) []bound {
	var out []bound
	for _, b := range targets {
		switch {
		case b.Kind == model.TargetEvent, b.Kind == model.TargetUnknown, b.Kind == model.TargetAny:
			continue
		case b.of == nil:
			out = append(out, unknownTarget("the key of what is not declared here", at))
			continue
		}
		key, known := b.of.key()
		switch {
		case !known:
			k := unknownTarget("the key of "+model.LocalName(b.of.id), b.of.at)
			k.of = b.of
			out = append(out, k)
			continue
		case key.IsAbsent():
			continue // the provider's own key needs no permission
		}
		for _, n := range r.declared(model.Variable{Value: key, At: b.of.at}) {
			for _, k := range r.identifyAny(n, action, "KeyId") {
				k.of = b.of // the conditions are about what the key encrypts
				out = append(out, k)
			}
		}
	}
	return out
}
