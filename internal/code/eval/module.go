package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

const computedImport = "which module is imported is computed"

// imported is what an import answers; it loads the module.
func (ev *evaluator) imported(i *ir.Import) term.Value {
	if i.Dynamic != nil {
		v := ev.eval(i.Dynamic)
		name, ok := term.KnownText(v)
		if !ok {
			if ev.language() == ir.JavaScript {
				ev.record(ev.Extern(ir.JavaScript, "", "require"), values(v), i.At(), false)
			}
			if found := ev.importedAmong(v, i); found != nil {
				return found
			}
			return ev.Combined("import", ev.term(v))
		}
		static := *i
		static.Module, static.Dynamic = name, nil
		i = &static
	}
	if i.Type {
		return ev.importedType(i)
	}
	if m, ok := ev.load(i); ok {
		ev.initialise(m)
		if ev.language() == ir.Python && i.Level == 0 {
			ev.dotted[i.Module] = m
		}
		if v := ev.importedName(m, i); v != nil {
			return v
		}
		if sub, ok := ev.submodule(i, i.Name); ok {
			return sub
		}
		return ev.Unknown(i.At(), i.Module+" has no "+i.Name)
	}
	if sub, ok := ev.submodule(i, i.Name); ok {
		return sub
	}
	if i.Level > 0 || strings.HasPrefix(i.Module, ".") {
		return ev.gap(i.At(), "the module "+strings.Repeat(".", i.Level)+i.Module+" is not in the code")
	}
	name := i.Name
	if i.Default && name == "default" {
		name = ""
	}
	return ev.Extern(ev.language(), strings.TrimPrefix(i.Module, "node:"), name)
}

// maxAmong is how many modules are loaded for one import whose name is computed.
const maxAmong = 64

// importedAmong is one of the modules of a directory, where an import names that and computes the rest. Nil where there is
// none, which it notes.
func (ev *evaluator) importedAmong(name term.Value, i *ir.Import) term.Value {
	file := ev.importing(i)
	t, ok := name.(*term.Text)
	if !ok || file == nil || ev.loader == nil {
		ev.gap(i.At(), computedImport)
		return nil
	}
	begins, _ := term.KnownText(t.Parts[0])
	ends, _ := term.KnownText(t.Parts[len(t.Parts)-1])
	from := *i
	from.Dynamic = nil
	if ev.language() == ir.Python {
		from.Level = len(begins) - len(strings.TrimLeft(begins, "."))
	}
	from.Module = begins[from.Level:]
	names := ev.loader.Among(file, &from)
	if len(names) == 0 || len(names) > maxAmong {
		ev.gap(i.At(), computedImport)
		return nil
	}
	var found term.Value
	for _, one := range names {
		there := from
		there.Module = one + ends
		if _, ok := ev.load(&there); ok {
			found = ev.join(found, ev.imported(&there))
		}
	}
	if found == nil {
		ev.gap(i.At(), computedImport)
	}
	return found
}

// importing is the file in which an import stands.
func (ev *evaluator) importing(i *ir.Import) *ir.File {
	if i.File == nil && ev.frame.fn.Module != nil && len(ev.frame.fn.Module.Files) > 0 {
		return ev.frame.fn.Module.Files[0]
	}
	return i.File
}

// importedName is what of a module is meant; nil if there is none.
func (ev *evaluator) importedName(m *ir.Module, i *ir.Import) term.Value {
	switch {
	case i.Name == "":
		if v := ev.commonJS(m); v != nil {
			return v
		}
		return ev.Module(m)
	case i.Default:
		if v := ev.exported(m, i.Name, i.At()); v != nil {
			return v
		}
		if v := ev.commonJS(m); v != nil {
			return v
		}
		return ev.Module(m)
	}
	return ev.exported(m, i.Name, i.At())
}

// importedType finds a class without running its module.
func (ev *evaluator) importedType(i *ir.Import) term.Value {
	m, ok := ev.load(i)
	if !ok {
		if i.Level > 0 || strings.HasPrefix(i.Module, ".") {
			return ev.Unknown(i.At(), "the module "+i.Module+" is not in the code")
		}
		return ev.Extern(ev.language(), i.Module, i.Name)
	}
	if k := findClass(ev, m, i.Name, 0); k != nil {
		return ev.classIn(k, ev.moduleFrame(m))
	}
	return ev.Unknown(i.At(), i.Name+" of "+i.Module+" is not a class")
}

func findClass(ev *evaluator, m *ir.Module, name string, depth int) *ir.Class {
	for _, k := range m.Classes {
		if k.Name == name {
			return k
		}
	}
	if depth > 8 {
		return nil
	}
	for _, r := range m.Reexports {
		var next *ir.Module
		var ok bool
		ev.inside(ev.moduleFrame(m), func() { next, ok = ev.load(r) })
		if ok {
			if k := findClass(ev, next, name, depth+1); k != nil {
				return k
			}
		}
	}
	return nil
}

// submodule is a module below the one that an import names: from package import module.
func (ev *evaluator) submodule(i *ir.Import, name string) (term.Value, bool) {
	if name == "" || ev.language() != ir.Python {
		return nil, false
	}
	below := *i
	below.Name = ""
	below.Module = strings.TrimPrefix(i.Module+"."+name, ".")
	m, ok := ev.load(&below)
	if !ok {
		return nil, false
	}
	ev.initialise(m)
	return ev.Module(m), true
}

func (ev *evaluator) load(i *ir.Import) (*ir.Module, bool) {
	file := ev.importing(i)
	if file == nil || ev.loader == nil {
		return nil, false
	}
	m, ok := ev.loadFrom(file, i)
	if !ok && len(ev.directories) > 0 && i.Level == 0 && ev.language() == ir.Python {
		return ev.loadBeside(file, i)
	}
	return m, ok
}

func (ev *evaluator) loadFrom(file *ir.File, i *ir.Import) (*ir.Module, bool) {
	key := loadKey{file.Path, i.Module, i.Name, i.Level}
	m, ok := ev.loads[key]
	if !ok {
		m, _ = ev.loader.Load(file, i)
		ev.loads[key] = m
	}
	return m, m != nil
}

// initialise runs a module when it is loaded for the first time.
func (ev *evaluator) initialise(m *ir.Module) {
	f := ev.moduleFrame(m)
	if f.class != nil || ev.loaded[m] || m.Init == nil {
		return
	}
	ev.loaded[m] = true
	if m.CommonJS != nil {
		module, exports := ev.newObject(m.Init.Span), ev.newObject(m.Init.Span)
		module.cell.born, exports.cell.born = 0, 0
		ev.put(ev.write(module), "exports", exports)
		ev.set(ev.cell(f, m.CommonJS), module)
		if m.Exported != nil {
			ev.set(ev.cell(f, m.Exported), exports)
		}
	}
	was, looping, gs := ev.initial, ev.looping, ev.guards
	ev.initial, ev.looping, ev.guards = true, nil, nil
	if ev.frame != nil {
		f.chain = ev.frame.chain
	}
	f.dead = false
	ev.depth++
	ev.apart(func() {
		ev.lasting(f, func() {
			r := ev.open()
			ev.block(m.Init.Body)
			ev.settle(r, exitTo{kind: returns})
		})
	})
	ev.depth--
	f.chain = nil
	f.dead = false
	ev.initial, ev.looping, ev.guards = was, looping, gs
	for _, g := range m.Gaps {
		ev.inside(f, func() { ev.gap(g.Span, g.Reason) })
	}
}

// apart does something whose steps do not count among those of the entry: loading a module that takes long leaves enough
// for what uses it.
func (ev *evaluator) apart(do func()) {
	was, limit, loading, flat := ev.steps, ev.limit, ev.loading, ev.flat.on
	ev.limit = was + min(ev.limits.Steps/4, 2*ev.limits.Steps-ev.loading)
	do()
	took := ev.steps - was
	ev.limit = limit + took
	ev.loading = loading + took // those of modules that this one loads are among them
	ev.flat.on = flat
}

// commonJS is what require answers; nil where the module has no exports of that kind.
func (ev *evaluator) commonJS(m *ir.Module) term.Value {
	if m.CommonJS == nil || len(m.Exports) > 0 {
		return nil
	}
	r, ok := ev.cell(ev.moduleFrame(m), m.CommonJS).v.(*ref)
	if !ok {
		return nil
	}
	return ev.read(r).fields["exports"]
}

// exported is what a module exports under a name; nil for nothing.
func (ev *evaluator) exported(m *ir.Module, name string, at ir.Span) term.Value {
	return ev.exportedFrom(m, name, at, map[*ir.Module]bool{})
}

func (ev *evaluator) exportedFrom(m *ir.Module, name string, at ir.Span, seen map[*ir.Module]bool) term.Value {
	if seen[m] {
		return nil
	}
	seen[m] = true
	ev.initialise(m)
	if e, ok := m.Export(name); ok {
		if v := ev.variable(m, e); v != nil {
			return v
		}
	}
	if exports := ev.commonJS(m); exports != nil {
		if v := ev.each(exports, func(v term.Value) term.Value { return ev.attributeOne(v, name, at) }); v != nil {
			return v
		}
	}
	for _, r := range m.Reexports {
		var v term.Value
		ev.inside(ev.moduleFrame(m), func() {
			if next, ok := ev.load(r); ok {
				v = ev.exportedFrom(next, name, at, seen)
			}
		})
		if v != nil {
			return v
		}
	}
	if m.Language == ir.Python && len(m.Files) > 0 && strings.HasSuffix(m.Files[0].Path, "__init__.py") {
		here := &ir.Import{Span: ir.Span{File: m.Files[0]}, Module: name, Level: 1}
		if sub, ok := ev.load(here); ok && sub != m {
			ev.initialise(sub)
			return ev.Module(sub)
		}
	}
	for _, r := range m.Reexports {
		if m.Language == ir.JavaScript && !strings.HasPrefix(r.Module, ".") {
			if _, ok := ev.load(r); !ok {
				return ev.Extern(m.Language, r.Module, name)
			}
		}
	}
	return nil
}

// variable is the value of a variable of a module; nil before it has one.
func (ev *evaluator) variable(m *ir.Module, v *ir.Variable) term.Value {
	f := ev.moduleFrame(m)
	if w := ev.cell(f, v).v; w != nil {
		return w
	}
	if v.Type != nil {
		var w term.Value
		ev.inside(f, func() { w = ev.use(&ir.Use{Span: v.Span, Variable: v}) })
		return w
	}
	return nil
}

// anyExport is any of what a module exports: of a table of functions that is a module.
func (ev *evaluator) anyExport(m *ir.Module) term.Value {
	var all []term.Value
	for _, e := range m.Exports {
		if v := ev.variable(m, e.Variable); v != nil {
			all = append(all, v)
		}
	}
	return ev.joinAll(all...)
}

// global is a name that nothing in the module declares.
func (ev *evaluator) global(g *ir.Global) term.Value {
	m := ev.frame.fn.Module
	switch {
	case g.Name == "undefined" || g.Name == "None":
		return ev.Null()
	case g.Name == "__name__" && m != nil:
		return ev.Text(moduleName(m))
	}
	if c := ev.undeclared[g.Name]; c != nil && c.v != nil {
		return c.v
	}
	if m == nil || len(m.Reexports) == 0 || m.Language != ir.Python {
		return ev.Extern(ev.language(), "", g.Name)
	}
	library := ""
	for _, r := range m.Reexports {
		var v term.Value
		ev.inside(ev.moduleFrame(m), func() {
			next, ok := ev.load(r)
			switch {
			case ok:
				ev.initialise(next)
				v = ev.exported(next, g.Name, g.At())
				if v == nil && len(next.Reexports) > 0 {
					ev.inside(ev.moduleFrame(next), func() {
						if w, isExtern := ev.global(g).(*term.Extern); isExtern && w.Module != "" {
							v = w
						}
					})
				}
			case r.Level == 0:
				library = r.Module
			}
		})
		if v != nil {
			return v
		}
	}
	if _, known := pythonNames[g.Name]; !known && library != "" {
		return ev.Extern(ir.Python, library, g.Name)
	}
	return ev.Extern(ev.language(), "", g.Name)
}

func moduleName(m *ir.Module) string {
	name := m.Path
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	name, _, _ = strings.Cut(name, ".")
	return name
}
