package cloudformation

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/iac/aws"
	"github.com/sconce-dev/sconce/internal/model"
)

// apps evaluates the stacks and makes one application of those that belong together: a stack with
// those nested in it, and all that use one another's exports, stored parameters or names.
func (p *project) apps() []*model.App {
	groups := newGroups(len(p.stacks))
	var all []aws.Declared
	owner := map[string]int{} // element id -> place of its stack
	excluded := make([][]model.Excluded, len(p.stacks))
	said := make([]saying, len(p.stacks))
	place := map[*stack]int{}
	from := make([]int, len(p.stacks)+1) // the resources of stack i are all[from[i]:from[i+1]]
	for i, s := range p.stacks {
		place[s] = i
		if s.parent != nil {
			groups.join(i, place[s.parent])
		}
		declared, out := s.declared()
		said[i] = s.says()
		if s.template.refusedAt != nil {
			declared, out, said[i] = nil, nil, saying{} // what is known of it is not all of it
		}
		from[i] = len(all)
		for _, d := range declared {
			owner[d.ID] = i
		}
		all, excluded[i] = append(all, declared...), out
	}
	from[len(p.stacks)] = len(all)
	index := aws.NewIndex(all)
	for i := range all {
		user := owner[all[i].ID]
		for _, id := range index.Uses(&all[i]) {
			groups.join(user, owner[id])
		}
	}
	p.ambiguous(all, index)
	members := map[int][]int{}
	for i := range p.stacks {
		root := groups.find(i)
		members[root] = append(members[root], i)
	}
	var apps []*model.App
	notes := map[string][]model.Gap{}
	for _, g := range p.notes {
		notes[g.At.File] = append(notes[g.At.File], g)
	}
	for _, stacks := range members {
		if !slices.ContainsFunc(stacks, func(i int) bool { return p.stacks[i].template.refusedAt == nil }) {
			continue
		}
		app := p.app(stacks, all, from, excluded, notes, index)
		for _, i := range stacks {
			app.Outputs, app.Texts = append(app.Outputs, said[i].outputs...), append(app.Texts, said[i].texts...)
		}
		apps = append(apps, app)
	}
	sort.Slice(apps, func(i, j int) bool { return apps[i].ID < apps[j].ID })
	return apps
}

// app makes the application of some stacks.
func (p *project) app(stacks []int, all []aws.Declared, from []int, excluded [][]model.Excluded, notes map[string][]model.Gap, index *aws.Index) *model.App {
	templates := map[string]bool{}
	id := ""
	for _, i := range stacks {
		s := p.stacks[i]
		templates[s.template.path] = true
		if s.parent == nil && (id == "" || s.template.path < id) {
			id = s.template.path
		}
	}
	var declared []aws.Declared
	for _, i := range stacks {
		declared = append(declared, all[from[i]:from[i+1]]...)
	}
	app := aws.Build(id, declared, index, p.tree)
	for _, i := range stacks {
		app.Excluded = append(app.Excluded, excluded[i]...)
		app.Inputs = append(app.Inputs, p.stacks[i].inputs(all[from[i]:from[i+1]])...)
	}
	for name := range templates {
		app.Templates = append(app.Templates, name)
	}
	sort.Strings(app.Templates)
	for _, name := range app.Templates {
		app.Unknowns = append(app.Unknowns, notes[name]...)
		app.Unknowns = append(app.Unknowns, p.elsewhere[name]...)
	}
	sort.SliceStable(app.Unknowns, func(i, j int) bool { return app.Unknowns[i].At.Compare(app.Unknowns[j].At) < 0 })
	for _, input := range app.Inputs {
		if input.Hidden {
			app.Secrets = append(app.Secrets, model.Secret{ID: input.ID, Kind: model.SecretInput, At: input.At, Name: model.NewString(input.Name, input.At)})
		}
	}
	return app
}

// inputs are the parameters of a stack, in the order of the template.
func (s *stack) inputs(declared []aws.Declared) []model.Input {
	uses := map[string][]model.Use{}
	for _, d := range declared {
		d.Properties.Walk(func(path []string, v model.Value) bool {
			if name, ok := s.referredAt[v.At.Start]; ok && v.At.File == s.template.path && d.Template == v.At.File && v.Kind() != model.Map {
				uses[name] = append(uses[name], model.Use{Element: d.ID, Path: strings.Join(path, ".")})
			}
			return true
		})
	}
	var out []model.Input
	for _, p := range s.template.parameters {
		in := model.Input{ID: s.id(p.name), Name: p.name, At: p.key.Location(), Type: p.kind, Options: s.allowed(p), Hidden: p.noEcho}
		if p.def != nil {
			in.Default = s.eval(p.def, nil)
			if p.noEcho {
				in.Default = in.Default.Secret()
			}
		}
		in.Uses = uses[p.name]
		out = append(out, in)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].At.Compare(out[j].At) < 0 })
	return out
}

// ambiguous notes the names and ARNs that may be those of several declared resources.
func (p *project) ambiguous(all []aws.Declared, index *aws.Index) {
	for i := range all {
		index.Ambiguous(&all[i], func(v model.Value, candidates []*aws.Declared) {
			names := make([]string, 0, len(candidates))
			for _, c := range candidates {
				names = append(names, fmt.Sprintf("%s (%s)", c.ID, c.At))
			}
			p.note(v.At, v.String()+" may be "+strings.Join(names, " or "))
		})
	}
}

// groups is a union-find.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) find(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(i, j int) {
	i, j = g.find(i), g.find(j)
	if i > j {
		i, j = j, i
	}
	g[j] = i
}
