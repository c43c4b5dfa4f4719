package habit_test

import (
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/habit"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// What a digest or a random number is for decides whether it is weak.
func TestHabits(t *testing.T) {
	t.Parallel()
	const begin = "import base64, hashlib, json, jwt, os, random\nKEY = os.environ['KEY']\nkept = {}\ndef handler(event, context):\n"
	const claims = "    token = event['headers']['authorization']\n    claims = json.loads(base64.b64decode(token.split('.')[1] + '=='))\n"
	for name, test := range map[string]struct {
		code string
		want []string
	}{
		"a token":                                  {"    token = random.getrandbits(64)\n    return token\n", []string{"random"}},
		"of the operating system":                  {"    token = random.SystemRandom().getrandbits(64)\n    return token\n", nil},
		"under the key of a cookie":                {"    cookie = event['id']\n    value = str(random.random())\n    kept[cookie] = value\n", []string{"random"}},
		"under another key":                        {"    colour = event['id']\n    value = str(random.random())\n    kept[colour] = value\n", nil},
		"into a file of passwords":                 {"    h = hashlib.md5()\n    h.update(event['x'].encode())\n    f = open('/tmp/passwords.txt', 'a')\n    f.write(h.hexdigest())\n", []string{"crypto"}},
		"into another file":                        {"    h = hashlib.md5()\n    h.update(event['x'].encode())\n    f = open('/tmp/pages.txt', 'a')\n    f.write(h.hexdigest())\n", nil},
		"what is made of a file's digest":          {"    return {'headers': {'etag': hashlib.md5(open('/tmp/page').read()).hexdigest()}}\n", nil},
		"claims of a token":                        {claims, []string{"token"}},
		"claims of a token that is verified later": {claims + "    return jwt.decode(token, KEY, issuer=claims['iss'])\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loader := codetest.NewLoader(codetest.Files{"app.py": []byte(begin + test.code)})
			trace := eval.Run(loader, eval.Entry{Module: loader.Module("app.py"), Path: []string{"handler"}}, eval.Limits{})
			var got []string
			for _, w := range habits(t, &trace, nil) {
				got = append(got, w.Family)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q, not %q", got, test.want)
			}
		})
	}
}

// What the infrastructure code says of a variable that turns verification on decides, also where it is not known what it says.
func TestUnsetVariable(t *testing.T) {
	t.Parallel()
	const code = "import os, requests\ndef handler(event, context):\n" +
		"    return requests.get('https://api.example.com', verify=os.environ.get('VERIFY', 'false') == 'true', timeout=3)\n"
	for name, test := range map[string]struct {
		settings map[string]term.Setting
		want     []model.FlowConfidence
	}{
		"nothing":             {nil, []model.FlowConfidence{model.FlowTentative}},
		"another one":         {map[string]term.Setting{"OTHER": {Text: "true", Known: true}}, []model.FlowConfidence{model.FlowTentative}},
		"that it is off":      {map[string]term.Setting{"VERIFY": {Text: "false", Known: true}}, []model.FlowConfidence{model.FlowCertain}},
		"that it is on":       {map[string]term.Setting{"VERIFY": {Text: "true", Known: true}}, nil},
		"what nobody can see": {map[string]term.Setting{"VERIFY": {}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loader := codetest.NewLoader(codetest.Files{"app.py": []byte(code)})
			trace := eval.Run(loader, eval.Entry{Module: loader.Module("app.py"), Path: []string{"handler"}, Settings: test.settings}, eval.Limits{})
			var got []model.FlowConfidence
			for _, w := range habits(t, &trace, nil) {
				if w.Family == "tls" {
					got = append(got, w.Confidence)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%v, not %v", got, test.want)
			}
		})
	}
}

// TestExamples holds every family of misuse to the examples that its file gives: the lines that are weak, and none in code that
// is not.
func TestExamples(t *testing.T) {
	t.Parallel()
	book, err := rulebook.Loaded()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range book.Misuses {
		codetest.Hold(t, m.Family, m.Examples, func(t *testing.T, e rulebook.Example) (out []int) {
			t.Helper()
			trace := codetest.Trace(t, e)
			app := &model.App{Functions: []model.Function{{ID: "t.yaml#F"}}}
			_, operations, _ := sdk.NewBinder(app).Calls(&app.Functions[0], trace)
			for _, w := range habits(t, trace, operations) {
				if w.Family == m.Family {
					out = append(out, w.At.Line)
				}
			}
			return out
		})
	}
}

// habits are what is weak in a function by itself.
func habits(t *testing.T, trace *term.Trace, operations []sdk.Operation) []model.Weakness {
	t.Helper()
	f, err := taint.NewFunction("t.yaml#F", trace, operations)
	if err != nil {
		t.Fatal(err)
	}
	weak, err := habit.Of(f, operations)
	if err != nil {
		t.Fatal(err)
	}
	return weak
}
