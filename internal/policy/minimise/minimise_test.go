package minimise_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

var update = flag.Bool("update", false, "write what becomes of the policies of testdata")

// TestDocument minimises what testdata has: of each file the policy, what becomes of it, and of which statements.
func TestDocument(t *testing.T) {
	const file = "testdata/document.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			before, after, _ := strings.Cut(string(f.Data), "=>\n")
			d := parse(t, before)
			o := minimise.Options{Wildcards: strings.Contains(f.Name, "wildcards"), Sids: strings.Contains(f.Name, "sids")}
			got := show(t, minimise.Document(d, o))
			if *update {
				archive.Files[i].Data = []byte(before + "=>\n" + got)
			} else if diff := cmp.Diff(after, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
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
