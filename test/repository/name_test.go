package repository_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// vague names say that somebody did not know where a thing belongs.
var vague = []string{"util", "utils", "common", "helper", "helpers", "base", "core", "misc", "shared", "lib", "tools"}

func TestPackagesAreNamedForWhatTheyHold(t *testing.T) {
	for _, p := range list(t) {
		name := strings.TrimSuffix(p.Name, "_test")
		if slices.Contains(vague, name) || slices.Contains(vague, path.Base(p.ImportPath)) {
			t.Errorf("%s: a package is named for what it holds, not %s", p.ImportPath, name)
		}
	}
}

// only are the types that there is one of, and the package that has it.
var only = map[string]string{"Finding": "internal/finding", "Event": "internal/event"}

func TestOneFindingAndOneEvent(t *testing.T) {
	for _, name := range tracked(t) {
		if filepath.Ext(name) != ".go" || strings.Contains(name, "/testdata/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if owner, taken := only[spec.Name.Name]; taken && path.Dir(name) != owner {
					t.Errorf("%s: type %s: there is one, in %s", name, spec.Name.Name, owner)
				}
			}
			return true
		})
	}
}
