package scan

import (
	"maps"
	"path"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// bind adds what cloud assemblies know of where templates are deployed to what else is known of that,
// which comes before it.
func bind(bindings map[string]cloudformation.Binding, platforms map[string]map[string]string) {
	for template, values := range platforms {
		b := bindings[template]
		parameters := maps.Clone(values)
		maps.Copy(parameters, b.Parameters)
		b.Parameters = parameters
		bindings[template] = b
	}
}

// attach adds what is wrong with cloud assemblies to the first application of each. Where there is none,
// the assembly could not be read.
func attach(apps []*model.App, notes []model.Gap) []error {
	var refused []error
	changed := map[*model.App]bool{}
	for _, n := range notes {
		app := appBelow(apps, path.Dir(n.At.File))
		if app == nil {
			refused = append(refused, &source.Error{File: n.At.File, Line: n.At.Line, Column: n.At.Column, Message: n.Reason})
			continue
		}
		app.Unknowns = append(app.Unknowns, n)
		changed[app] = true
	}
	for app := range changed {
		sort.SliceStable(app.Unknowns, func(i, j int) bool { return app.Unknowns[i].At.Compare(app.Unknowns[j].At) < 0 })
	}
	return refused
}

// appBelow is the first application with a template in or below a directory.
func appBelow(apps []*model.App, dir string) *model.App {
	for _, app := range apps {
		for _, name := range app.Templates {
			if dir == "." || strings.HasPrefix(name, dir+"/") {
				return app
			}
		}
	}
	return nil
}
