// Package golden holds answers to what stands beside the tests, in files and in archives (txtar), and with -update writes
// them there. It is for tests alone.
package golden

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is answered into the test data, to be read before it is committed")

// Archive is an archive with cases and what is answered to them.
type Archive struct {
	*txtar.Archive
	Name string // without directory testdata and extension
	path string
}

// Open reads an archive.
func Open(t *testing.T, file string) *Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return &Archive{a, strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".txtar"), file}
}

// Archives are those that a pattern names.
func Archives(t *testing.T, pattern string) []*Archive {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no archives %s: %v", pattern, err)
	}
	out := make([]*Archive, len(paths))
	for i, p := range paths {
		out[i] = Open(t, p)
	}
	return out
}

// Has reports whether the archive has a file.
func (a *Archive) Has(name string) bool { return a.index(name) >= 0 }

func (a *Archive) index(name string) int {
	return slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
}

// Want compares an answer with what a file of the archive says. A file "x.ir" stands behind "x", others at the end.
func (a *Archive) Want(t *testing.T, name, got string) {
	t.Helper()
	i := a.index(name)
	want := ""
	if i >= 0 {
		want = string(a.Files[i].Data)
	}
	if right(t, a.path, want, got) {
		return
	}
	if i < 0 {
		if i = a.index(strings.TrimSuffix(name, path.Ext(name))) + 1; i == 0 {
			i = len(a.Files)
		}
		a.Files = slices.Insert(a.Files, i, txtar.File{Name: name})
	}
	a.put(t, i, got)
}

// arrow is the line that parts what is asked from what is answered in a file that has both.
const arrow = "=>\n"

// Asked is what a file asks that says behind an arrow what is answered.
func Asked(f txtar.File) string {
	asked, _, _ := strings.Cut(string(f.Data), arrow)
	return asked
}

// WantBehind compares an answer with what such a file says.
func (a *Archive) WantBehind(t *testing.T, name, got string) {
	t.Helper()
	i := a.index(name)
	asked, want, _ := strings.Cut(string(a.Files[i].Data), arrow)
	if !right(t, a.path, want, got) {
		a.put(t, i, asked+arrow+got)
	}
}

// File compares an answer with a whole file.
func File(t *testing.T, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file) //nolint:gosec // the test that names it brought it
	if err != nil && !*update {
		t.Fatal(err)
	}
	if !right(t, file, string(want), got) {
		put(t, file, got)
	}
}

// right reports whether nothing is to be written: the answer is as expected, or it is an error that it is not.
func right(t *testing.T, file, want, got string) bool {
	t.Helper()
	diff := cmp.Diff(want, got)
	if diff != "" && !*update {
		t.Errorf("%s (-want +got; -update writes it):\n%s", file, diff)
	}
	return diff == "" || !*update
}

func (a *Archive) put(t *testing.T, i int, text string) {
	t.Helper()
	a.Files[i].Data = []byte(text)
	put(t, a.path, string(txtar.Format(a.Archive)))
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
