package golang

import (
	"go/ast"
	"path"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// imports are the packages that a file imports.
type imports struct {
	named   map[string]string // by the name that the file gives them
	others  []string          // those whose own text has to say the name
	guessed map[string]string
	order   []importedPath
	dots    []importedPath
}

type importedPath struct {
	path string
	spec *ast.ImportSpec
}

func readImports(specs []*ast.ImportSpec) *imports {
	in := &imports{named: map[string]string{}, guessed: map[string]string{}}
	for _, spec := range specs {
		if spec.Path == nil {
			continue
		}
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || p == "" {
			continue
		}
		in.order = append(in.order, importedPath{p, spec})
		switch {
		case spec.Name == nil:
			in.others = append(in.others, p)
		case spec.Name.Name == ".":
			in.dots = append(in.dots, importedPath{p, spec})
		case spec.Name.Name != "_":
			in.named[spec.Name.Name] = p
		}
	}
	return in
}

// guess is the path of the package that a name must mean, since nothing declares it. A package's name stands in its
// own text, which is often not there; by convention it is what its path ends with.
func (in *imports) guess(name string) (string, bool) {
	if p, ok := in.named[name]; ok {
		return p, true
	}
	if p, ok := in.guessed[name]; ok {
		return p, p != ""
	}
	best, likeness := "", 0
	for _, p := range in.others {
		if n := alike(name, p); n > likeness {
			best, likeness = p, n
		}
	}
	in.guessed[name] = best
	return best, best != ""
}

// called are packages whose names do not stand in their paths, so that another import can have the name that does.
var called = map[string]string{
	"github.com/awslabs/aws-lambda-go-api-proxy/chi":     "chiadapter",
	"github.com/awslabs/aws-lambda-go-api-proxy/echo":    "echoadapter",
	"github.com/awslabs/aws-lambda-go-api-proxy/fiber":   "fiberadapter",
	"github.com/awslabs/aws-lambda-go-api-proxy/gin":     "ginadapter",
	"github.com/awslabs/aws-lambda-go-api-proxy/iris":    "irisadapter",
	"github.com/awslabs/aws-lambda-go-api-proxy/negroni": "negroniadapter",
}

// alike says how well a name fits a path: 4 for its last element, down to 1 for something that stands in it somewhere.
func alike(name, importPath string) int {
	if own, ok := called[importPath]; ok {
		if name == own {
			return 4
		}
		return 0
	}
	last := path.Base(importPath)
	if parent := path.Dir(importPath); isVersion(last) && parent != "." {
		last = path.Base(parent)
	}
	if head, version, ok := strings.Cut(last, ".v"); ok && isVersion("v"+version) {
		last = head
	}
	if name == last {
		return 4
	}
	trimmed := last
	for _, prefix := range []string{"go-", "golang-", "go."} {
		trimmed = strings.TrimPrefix(trimmed, prefix)
	}
	for _, suffix := range []string{"-go", ".go", "-golang"} {
		trimmed = strings.TrimSuffix(trimmed, suffix)
	}
	name, plain := strings.ToLower(name), letters(trimmed)
	switch {
	case name == plain || name == letters(last):
		return 3
	case plain != "" && (strings.Contains(name, plain) || strings.Contains(plain, name)):
		return 2
	case len(name) > 2 && strings.Contains(letters(importPath), name):
		return 1
	}
	return 0
}

// isVersion recognises the last element of a module's path from its second major version on.
func isVersion(element string) bool {
	digits, ok := strings.CutPrefix(element, "v")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// letters is a path as a name could be written: in small letters, without what no name has.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// load is what a module does first: it loads the packages that it imports.
func (r *reader) load() []ir.Statement {
	var list []ir.Statement
	seen := map[string]bool{}
	for _, f := range r.files {
		for _, i := range f.imports.order {
			if !seen[i.path] {
				seen[i.path] = true
				at := f.span(i.spec)
				list = append(list, &ir.Do{Span: at, Value: &ir.Import{Span: at, Module: i.path}})
			}
		}
		for _, i := range f.imports.dots {
			r.module.Reexports = append(r.module.Reexports, &ir.Import{Span: f.span(i.spec), Module: i.path})
		}
	}
	return list
}
