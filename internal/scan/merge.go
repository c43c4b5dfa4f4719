package scan

import (
	"context"
	"slices"
	"sort"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

// runEvery scans each environment and says once what is the same in several.
func runEvery(ctx context.Context, opts Options) (*Result, error) {
	kinds, err := configurations(opts.tree, opts.only).kinds(opts.Envs)
	if err != nil {
		return nil, err
	}
	var out *Result
	for _, names := range kinds {
		one := opts
		one.Env = names[0]
		r, err := runOne(ctx, one)
		if err != nil {
			return nil, err
		}
		r.Apps = slices.DeleteFunc(r.Apps, func(app App) bool { return app.elsewhere })
		r.setEnvs(names)
		if out == nil {
			out = r
			continue
		}
		out.add(r)
	}
	out.sort()
	return out, nil
}

// setEnvs says of everything in a result which environments it holds for.
func (r *Result) setEnvs(names []string) {
	r.Envs = names
	for i := range r.Apps {
		app := &r.Apps[i]
		app.Envs = names
		for _, list := range [][]finding.Finding{app.Findings, app.Unknown} {
			for j := range list {
				list[j].Environments = names
			}
		}
		for j := range app.Model.Unknowns {
			app.Model.Unknowns[j].Environments = names
		}
		for j := range app.Model.Excluded {
			app.Model.Excluded[j].Environments = names
		}
	}
}

// add adds the result of other environments.
func (r *Result) add(other *Result) {
	r.Envs = slices.Concat(r.Envs, other.Envs)
	r.Stats.Answers += other.Stats.Answers
	r.Model += other.Model
	for rule, cost := range other.Costs {
		r.Costs[rule] += cost
	}
	r.Stats.Templates = max(r.Stats.Templates, other.Stats.Templates)
	for _, err := range other.Refused {
		if !slices.ContainsFunc(r.Refused, func(e error) bool { return e.Error() == err.Error() }) {
			r.Refused = append(r.Refused, err)
		}
	}
	r.Unused = slices.DeleteFunc(r.Unused, func(name string) bool { return !slices.Contains(other.Unused, name) })
	for _, app := range other.Apps {
		i := slices.IndexFunc(r.Apps, func(a App) bool { return a.Model.ID == app.Model.ID })
		if i < 0 {
			r.Apps = append(r.Apps, app)
			continue
		}
		r.Apps[i].add(app)
	}
}

// add adds the same application in other environments. What is met counts as often as it is in
// each of them.
func (a *App) add(other App) {
	a.Envs = slices.Concat(a.Envs, other.Envs)
	a.Findings, a.Unknown = together(a.Findings, other.Findings), together(a.Unknown, other.Unknown)
	for rule := range a.Met {
		a.Met[rule] = min(a.Met[rule], other.Met[rule])
	}
	a.Least = union(a.Least, other.Least, func(s least.Summary) string { return s.Function })
	m, o := a.Model, other.Model
	m.Templates = union(m.Templates, o.Templates, func(name string) string { return name })
	m.Functions = union(m.Functions, o.Functions, func(f model.Function) string { return f.ID })
	for i := range m.Routes { // a route that is public in one environment is public
		if public := slices.IndexFunc(o.Routes, func(r model.Route) bool { return r.ID == m.Routes[i].ID && r.Public() }); public >= 0 {
			m.Routes[i] = o.Routes[public]
		}
	}
	m.Routes = union(m.Routes, o.Routes, func(r model.Route) string { return r.ID })
	m.Stages = union(m.Stages, o.Stages, func(s model.Stage) string { return s.ID })
	m.Identities = union(m.Identities, o.Identities, func(i model.Identity) string { return i.ID })
	m.Grants = union(m.Grants, o.Grants, func(g model.Grant) string { return g.ID })
	m.Resources = union(m.Resources, o.Resources, func(r model.Resource) string { return r.ID })
	type gap struct {
		element, path, reason string
		at                    model.Location
	}
	m.Unknowns = joined(m.Unknowns, o.Unknowns, func(g model.Gap) gap { return gap{g.Element, g.Path, g.Reason, g.At} }, func(g *model.Gap) *[]string { return &g.Environments })
	m.Excluded = joined(m.Excluded, o.Excluded, func(e model.Excluded) [2]string { return [2]string{e.ID, e.Reason} }, func(e *model.Excluded) *[]string { return &e.Environments })
}

// together are the findings of two lists: what both say is said once, for the environments of both.
func together(a, b []finding.Finding) []finding.Finding {
	type said struct {
		rule, resource, detail, message, reason string
		severity                                finding.Severity
		confidence                              finding.Confidence
		at                                      model.Location
		ordinal                                 int
	}
	return joined(a, b, func(f finding.Finding) said {
		return said{f.Rule, f.Resource, f.Detail, f.Message, f.Reason, f.Severity, f.Confidence, f.At, f.Ordinal}
	}, func(f *finding.Finding) *[]string { return &f.Environments })
}

// joined puts two lists together; what has the same key stands there once, with the environments of both.
func joined[T any, K comparable](a, b []T, key func(T) K, envs func(*T) *[]string) []T {
	place := make(map[K]int, len(a))
	for i, v := range a {
		place[key(v)] = i
	}
	for _, v := range b {
		if i, has := place[key(v)]; has {
			into, more := envs(&a[i]), *envs(&v)
			if !slices.Contains(*into, more[0]) {
				*into = slices.Concat(*into, more)
			}
			continue
		}
		place[key(v)] = len(a)
		a = append(a, v)
	}
	return a
}

// union is a list and what another has besides.
func union[T any, K comparable](a, b []T, key func(T) K) []T {
	has := make(map[K]bool, len(a))
	for _, v := range a {
		has[key(v)] = true
	}
	for _, v := range b {
		if !has[key(v)] {
			has[key(v)] = true
			a = append(a, v)
		}
	}
	return a
}

// sort puts what was added into its order.
func (r *Result) sort() {
	sort.Slice(r.Apps, func(i, j int) bool { return r.Apps[i].Model.ID < r.Apps[j].Model.ID })
	slices.Sort(r.Envs)
	r.Stats.Functions = 0
	for i := range r.Apps {
		app := &r.Apps[i]
		slices.Sort(app.Envs)
		r.Stats.Functions += len(app.Model.Functions)
		for _, list := range [][]finding.Finding{app.Findings, app.Unknown} {
			sort.SliceStable(list, func(i, j int) bool { return before(list[i], list[j]) })
			for j := range list {
				list[j].Environments = sorted(list[j].Environments)
			}
		}
		for j := range app.Model.Unknowns {
			app.Model.Unknowns[j].Environments = sorted(app.Model.Unknowns[j].Environments)
		}
		for j := range app.Model.Excluded {
			app.Model.Excluded[j].Environments = sorted(app.Model.Excluded[j].Environments)
		}
		sort.SliceStable(app.Model.Unknowns, func(i, j int) bool {
			return app.Model.Unknowns[i].At.Compare(app.Model.Unknowns[j].At) < 0
		})
	}
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }
