// Package golang reads Go: the files of a package become one ir.Module. go/parser makes the trees; types are not
// checked, because the libraries that would be needed for it are not in the scanned directory. What a method call
// means, the evaluation knows from the values.
//
// How Go is written in the language-neutral form, beyond what package ir says:
//
//   - A named type is a Class: its fields, its methods from all files of the package, what it embeds both as Bases and
//     as embedded Fields. Of a type that is no struct Underlying says what it stands for. An alias is no Class.
//   - The module's Init first loads the imported packages, then declares types and functions, then gives constants and
//     variables their values in the order of their dependencies, and last calls the functions init in the order of
//     the files.
//   - Several results are a Tuple; x, err := f() becomes assignments from Index of one temporary. Of v, ok := m[k] the
//     second is a Binary In, of a type assertion a Binary "instanceof"; a channel's is Global "<-".
//   - A call f(g()), where g answers several values and f is known to take them, has a Spread argument.
//   - A conversion to a type that is known to be one is a Cast. pkg.T(x) cannot be told from a call of a function of
//     the library without its text and is a Call; of a package in the tree its callee is a class.
//   - append is a ListLiteral that begins with the items of the old list; append([]byte(x), y...) is a Binary Add.
//     make of a map or slice is an empty literal, new(T) the Address of T's zero value. A variable of a library's type
//     begins as nil, although it may be a struct: its Type says what it is. The other built-in functions
//     are Calls of their Global.
//   - Sending on a channel is a Call of Global "<-" with the channel and the value; receiving is an Element.
//   - What a select waits for is an If with Test Global "select"; so every case may happen.
//   - A switch is a Block, so that a break can leave it; of a type switch each case has its own variable, a Cast.
//   - A method expression T.M is an Attribute of the ClassRef: its first argument is the receiver.
//   - A range over a list, mapping, number or function is a Loop over it with EachKey and EachValue.
//   - A type parameter stands for its constraint in types; the types that it is used with are not kept.
package golang

import (
	"cmp"
	"path"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Frontend is the language.
var Frontend = ir.Frontend{Language: ir.Go, Extensions: []string{".go"}, Parse: Parse, Find: Find}

// Parse makes a module of the files of a package, as they are built for Linux on amd64: other files and tests are left
// out.
func Parse(sources []ir.Source) *ir.Module {
	r := newReader()
	if len(sources) > 0 {
		r.module.Path = path.Dir(sources[0].Path)
	}
	for _, s := range sources {
		if isBuilt(s) {
			r.open(s)
		}
	}
	r.choosePackage()
	if len(r.files) == 0 {
		r.nothing(sources)
		return r.module
	}
	r.module.Init.Span = r.files[0].whole()
	r.declare()
	r.define()
	r.initialise()
	order := make(map[*ir.File]int, len(r.files))
	for i, f := range r.files {
		order[f.File] = i
	}
	slices.SortStableFunc(r.module.Functions[1:], func(a, b *ir.Function) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Start, b.Start))
	})
	return r.module
}

// nothing says why there is nothing in a module.
func (r *reader) nothing(sources []ir.Source) {
	at := ir.Span{}
	if len(sources) > 0 {
		at.File = ir.NewFile(sources[0].Path, sources[0].Data)
		r.module.Init.Span = at
	}
	if len(r.module.Gaps) == 0 {
		r.gap(at, "no file of the package is built for Linux on amd64")
	}
}
