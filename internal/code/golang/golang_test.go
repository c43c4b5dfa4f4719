package golang_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
)

var update = flag.Bool("update", false, "write what the modules look like into testdata")

// TestParse reads the packages of testdata and compares what was read.
func TestParse(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("testdata has no packages")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var sources []ir.Source
			var kept []txtar.File
			want := ""
			for _, f := range archive.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				kept = append(kept, f)
				sources = append(sources, ir.Source{Path: f.Name, Data: f.Data})
			}
			got := codetest.Print(golang.Parse(sources))
			if *update {
				kept = append(kept, txtar.File{Name: "want", Data: []byte(got)})
				archive.Files = kept
				if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("run with -update if this is right (-want +got):\n%s", diff)
			}
		})
	}
}
