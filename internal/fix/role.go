package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// permission is what somebody must be allowed for a change to work.
type permission struct {
	name     string // of the policy
	actions  []string
	resource splice.Value
	of       *written // what the resource belongs to: under its condition the permission must be written
}

func (p permission) statement() splice.Value {
	actions := make([]splice.Value, len(p.actions))
	for i, a := range p.actions {
		actions[i] = splice.Text(a)
	}
	action := splice.List(actions...)
	if len(actions) == 1 {
		action = actions[0]
	}
	return splice.Map(field("Effect", splice.Text("Allow")), field("Action", action), field("Resource", p.resource))
}

// allow lets what runs as a role do something: a function or a state machine for which SAM makes a role
// gets a policy of its own, a role that is declared one more. A role that is not declared here cannot be
// changed.
func (ch *change) allow(w *written, role model.Value, p permission) error {
	if makesRole(w) {
		ch.touch(w.id+"Role", "Policies", p.actions...)
		return ch.addPolicy(w, splice.Map(field("Statement", splice.List(p.statement()))))
	}
	id := role.Target()
	identity, ok := ch.c.App.Identity(id)
	if !ok {
		return p.advise(w, "the role of "+w.name+" is not declared here: give it this statement first")
	}
	r, err := ch.c.written(identity.ID)
	if err != nil {
		return err
	}
	if r.kind != "AWS::IAM::Role" {
		return p.advise(w, "the role of "+w.name+" is made by "+r.name+": give it this statement first")
	}
	if condition := p.of.conditionOf(); condition != "" && condition != r.conditionOf() {
		return advise(p.of.name + " is only there if " + condition + ", but its role " + r.name + " always")
	}
	ch.touch(r.id, "Policies", p.actions...)
	return ch.grow(r, "Policies", splice.Map(
		field("PolicyName", splice.Text(p.name)),
		field("PolicyDocument", splice.Map(field("Version", splice.Text("2012-10-17")), field("Statement", splice.List(p.statement())))),
	))
}

// advise says which statement a role needs that cannot be changed.
func (p permission) advise(w *written, reason string) error {
	return &AdviceError{Reason: reason, Text: splice.Spell(w.node, field("Statement", splice.List(p.statement())))}
}

// makesRole reports whether SAM makes a role for a resource.
func makesRole(w *written) bool {
	section := w.file.Root.Get("Globals").Get(strings.TrimPrefix(w.kind, "AWS::Serverless::"))
	return strings.HasPrefix(w.kind, "AWS::Serverless::") && w.property("Role") == nil && section.Get("Role") == nil
}

// addPolicy adds a policy to those of a SAM resource, which may be one or several.
func (ch *change) addPolicy(w *written, v splice.Value) error {
	old := w.property("Policies")
	if old == nil || old.Kind == source.List {
		return ch.grow(w, "Policies", v)
	}
	one, ok := splice.Of(old)
	if !ok {
		return advise("its Policies are a single one: make a list of them first")
	}
	edit, err := splice.Set(w.node, []string{"Properties", "Policies"}, splice.List(one, v))
	if err != nil {
		return asAdvice(err)
	}
	ch.proposal.Edits = append(ch.proposal.Edits, edit)
	return nil
}

// mayTrace reports whether a role may send traces already.
func (c *Case) mayTrace(role string) bool {
	return slices.ContainsFunc(c.App.Grants, func(g model.Grant) bool {
		statement := policy.Statement{Actions: g.Actions}
		return g.Identity == role && g.Effect == model.Allow && statement.MatchesAction("xray:PutTraceSegments") == policy.Yes
	})
}

// tracer is the managed policy that lets a function send traces.
const tracer = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"

// allowTracing lets a declared role send traces, which Lambda asks for when tracing is switched on.
func (ch *change) allowTracing(w *written, role model.Value) error {
	if makesRole(w) {
		ch.touch(w.id+"Role", "ManagedPolicyArns", "xray:*")
		return nil
	}
	identity, ok := ch.c.App.Identity(role.Target())
	if ok && ch.c.mayTrace(identity.ID) {
		return nil
	}
	traces := permission{actions: []string{"xray:PutTelemetryRecords", "xray:PutTraceSegments"}, resource: splice.Text("*"), of: w}
	if !ok {
		return traces.advise(w, "the role of "+w.name+" is not declared here, and without this statement the deployment fails: give it that, then set TracingConfig.Mode to Active")
	}
	r, err := ch.c.written(identity.ID)
	if err != nil {
		return err
	}
	if r.kind != "AWS::IAM::Role" {
		return traces.advise(w, "the role of "+w.name+" is made by "+r.name+": give it this statement first")
	}
	ch.touch(r.id, "ManagedPolicyArns", "xray:*")
	return ch.grow(r, "ManagedPolicyArns", splice.Text(tracer))
}

// removeRole takes out a role that nothing uses.
func removeRole(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	if c.mentions(c.Finding.Resource, "") {
		return Proposal{}, advise("something refers to it: a policy, an output")
	}
	d := w.draft()
	d.remove("Resources", w.name)
	d.touch(c.Finding.Resource, "")
	d.note("The next deployment deletes the role " + w.name + ": look whether anything outside of the application uses it.")
	return d.done()
}
