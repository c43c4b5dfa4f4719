package aws

import (
	"sort"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Build makes the model of one application from the resources that belong to it. The index may
// hold more (everything read together); what is found outside the application stays a plain value.
// It fills everything but what only the reader knows: Templates, Inputs and Excluded.
func Build(id string, declared []Declared, index *Index, files Files) *model.App {
	b := &builder{app: &model.App{ID: id}, index: index, files: files, mine: make(map[string]*Declared, len(declared)), functionAt: map[string]int{}, full: map[string]bool{}, routeOf: map[string]string{}}
	for i := range declared {
		b.declared = append(b.declared, &declared[i])
		b.mine[declared[i].ID] = &declared[i]
	}
	b.elements()
	b.attachedByName = b.policiesAttachedByName()
	for _, d := range b.declared {
		b.policies(d)
		b.triggers(d)
	}
	b.routes()
	b.permissionTriggers()
	b.secrets()
	b.edges()
	b.gaps()
	b.sort()
	return b.app
}

type builder struct {
	app        *model.App
	declared   []*Declared
	mine       map[string]*Declared
	index      *Index
	files      Files
	functionAt map[string]int    // by id: place in app.Functions
	routeOf    map[string]string // by id of a route: the function that answers it

	attachedByName map[string]bool // ids of declared policies
	full           map[string]bool // what there is no room for any more
}

// The limits of an application: more than this is not one, but an attempt to fill the memory.
const (
	maxEdges      = 100_000
	maxGrants     = 50_000
	maxRoutes     = 3_000 // API Gateway has 300 in one API
	maxAttached   = 100   // policies of one identity; IAM attaches 20
	maxStatements = 2_000 // values of one policy document; IAM accepts some 10,000 characters
)

// room reports whether there may be one more of something; where there may not, that is a gap.
func (b *builder) room(have, most int, of string, at model.Location) bool {
	if have < most {
		return true
	}
	if !b.full[of] {
		b.full[of] = true
		b.app.Unknowns = append(b.app.Unknowns, model.Gap{Reason: "the application has more than " + strconv.Itoa(most) + " " + of + ": the rest is not read", At: at, Uses: 1})
	}
	return false
}

// elements adds the functions, identities and resources.
func (b *builder) elements() {
	for _, d := range b.declared {
		switch d.Type {
		case "AWS::Lambda::Function":
			b.functionAt[d.ID] = len(b.app.Functions)
			b.app.Functions = append(b.app.Functions, b.function(d))
		case "AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group":
			b.app.Identities = append(b.app.Identities, identity(d))
		default:
			b.app.Resources = append(b.app.Resources, model.Resource{
				ID: d.ID, Name: d.Properties.Get(types[d.Type].name), Kind: kindOf(d.Type), Type: d.Type, ARN: arnOf(d), At: d.At,
				Properties: d.Properties, Attributes: d.Attributes, Conditional: d.Conditional, Path: d.Origin.Path, Library: d.Origin.Library, Region: d.Region,
			})
		}
	}
}

// find is the one element of the application that a value points to, nil if there is none.
func (b *builder) find(v model.Value, from *Declared, services ...string) *Declared {
	d := b.index.one(v, from.ID, services...)
	if d == nil || b.mine[d.ID] == nil {
		return nil
	}
	return d
}

// findFunction is the id of the function that a value points to, "" if none of the application.
func (b *builder) findFunction(v model.Value, from *Declared) string {
	if d := b.find(v, from, "lambda"); d != nil && d.Type == "AWS::Lambda::Function" {
		return d.ID
	}
	return ""
}

// trigger adds a trigger to a function that a value points to.
func (b *builder) trigger(function model.Value, from *Declared, t model.Trigger) {
	i, ok := b.functionAt[b.findFunction(function, from)]
	if !ok {
		return
	}
	if t.ID == "" {
		t.ID = from.ID
	}
	if t.At.IsZero() {
		t.At = from.At
	}
	b.app.Functions[i].Triggers = append(b.app.Functions[i].Triggers, t)
}

// gaps lists what is not known, once for each cause.
func (b *builder) gaps() {
	type key struct {
		reason string
		at     model.Location
	}
	found := map[key]*model.Gap{}
	var order []key
	for _, d := range b.declared {
		d.Properties.Walk(func(path []string, v model.Value) bool {
			c, unknown := v.Cause()
			if !unknown {
				return true
			}
			at := c.At
			if at.IsZero() {
				at = v.At
			}
			k := key{c.Reason, at}
			if found[k] == nil {
				found[k] = &model.Gap{Element: d.ID, Path: strings.Join(path, "."), Reason: c.Reason, At: at}
				order = append(order, k)
			}
			found[k].Uses++
			return true
		})
	}
	for _, k := range order {
		b.app.Unknowns = append(b.app.Unknowns, *found[k])
	}
}

// sort puts everything into the order of the files, so that the same input gives the same output.
func (b *builder) sort() {
	a := b.app
	byPlace := func(at func(i int) model.Location) func(i, j int) bool {
		return func(i, j int) bool { return at(i).Compare(at(j)) < 0 }
	}
	sort.SliceStable(a.Functions, byPlace(func(i int) model.Location { return a.Functions[i].At }))
	sort.SliceStable(a.Identities, byPlace(func(i int) model.Location { return a.Identities[i].At }))
	sort.SliceStable(a.Resources, byPlace(func(i int) model.Location { return a.Resources[i].At }))
	sort.SliceStable(a.Grants, byPlace(func(i int) model.Location { return a.Grants[i].At }))
	sort.SliceStable(a.Routes, byPlace(func(i int) model.Location { return a.Routes[i].At }))
	sort.SliceStable(a.Secrets, byPlace(func(i int) model.Location { return a.Secrets[i].At }))
	sort.SliceStable(a.Unknowns, byPlace(func(i int) model.Location { return a.Unknowns[i].At }))
	for i := range a.Functions {
		t := a.Functions[i].Triggers
		sort.SliceStable(t, byPlace(func(i int) model.Location { return t[i].At }))
	}
}
