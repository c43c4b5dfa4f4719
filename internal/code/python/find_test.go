package python_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/python"
	"github.com/sconce-dev/sconce/internal/source"
)

func TestFind(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{
		"fn/app.py", "fn/store.py", "fn/pkg/__init__.py", "fn/pkg/a.py", "fn/pkg/sub/b.py", "fn/json.py", "fn/boto3/__init__.py", "fn/both.py", "fn/both/__init__.py",
		"fn/data/readme.txt", "fn/src/inner.py", "layer/python/common/__init__.py", "layer/python/lib/python3.12/site-packages/vendored.py", "layer2/flat.py",
		"lib/shared.py", "shared_top/__init__.py", "fn/pkg/logging.py", "src/top/x.py", "namespaces/y.py", ".hidden/z.py", ".hidden/deep/a.py",
		"fn/pymysql/__init__.py", "fn/pymysql/connections.py", "fn/jwt.py",
	} {
		files[name] = &fstest.MapFile{}
	}
	tree, err := source.OpenTree(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, module string
		level        int
		want         string
	}{
		{"fn/app.py", "store", 0, "fn/store.py"},
		{"fn/app.py", "pkg", 0, "fn/pkg/__init__.py"},
		{"fn/app.py", "pkg.a", 0, "fn/pkg/a.py"},
		{"fn/app.py", "pkg.sub", 0, ""}, // a package without a file
		{"fn/app.py", "pkg.sub.b", 0, "fn/pkg/sub/b.py"},
		{"fn/app.py", "both", 0, "fn/both/__init__.py"},
		{"fn/app.py", "inner", 0, "fn/src/inner.py"},
		{"fn/app.py", "json", 0, "fn/json.py"},
		{"fn/app.py", "data", 0, ""},
		{"fn/app.py", "boto3", 0, ""},
		{"fn/app.py", "requests", 0, ""},
		{"fn/app.py", "pymysql", 0, ""}, // a copy of the library
		{"fn/app.py", "pymysql.connections", 0, ""},
		{"fn/app.py", "jwt", 0, "fn/jwt.py"},
		{"fn/app.py", "common", 0, "layer/python/common/__init__.py"},
		{"fn/app.py", "vendored", 0, "layer/python/lib/python3.12/site-packages/vendored.py"},
		{"fn/app.py", "flat", 0, "layer2/flat.py"},
		{"fn/app.py", "shared_top", 0, "shared_top/__init__.py"},
		{"fn/app.py", "lib.shared", 0, "lib/shared.py"},
		{"fn/app.py", "top.x", 0, "src/top/x.py"},
		{"fn/pkg/a.py", "logging", 0, ""},
		{"fn/pkg/a.py", "logging", 1, "fn/pkg/logging.py"},
		{"fn/pkg/sub/b.py", "", 2, "fn/pkg/__init__.py"},
		{"fn/pkg/sub/b.py", "", 1, ""},
		{"fn/pkg/sub/b.py", "a", 2, "fn/pkg/a.py"},
		{"fn/pkg/__init__.py", "a", 1, "fn/pkg/a.py"},
		{"fn/pkg/sub/b.py", "x", 9, ""},
		{".hidden/deep/a.py", "z", 0, ".hidden/z.py"},
		{"fn/app.py", "", 0, ""},
		{"fn/app.py", "..etc.passwd", 0, ""},
	} {
		got := python.Find(ir.Place{Files: tree, From: c.from, Root: "fn", Extra: []string{"layer", "layer2"}}, &ir.Import{Module: c.module, Level: c.level})
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s of level %d from %s: %s", c.module, c.level, c.from, diff)
		}
	}
}
