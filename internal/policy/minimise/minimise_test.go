package minimise_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
	"github.com/sconce-dev/sconce/test/golden"
)

// TestDocument minimises what testdata has: of each file the policy, what becomes of it, and of which statements.
func TestDocument(t *testing.T) {
	a := golden.Open(t, "testdata/document.txtar")
	for _, f := range a.Files {
		t.Run(f.Name, func(t *testing.T) {
			o := minimise.Options{Wildcards: strings.Contains(f.Name, "wildcards"), Sids: strings.Contains(f.Name, "sids")}
			a.WantBehind(t, f.Name, show(t, minimise.Document(parse(t, golden.Asked(f)), o)))
		})
	}
}

func parse(t *testing.T, statements string) policy.Document {
	t.Helper()
	d, problems := policy.ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": [`+statements+`]}`), "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return d
}

func show(t *testing.T, r minimise.Result) string {
	t.Helper()
	var b strings.Builder
	line := func(v any) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	for i := range r.Statements {
		line(minimise.Value(&r.Statements[i].Statement))
		b.WriteString(" of ")
		line(r.Statements[i].From)
		b.WriteString("\n")
	}
	if len(r.Needless) > 0 {
		b.WriteString("needless ")
		line(r.Needless)
		b.WriteString("\n")
	}
	for _, k := range r.Kept {
		b.WriteString("kept ")
		line(k.Statement)
		b.WriteString(": " + k.Text + "\n")
	}
	return b.String()
}
