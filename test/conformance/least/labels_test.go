// Package least_test holds what is said of least privilege to labelled applications.
package least_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// labels are what is true of one application: testdata/README.md says how they are meant.
type labels struct {
	About            string           `yaml:"about"`
	Functions        []function       `yaml:"functions"`
	Roles            []role           `yaml:"roles"`
	Secrets          []secret         `yaml:"secrets"`
	ResourcePolicies []resourcePolicy `yaml:"resource-policies"`
}

type function struct {
	Function string  `yaml:"function"`
	Language string  `yaml:"language"`
	Code     string  `yaml:"code"`
	Minimal  bool    `yaml:"minimal"`
	Needed   []need  `yaml:"needed"`
	Grants   []grant `yaml:"grants"`
	Missing  []need  `yaml:"missing"`
	Open     []open  `yaml:"open"`
}

// need is one action on one resource. It is taken by the code, at a line, or by the platform, for a reason.
type need struct {
	Action   string   `yaml:"action"`
	Resource resource `yaml:"resource"`
	At       place    `yaml:"at"`
	Call     string   `yaml:"call"`
	Platform string   `yaml:"platform"`
	Optional bool     `yaml:"optional"`
	Why      string   `yaml:"why"`
}

// resource is an element of the template or something below it, a literal, or no resource at all.
type resource struct {
	Ref     string `yaml:"ref"`
	Part    string `yaml:"part"`
	Literal string `yaml:"literal"`
	Any     bool   `yaml:"any"`
}

// grant is a statement, policy template, managed policy or connector, judged for one function.
type grant struct {
	At        place      `yaml:"at"`
	Says      string     `yaml:"says"`
	Verdict   string     `yaml:"verdict"`
	Wider     []string   `yaml:"wider"`
	Actions   []string   `yaml:"actions"`
	Resources []resource `yaml:"resources"`
	Condition string     `yaml:"condition"`
	Uses      []string   `yaml:"uses"`
	Why       string     `yaml:"why"`
}

type open struct {
	At     place  `yaml:"at"`
	Call   string `yaml:"call"`
	Action string `yaml:"action"`
	Why    string `yaml:"why"`
}

type role struct {
	Role      string   `yaml:"role"`
	Fact      string   `yaml:"fact"`
	Functions []string `yaml:"functions"`
	Why       string   `yaml:"why"`
}

type secret struct {
	Secret   resource `yaml:"secret"`
	Action   string   `yaml:"action"`
	Readable []string `yaml:"readable"`
	Read     []string `yaml:"read"`
	Why      string   `yaml:"why"`
}

type resourcePolicy struct {
	At       place    `yaml:"at"`
	Resource resource `yaml:"resource"`
	Verdict  string   `yaml:"verdict"`
	Wider    []string `yaml:"wider"`
	Why      string   `yaml:"why"`
}

// place is file:line within the application's directory.
type place struct {
	File string
	Line int
}

func (p *place) UnmarshalYAML(n *yaml.Node) error {
	file, line, found := strings.Cut(n.Value, ":")
	number, err := strconv.Atoi(line)
	if !found || err != nil {
		return fmt.Errorf("line %d: %q is not file:line", n.Line, n.Value)
	}
	*p = place{file, number}
	return nil
}

// application is one directory of testdata.
type application struct {
	Name   string
	Dir    string
	Labels labels
}

// applications reads all labels; a field that the format does not have fails the test.
func applications(tb testing.TB) []application {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*", "labels.yaml"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no labels in testdata: %v", err)
	}
	var all []application
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		a := application{Name: filepath.Base(filepath.Dir(file)), Dir: filepath.Dir(file)}
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&a.Labels); err != nil {
			tb.Fatalf("%s: %v", file, err)
		}
		all = append(all, a)
	}
	return all
}
