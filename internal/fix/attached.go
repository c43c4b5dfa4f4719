package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// gather takes from the role what grants it something beside its own policies, and notes what denies it something there:
// that stays.
func (e *endowment) gather() error {
	gone := map[string]bool{}
	for i := range e.c.App.Grants {
		g := &e.c.App.Grants[i]
		if g.Identity != e.role.Identity.ID || e.role.Supplies(g) || g.Mechanism == model.MechanismBoundary {
			continue
		}
		r, apart := e.c.attaches(g)
		switch {
		case g.Provided:
		case g.Effect == model.Deny && apart:
			return advise("a policy of its own resource denies it something: " + g.At.String())
		case g.Effect == model.Deny:
			if err := e.keepDenial(g); err != nil {
				return err
			}
		case apart && !gone[r.ID]:
			gone[r.ID] = true
			if err := e.detach(r, g); err != nil {
				return err
			}
		case !apart && strings.Contains(g.ID, "/ManagedPolicyArns/"):
			e.leaveBehind(g)
		}
	}
	return nil
}

// attaches is the resource that gives a role a statement, where the role does not name it itself: a policy that names the
// role, a connector.
func (c *Case) attaches(g *model.Grant) (*model.Resource, bool) {
	for i := range c.App.Resources {
		if r := &c.App.Resources[i]; strings.HasPrefix(g.ID, r.ID+"@") {
			return r, true
		}
	}
	return nil, false
}

// keepDenial keeps a statement that denies, as it is written.
func (e *endowment) keepDenial(g *model.Grant) error {
	path, ok := pathTo(e.w.node, g.At, "Effect")
	if !ok || g.At.File != e.w.file.Path {
		return advise("a statement denies it something that is not written in its own policies: " + g.At.String())
	}
	v, ok := copied(e.d.at(append([]string{"Resources", e.w.name}, path...)...))
	if !ok {
		return advise("a statement that denies it something is decided by a function: " + g.At.String())
	}
	e.denials = append(e.denials, v)
	return nil
}

// copied is what a part of a document says, to be written elsewhere. ok is false where a function decides it.
func copied(n *source.Node) (splice.Value, bool) {
	if v, ok := splice.Of(n); ok {
		return v, true
	}
	if n == nil || n.Alias || n.Tag != "" || isFunction(n) {
		return splice.Value{}, false
	}
	switch n.Kind {
	case source.Bool:
		return splice.Bool(n.Text == "true"), true
	case source.Number:
		return splice.Number(n.Text), true
	case source.List:
		items := make([]splice.Value, len(n.Items))
		for i, item := range n.Items {
			v, ok := copied(item)
			if !ok {
				return splice.Value{}, false
			}
			items[i] = v
		}
		return splice.List(items...), true
	case source.Map:
		fields := make([]splice.Field, len(n.Items))
		for i, item := range n.Items {
			v, ok := copied(item)
			if !ok {
				return splice.Value{}, false
			}
			fields[i] = entry(n.Keys[i].Text, v)
		}
		return splice.Map(fields...), true
	case source.Null, source.String:
	}
	return splice.Value{}, false
}

// detach takes from the role what another resource gives it: a connector goes, a policy does or loses the role.
func (e *endowment) detach(r *model.Resource, g *model.Grant) error {
	w, err := e.c.written(r.ID)
	if err != nil {
		return err
	}
	if w.file.Path != e.w.file.Path {
		return advise("a policy in another template grants it something: " + g.At.String())
	}
	e.d.touch(r.ID, "")
	if connectors := w.node.Get("Connectors"); connectors != nil {
		for i, n := range connectors.Items {
			if n.Start <= g.At.Start && g.At.End <= n.End {
				if len(connectors.Items) == 1 || e.connectors == len(connectors.Items)-1 {
					e.d.remove("Resources", w.name, "Connectors")
				} else {
					e.d.remove("Resources", w.name, "Connectors", connectors.Keys[i].Text)
				}
				e.connectors++
				return nil
			}
		}
	}
	switch w.kind {
	case "AWS::Serverless::Connector":
		e.d.touch(w.id, "")
		e.d.remove("Resources", w.name)
		return nil
	case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy":
		return e.withoutRole(w, r)
	}
	return advise("a resource of type " + w.kind + " grants it something: " + g.At.String())
}

// withoutRole takes the role from those that a policy names, or the policy where it is the only one.
func (e *endowment) withoutRole(w *written, r *model.Resource) error {
	e.d.touch(w.id, "")
	others := len(r.Properties.Get("Users").OneOrMany()) + len(r.Properties.Get("Groups").OneOrMany())
	roles := r.Properties.Get("Roles").OneOrMany()
	at := []string{"Resources", w.name, "Properties", "Roles"}
	if others == 0 && len(roles) == 1 && !e.c.mentions(r.ID, "") {
		e.d.remove("Resources", w.name)
		return nil
	}
	list := e.d.at(at...)
	if list == nil || list.Kind != source.List || len(list.Items) != len(roles) || len(roles)+others == 1 {
		return advise("which roles " + w.name + " is for is not written as a list")
	}
	var stay []splice.Value
	for i, v := range roles {
		if v.Target() == e.role.Identity.ID {
			continue
		}
		kept, ok := splice.Of(list.Items[i])
		if !ok {
			return advise("which roles " + w.name + " is for is decided by a function")
		}
		stay = append(stay, kept)
	}
	if len(stay) == 0 {
		e.d.remove(at...)
	} else {
		e.d.set(splice.List(stay...), at...)
	}
	return nil
}

// leaveBehind takes out a policy of the template that only the role has attached.
func (e *endowment) leaveBehind(g *model.Grant) {
	for i := range e.c.App.Resources {
		r := &e.c.App.Resources[i]
		if r.Type != "AWS::IAM::ManagedPolicy" || r.At.File != g.At.File || g.At.Start < r.At.Start || g.At.End > r.At.End || e.c.mentions(r.ID, e.role.Identity.ID) {
			continue
		}
		if w, err := e.c.written(r.ID); err == nil && w.file.Path == e.w.file.Path && e.d.at("Resources", w.name) != nil {
			e.d.touch(r.ID, "")
			e.d.remove("Resources", w.name)
		}
		return
	}
}

// mentions reports whether an element of the application, but for one, refers to another.
func (c *Case) mentions(id, but string) bool {
	found := false
	look := func(holder string, v model.Value) {
		if holder == but || holder == id {
			return
		}
		v.Walk(func(_ []string, v model.Value) bool {
			found = found || v.Target() == id || slices.ContainsFunc(v.Parts(), func(p model.Value) bool { return p.Target() == id })
			return !found
		})
	}
	for i := range c.App.Resources {
		look(c.App.Resources[i].ID, c.App.Resources[i].Properties)
		for _, name := range c.App.Resources[i].Attributes.Get("DependsOn").OneOrMany() {
			found = found || name.String() == local(id)
		}
	}
	for i := range c.App.Functions {
		look(c.App.Functions[i].ID, c.App.Functions[i].Properties)
	}
	for i := range c.App.Identities {
		look(c.App.Identities[i].ID, c.App.Identities[i].Properties)
	}
	for i := range c.App.Outputs {
		look(c.App.Outputs[i].ID, c.App.Outputs[i].Value)
	}
	return found
}
