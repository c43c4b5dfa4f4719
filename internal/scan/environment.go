package scan

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/iac/samconfig"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// EveryEnvironment asks for a scan of every environment.
const EveryEnvironment = "all"

const maxEnvironments = 32 // that are scanned together

// deployed is what the SAM configurations of a directory say, and the environment that is chosen.
type deployed struct {
	configs []*samconfig.Config
	refused []error
	env     string // "" for none
}

// configurations reads the SAM configurations of a directory, those for one template where only
// that is read.
func configurations(tree *source.Tree, only []string) *deployed {
	d := &deployed{}
	d.configs, d.refused = samconfig.Find(tree)
	if len(only) > 0 {
		d.configs = slices.DeleteFunc(d.configs, func(c *samconfig.Config) bool {
			return !slices.ContainsFunc(c.Templates(), func(name string) bool { return slices.Contains(only, name) })
		})
	}
	return d
}

// choose takes an environment by its name; "" takes none.
func (d *deployed) choose(name string) error {
	names := samconfig.Names(d.configs, false)
	switch {
	case name == "" || slices.Contains(names, name):
		d.env = name
		return nil
	case len(names) == 0 && len(d.refused) > 0:
		return fmt.Errorf("there is no environment %s: %w", name, d.refused[0])
	case len(names) == 0:
		return noEnvironment(name, "no samconfig.toml here has environments", nil)
	case name == EveryEnvironment:
		return fmt.Errorf("name one environment: %s", strings.Join(names, ", "))
	}
	return noEnvironment(name, "", names)
}

// bindings are the values that the chosen environment gives to templates. Where two configurations
// deploy the same template, the one beside it counts, else the first.
func (d *deployed) bindings() map[string]cloudformation.Binding {
	out := map[string]cloudformation.Binding{}
	if d.env == "" {
		return out
	}
	for _, c := range d.configs {
		e, has := c.Environment(d.env)
		if !has || e.Template == "" {
			continue
		}
		if _, taken := out[e.Template]; taken && directory(c.Path) != directory(e.Template) {
			continue
		}
		b := cloudformation.Binding{Parameters: map[string]string{}, Unknown: e.Unknown, Rest: e.Rest}
		maps.Copy(b.Parameters, e.Parameters)
		if e.Region != "" {
			b.Parameters["AWS::Region"] = e.Region
		}
		if e.Stack != "" {
			b.Parameters["AWS::StackName"] = e.Stack
		}
		out[e.Template] = b
	}
	return out
}

func directory(name string) string {
	return name[:strings.LastIndexByte(name, '/')+1]
}

// mark says in a result which environment it is of, and what was wrong with that.
func (d *deployed) mark(r *Result) {
	if d.env == "" {
		r.Offered = samconfig.Names(d.configs, true)
		return
	}
	r.Envs = []string{d.env}
	r.Refused = append(r.Refused, d.refused...)
	for i := range r.Apps {
		d.markApp(&r.Apps[i])
	}
}

func (d *deployed) markApp(app *App) {
	app.Envs = []string{d.env}
	m := app.Model
	has, lacks := d.covering(m)
	for _, e := range has {
		for _, n := range e.Notes {
			at := model.Location{File: n.File, Line: n.Line, Column: max(n.Column, 1), EndLine: n.Line, EndColumn: max(n.Column, 1)}
			m.Unknowns = append(m.Unknowns, model.Gap{Reason: n.Message, At: at, Uses: 1})
		}
	}
	if len(has) == 0 {
		for _, c := range lacks {
			m.Unknowns = append(m.Unknowns, model.Gap{
				Reason: c.Path + " has no environment " + d.env + ": parameters have their defaults", At: model.Location{File: c.Path, Line: 1, Column: 1, EndLine: 1, EndColumn: 1}, Uses: 1,
			})
			app.elsewhere = true
		}
	}
	sort.SliceStable(m.Unknowns, func(i, j int) bool { return m.Unknowns[i].At.Compare(m.Unknowns[j].At) < 0 })
}

// covering are the chosen environment of the configurations that deploy a template of an application,
// and the configurations that do and have no such environment.
func (d *deployed) covering(m *model.App) (has []*samconfig.Environment, lacks []*samconfig.Config) {
	for _, c := range d.configs {
		if e, ok := c.Environment(d.env); ok {
			if slices.Contains(m.Templates, e.Template) {
				has = append(has, e)
			}
		} else if slices.ContainsFunc(c.Templates(), func(name string) bool { return slices.Contains(m.Templates, name) }) {
			lacks = append(lacks, c)
		}
	}
	return has, lacks
}

// kinds puts environments together that deploy all templates in the same way: they need to be
// scanned only once. Those are asked that are chosen, or all.
func (d *deployed) kinds(chosen []string) ([][]string, error) {
	names := samconfig.Names(d.configs, false)
	if len(names) == 0 {
		return nil, d.choose(EveryEnvironment)
	}
	for _, name := range chosen {
		if err := d.choose(name); err != nil {
			return nil, err
		}
	}
	if len(chosen) > 0 {
		names = sorted(chosen)
	}
	if slices.Contains(names, EveryEnvironment) {
		return nil, errors.New(`an environment is called "all": name it or another`)
	}
	type way struct {
		bindings map[string]cloudformation.Binding
		has      []bool
	}
	var out [][]string
	var ways []way
	for _, name := range names {
		d.env = name
		w := way{bindings: d.bindings()}
		for _, c := range d.configs {
			_, has := c.Environment(name)
			w.has = append(w.has, has)
		}
		i := slices.IndexFunc(ways, func(other way) bool { return reflect.DeepEqual(other, w) })
		if i < 0 {
			if len(ways) == maxEnvironments {
				return nil, fmt.Errorf("there are more than %d environments here: name one of them, or scan a smaller directory", maxEnvironments)
			}
			i = len(ways)
			ways, out = append(ways, w), append(out, nil)
		}
		out[i] = append(out[i], name)
	}
	return out, nil
}
