package fix_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/usage"
)

var update = flag.Bool("update", false, "write what is proposed into the cases, to be read before it is committed")

// TestCases mends templates. A case is a txtar file in testdata/RULE/: its comment says what is special
// about it (a line "split" asks for roles of their own, a line "crlf" gives the template the line ends of Windows), "template.yaml" or "template.json"
// is what is mended, "after" is the same with the change, "note" what is to be known, "reason" why there
// is no change and "text" what to write by hand. In "records/*.json" is what was recorded of it.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(name), "testdata/"), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want, records := map[string]string{}, map[string]string{}, fstest.MapFS{}
			crlf := bytes.Contains(archive.Comment, []byte("crlf"))
			for _, f := range archive.Files {
				switch {
				case strings.HasPrefix(f.Name, "records/"):
					records[f.Name] = &fstest.MapFile{Data: f.Data}
				case strings.Contains(f.Name, "."):
					files[f.Name] = string(f.Data)
				default:
					want[f.Name] = string(f.Data)
				}
			}
			got := mend(t, filepath.Base(filepath.Dir(name)), files, scan.Options{Usage: recorded(t, records), Idle: 90, Split: bytes.Contains(archive.Comment, []byte("split\n"))}, crlf)
			if *update {
				write(t, name, archive, got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// recorded is what the records of a case say, nil where it has none.
func recorded(t *testing.T, records fstest.MapFS) *usage.Log {
	t.Helper()
	if len(records) == 0 {
		return nil
	}
	log, err := usage.Read(t.Context(), records, []string{"."})
	if err != nil || len(log.Refused) > 0 {
		t.Fatal(err, log.Refused)
	}
	return log
}

// mend answers the parts of a case that say what became of it.
func mend(t *testing.T, rule string, files map[string]string, opts scan.Options, crlf bool) map[string]string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if crlf {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opts.Path, opts.Now = dir, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	fixes, err := scan.Fix(t.Context(), opts, func(f finding.Finding) bool { return f.Rule == rule })
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	add := func(part, text string) {
		if text != "" && !strings.Contains(got[part], text+"\n") {
			got[part] += text + "\n"
		}
	}
	for _, m := range fixes.Mended {
		add("note", m.Proposal.Note)
	}
	for _, l := range fixes.Left {
		add("reason", l.Reason)
		add("text", l.Text)
	}
	if len(fixes.Mended)+len(fixes.Left) == 0 {
		t.Fatalf("%s finds nothing", rule)
	}
	for name, c := range fixes.Files {
		after := string(c.After)
		if crlf {
			if strings.Count(after, "\n") != strings.Count(after, "\r\n") {
				t.Errorf("%s: line ends are mixed", name)
			}
			after = strings.ReplaceAll(after, "\r\n", "\n")
		}
		part := "after"
		if len(files) > 1 {
			part, _, _ = strings.Cut(name, ".")
		}
		got[part] = after
	}
	return got
}

// write puts what came of a case into its file.
func write(t *testing.T, name string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	var kept []txtar.File
	for _, f := range archive.Files {
		if strings.Contains(f.Name, ".") {
			kept = append(kept, f)
		}
	}
	archive.Files = kept
	for _, part := range []string{"template", "child", "after", "note", "reason", "text"} {
		if got[part] != "" {
			archive.Files = append(archive.Files, txtar.File{Name: part, Data: []byte(got[part])})
		}
	}
	if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}
