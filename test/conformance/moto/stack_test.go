package moto_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/cli"
)

// What the server calls itself, and who a function is there.
const (
	region  = "eu-west-1"
	account = "123456789012"
	ownKey  = "AKIASCONCEFUNCTION00"
)

// kept are the types of resources that are deployed: those that the functions' calls are on.
var kept = []string{
	"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::KMS::Key",
	"AWS::IAM::Role",
}

// application is one whose functions are called, by the plan testdata/<name>.py.
type application struct {
	name       string
	dir        string
	parameters map[string]string
	layers     []string // directories of layers with modules of Python
	cdk        bool     // it is a cloud assembly
	template   template // as it is deployed: without what SAM adds to the language
}

type template struct {
	Parameters map[string]any `json:",omitempty"`
	Mappings   map[string]any `json:",omitempty"`
	Conditions map[string]any `json:",omitempty"`
	Resources  map[string]resource
	Outputs    map[string]any
}

type resource struct {
	Type       string
	Properties map[string]any `json:",omitempty"`
}

// stack is what is deployed of an application, with the text of each expression that was asked for.
type stack struct {
	Outputs map[string]string
	Failed  []string
	keys    map[string]string // of what is encrypted with a customer's key, by its ARN
	calls   map[string][]call // that were recorded, by function
}

// sconce runs the program and reads the JSON that it prints.
func sconce(t *testing.T, into any, arguments ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := cli.Run(arguments, strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Fatalf("sconce %s: exit code %d: %s", strings.Join(arguments, " "), code, stderr.String())
	}
	if err := json.Unmarshal(stdout.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

// name is the name of the output that holds an expression's text.
func (m *template) name(expression any) string {
	name := fmt.Sprintf("Asked%d", len(m.Outputs))
	m.Outputs[name] = map[string]any{"Value": expression}
	return name
}

// has reports whether the resource of an attribute is deployed; what is no attribute is not asked about.
func (m *template) has(attribute any) bool {
	of, ok := attribute.([]any)
	if !ok {
		return true
	}
	_, ok = m.Resources[of[0].(string)]
	return ok
}

// deployed is the template of what is deployed.
func (a *application) deployed() template {
	out := template{a.template.Parameters, a.template.Mappings, a.template.Conditions, map[string]resource{}, map[string]any{}}
	for id, r := range a.template.Resources {
		if _, ok := r.Properties["SecretString"].(string); ok {
			// The server makes no secrets of a template: the driver does, and gives their names.
			out.Parameters[id] = map[string]any{"Type": "String"}
		}
		if slices.Contains(kept, r.Type) {
			// The one leads to functions, which nobody calls here but the test; the other is what this is about.
			delete(r.Properties, "NotificationConfiguration")
			delete(r.Properties, "Policies")
			out.Resources[id] = r
		}
	}
	return out
}

// key is the customer's key that something is encrypted with, as written; nil for none.
func key(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if slices.Contains([]string{"kmsmasterkeyid", "kmskeyid"}, strings.ToLower(name)) {
				return v[name]
			}
			if found := key(v[name]); found != nil {
				return found
			}
		}
	case []any:
		for _, item := range v {
			if found := key(item); found != nil {
				return found
			}
		}
	}
	return nil
}

// function is one that is called, as the driver takes it.
type function struct {
	Name        string            `json:"name"`
	Environment map[string]string `json:"environment"` // names of outputs
	Paths       []string          `json:"paths"`
	Handler     string            `json:"handler"`
	Plan        string            `json:"plan"`
	Record      string            `json:"record"`
}

var planned = regexp.MustCompile(`(?m)^(?:def|export async function) (\w+)\(call`)

// plans are the files that say how functions are called, by function: one for each language.
func (a *application) plans(t *testing.T, s *server) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, ending := range []string{".py", ".mjs"} {
		file, err := filepath.Abs(filepath.Join("testdata", a.name+ending))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) || ending == ".mjs" && s.modules == "" {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range planned.FindAllStringSubmatch(string(text), -1) {
			out[found[1]] = file
		}
	}
	return out
}

// run deploys an application and calls its functions. The expressions are those of its policies.
func (a *application) run(t *testing.T, s *server, plans map[string]string, expressions map[string]any) *stack {
	t.Helper()
	s.reset(t)
	out := &stack{keys: map[string]string{}, calls: map[string][]call{}}
	deployed := a.deployed()
	encrypted := map[string]string{}
	for id, r := range deployed.Resources {
		if of := key(r.Properties); of != nil {
			arn := any(map[string]any{"Fn::GetAtt": []string{id, "Arn"}})
			if r.Type == "AWS::SNS::Topic" {
				arn = map[string]any{"Ref": id}
			}
			encrypted[deployed.name(arn)] = deployed.name(of)
		}
	}
	records, functions := t.TempDir(), []function(nil)
	for _, id := range slices.Sorted(maps.Keys(plans)) {
		f := a.function(t, &deployed, id)
		f.Plan, f.Record = plans[id], filepath.Join(records, id)
		if strings.HasSuffix(f.Plan, ".mjs") {
			f.Paths = []string{s.beside(t, f.Paths[0])}
		}
		functions = append(functions, f)
	}
	for name, expression := range expressions {
		deployed.Outputs[name] = map[string]any{"Value": expression}
	}
	secrets := map[string]any{}
	for id, r := range a.template.Resources {
		if text, ok := r.Properties["SecretString"].(string); ok {
			secrets[id] = text
		}
	}
	given, err := json.Marshal(map[string]any{
		"name": a.name, "template": deployed, "parameters": a.parameters, "secrets": secrets, "functions": functions,
	})
	if err != nil {
		t.Fatal(err)
	}
	bounded, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(bounded, s.python, "testdata/drive.py")
	cmd.Env, cmd.Stdin, cmd.WaitDelay = append(environment(t), "AWS_ENDPOINT_URL="+s.endpoint), bytes.NewReader(given), time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	answer, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(answer, out)
	}
	if err != nil || len(out.Failed) > 0 {
		t.Fatalf("%s: %v, failed: %v\n%s", a.name, err, out.Failed, stderr.String())
	}
	for _, f := range functions {
		out.calls[f.Name] = recorded(t, f.Record)
	}
	for arn, of := range encrypted {
		name := out.Outputs[of]
		if !strings.HasPrefix(name, "arn:") {
			name = "arn:aws:kms:" + region + ":" + account + ":key/" + name
		}
		out.keys[out.Outputs[arn]] = name
	}
	return out
}

// function is a function of the template, as it is called.
func (a *application) function(t *testing.T, deployed *template, id string) function {
	t.Helper()
	of := a.template.Resources[id].Properties
	code, isDirectory := of["Code"].(string)
	handler, isText := of["Handler"].(string)
	if !isDirectory || !isText {
		t.Fatalf("%s: there is no code of %s", a.name, id)
	}
	f := function{Name: id, Environment: map[string]string{}, Handler: handler}
	for _, dir := range append([]string{code}, a.layers...) {
		path, err := filepath.Abs(filepath.Join(a.dir, dir))
		if err != nil {
			t.Fatal(err)
		}
		f.Paths = append(f.Paths, path)
	}
	if environment, ok := of["Environment"].(map[string]any); ok {
		for name, value := range environment["Variables"].(map[string]any) {
			if of, ok := value.(map[string]any); ok && !deployed.has(of["Fn::GetAtt"]) {
				value = "not-deployed"
			}
			f.Environment[name] = deployed.name(value)
		}
	}
	return f
}
