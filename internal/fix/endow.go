package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// endowment is what a role is given.
type endowment struct {
	c     *Case
	audit *least.Audit
	role  *least.Role
	w     *written
	d     *draft

	apart      bool           // whether the policy is a resource of its own
	denials    []splice.Value // statements that stay
	connectors int            // of the function's own that are gone
}

func (e *endowment) propose(p *least.Proposal) (Proposal, error) {
	kept := e.keptPolicies()
	statements, actions, err := e.statements(p, kept)
	if err != nil {
		return Proposal{}, err
	}
	e.put(kept, append(slices.Clone(e.denials), statements...), actions)
	if len(p.Role.Needs) > 0 {
		e.d.note("The policy is what the code and the platform need as far as the code says: sconce iam policy names the line behind each statement.")
	}
	return e.d.done()
}

// statements are what a proposal grants beside what stays, with their actions.
func (e *endowment) statements(p *least.Proposal, kept []*model.Grant) (statements []splice.Value, actions []string, err error) {
	for _, l := range p.Lines {
		if open := l.Open(); len(open) > 0 {
			e.d.note(open[0].Action + " stays on all that it is granted on now: what it is on is not known (" + open[0].Reasons[0].At.String() + ").")
		}
		if e.covers(kept, &l) {
			continue
		}
		s, err := e.statement(&l)
		if err != nil {
			return nil, nil, err
		}
		statements, actions = append(statements, s), append(actions, l.Actions...)
	}
	return statements, actions, nil
}

// put gives the role the statements in place of its policies.
func (e *endowment) put(kept []*model.Grant, statements []splice.Value, actions []string) {
	properties := []string{"Resources", e.w.name, "Properties"}
	at := append(slices.Clone(properties), "Policies")
	document := documentOf(statements)
	value := splice.List(document)
	if e.w.kind == "AWS::IAM::Role" {
		value = splice.List(splice.Map(field("PolicyName", splice.Text(e.policyName())), field("PolicyDocument", document)))
		e.keep(kept, properties)
	}
	switch {
	case len(statements) > 0 && !e.apart:
		e.d.set(value, at...)
	case e.d.at(at...) != nil:
		e.d.remove(at...)
	}
	if e.apart && len(statements) > 0 {
		e.attach(document, actions)
	}
	e.d.touch(e.w.id, "Policies", actions...)
	e.d.touch(e.role.Identity.ID, "Policies", actions...)
	e.d.touch(e.w.id, "ManagedPolicyArns")
	e.d.touch(e.role.Identity.ID, "ManagedPolicyArns")
}

// documentOf is a policy of some statements.
func documentOf(statements []splice.Value) splice.Value {
	return splice.Map(field("Version", splice.Text(policy.Version2012)), field("Statement", splice.List(statements...)))
}

// attach declares the policy as a resource of its own: what it names may need the function first, as a bucket does that
// notifies it.
func (e *endowment) attach(document splice.Value, actions []string) {
	role := local(e.role.Identity.ID)
	body := typed("AWS::IAM::Policy", field("Properties", splice.Map(
		field("PolicyName", splice.Text(e.w.name)), field("Roles", splice.List(splice.Ref(role))), field("PolicyDocument", document),
	)))
	if condition := e.w.conditionOf(); condition != "" {
		body = slices.Insert(body, 1, field("Condition", splice.Text(condition)))
	}
	name := e.d.declare(e.w.name+"Policy", splice.Map(body...))
	e.d.touch(e.d.prefix+name, "", actions...)
	e.d.note("The policy is a resource of its own, since it names what needs the function first.")
}

// keptPolicies are the provider's policies of a declared role that only let logs and traces be written, by where they
// are attached.
func (e *endowment) keptPolicies() []*model.Grant {
	if e.w.kind != "AWS::IAM::Role" {
		return nil
	}
	var out []*model.Grant
	for i := range e.role.Statements {
		if g := e.role.Statements[i].Grant; g.Provided && (g.Policy == "AWSLambdaBasicExecutionRole" || g.Policy == "AWSXRayDaemonWriteAccess") {
			out = append(out, g)
		}
	}
	return out
}

// covers reports whether what stays grants all that a line does.
func (e *endowment) covers(kept []*model.Grant, l *least.Line) bool {
	return !slices.ContainsFunc(l.Needs, func(n *least.Need) bool {
		return !n.Platform() || !slices.ContainsFunc(e.role.Serving(n), func(s *least.Statement) bool { return slices.Contains(kept, s.Grant) })
	})
}

// keep leaves a declared role only some of the policies that are attached to it.
func (e *endowment) keep(kept []*model.Grant, properties []string) {
	at := append(slices.Clone(properties), "ManagedPolicyArns")
	list := e.d.at(at...)
	if list == nil {
		return
	}
	var stay []splice.Value
	for _, item := range list.Items {
		if slices.ContainsFunc(kept, func(g *model.Grant) bool { return g.At.Start == item.Start }) {
			if v, ok := splice.Of(item); ok {
				stay = append(stay, v)
			}
		}
	}
	switch {
	case len(stay) == len(list.Items):
	case len(stay) == 0:
		e.d.remove(at...)
	default:
		e.d.set(splice.List(stay...), at...)
	}
}

// policyName is the name of the role's first policy, which the new one takes.
func (e *endowment) policyName() string {
	for i := range e.role.Statements {
		if g := e.role.Statements[i].Grant; g.Mechanism == model.MechanismInline && g.Policy != "" && !strings.Contains(g.Policy, "$") {
			return g.Policy
		}
	}
	return e.w.name
}

// statement is a line as it is written in the template.
func (e *endowment) statement(l *least.Line) (splice.Value, error) {
	var actions, resources []splice.Value
	for _, a := range l.Actions {
		actions = append(actions, splice.Text(a))
	}
	for _, r := range l.Resources {
		v, err := e.text(r)
		if err != nil {
			return splice.Value{}, err
		}
		resources = append(resources, v)
	}
	fields := []splice.Field{field("Effect", splice.Text("Allow")), field("Action", oneOrMany(actions)), field("Resource", oneOrMany(resources))}
	if !l.Condition.IsAbsent() {
		condition, err := e.value(l.Condition)
		if err != nil {
			return splice.Value{}, err
		}
		fields = append(fields, field("Condition", condition))
	}
	return splice.Map(fields...), nil
}

func oneOrMany(values []splice.Value) splice.Value {
	if len(values) == 1 {
		return values[0]
	}
	return splice.List(values...)
}

// value is a part of a condition.
func (e *endowment) value(v model.Value) (splice.Value, error) {
	switch v.Kind() {
	case model.Map:
		var fields []splice.Field
		for _, f := range v.Fields() {
			of, err := e.value(f.Value)
			if err != nil {
				return splice.Value{}, err
			}
			fields = append(fields, entry(f.Key, of))
		}
		return splice.Map(fields...), nil
	case model.List:
		var items []splice.Value
		for _, item := range v.Items() {
			of, err := e.value(item)
			if err != nil {
				return splice.Value{}, err
			}
			items = append(items, of)
		}
		return splice.List(items...), nil
	case model.Absent, model.Null, model.Bool, model.Number, model.String, model.Reference, model.Template, model.Unknown:
	}
	return e.text(v)
}

// text is a text, with references as functions.
func (e *endowment) text(v model.Value) (splice.Value, error) {
	s, reason := e.audit.Spell(v, e.w.id)
	if reason != "" {
		return splice.Value{}, advise("what it needs cannot be named in its template: " + reason)
	}
	switch s.Function {
	case "Ref":
		return splice.Ref(s.Text), nil
	case "GetAtt":
		return splice.GetAtt(s.Text, s.Attribute), nil
	case "Sub":
		return splice.Sub(s.Text), nil
	}
	return splice.Text(s.Text), nil
}
