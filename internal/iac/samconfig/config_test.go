package samconfig_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/iac/samconfig"
)

// directory is the files of a directory by path.
type directory map[string]string

func (d directory) Files() []string { return slices.Sorted(maps.Keys(d)) }

func (d directory) Read(name string) ([]byte, error) {
	if text, has := d[name]; has {
		return []byte(text), nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (d directory) Stat(name string) (isFile, isDir bool) {
	_, isFile = d[name]
	return isFile, false
}

// one reads the environment "prod" of a samconfig.toml.
func one(t *testing.T, files directory) *samconfig.Environment {
	t.Helper()
	configs, refused := samconfig.Find(files)
	if len(refused) > 0 || len(configs) != 1 {
		t.Fatalf("%d configurations, refused: %v", len(configs), refused)
	}
	e, has := configs[0].Environment("prod")
	if !has {
		t.Fatalf("no environment prod among %v", samconfig.Names(configs, false))
	}
	return e
}

func TestParameterOverrides(t *testing.T) {
	for name, c := range map[string]struct {
		written string
		want    map[string]string
	}{
		"a text":               {`"Stage=prod Size=3"`, map[string]string{"Stage": "prod", "Size": "3"}},
		"quoted values":        {`"A='two words' B=\"three more words\" C=\"\""`, map[string]string{"A": "two words", "B": "three more words", "C": ""}},
		"quoted names":         {`"\"A\"=\"1\" 'B'='2'"`, map[string]string{"A": "1", "B": "2"}},
		"a backslash":          {`'A=two\ words B="a \"word\""'`, map[string]string{"A": "two words", "B": `a "word"`}},
		"values with =":        {`"Query=a=b,c=d Url=https://x/?y=z"`, map[string]string{"Query": "a=b,c=d", "Url": "https://x/?y=z"}},
		"the long form":        {`"ParameterKey=Stage,ParameterValue=prod ParameterKey=B,ParameterValue='x y'"`, map[string]string{"Stage": "prod", "B": "x y"}},
		"several lines":        {"\"\"\"\\\n  A=1 \\\n  B=2\\\n\"\"\"", map[string]string{"A": "1", "B": "2"}},
		"a list":               {`["A=1", "B='x y'", "ParameterKey=C,ParameterValue=3"]`, map[string]string{"A": "1", "B": "x y", "C": "3"}},
		"the last one counts":  {`["A=1", "A=2"]`, map[string]string{"A": "2"}},
		"a table":              {`{A = "a b", B = 3, C = true, D = ["x", "y"], E = 1.5}`, map[string]string{"A": "a b", "B": "3", "C": "True", "D": "x,y", "E": "1.5"}},
		"tables in a list":     {`[{A = 1}, "B=2"]`, map[string]string{"A": "1", "B": "2"}},
		"nothing":              {`""`, map[string]string{}},
		"a name without value": {`"A= B=2"`, map[string]string{"B": "2"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, directory{"samconfig.toml": "[prod.deploy.parameters]\nparameter_overrides = " + c.written + "\n"})
			if diff := cmp.Diff(c.want, e.Parameters); diff != "" {
				t.Error(diff)
			}
			if len(e.Notes) > 0 || e.Rest != "" {
				t.Errorf("notes: %v, %s", e.Notes, e.Rest)
			}
		})
	}
}

func TestFormatsSayTheSame(t *testing.T) {
	want := map[string]string{"Stage": "prod", "Subnets": "a,b", "Debug": "False"}
	for name, text := range map[string]string{
		"samconfig.toml": "version = 0.1\n[prod.deploy.parameters]\nregion = 'eu-west-1'\nparameter_overrides = {Stage = 'prod', Subnets = ['a', 'b'], Debug = false}\n",
		"samconfig.yaml": "version: 0.1\nprod:\n  deploy:\n    parameters:\n      region: eu-west-1\n      parameter_overrides:\n        - Stage: prod\n        - {Subnets: [a, b], Debug: false}\n",
		"samconfig.yml":  "prod: {deploy: {parameters: {region: eu-west-1, parameter_overrides: [Stage=prod, 'Subnets=a,b', Debug=False]}}}\n",
		"samconfig.json": `{"prod": {"deploy": {"parameters": {"region": "eu-west-1", "parameter_overrides": "Stage=prod Subnets=a,b Debug=False"}}}}`,
	} {
		e := one(t, directory{name: text})
		if diff := cmp.Diff(want, e.Parameters); diff != "" || e.Region != "eu-west-1" {
			t.Errorf("%s: region %q, %s", name, e.Region, diff)
		}
	}
}

func TestTheCommandComesBeforeGlobal(t *testing.T) {
	e := one(t, directory{"samconfig.toml": `
[prod.global.parameters]
region = "eu-west-1"
stack_name = "orders"
parameter_overrides = "A=1 B=2"
[prod.deploy.parameters]
parameter_overrides = "A=3"
[prod.build.parameters]
region = "us-east-1"
parameter_overrides = "C=4"
`})
	if diff := cmp.Diff(map[string]string{"A": "3"}, e.Parameters); diff != "" || e.Region != "eu-west-1" || e.Stack != "orders" {
		t.Errorf("region %q, stack %q: %s", e.Region, e.Stack, diff)
	}
}

func TestWhichTemplate(t *testing.T) {
	for name, c := range map[string]struct{ says, want string }{
		"beside it":          {"", "app/template.yml"},
		"named":              {"[prod.deploy.parameters]\ntemplate_file = 'infra/main.yaml'", "app/infra/main.yaml"},
		"named for all":      {"[prod.global.parameters]\ntemplate = '../other.yaml'", "other.yaml"},
		"what sam build has": {"[prod.deploy.parameters]\ntemplate_file = '.aws-sam/build/template.yaml'\n[prod.build.parameters]\ntemplate_file = 'infra/main.yaml'", "app/infra/main.yaml"},
		"not there":          {"[prod.deploy.parameters]\ntemplate_file = 'packaged.yaml'", "app/template.yml"},
		"outside":            {"[prod.deploy.parameters]\ntemplate_file = '../../../etc/template.yaml'", "app/template.yml"},
	} {
		e := one(t, directory{
			"app/samconfig.toml": "[prod.x]\n" + c.says, "app/template.yml": "", "app/infra/main.yaml": "", "other.yaml": "", "app/.aws-sam/build/template.yaml": "",
		})
		if e.Template != c.want {
			t.Errorf("%s: %q, want %q", name, e.Template, c.want)
		}
	}
}

func TestFilesOfParameters(t *testing.T) {
	files := directory{
		"app/samconfig.toml":    "[prod.deploy.parameters]\nparameter_overrides = ['file://config/prod.yaml', 'C=9']\n",
		"app/config/prod.yaml":  "$include: file://base.json\nA: 1\nC: 3\nSubnets: [a, b]\n",
		"app/config/base.json":  `["B=2", "file://../more.toml"]`,
		"app/more.toml":         "D = 4\n",
		"app/config/prod.yaml2": "",
	}
	e := one(t, files)
	if diff := cmp.Diff(map[string]string{"A": "1", "B": "2", "C": "9", "D": "4", "Subnets": "a,b"}, e.Parameters); diff != "" || e.Rest != "" {
		t.Errorf("%s %s", e.Rest, diff)
	}
}

// What is set and cannot be read may be anything: defaults do not count then.
func TestWhatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ written, rest, unknown, note string }{
		"outside":       {`"file://../../secrets.yaml"`, "outside of the scanned directory", "", "samconfig.toml:3: the file of parameters that it names is outside of the scanned directory"},
		"absolute":      {`"file:///etc/passwd.yaml"`, "outside of the scanned directory", "", "samconfig.toml:3: the file"},
		"not there":     {`"file://nowhere.yaml"`, "cannot be read", "", "samconfig.toml:3: the file of parameters nowhere.yaml cannot be read"},
		"an ending":     {`"file://prod.env"`, "cannot be read", "", "samconfig.toml:3:"},
		"a circle":      {`"file://circle.yaml"`, "includes itself", "", "circle.yaml:1: the file of parameters circle.yaml includes itself"},
		"no form":       {`"what is this"`, "should look like", "", "samconfig.toml:3: parameter_overrides should look like"},
		"a date":        {`2024-01-01`, "should be a text, a list or a table, not a date", "", "samconfig.toml:3:"},
		"a table in it": {`{A = {B = 1}}`, "", "A", "samconfig.toml:3: the value of parameter A should be a text or a list, not a table"},
		"lists in it":   {`{A = [["x"]]}`, "", "A", "samconfig.toml:3: the value of parameter A is a list with a list in it"},
		"too long":      {`"A=` + strings.Repeat("x", 5000) + `"`, "", "A", "samconfig.toml:3: the value of parameter A is longer"},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, directory{"samconfig.toml": "[prod.deploy.parameters]\nregion = 'eu-west-1'\nparameter_overrides = " + c.written + "\n", "circle.yaml": "[ 'file://circle.yaml' ]", "prod.env": "A=1"})
			if !strings.Contains(e.Rest, c.rest) || c.rest == "" && e.Rest != "" {
				t.Errorf("of the rest: %q, want %q", e.Rest, c.rest)
			}
			if c.unknown != "" && e.Unknown[c.unknown] == "" || c.unknown == "" && len(e.Unknown) > 0 {
				t.Errorf("unknown: %v", e.Unknown)
			}
			if len(e.Parameters) > 0 {
				t.Errorf("parameters: %v", e.Parameters)
			}
			if len(e.Notes) != 1 || !strings.HasPrefix(e.Notes[0].Error(), c.note) {
				t.Errorf("notes: %v, want %s", e.Notes, c.note)
			}
		})
	}
}

func TestWrongTypesAreLocated(t *testing.T) {
	e := one(t, directory{"samconfig.yaml": "prod:\n  deploy:\n    parameters:\n      region: [eu-west-1]\n"})
	if len(e.Notes) != 1 || e.Notes[0].Error() != "samconfig.yaml:4: region should be a text, not a list" || e.Region != "" {
		t.Errorf("region %q, notes %v", e.Region, e.Notes)
	}
}

func TestRefused(t *testing.T) {
	many := ""
	for i := range 40 {
		many += fmt.Sprintf("[env%d]\n", i)
	}
	for name, c := range map[string]struct{ text, want string }{
		"no TOML":           {"[prod\nx = 1", "samconfig.toml:2:6: this cannot be read as TOML"},
		"a duplicate":       {"[prod]\n[prod]\n", "samconfig.toml:2"},
		"too long":          {strings.Repeat("#", 200_000), "larger than"},
		"too deep":          {"x = " + strings.Repeat("[", 100_000), "samconfig.toml:1: the values are nested more than 64 deep"},
		"too deep keys":     {strings.Repeat("a.", 60_000) + "a = 1", "nested more than"},
		"many environments": {many, "more than 32 environments"},
	} {
		_, refused := samconfig.Find(directory{"samconfig.toml": c.text})
		if len(refused) != 1 || !strings.Contains(refused[0].Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, refused, c.want)
		}
	}
	if _, refused := samconfig.Find(directory{"samconfig.json": "[1]"}); len(refused) != 1 {
		t.Errorf("a list is read as a configuration: %v", refused)
	}
}

func TestTheFirstOfTwoFormatsCounts(t *testing.T) {
	configs, _ := samconfig.Find(directory{"a/samconfig.yaml": "dev: {x: 1}", "a/samconfig.toml": "[prod]", "b/samconfig.yml": "test: {x: 1}"})
	if got := strings.Join(samconfig.Names(configs, false), " "); got != "prod test" {
		t.Errorf("environments %s", got)
	}
	if got := samconfig.Names(configs, true); len(got) > 0 {
		t.Errorf("%v are said to set something", got)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"version = 0.1\n[prod.deploy.parameters]\nparameter_overrides = \"A=b ParameterKey=C,ParameterValue='d e'\"\nregion = 'x'\n",
		"[prod.global.parameters]\nparameter_overrides = ['file://p.yaml', {A = [1, 2]}, 1979-05-27]\n[prod.deploy]\n",
		"[[prod]]\n[\"a.b\".deploy.parameters]\ntemplate = '../x'\nregion = [1]", "a.b.c = {d = {e = 1}}",
		"prod: {deploy: {parameters: {parameter_overrides: {$include: [p.yaml, file://x.json], B: ~}}}}", `{"prod": {"global": {"parameters": 1}}}`,
	} {
		f.Add(seed, "A: 1\n$include: file://samconfig.yaml")
	}
	f.Fuzz(func(t *testing.T, text, included string) {
		for _, name := range []string{"samconfig.toml", "samconfig.yaml", "samconfig.json"} {
			configs, refused := samconfig.Find(directory{name: text, "p.yaml": included, "x.json": included, "template.yaml": ""})
			if len(configs)+len(refused) != 1 {
				t.Fatalf("%d configurations, %d refused", len(configs), len(refused))
			}
			for _, c := range configs {
				for _, e := range c.Environments {
					for parameter := range e.Unknown {
						if _, both := e.Parameters[parameter]; both {
							t.Fatalf("parameter %q is known and unknown", parameter)
						}
					}
					for _, n := range e.Notes {
						if n.File == "" || n.Line < 1 {
							t.Fatalf("%v has no place", n)
						}
					}
				}
			}
		}
	})
}
