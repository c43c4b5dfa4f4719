package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// splitRole gives each function that shares a role one of its own with what it needs, where that is asked for. The first
// keeps the role, so that what refers to it stays right.
func splitRole(c *Case) (Proposal, error) {
	if !c.Split {
		return Proposal{}, adviseRoles(c)
	}
	a := least.Of(c.App)
	role := a.Role(c.Finding.Resource)
	if err := c.known(a, role); err != nil {
		return Proposal{}, err
	}
	w, err := c.written(role.Identity.ID)
	if err != nil {
		return Proposal{}, err
	}
	if w.kind != "AWS::IAM::Role" {
		return Proposal{}, advise("a resource of type " + w.kind + " makes it")
	}
	for i := range c.App.Grants {
		if g := &c.App.Grants[i]; g.Mechanism == model.MechanismResource && names(g.Principals, role.Identity.ID) {
			return Proposal{}, advise("the policy of " + local(g.Resource) + " names it: which function that is for is not known")
		}
	}
	e := endowment{c: c, audit: a, role: role, w: w, d: w.draft()}
	if err := e.gather(); err != nil {
		return Proposal{}, err
	}
	kept := e.keptPolicies()
	common, err := e.common(kept)
	if err != nil {
		return Proposal{}, err
	}
	for _, id := range role.Functions[1:] {
		p, err := proposed(a, role, id)
		if err != nil {
			return Proposal{}, err
		}
		statements, actions, err := e.statements(p, kept)
		if err != nil {
			return Proposal{}, err
		}
		if err := e.own(id, common, append(slices.Clone(e.denials), statements...), actions); err != nil {
			return Proposal{}, err
		}
	}
	p, err := proposed(a, role, role.Functions[0])
	if err != nil {
		return Proposal{}, err
	}
	out, err := e.propose(p)
	for _, n := range role.Needs {
		if n.Open() && err == nil {
			why := "it is not known what " + n.Action + " is on: " + n.Reasons[0].At.String()
			return out.otherwise(func() (Proposal, error) { return Proposal{}, advise(why) }), nil
		}
	}
	return out, err
}

// common are the properties of a role that each function's own has too. Its name is the one's that keeps it.
func (e *endowment) common(kept []*model.Grant) ([]splice.Field, error) {
	var out []splice.Field
	properties := e.d.at("Resources", e.w.name, "Properties")
	for i, key := range properties.Keys {
		switch key.Text {
		case "Policies", "RoleName":
			continue
		case "ManagedPolicyArns":
			var arns []splice.Value
			for _, item := range properties.Items[i].Items {
				v, ok := splice.Of(item)
				if stays := slices.ContainsFunc(kept, func(g *model.Grant) bool { return g.At.Start == item.Start }); ok && stays {
					arns = append(arns, v)
				}
			}
			if len(arns) > 0 {
				out = append(out, field(key.Text, splice.List(arns...)))
			}
			continue
		}
		v, ok := copied(properties.Items[i])
		if !ok {
			return nil, advise("its " + key.Text + " is decided by a function: " + properties.Items[i].Location().String())
		}
		out = append(out, field(key.Text, v))
	}
	return out, nil
}

// own gives a function a role of its own.
func (e *endowment) own(id string, common []splice.Field, statements []splice.Value, actions []string) error {
	f, err := e.c.written(id)
	if err != nil {
		return err
	}
	if f.file.Path != e.w.file.Path {
		return advise(f.name + " is declared in another template")
	}
	properties := slices.Clone(common)
	if len(statements) > 0 {
		properties = append(properties, field("Policies", splice.List(splice.Map(field("PolicyName", splice.Text(f.name)), field("PolicyDocument", documentOf(statements))))))
	}
	body := typed("AWS::IAM::Role", field("Properties", splice.Map(properties...)))
	if condition := e.w.conditionOf(); condition != "" {
		body = slices.Insert(body, 1, field("Condition", splice.Text(condition)))
	}
	name := e.d.declare(strings.TrimSuffix(f.name, "Function")+"Role", splice.Map(body...))
	e.d.touch(e.d.prefix+name, "", append([]string{"sts:AssumeRole", "logs:*", "xray:*"}, actions...)...)
	at := []string{"Resources", f.name, "Properties", "Role"}
	if e.d.at(at...) != nil {
		e.d.remove(at...)
	}
	e.d.set(splice.GetAtt(name, "Arn"), at...)
	e.d.touch(id, "Role")
	return nil
}

// names reports whether a value refers to an element.
func names(v model.Value, id string) (found bool) {
	v.Walk(func(_ []string, v model.Value) bool {
		found = found || v.Target() == id
		return !found
	})
	return found
}
