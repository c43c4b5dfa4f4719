package cloudformation

import (
	"fmt"
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
	place := map[*stack]int{}
	for i, s := range p.stacks {
		place[s] = i
		if s.parent != nil {
			groups.join(i, place[s.parent])
		}
		declared, out := s.declared()
		for _, d := range declared {
			owner[d.ID] = i
		}
		all, excluded[i] = append(all, declared...), out
	}
	if p.steps > maxSteps {
		p.refuseTooLarge()
	}
	index := aws.NewIndex(all)
	for i := range all {
		from := owner[all[i].ID]
		for _, id := range index.Uses(&all[i]) {
			groups.join(from, owner[id])
		}
	}
	p.ambiguous(all, index)
	members := map[int][]int{}
	for i := range p.stacks {
		root := groups.find(i)
		members[root] = append(members[root], i)
	}
	var apps []*model.App
	for _, stacks := range members {
		apps = append(apps, p.app(stacks, all, owner, excluded, index))
	}
	sort.Slice(apps, func(i, j int) bool { return apps[i].ID < apps[j].ID })
	return apps
}

// app makes the application of some stacks.
func (p *project) app(stacks []int, all []aws.Declared, owner map[string]int, excluded [][]model.Excluded, index *aws.Index) *model.App {
	in := map[int]bool{}
	templates := map[string]bool{}
	id := ""
	for _, i := range stacks {
		s := p.stacks[i]
		in[i], templates[s.template.path] = true, true
		if s.parent == nil && (id == "" || s.template.path < id) {
			id = s.template.path
		}
	}
	var declared []aws.Declared
	for _, d := range all {
		if in[owner[d.ID]] {
			declared = append(declared, d)
		}
	}
	app := aws.Build(id, declared, index, p.tree)
	for _, i := range stacks {
		app.Excluded = append(app.Excluded, excluded[i]...)
		app.Inputs = append(app.Inputs, p.stacks[i].inputs(declared)...)
	}
	for _, g := range p.notes {
		if templates[g.At.File] {
			app.Unknowns = append(app.Unknowns, g)
		}
	}
	for name := range templates {
		app.Templates = append(app.Templates, name)
	}
	sort.Strings(app.Templates)
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

// refuseTooLarge refuses the largest template: the evaluation as a whole took too many steps.
func (p *project) refuseTooLarge() {
	var worst *template
	for _, t := range p.templates {
		if worst == nil || len(t.root.File.Data) > len(worst.root.File.Data) {
			worst = t
		}
	}
	if worst != nil {
		p.refused = append(p.refused, tooLargeError(worst.path))
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
