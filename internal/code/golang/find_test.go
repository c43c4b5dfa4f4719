package golang_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/source"
)

// repository has modules in several directories; a file without text here is one with a package clause.
func repository(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		if text == "" {
			text = "package p\n"
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.OpenTree(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestFind(t *testing.T) {
	tree := repository(t, map[string]string{
		"go.mod":                        "// a shop\nmodule example.com/shop // here\n\ngo 1.24\n\nrequire example.com/money v1.0.0\n\nreplace (\n\texample.com/money v1.0.0 => ./libs/money\n\t\"example.com/quoted\" => ./libs/quoted\n\texample.com/fork => example.com/other v1.2.0\n\texample.com/out => ../out\n)\n",
		"main.go":                       "",
		"store/b.go":                    "",
		"store/a.go":                    "",
		"store/a_test.go":               "",
		"store/_draft.go":               "",
		"store/readme.md":               "x",
		"store/internal/key/key.go":     "",
		"libs/money/go.mod":             "module example.com/money\n",
		"libs/money/money.go":           "",
		"libs/money/round/round.go":     "",
		"libs/quoted/q.go":              "",
		"vendor/example.com/lib/lib.go": "",
		"functions/orders/go.mod":       "module example.com/shop/functions/orders\n",
		"functions/orders/main.go":      "",
		"functions/common/go.mod":       "module example.com/shop/functions/common\n",
		"functions/common/log/log.go":   "",
		"functions/named/go.mod":        "module example.com/elsewhere\n",
		"functions/named/n.go":          "",
		"work/go.work":                  "go 1.24\nuse ./api\nuse (\n\t./lib\n\t../../outside\n)\nreplace example.com/patched => ./patched\n",
		"work/api/go.mod":               "module example.com/api/v2\n",
		"work/api/main.go":              "",
		"work/api/handler/h.go":         "",
		"work/lib/go.mod":               "module example.com/lib\n",
		"work/lib/lib.go":               "",
		"work/patched/p.go":             "",
		"loose/a.go":                    "",
		"loose/sub/s.go":                "",
	})
	for _, c := range []struct{ from, importPath, want string }{
		{"main.go", "example.com/shop/store", "store/a.go store/b.go"},
		{"main.go", "example.com/shop", "main.go"},
		{"store/a.go", "example.com/shop/store/internal/key", "store/internal/key/key.go"},
		{"main.go", "example.com/shopping", ""},
		{"main.go", "example.com/shop/missing", ""},
		{"main.go", "example.com/money", "libs/money/money.go"},
		{"main.go", "example.com/money/round", "libs/money/round/round.go"},
		{"main.go", "example.com/quoted", "libs/quoted/q.go"},
		{"main.go", "example.com/fork", ""},
		{"main.go", "example.com/out", ""},
		{"main.go", "example.com/lib", ""},
		{"main.go", "fmt", ""},
		{"main.go", "", ""},
		{"functions/orders/main.go", "example.com/shop/store", "store/a.go store/b.go"},
		{"functions/orders/main.go", "example.com/shop/functions/common/log", "functions/common/log/log.go"},
		{"functions/orders/main.go", "example.com/money", ""},
		{"functions/orders/main.go", "example.com/shop/functions/named", "functions/named/n.go"},
		{"work/api/main.go", "example.com/api/v2/handler", "work/api/handler/h.go"},
		{"work/api/main.go", "example.com/lib", "work/lib/lib.go"},
		{"work/api/main.go", "example.com/patched", "work/patched/p.go"},
		{"loose/a.go", "./sub", "loose/sub/s.go"},
		{"loose/a.go", "../../outside", ""},
	} {
		got := golang.Find(ir.Place{Files: tree, From: c.from}, &ir.Import{Module: c.importPath})
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s in %s: %s", c.importPath, c.from, diff)
		}
	}
}

// TestFindBesideOtherModules finds a module of the same repository that only its own go.mod names.
func TestFindBesideOtherModules(t *testing.T) {
	tree := repository(t, map[string]string{
		"functions/orders/go.mod":  "module example.com/shop/functions/orders\n",
		"functions/orders/main.go": "",
		"shared/go.mod":            "module example.com/shop/shared\n",
		"shared/log/log.go":        "",
		"other/go.mod":             "module example.com/different\n",
		"other/o.go":               "",
		"plain/p.go":               "",
	})
	for importPath, want := range map[string]string{
		"example.com/shop/shared/log": "shared/log/log.go",
		"example.com/shop/other":      "", // its go.mod calls it something else
		"example.com/shop/plain":      "", // of no module
	} {
		got := golang.Find(ir.Place{Files: tree, From: "functions/orders/main.go"}, &ir.Import{Module: importPath})
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", importPath, diff)
		}
	}
}
