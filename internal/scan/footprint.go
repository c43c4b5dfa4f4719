package scan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/fix"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// facts are what a model says, without where it is written: by element and property the value, and the
// statements of every identity and resource.
func facts(app *model.App) map[fact]string {
	all := map[fact]string{}
	properties := func(id string, v model.Value) {
		id = settled(id)
		all[fact{element: id}] = "declared"
		v.Walk(func(path []string, v model.Value) bool {
			if len(path) > 0 && v.Kind() != model.Map && v.Kind() != model.List {
				all[fact{element: id, path: strings.Join(path, ".")}] = settled(v.String())
			}
			return true
		})
	}
	for i := range app.Functions {
		properties(app.Functions[i].ID, app.Functions[i].Properties)
	}
	for i := range app.Resources {
		properties(app.Resources[i].ID, app.Resources[i].Properties)
		app.Resources[i].Attributes.Walk(func(path []string, v model.Value) bool {
			if len(path) > 0 && v.Kind() != model.Map && v.Kind() != model.List {
				all[fact{element: settled(app.Resources[i].ID), path: "/" + strings.Join(path, ".")}] = v.String()
			}
			return true
		})
	}
	for i := range app.Identities {
		properties(app.Identities[i].ID, app.Identities[i].Properties)
	}
	for _, in := range app.Inputs {
		all[fact{element: in.ID}] = "parameter"
		all[fact{element: in.ID, path: "Type"}] = in.Type
		all[fact{element: in.ID, path: "Default"}] = in.Default.String()
		all[fact{element: in.ID, path: "NoEcho"}] = strconv.FormatBool(in.Hidden)
	}
	for _, o := range app.Outputs {
		all[fact{element: o.ID}] = "output"
		all[fact{element: o.ID, path: "Value"}] = settled(o.Value.String())
	}
	for _, e := range app.Excluded {
		all[fact{element: e.ID, path: "/Condition"}] = "excluded"
	}
	for i := range app.Grants {
		g := &app.Grants[i]
		holder := g.Identity
		if holder == "" {
			holder = g.Resource
		}
		all[fact{element: settled(holder), grant: grantText(g)}] = actionsOf(g)
	}
	return all
}

// actionsOf are the actions that a statement gives, apart by blanks: none for one that denies, or that is the
// most that an identity can have.
func actionsOf(g *model.Grant) string {
	if g.Effect == model.Deny || g.Mechanism == model.MechanismBoundary {
		return ""
	}
	var out []string
	for _, a := range g.Actions {
		out = append(out, a.String())
	}
	if len(g.NotActions) > 0 || g.Effect == model.UnknownEffect {
		out = append(out, "*")
	}
	return strings.Join(out, " ")
}

// fact names one thing that a model says.
type fact struct {
	element string
	path    string // of a property
	grant   string // a statement
}

func (f fact) String() string {
	name := model.LocalName(f.element)
	switch {
	case f.grant != "":
		return "what " + name + " is granted: " + f.grant
	case f.path != "":
		return name + "." + f.path
	}
	return name
}

func grantText(g *model.Grant) string {
	texts := func(values []model.Value) string {
		out := make([]string, len(values))
		for i, v := range values {
			out[i] = v.String()
		}
		return strings.Join(out, " ")
	}
	return settled(fmt.Sprintf("%s %s %s %s %s not %s not %s %s if %s", g.Effect, g.Mechanism, g.Principals, texts(g.Actions), texts(g.Resources),
		texts(g.NotActions), texts(g.NotResources), g.NotPrincipals, g.Conditions))
}

// hashes are what SAM names deployments and versions with, and describes deployments by: it changes with
// what they are of.
var hashes = regexp.MustCompile(`([0-9a-f]{30})?[0-9a-f]{10}\b`)

func settled(text string) string { return hashes.ReplaceAllString(text, "·") }

// outside is the first thing, by name, in which two models differ and that a footprint does not have. It
// notes which marks of the footprint have something that differs.
func outside(before, after *model.App, footprint []fix.Mark, touched []bool) (fact, bool) {
	was, is := facts(before), facts(after)
	var changed []fact
	for f, text := range was {
		if is[f] != text {
			changed = append(changed, f)
		}
	}
	for f := range is {
		if _, there := was[f]; !there {
			changed = append(changed, f)
		}
	}
	changed = slices.DeleteFunc(changed, func(f fact) bool {
		if _, kept := is[f]; !kept && limits(f.grant) {
			return false // without it more is allowed
		}
		within := false
		for i, m := range footprint {
			if covers(m, f, is[f]) {
				within, touched[i] = true, true
			}
		}
		return within
	})
	if len(changed) == 0 {
		return fact{}, false
	}
	slices.SortFunc(changed, func(a, b fact) int { return strings.Compare(a.String(), b.String()) })
	return changed[0], true
}

// limits reports whether a statement takes something away.
func limits(grant string) bool {
	words := strings.Fields(grant)
	return len(words) > 1 && (words[0] == string(model.Deny) || words[1] == string(model.MechanismBoundary))
}

// declaration is an id as the element is written: of a template that is nested several times each stack has
// one, which all change together.
func declaration(id string) string {
	path, local, _ := strings.Cut(id, "#")
	return path + "#" + settled(local[strings.LastIndexByte(local, '/')+1:])
}

// covers reports whether a mark of a footprint is about a fact that has changed. Statements may always
// go; one that is new may only have actions that the mark names.
func covers(m fix.Mark, f fact, now string) bool {
	if m.Element != "*" && declaration(m.Element) != declaration(f.element) {
		return false
	}
	if f.grant != "" {
		for action := range strings.FieldsSeq(now) {
			if !slices.ContainsFunc(m.Actions, func(pattern string) bool {
				return policy.MatchAction(model.NewString(pattern, model.Location{}), action) == policy.Yes
			}) {
				return false
			}
		}
		return true
	}
	if m.Path == "" {
		return true
	}
	rest, ok := strings.CutPrefix(f.path, m.Path)
	return ok && (rest == "" || rest[0] == '.')
}
