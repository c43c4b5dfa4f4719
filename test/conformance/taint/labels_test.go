// Package taint_test judges what is said of untrusted data and weaknesses in functions' code against labels that were
// written with the code, by somebody who had not seen the analysis (README.md).
package taint_test

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// families are the weaknesses that labels may name, with their CWE.
var families = map[string]string{
	"sql-injection": "CWE-89", "nosql-injection": "CWE-943", "command-injection": "CWE-78", "code-injection": "CWE-94",
	"unsafe-deserialization": "CWE-502", "path-traversal": "CWE-22", "zip-slip": "CWE-22", "ssrf": "CWE-918",
	"xxe": "CWE-611", "template-injection": "CWE-1336", "html-injection": "CWE-79", "header-injection": "CWE-113",
	"open-redirect": "CWE-601", "log-injection": "CWE-117", "regex-dos": "CWE-1333", "prototype-pollution": "CWE-1321",
	"ldap-injection": "CWE-90", "xpath-injection": "CWE-643", "mail-header-injection": "CWE-93",
	"caller-chosen-resource": "CWE-99", "presigned-key": "CWE-639", "prompt-to-tool": "CWE-1427",

	"token-not-verified": "CWE-347", "tls-not-verified": "CWE-295", "weak-crypto": "CWE-327", "weak-randomness": "CWE-338",
	"error-disclosed": "CWE-209", "sensitive-data-logged": "CWE-532", "sensitive-data-stored": "CWE-312",
	"leaking-global": "CWE-488", "leftover-file": "CWE-459", "missing-timeout": "CWE-1088",
	"hard-coded-credential": "CWE-798", "unbounded-work": "CWE-400", "missing-ownership-check": "CWE-639",
}

// local are the families without a source: the weakness is where it stands.
var local = map[string]bool{
	"token-not-verified": true, "tls-not-verified": true, "weak-crypto": true, "weak-randomness": true,
	"error-disclosed": true, "sensitive-data-logged": true, "sensitive-data-stored": true, "leaking-global": true,
	"leftover-file": true, "missing-timeout": true, "hard-coded-credential": true, "unbounded-work": true,
	"missing-ownership-check": true,
}

// labelled is one application with what is known of its functions.
type labelled struct {
	Name      string     `yaml:"-"` // language/case
	Functions []function `yaml:"functions"`
}

type function struct {
	Function string     `yaml:"function"` // logical id
	Language string     `yaml:"language"`
	Handler  string     `yaml:"handler"`
	Trigger  string     `yaml:"trigger"`
	Findings []weak     `yaml:"findings"`
	Safe     []harmless `yaml:"safe"`
	Optional []harmless `yaml:"optional"` // neither saying it nor leaving it out is wrong
}

// weak is a weakness that is there.
type weak struct {
	Family     string   `yaml:"family"`
	CWE        string   `yaml:"cwe"`
	Sink       string   `yaml:"sink"` // file:line, or file:first-last
	Sources    []entry  `yaml:"sources"`
	Through    []string `yaml:"through"` // the functions that the data passes before this one, in their order
	Confidence string   `yaml:"confidence"`
	Accept     []string `yaml:"accept"` // families that are right as well
	Note       string   `yaml:"note"`
	Reference  string   `yaml:"reference"`
}

// entry is where untrusted data is read first.
type entry struct {
	What string `yaml:"what"`
	At   string `yaml:"at"`
}

// harmless is what looks like a weakness and is none.
type harmless struct {
	Family    string `yaml:"family"`
	Sink      string `yaml:"sink"`
	Why       string `yaml:"why"`
	Reference string `yaml:"reference"`
}

// load reads every labelled application; an unknown field is an error.
func load(t *testing.T) []labelled {
	t.Helper()
	names, err := filepath.Glob("testdata/*/*/labels.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no labelled applications: %v", err)
	}
	var all []labelled
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var app labelled
		if err := yaml.Load(data, &app, yaml.WithKnownFields()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		app.Name = strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), "testdata/")
		all = append(all, app)
	}
	return all
}

// languages are the directories of the applications, in the order of the table in README.md.
var languages = []string{"python", "javascript", "typescript", "go"}

// counts are the labels of one family by language.
type counts struct{ weak, safe map[string]int }

func TestLabelsAreConsistent(t *testing.T) {
	t.Parallel()
	for _, app := range load(t) {
		template, err := os.ReadFile(filepath.Join("testdata", app.Name, "template.yaml"))
		if err != nil {
			t.Error(err)
		}
		ids := map[string]bool{}
		for _, f := range app.Functions {
			ids[f.Function] = true
			if f.Language != path.Dir(app.Name) {
				t.Errorf("%s %s: language %s", app.Name, f.Function, f.Language)
			}
		}
		for _, f := range app.Functions {
			for _, problem := range problems(app, f, ids, string(template)) {
				t.Errorf("%s %s: %s", app.Name, f.Function, problem)
			}
		}
	}
}

// The table of README.md says what the labels are.
func TestLabelsAreCounted(t *testing.T) {
	t.Parallel()
	byFamily, functions, through := map[string]counts{}, map[string]int{}, 0
	for family := range families {
		byFamily[family] = counts{map[string]int{}, map[string]int{}}
	}
	for _, app := range load(t) {
		for _, f := range app.Functions {
			functions[f.Language]++
			for _, w := range f.Findings {
				byFamily[w.Family].weak[f.Language]++
				through += min(len(w.Through), 1)
			}
			for _, h := range f.Safe {
				byFamily[h.Family].safe[f.Language]++
			}
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := []string{row("functions", "", func(language string) string { return strconv.Itoa(functions[language]) })}
	for _, family := range slices.Sorted(maps.Keys(families)) {
		c := byFamily[family]
		rows = append(rows, row(family, families[family], func(language string) string {
			return fmt.Sprintf("%d / %d", c.weak[language], c.safe[language])
		}))
	}
	rows = append(rows, fmt.Sprintf("%d findings come through another function", through))
	for _, want := range rows {
		if !strings.Contains(string(readme), want+"\n") {
			t.Errorf("README.md does not say: %s", want)
		}
	}
	t.Logf("%d labelled applications, %d findings through another function", len(load(t)), through)
}

// row is a line of the table.
func row(name, cwe string, cell func(language string) string) string {
	cells := []string{name, cwe}
	for _, language := range languages {
		cells = append(cells, cell(language))
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// problems are what is wrong with the labels of one function.
func problems(app labelled, f function, ids map[string]bool, template string) []string {
	var out []string
	say := func(format string, arguments ...any) { out = append(out, fmt.Sprintf(format, arguments...)) }
	if !strings.Contains(template, "  "+f.Function+":\n") || !strings.Contains(template, f.Handler) {
		say("the template has no such function with handler %s", f.Handler)
	}
	if f.Trigger == "" || f.Language == "" {
		say("no trigger or no language")
	}
	weakAt := map[string]bool{}
	for _, w := range f.Findings {
		weakAt[w.Family+w.Sink] = true
		if families[w.Family] == "" || families[w.Family] != w.CWE {
			say("family %s is not %s", w.Family, w.CWE)
		}
		if (len(w.Sources) == 0) != local[w.Family] {
			say("%s at %s has %d sources", w.Family, w.Sink, len(w.Sources))
		}
		if w.Confidence != "" && w.Confidence != "low" {
			say("confidence %q", w.Confidence)
		}
		for _, id := range w.Through {
			if !ids[id] || id == f.Function {
				say("%s passes %s", w.Sink, id)
			}
		}
		for _, family := range w.Accept {
			if families[family] == "" {
				say("unknown family %s", family)
			}
		}
		places := []string{w.Sink}
		for _, s := range w.Sources {
			places = append(places, s.At)
		}
		for _, place := range places {
			if err := written(app.Name, place); err != nil {
				say("%v", err)
			}
		}
	}
	for _, h := range slices.Concat(f.Safe, f.Optional) {
		if families[h.Family] == "" || h.Why == "" {
			say("%s: family %q, because %q", h.Sink, h.Family, h.Why)
		}
		if weakAt[h.Family+h.Sink] {
			say("%s is both weak and safe at %s", h.Family, h.Sink)
		}
		if err := written(app.Name, h.Sink); err != nil {
			say("%v", err)
		}
	}
	if len(f.Findings)+len(f.Safe) == 0 {
		say("no label")
	}
	return out
}

var place = regexp.MustCompile(`^([^:]+):([0-9]+)(?:-([0-9]+))?$`)

// written fails unless there is text at each line of a place.
func written(app, at string) error {
	m := place.FindStringSubmatch(at)
	if m == nil {
		return fmt.Errorf("%q is not file:line", at)
	}
	data, err := os.ReadFile(filepath.Join("testdata", app, m[1]))
	if err != nil {
		return err
	}
	lines := strings.Split(string(data), "\n")
	first, err := strconv.Atoi(m[2])
	if err != nil {
		return err
	}
	last := first
	if m[3] != "" {
		if last, err = strconv.Atoi(m[3]); err != nil {
			return err
		}
	}
	if first < 1 || last < first || last > len(lines) || strings.TrimSpace(lines[first-1]) == "" {
		return fmt.Errorf("nothing is written at %s", at)
	}
	return nil
}
