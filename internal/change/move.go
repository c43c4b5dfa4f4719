package change

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// moved are the applications of the earlier revision with the files of the later one, where a template has another path
// there: what it declares would be other things by their ids.
func moved(before, after []*model.App) []*model.App {
	old, new := templates(before), templates(after) //nolint:revive // the words say it best
	to := map[string]string{}
	for _, from := range slices.Sorted(maps.Keys(old)) {
		if new[from] != nil {
			continue
		}
		best, most := "", 0
		for _, candidate := range slices.Sorted(maps.Keys(new)) {
			if old[candidate] != nil || slices.Contains(slices.Collect(maps.Values(to)), candidate) {
				continue
			}
			common := 0
			for name := range old[from] {
				if new[candidate][name] {
					common++
				}
			}
			if common > most || common == most && path.Base(candidate) == path.Base(from) {
				best, most = candidate, common
			}
		}
		if 2*most > len(old[from]) { // the most of what it declares is there
			to[from] = best
		}
	}
	if len(to) == 0 {
		return before
	}
	out := make([]*model.App, len(before))
	for i, app := range before {
		out[i] = renamed(app, func(id string) string {
			if file, name, ok := strings.Cut(id, "#"); ok && to[file] != "" {
				return to[file] + "#" + name
			}
			return id
		})
	}
	return out
}

// templates are the names of what each file declares.
func templates(apps []*model.App) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	add := func(id string) {
		file, name, _ := strings.Cut(id, "#")
		if out[file] == nil {
			out[file] = map[string]bool{}
		}
		out[file][name] = true
	}
	for _, app := range apps {
		for i := range app.Resources {
			add(app.Resources[i].ID)
		}
		for i := range app.Functions {
			add(app.Functions[i].ID)
		}
		for i := range app.Identities {
			add(app.Identities[i].ID)
		}
	}
	return out
}

// renamed is an application with other ids, as far as access goes.
func renamed(app *model.App, id func(string) string) *model.App {
	value := func(v model.Value) model.Value {
		return v.Map(func(part model.Value) model.Value {
			if part.Kind() == model.Template {
				return part.Joined()
			}
			ref, ok := part.Ref()
			if !ok || id(ref.Target) == ref.Target {
				return part
			}
			ref.Target = id(ref.Target)
			return model.NewReference(ref, part.At)
		})
	}
	values := func(list []model.Value) []model.Value {
		if list == nil {
			return nil
		}
		out := make([]model.Value, len(list))
		for i, v := range list {
			out[i] = value(v)
		}
		return out
	}
	out := *app
	if file, _, ok := strings.Cut(id(app.ID+"#"), "#"); ok {
		out.ID = file
	}
	out.Resources, out.Functions = slices.Clone(app.Resources), slices.Clone(app.Functions)
	out.Identities, out.Grants = slices.Clone(app.Identities), slices.Clone(app.Grants)
	for i := range out.Resources {
		r := &out.Resources[i]
		r.ID, r.ARN, r.Name = id(r.ID), value(r.ARN), value(r.Name)
	}
	for i := range out.Functions {
		f := &out.Functions[i]
		f.ID, f.ARN, f.Role = id(f.ID), value(f.ARN), value(f.Role)
	}
	for i := range out.Identities {
		r := &out.Identities[i]
		r.ID, r.ARN = id(r.ID), value(r.ARN)
	}
	for i := range out.Grants {
		g := &out.Grants[i]
		g.ID, g.Identity, g.Resource = id(g.ID), id(g.Identity), id(g.Resource)
		g.Actions, g.NotActions, g.Resources, g.NotResources = values(g.Actions), values(g.NotActions), values(g.Resources), values(g.NotResources)
		g.Principals, g.NotPrincipals, g.Conditions, g.Statement = value(g.Principals), value(g.NotPrincipals), value(g.Conditions), value(g.Statement)
	}
	return &out
}
