// Package collections holds the reading of SAM templates to public applications, which are not part
// of this project: the test reads a directory of them and compares each model with a count made of
// the text alone.
package collections

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// collections is the directory that holds one directory for each collection.
func collections(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SCONCE_COLLECTIONS")
	if dir == "" {
		tb.Skip("there are no public applications to read: set SCONCE_COLLECTIONS to a directory with one directory for each collection")
	}
	return dir
}

func TestCollections(t *testing.T) {
	dir := collections(t)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var total tally
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			one := tally{reasons: map[string]int{}}
			one.collection(t, filepath.Join(dir, e.Name()))
			one.print(t)
			total.add(one)
		})
	}
	total.print(t)
}

// tally counts what the templates declare and what of it the models have.
type tally struct {
	templates, forms, broken, empty, refused int
	functions, functionsFound                int
	events, eventsFound                      int
	roles, rolesFound, given                 int
	unknown                                  int
	reasons                                  map[string]int
}

func (c *tally) add(o tally) {
	c.templates += o.templates
	c.forms += o.forms
	c.broken += o.broken
	c.empty += o.empty
	c.refused += o.refused
	c.functions += o.functions
	c.functionsFound += o.functionsFound
	c.events += o.events
	c.eventsFound += o.eventsFound
	c.roles += o.roles
	c.rolesFound += o.rolesFound
	c.given += o.given
	c.unknown += o.unknown
}

func (c *tally) print(t *testing.T) {
	t.Helper()
	t.Logf("%d SAM templates (%d more are forms to fill in, %d are not YAML, %d have no resources); %d refused", c.templates, c.forms, c.broken, c.empty, c.refused)
	t.Logf("%d of %d functions, %d of %d events, %d of %d roles (%d stand elsewhere); %d things not known", c.functionsFound, c.functions, c.eventsFound, c.events, c.rolesFound, c.roles, c.given, c.unknown)
	reasons := slices.Collect(maps.Keys(c.reasons))
	sort.Slice(reasons, func(i, j int) bool {
		return c.reasons[reasons[i]] > c.reasons[reasons[j]] || c.reasons[reasons[i]] == c.reasons[reasons[j]] && reasons[i] < reasons[j]
	})
	for _, r := range reasons[:min(len(reasons), mostReasons)] {
		t.Logf("%6d %s", c.reasons[r], r)
	}
}

const mostReasons = 40

// collection reads every SAM template below a directory, each alone.
func (c *tally) collection(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == "node_modules" || e.Name() == ".git"):
			return fs.SkipDir
		case !e.Type().IsRegular():
			return nil
		}
		switch strings.ToLower(filepath.Ext(name)) {
		case ".yaml", ".yml", ".json", ".template":
			c.template(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (c *tally) template(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(text, []byte("AWS::Serverless-2016-10-31")) {
		return
	}
	if bytes.Contains(text, []byte("{{cookiecutter")) || bytes.Contains(text, []byte("{{ cookiecutter")) || bytes.Contains(text, []byte("{%")) {
		c.forms++
		return
	}
	var written document
	if err := yaml.Unmarshal(text, &written); err != nil {
		if _, err := scan.Read(context.Background(), scan.Options{Path: name}); err == nil {
			t.Logf("%s: read, though another reader says %v", name, err)
		}
		t.Logf("%s is not YAML: %v", name, err)
		c.broken++
		return
	}
	if !written.serverless() {
		return
	}
	if len(written.Resources) == 0 {
		c.empty++
		return
	}
	c.templates++
	r, err := scan.Read(t.Context(), scan.Options{Path: name})
	if err != nil || len(r.Refused) > 0 {
		c.refused++
		t.Errorf("%s is refused: %v %v", name, err, r)
		return
	}
	m := newModels(r, filepath.Base(name))
	for _, id := range slices.Sorted(maps.Keys(written.Resources)) {
		c.resource(t, name, m, id, written.Resources[id])
	}
	for _, a := range r.Apps {
		for _, u := range a.Model.Unknowns {
			c.unknown++
			c.reasons[general(u.Reason)]++
		}
	}
}

// document is what is counted of a template.
type document struct {
	Transform yaml.Node           `yaml:"Transform"`
	Resources map[string]declared `yaml:"Resources"`
}

type declared struct {
	Type       string    `yaml:"Type"`
	Properties yaml.Node `yaml:"Properties"`
}

// serverless reports whether a template names the transform.
func (d document) serverless() bool {
	if d.Transform.Value == "AWS::Serverless-2016-10-31" {
		return true
	}
	return slices.ContainsFunc(d.Transform.Content, func(n *yaml.Node) bool { return n.Value == "AWS::Serverless-2016-10-31" })
}

// models is what was read of a template.
type models struct {
	file string
	apps []*model.App
}

func newModels(r *scan.Result, file string) models {
	m := models{file: file}
	for _, a := range r.Apps {
		m.apps = append(m.apps, a.Model)
	}
	return m
}

func (m models) function(id string) *model.Function {
	for _, a := range m.apps {
		for i := range a.Functions {
			if f := &a.Functions[i]; strings.HasPrefix(f.ID, m.file+"#") && (strings.HasSuffix(f.ID, "#"+id) || strings.HasSuffix(f.ID, "/"+id)) {
				return f
			}
		}
	}
	return nil
}

func (m models) excluded(id string) bool {
	for _, a := range m.apps {
		if slices.ContainsFunc(a.Excluded, func(e model.Excluded) bool { return strings.HasSuffix(e.ID, "#"+id) }) {
			return true
		}
	}
	return false
}

func (m models) identity(id string) bool {
	for _, a := range m.apps {
		if _, ok := a.Identity(id); ok {
			return true
		}
	}
	return false
}

func (c *tally) resource(t *testing.T, name string, m models, id string, d declared) {
	t.Helper()
	if d.Type != "AWS::Serverless::Function" && d.Type != "AWS::Lambda::Function" {
		return
	}
	c.functions++
	if m.excluded(id) {
		c.functionsFound++
		return
	}
	f := m.function(id)
	if f == nil {
		t.Errorf("%s: the function %s is not in the model", name, id)
		return
	}
	c.functionsFound++
	c.roles++
	switch {
	case m.identity(f.Role.Target()):
		c.rolesFound++
	case !f.Role.IsAbsent() && f.Role.String() != "": // an ARN, or what is not known, with the reason
		c.rolesFound++
		c.given++
	default:
		t.Errorf("%s: the role of %s is %q", name, id, f.Role.String())
	}
	if d.Type == "AWS::Serverless::Function" {
		c.triggers(t, name, f, entry(&d.Properties, "Events"))
	}
}

// triggers compares the events of a function with the triggers of its model.
func (c *tally) triggers(t *testing.T, name string, f *model.Function, events *yaml.Node) {
	t.Helper()
	if events == nil || events.Kind != yaml.MappingNode {
		return
	}
	left := slices.Clone(f.Triggers)
	for i := 0; i+1 < len(events.Content); i += 2 {
		event := events.Content[i].Value
		kind := entry(events.Content[i+1], "Type")
		if kind == nil {
			continue
		}
		c.events++
		at := slices.IndexFunc(left, func(tr model.Trigger) bool { return slices.Contains(kinds[kind.Value], tr.Kind) })
		if at < 0 {
			t.Errorf("%s: the event %s (%s) of %s is no trigger of it: it has %s", name, event, kind.Value, f.ID, listed(f.Triggers))
			continue
		}
		left = slices.Delete(left, at, at+1)
		c.eventsFound++
	}
}

func listed(triggers []model.Trigger) string {
	var out []string
	for _, t := range triggers {
		out = append(out, fmt.Sprintf("%s %s", t.Kind, t.ID))
	}
	return strings.Join(out, ", ")
}

// kinds are the kinds of trigger that an event may be in the model.
var kinds = map[string][]model.TriggerKind{
	"Api": {model.TriggerHTTP}, "HttpApi": {model.TriggerHTTP}, "S3": {model.TriggerBucket}, "SNS": {model.TriggerTopic, model.TriggerQueue},
	"SQS": {model.TriggerQueue}, "Kinesis": {model.TriggerStream}, "DynamoDB": {model.TriggerStream}, "MSK": {model.TriggerStream},
	"SelfManagedKafka": {model.TriggerStream}, "MQ": {model.TriggerQueue, model.TriggerOther}, "DocumentDB": {model.TriggerStream, model.TriggerOther},
	"Schedule": {model.TriggerSchedule}, "ScheduleV2": {model.TriggerSchedule}, "CloudWatchEvent": {model.TriggerBus, model.TriggerSchedule},
	"EventBridgeRule": {model.TriggerBus, model.TriggerSchedule}, "CloudWatchLogs": {model.TriggerLog}, "IoTRule": {model.TriggerDevice},
	"AlexaSkill": {model.TriggerAgent}, "Cognito": {model.TriggerAuth},
}

// entry is the value of a key of a map.
func entry(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// general is a reason without the names in it, so that the same reasons are counted together.
func general(reason string) string {
	words := strings.Fields(reason)
	for i, w := range words {
		if strings.ToLower(w) != w || strings.ContainsAny(w, "0123456789/:$\"") {
			words[i] = "…"
		}
	}
	return strings.Join(words, " ")
}
