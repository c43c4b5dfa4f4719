package javascript

import (
	"cmp"
	"fmt"
	"path"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// Parse reads a file into a module. It answers for any text: what it cannot read is a Gap.
func Parse(files []ir.Source) *ir.Module {
	if len(files) == 0 {
		return &ir.Module{Language: ir.JavaScript, Init: &ir.Function{Name: "<module>"}}
	}
	text, name := files[0].Data, files[0].Path
	m := &ir.Module{Language: ir.JavaScript, Path: name}
	r := &reader{
		module: m, file: files[0].File(), text: text, typed: isTyped(name),
		elided: map[*ir.Variable]*ir.Import{},
	}
	m.Files = []*ir.File{r.file}
	whole := ir.Span{File: r.file, End: uint32(len(text))} //nolint:gosec // a file is shorter than 4 GiB
	m.Init = &ir.Function{Span: whole, Name: "<module>", Module: m}
	r.frame = &frame{function: m.Init, reader: r}
	r.scope = &scope{frame: r.frame}
	m.Functions = append(m.Functions, m.Init)
	if reason := Unreadable(text); reason != "" {
		r.gap(whole, reason)
		return m
	}
	if path.Ext(name) == ".json" && files[0].First == 0 { // not code in a template
		r.data(text)
		return m
	}
	tree, err := grammarOf(name).Parse(text)
	if err != nil {
		r.gap(whole, err.Error())
		return m
	}
	r.program(tree)
	r.finish()
	return m
}

// reader makes the module of one file.
type reader struct {
	module *ir.Module
	file   *ir.File
	text   []byte
	shift  uint32 // bytes that stand before the text where it was parsed
	typed  bool   // TypeScript
	frame  *frame // the function that is being read
	scope  *scope
	depth  int
	// elided are the imported variables that no value was asked of so far: TypeScript does not load their modules.
	elided    map[*ir.Variable]*ir.Import
	decorated bool // there are decorators, and with them types that are used as values
	temporary int
	esm       bool
	generics  []string // the type parameters around
}

// maxDepth is how deep expressions and statements may be nested in one another.
const maxDepth = 400

// maxGaps is how many places of a file are listed that could not be read.
const maxGaps = 20

func (r *reader) program(tree *syntax.Tree) {
	root := tree.Root()
	r.esm = isModule(root)
	r.module.Init.Body = r.statements(root, true)
}

// isModule reports whether a file is an ECMAScript module: whether it imports or exports as one.
func isModule(root node) bool {
	for c := range root.Parts() {
		switch c.Kind() {
		case "import_statement":
			return true
		case "export_statement":
			if !c.Has("=") {
				return true
			}
		}
	}
	return false
}

// finish puts what was collected in the order of the text.
func (r *reader) finish() {
	slices.SortStableFunc(r.module.Functions, func(a, b *ir.Function) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), -cmp.Compare(a.End, b.End))
	})
	slices.SortStableFunc(r.module.Classes, func(a, b *ir.Class) int { return cmp.Compare(a.Start, b.Start) })
	if r.typed && !r.decorated {
		for _, i := range r.elided {
			i.Type = true
		}
	}
}

// data reads JSON: an expression that require answers.
func (r *reader) data(text []byte) {
	tree, err := javascriptGrammar().Parse(slices.Concat([]byte("("), text, []byte(")")))
	if err != nil {
		r.gap(r.module.Init.Span, err.Error())
		return
	}
	r.shift = 1
	statement := tree.Root().First()
	value := bare(statement.First())
	if !value.Exists() || value.Kind() == syntax.Broken {
		r.gap(r.module.Init.Span, "the file is not JSON")
		return
	}
	exports := r.commonJS()
	r.module.Init.Body = []ir.Statement{&ir.Assign{
		Span: r.span(value), Value: r.expression(value),
		Target: &ir.Attribute{Span: r.span(value), X: &ir.Use{Variable: exports}, Name: "exports"},
	}}
}

// span is the place of a node.
func (r *reader) span(n node) ir.Span {
	length := uint32(len(r.text)) //nolint:gosec // a file is shorter than 4 GiB
	return ir.Span{
		File: r.file, Start: min(max(n.Start(), r.shift)-r.shift, length), End: min(max(n.End(), r.shift)-r.shift, length),
	}
}

// gap notes that a part of the file could not be read.
func (r *reader) gap(at ir.Span, reason string) {
	switch len(r.module.Gaps) {
	case maxGaps:
		r.module.Gaps = append(r.module.Gaps, ir.Gap{Span: at, Reason: "further parts of the file could not be read"})
	default:
		if len(r.module.Gaps) < maxGaps {
			r.module.Gaps = append(r.module.Gaps, ir.Gap{Span: at, Reason: reason})
		}
	}
}

// broken notes that the text at a node is not in the grammar.
func (r *reader) broken(n node) {
	language := "JavaScript"
	if r.typed {
		language = "TypeScript"
	}
	at := r.span(n)
	r.gap(at, fmt.Sprintf("line %d is not %s as far as it can be read", at.Line(), language))
}
