package scan

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// inCircles are the elements of an application that need each other before they can be made: by what their
// properties refer to, and by DependsOn. CloudFormation refuses such a template ("Circular dependency
// between resources").
func inCircles(app *model.App) map[string]bool {
	needs := map[string][]string{}
	add := func(id string, values ...model.Value) {
		needs[id] = slices.Clip(needs[id]) // it is there, whatever it needs
		for _, v := range values {
			v.Walk(func(_ []string, v model.Value) bool {
				for _, part := range v.Parts() {
					if target := part.Target(); target != "" {
						needs[id] = append(needs[id], target)
					}
				}
				return true
			})
		}
	}
	for i := range app.Functions {
		add(app.Functions[i].ID, app.Functions[i].Properties)
	}
	for i := range app.Identities {
		add(app.Identities[i].ID, app.Identities[i].Properties)
	}
	for i := range app.Resources {
		r := &app.Resources[i]
		add(r.ID, r.Properties)
		for _, name := range r.Attributes.Get("DependsOn").OneOrMany() {
			if text, known := name.Text(); known {
				needs[r.ID] = append(needs[r.ID], r.ID[:max(strings.LastIndexByte(r.ID, '#'), strings.LastIndexByte(r.ID, '/'))+1]+text)
			}
		}
	}
	shed(needs)
	needed := map[string][]string{}
	for id, list := range needs {
		for _, target := range list {
			needed[target] = append(needed[target], id)
		}
	}
	shed(needed)
	circles := map[string]bool{}
	for id := range needed {
		circles[id] = needs[id] != nil
	}
	return circles
}

// shed takes away what needs nothing, again and again: what is left is in a circle or needs one.
func shed(needs map[string][]string) {
	left, by := map[string]int{}, map[string][]string{}
	var free []string
	for id, list := range needs {
		left[id] = 0
		for _, target := range list {
			if _, there := needs[target]; there {
				left[id]++
				by[target] = append(by[target], id)
			}
		}
		if left[id] == 0 {
			free = append(free, id)
		}
	}
	for ; len(free) > 0; free = free[1:] {
		delete(needs, free[0])
		for _, id := range by[free[0]] {
			if left[id]--; left[id] == 0 {
				free = append(free, id)
			}
		}
	}
}
