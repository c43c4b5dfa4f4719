// Package calls_test measures what is said of functions' code against labels that were written from the
// documentation, by somebody who had not seen the analysis (README.md).
package calls_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// label is what a labelled application says of its functions (README.md has the meaning of the fields).
type label struct {
	Functions []struct {
		Function string `json:"function"`
		Calls    []struct {
			Actions     []labelledAction `json:"actions"`
			Credentials string           `json:"credentials"` // of another role: not the function's own
		} `json:"calls"`
		Egress []struct {
			Host string `json:"host"`
		} `json:"egress"`
	} `json:"functions"`
}

type labelledAction struct {
	Action   string `json:"action"`
	Optional bool   `json:"optional"`
	Resource struct {
		Kind  model.TargetKind `json:"kind"`
		Value string           `json:"value"`
		Part  string           `json:"part"`
	} `json:"resource"`
}

// pair is an action on a resource, in a form that can be compared.
type pair struct{ action, resource string }

func (p pair) String() string { return p.action + " on " + p.resource }

// tally counts one language.
type tally struct {
	functions, handlers     int
	right, wrong, missed    int // (action, resource) pairs
	declared, bound, misled int // pairs on declared resources: all, those bound to exactly it, those bound to another
	actions, foundActions   int
	reported, rightActions  int
	hosts, foundHosts       int
}

// least is the precision and recall, and the most calls that may be bound to a resource that they do not use, of the
// languages that are read, and of our own cases. What is worse than it was fails.
var least = map[string]struct {
	precision, recall float64
	misled            int
}{
	"go":         {1, 1, 0},
	"javascript": {1, 1, 0},
	"own":        {1, 1, 0},
	"python":     {0.99, 0.99, 0},
	"typescript": {1, 1, 0},
}

func TestLabelledCalls(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no labelled applications: %v", err)
	}
	byLanguage := map[string]*tally{}
	for _, name := range cases {
		language := filepath.Base(filepath.Dir(name))
		if byLanguage[language] == nil {
			byLanguage[language] = &tally{}
		}
		measure(t, name, byLanguage[language])
	}
	all := 0
	for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
		c := byLanguage[language]
		all += c.functions
		precision, recall := ratio(c.right, c.right+c.wrong), ratio(c.right, c.right+c.missed)
		t.Logf("%d of %d handlers found in %s", c.handlers, c.functions, language)
		t.Logf("%s (action, resource): precision %.3f, recall %.3f", language, precision, recall)
		t.Logf("%s actions alone: precision %.3f, recall %.3f", language, ratio(c.rightActions, c.reported), ratio(c.foundActions, c.actions))
		t.Logf("%d of %d uses of declared resources bound to exactly that in %s, %d to another", c.bound, c.declared, language, c.misled)
		t.Logf("%d of %d hosts found in %s", c.foundHosts, c.hosts, language)
		if bar, read := least[language]; read && (precision < bar.precision || recall < bar.recall || c.misled > bar.misled) {
			t.Errorf("%s: worse than it was: precision %.3f, recall %.3f, %d bound wrongly", language, bar.precision, bar.recall, bar.misled)
		}
	}
	t.Logf("%d of %d labelled functions measured", all, all)
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// measure compares one application with its labels.
func measure(t *testing.T, name string, c *tally) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	var want label
	for _, f := range archive.Files {
		if f.Name == "expected.json" {
			if err := json.Unmarshal(f.Data, &want); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			continue
		}
		files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	result, err := scan.Read(context.Background(), scan.Options{Path: ".", Files: files, Code: true})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	given := []string{}
	for _, app := range result.Apps {
		for i := range app.Model.Inputs {
			if in := &app.Model.Inputs[i]; in.Default.TextOr("") != "" {
				given = append(given, "${"+in.Name+"}", in.Default.TextOr(""))
			}
		}
	}
	defaults := strings.NewReplacer(given...)
	for _, w := range want.Functions {
		var code *model.Code
		for _, app := range result.Apps {
			for i := range app.Model.Code {
				if model.LocalName(app.Model.Code[i].Function) == w.Function {
					code = &app.Model.Code[i]
				}
			}
		}
		c.functions++
		if code == nil {
			t.Errorf("%s: no function %s", name, w.Function)
			continue
		}
		if code.Reason == "" {
			c.handlers++
		} else {
			verbosely(t, "%s %s: %s", name, w.Function, code.Reason)
		}
		required, optional := map[pair]bool{}, map[pair]bool{}
		for _, call := range w.Calls {
			for _, a := range call.Actions {
				p := pair{a.Action, resourceKey(a.Resource.Kind, defaults.Replace(a.Resource.Value), a.Resource.Part)}
				if a.Optional || call.Credentials != "" {
					optional[p] = true
				} else {
					required[p] = true
				}
			}
		}
		c.compare(t, filepath.Base(name)+" "+w.Function, required, optional, found(code))
		hosts := map[string]bool{}
		for _, e := range w.Egress {
			hosts[e.Host] = true
		}
		c.hosts += len(hosts)
		for host := range hosts {
			if slices.ContainsFunc(code.Calls, func(call model.Call) bool {
				return call.Host.TextOr("") == host || host == "unknown" && call.Service == "" && call.Host.IsUnknown()
			}) {
				c.foundHosts++
			} else {
				verbosely(t, "%s %s: no connection to %s", name, w.Function, host)
			}
		}
	}
}

// found are the pairs that are said of a function.
func found(code *model.Code) map[pair]bool {
	out := map[pair]bool{}
	for _, call := range code.Calls {
		for _, n := range call.Needs {
			if n.When == "" {
				out[pair{n.Action, resourceKey(n.On.Kind, n.On.Name, n.On.Part)}] = true
			}
		}
	}
	return out
}

func (c *tally) compare(t *testing.T, name string, required, optional, found map[pair]bool) {
	t.Helper()
	actionsOf := func(set map[pair]bool) map[string]bool {
		out := map[string]bool{}
		for p := range set {
			out[p.action] = true
		}
		return out
	}
	needed, offered, may := actionsOf(required), actionsOf(found), actionsOf(optional)
	c.actions += len(needed)
	for action := range offered {
		if may[action] && !needed[action] {
			continue
		}
		c.reported++
		if needed[action] {
			c.rightActions++
			c.foundActions++
		}
	}
	for p := range required {
		declared := strings.HasPrefix(p.resource, "ref ")
		if declared {
			c.declared++
		}
		if found[p] {
			c.right++
			if declared {
				c.bound++
			}
			continue
		}
		c.missed++
		verbosely(t, "%s: missed %s", name, p)
	}
	for p := range found {
		if required[p] || optional[p] {
			continue
		}
		c.wrong++
		verbosely(t, "%s: wrong %s", name, p)
		if needed[p.action] && (strings.HasPrefix(p.resource, "ref ") || strings.HasPrefix(p.resource, "literal ")) {
			c.misled++
		}
	}
}

// resourceKey is what an action acts on, spelled the same for a name and for its ARN.
func resourceKey(kind model.TargetKind, value, part string) string {
	switch kind {
	case model.TargetRef:
		return strings.TrimSpace(fmt.Sprintf("ref %s %s", value, part))
	case model.TargetLiteral:
		return "literal " + plainName(value)
	case model.TargetEvent, model.TargetAny, model.TargetUnknown:
	}
	return string(kind)
}

var typePrefix = regexp.MustCompile(`^(table|function|secret|parameter|stateMachine|event-bus|key|alias|stream|deliverystream|role|userpool|log-group|identity|foundation-model)[/:]`)

var hole = regexp.MustCompile(`\$\{[^}]*\}`)

// plainName is the name in an ARN, without the kind of thing that it is and without what of it is meant.
func plainName(value string) string {
	if parts := strings.SplitN(value, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		value = typePrefix.ReplaceAllString(parts[5], "")
	}
	value = hole.ReplaceAllString(strings.TrimPrefix(value, "/"), "*")
	return strings.TrimRight(strings.TrimSuffix(value, "-??????"), "/*")
}

// verbosely logs what is not right where somebody wants to see it: SCONCE_CALLS=1.
func verbosely(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("SCONCE_CALLS") != "" {
		t.Logf(format, args...)
	}
}
