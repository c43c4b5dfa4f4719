package taint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/flow"
	"github.com/sconce-dev/sconce/internal/code/habit"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/model"
)

// follow reads a module and puts what it does with data together.
func follow(tb testing.TB, file, text string) []model.Code {
	tb.Helper()
	loader := codetest.NewLoader(codetest.Files{file: []byte(text)})
	trace := eval.Run(loader, eval.Entry{Module: loader.Module(file), Path: []string{"handler"}}, eval.Limits{Steps: 20_000})
	app := &model.App{
		Functions: []model.Function{{ID: "t.yaml#F"}},
		Routes:    []model.Route{{ID: "t.yaml#R", Function: "t.yaml#F", Method: "GET", Path: "/", Auth: model.AuthNone}},
	}
	calls, operations, _ := sdk.NewBinder(app).Calls(&app.Functions[0], &trace)
	f, err := taint.NewFunction("t.yaml#F", &trace, operations)
	if err != nil {
		tb.Fatal(err)
	}
	weak, err := habit.Of(f, operations)
	if err != nil {
		tb.Fatal(err)
	}
	codes := []model.Code{{Function: "t.yaml#F", Calls: calls, Weak: weak}}
	flow.Find(app, codes, []*taint.Function{f})
	return codes
}

// Code that is made to be much work: texts of texts, checks of checks, expressions of many groups. Each is followed to its end
// or left with what was found, and the sink behind it is still told.
func TestHostileCode(t *testing.T) {
	t.Parallel()
	var doubled, guarded, schemas, rows strings.Builder
	for i := range 40 {
		fmt.Fprintf(&doubled, "    x = f\"{x}-{x}\"\n")
		fmt.Fprintf(&guarded, "    if re.match(r'(a+)+%d', x) or x in ('%d', x):\n        y = x\n", i, i)
		fmt.Fprintf(&rows, "    if '%d' in x and '!' in x:\n        return None\n", i)
		fmt.Fprintf(&schemas, "    jsonschema.validate(event, {'properties': {'a%d': {'pattern': '%s'}}})\n", i, strings.Repeat("(a|b)*", 20))
	}
	begin := "import os, re, jsonschema\ndef handler(event, context):\n    x = event['queryStringParameters']['q']\n    y = ''\n"
	for name, body := range map[string]string{
		"texts of texts": doubled.String(), "many tests": guarded.String(), "many schemas": schemas.String(), "rows of tests": rows.String(),
		"a wide list": "    x = [" + strings.Repeat("x, ", 2000) + "]\n",
		"many sinks":  strings.Repeat("    os.system('a ' + x)\n", 500),
		"a deep call": "    x = " + strings.Repeat("str(", 150) + "x" + strings.Repeat(")", 150) + "\n",
	} {
		codes := follow(t, "app.py", begin+body+"    os.system('show ' + str(x))\n")
		found := false
		for _, flow := range codes[0].Flows {
			found = found || flow.Family == "command"
		}
		if !found {
			t.Errorf("%s: the command is not found", name)
		}
	}
}

// Nothing that stands in code makes the following of its data fail.
func FuzzFollow(f *testing.F) {
	for _, family := range book(f).Families {
		for _, e := range family.Examples {
			f.Add(e.Code, string(e.Language))
		}
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		file := map[string]string{"python": "app.py", "javascript": "app.js", "go": "main.go"}[language]
		if file == "" || len(text) > 1<<14 {
			return
		}
		follow(t, file, text)
	})
}

// book is what the files of the rules say.
func book(tb testing.TB) *rulebook.Tables {
	tb.Helper()
	tables, err := rulebook.Loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return tables
}
