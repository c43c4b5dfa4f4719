package usage

import (
	_ "embed" // the table
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/valyala/fastjson"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// need is a permission that an operation takes where its conditions hold.
type need struct {
	action catalogue.Action
	told   bool // what it is on is what a record's own resources and parameters say
	when   []catalogue.Condition
}

// versioned is what some services put behind the names of operations in records: UpdateFunctionCode20150331v2,
// CreateDistribution2020_05_31.
var versioned = regexp.MustCompile(`20\d\d_?\d\d_?\d\d(v\d+)?$`)

type operation struct{ service, name string }

type answer struct {
	needs []need
	known bool
}

// answers remembers what operations take: there are few among many records.
var answers sync.Map // operation -> answer

// actionsOf are the permissions that a recorded operation takes. known is false where that is not documented.
func actionsOf(service, name string) ([]need, bool) {
	key := operation{service, name}
	if a, ok := answers.Load(key); ok {
		found, _ := a.(answer)
		return found.needs, found.known
	}
	needs, known := findActions(service, versioned.ReplaceAllString(name, ""))
	answers.Store(key, answer{needs, known})
	return needs, known
}

func findActions(service, name string) (needs []need, known bool) {
	if m, ok := catalogue.Operation(service, name); ok {
		switch m.State { //nolint:exhaustive // the rest goes by the action of the same name
		case catalogue.Free:
			return nil, true
		case catalogue.Mapped:
			for _, n := range m.Needs {
				needs = append(needs, need{n.Action, n.On.Kind == catalogue.Own || names(n.Action, n.On.Name), n.When})
			}
			return needs, true
		}
	}
	action, ok := catalogue.LookupAction(service + ":" + name)
	if !ok {
		return nil, false
	}
	return []need{{action: action, told: true}}, true
}

// names reports whether a parameter is a part of the ARNs of what an action is on: an index of a table.
func names(action catalogue.Action, parameter string) bool {
	return slices.ContainsFunc(action.Resources(), func(r catalogue.ResourceUse) bool {
		return strings.Contains(r.Type.ARN(), "${"+parameter+"}")
	})
}

// holds reports whether the request of a record has what a permission is taken for. What depends on the resource is not
// said: the key of a resource has records of its own.
func (n need) holds(request *fastjson.Value) bool {
	for _, c := range n.when {
		if c.Test == catalogue.Property || c.Negated == tested(request, c) {
			return false
		}
	}
	return true
}

func tested(request *fastjson.Value, c catalogue.Condition) bool {
	for _, v := range at(request, strings.Split(c.Name, ".")) {
		s := text(v)
		switch {
		case c.Test == catalogue.Present,
			c.Test == catalogue.Equals && s == c.Value,
			c.Test == catalogue.Begins && len(s) >= len(c.Value) && strings.EqualFold(s[:len(c.Value)], c.Value),
			c.Test == catalogue.Contains && strings.Contains(strings.ToLower(s), strings.ToLower(c.Value)):
			return true
		}
	}
	return false
}

// at are the values at a path of parameters, TransactItems[].Put: records write their names with a small letter.
func at(v *fastjson.Value, path []string) []*fastjson.Value {
	if v == nil || v.Type() == fastjson.TypeNull {
		return nil
	}
	if len(path) == 0 {
		return []*fastjson.Value{v}
	}
	name, many := strings.CutSuffix(path[0], "[]")
	if name == "" {
		return nil
	}
	inner := v.Get(strings.ToLower(name[:1]) + name[1:])
	if inner == nil {
		inner = v.Get(name)
	}
	if !many {
		return at(inner, path[1:])
	}
	var out []*fastjson.Value
	for _, item := range inner.GetArray() {
		out = append(out, at(item, path[1:])...)
	}
	return out
}

//go:embed data/data.tsv
var dataTable string

var dataActions = sync.OnceValue(func() *catalogue.Set {
	var set catalogue.Set
	for line := range strings.Lines(dataTable) {
		service, patterns, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || service[0] == '#' {
			continue
		}
		for pattern := range strings.FieldsSeq(patterns) {
			set.AddPattern(service + ":" + pattern)
		}
	}
	return &set
})

// unrecorded are the actions whose use records do not show that have data events of some services.
func unrecorded(services map[string]bool) []string {
	var out []string
	for a := range dataActions().All() {
		if !services[a.Service().Prefix()] {
			out = append(out, a.String())
		}
	}
	slices.Sort(out)
	return out
}
