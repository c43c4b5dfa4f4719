package javascript

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// provide makes a variable known to other modules.
func (r *reader) provide(name string, v *ir.Variable) {
	delete(r.elided, v)
	for i, e := range r.module.Exports {
		if e.Name == name {
			r.module.Exports[i].Variable = v
			return
		}
	}
	r.module.Exports = append(r.module.Exports, ir.Export{Name: name, Variable: v})
}

// export reads an export in any of its forms.
func (r *reader) export(n node) []ir.Statement {
	r.decorators(n, func(ir.Expression) {})
	if n.Has("=") { // export = x
		at := r.span(n)
		return []ir.Statement{&ir.Assign{
			Span: at, Target: &ir.Attribute{Span: at, X: r.use(at, r.commonJS()), Name: "exports"}, Value: r.expression(lastPart(n)),
		}}
	}
	if s := n.Get("source"); s.Exists() {
		return r.exportFrom(n, moduleName(s))
	}
	if d := n.Get("declaration"); d.Exists() {
		return r.exportDeclaration(n, d)
	}
	if n.Has("default") {
		return r.exportDefault(n)
	}
	for s := range n.Child("export_clause").Parts() {
		name, as := specified(s)
		if b := r.lookup(name); b != nil {
			r.provide(as, b.variable)
		}
	}
	return nil
}

func lastPart(n node) node {
	var last node
	for c := range n.Parts() {
		last = c
	}
	return last
}

// exportFrom reads export {a as b} from, export * from and export * as b from.
func (r *reader) exportFrom(n node, module string) []ir.Statement {
	at := r.span(n)
	types := n.Has("type")
	add := func(name, as string, typeOnly bool) ir.Statement {
		v := r.variable(at, as)
		r.provide(as, v)
		return &ir.Assign{Span: at, Target: &ir.Use{Span: at, Variable: v}, Declare: true, Value: &ir.Import{
			Span: at, Module: module, Name: name, Default: name == "default", Type: typeOnly,
		}}
	}
	if a := n.Child("namespace_export"); a.Exists() {
		return []ir.Statement{add("", moduleName(a.First()), types)}
	}
	clause := n.Child("export_clause")
	if !clause.Exists() {
		r.module.Reexports = append(r.module.Reexports, &ir.Import{Span: at, Module: module, Type: types})
		return nil
	}
	var list []ir.Statement
	for s := range clause.Parts() {
		name, as := specified(s)
		if s.Kind() == "export_specifier" {
			list = append(list, add(name, as, types || s.Has("type")))
		}
	}
	return list
}

// exportDeclaration reads export const a = 1 and the like.
func (r *reader) exportDeclaration(n, d node) []ir.Statement {
	var names []node
	switch d.Kind() {
	case "lexical_declaration", "variable_declaration":
		for c := range d.Parts() {
			if c.Kind() == "variable_declarator" {
				names = append(names, patternNames(c.Get("name"))...)
			}
		}
	case "import_alias":
		names = append(names, d.Child("identifier"))
	default:
		names = append(names, firstName(d.Get("name")))
	}
	for _, name := range names {
		b := r.lookup(name.Text())
		if b == nil || !name.Exists() {
			continue
		}
		if n.Has("default") {
			r.provide("default", b.variable)
		} else {
			r.provide(name.Text(), b.variable)
		}
	}
	list := r.statement(d)
	if len(names) == 1 && is(d, "class_declaration", "abstract_class_declaration") { // decorators before export
		for _, s := range list {
			a, _ := s.(*ir.Assign)
			if a == nil {
				continue
			}
			if c, ok := a.Value.(*ir.ClassRef); ok {
				r.decorators(n, func(e ir.Expression) { c.Class.Decorators = append(c.Class.Decorators, e) })
			}
		}
	}
	return list
}

func patternNames(n node) []node {
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier_pattern":
		return []node{n}
	case "pair_pattern":
		return patternNames(n.Get("value"))
	case "assignment_pattern", "object_assignment_pattern":
		return patternNames(n.Get("left"))
	}
	var names []node
	if n.Deep() {
		return nil
	}
	for c := range n.Parts() {
		names = append(names, patternNames(c)...)
	}
	return names
}

// exportDefault reads export default of a value.
func (r *reader) exportDefault(n node) []ir.Statement {
	value := n.Get("value")
	if !value.Exists() {
		value = lastPart(n)
	}
	at := r.span(n)
	if value.Kind() == "class" {
		v := r.variable(at, "default")
		name := value.Get("name")
		if name.Exists() {
			v = r.declare(r.scope, r.span(name), name.Text()).variable
		}
		r.provide("default", v)
		return r.class(value, name.Text(), v)
	}
	if !value.Exists() {
		return nil
	}
	var v *ir.Variable
	if name := value.Get("name"); name.Exists() && is(value, "function_expression", "generator_function") {
		v = r.declare(r.scope, r.span(name), name.Text()).variable
	} else {
		v = r.variable(at, "default")
	}
	r.provide("default", v)
	return []ir.Statement{&ir.Assign{Span: at, Target: &ir.Use{Span: at, Variable: v}, Value: r.expression(value), Declare: true}}
}

// idleExport reports whether an assignment says nothing: exports.__esModule = true and exports.a = exports.b = void 0.
func idleExport(left, right node) bool {
	if left.Kind() != "member_expression" {
		return false
	}
	if left.Get("property").Text() == "__esModule" {
		return true
	}
	for right.Kind() == "assignment_expression" {
		right = right.Get("right")
	}
	return left.Get("object").Text() == "exports" && strings.ReplaceAll(right.Text(), " ", "") == "void0"
}

// exported reads the calls by which compilers export: __exportStar(require("x"), exports), esbuild's __export(target,
// {a: () => a}), __reExport.
func (r *reader) exported(n node) ([]ir.Statement, bool) {
	name := r.helperOf(n.Get("function"))
	at := r.span(n)
	switch name {
	case "__exportStar", "__reExport", "_exportStar":
		for i := range 2 {
			if module := requiredModule(argument(n, i)); module != "" {
				r.module.Reexports = append(r.module.Reexports, &ir.Import{Span: at, Module: module})
				return nil, true
			}
		}
	case "__export":
		if module := requiredModule(firstArgument(n)); module != "" {
			r.module.Reexports = append(r.module.Reexports, &ir.Import{Span: at, Module: module})
			return nil, true
		}
		return r.live(n)
	}
	return nil, false
}

// live reads __export(target, {a: () => a}): of variables of the module, which are exported as they are at any time.
func (r *reader) live(n node) ([]ir.Statement, bool) {
	target, names := firstArgument(n), argument(n, 1)
	if r.frame.outer != nil || names.Kind() != "object" || target.Kind() != "identifier" {
		return nil, false
	}
	for c := range names.Parts() {
		key, ok := r.key(c.Get("key")).(*ir.Literal)
		value := returned(c)
		if !ok || value.Kind() != "identifier" {
			return nil, false
		}
		if b := r.lookup(value.Text()); b != nil {
			r.provide(key.Text, b.variable)
		}
	}
	return nil, true
}
