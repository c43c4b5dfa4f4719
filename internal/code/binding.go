package code

import "github.com/sconce-dev/sconce/internal/code/ir"

// bindings are what the names of a module are bound to when it is loaded, as far as that is written plainly.
type bindings struct {
	module  *ir.Module
	of      map[*ir.Variable]ir.Expression
	exports map[string]ir.Expression
	order   []string // of the exports, as in the text
}

func bindingsOf(m *ir.Module) *bindings {
	b := &bindings{module: m, of: map[*ir.Variable]ir.Expression{}, exports: map[string]ir.Expression{}}
	b.body(m.Init.Body)
	for _, e := range m.Exports {
		if v := b.of[e.Variable]; v != nil {
			b.export(e.Name, v)
		}
	}
	return b
}

func (b *bindings) body(body []ir.Statement) {
	for _, s := range body {
		switch s := s.(type) {
		case *ir.Block:
			b.body(s.Body)
		case *ir.Try:
			b.body(s.Body)
		case *ir.Assign:
			b.assign(s.Target, s.Value)
		case *ir.Do:
			if a, ok := s.Value.(*ir.Assignment); ok {
				b.assign(a.Target, a.Value)
			}
		}
	}
}

// assign notes what a variable, or an export of a CommonJS module, is given.
func (b *bindings) assign(target, value ir.Expression) {
	if a, ok := value.(*ir.Assignment); ok { // exports.a = exports.b = ...
		b.assign(a.Target, a.Value)
		value = a.Value
	}
	switch target := target.(type) {
	case *ir.Use:
		if _, imported := value.(*ir.Import); !imported || b.of[target.Variable] == nil {
			b.of[target.Variable] = value
		}
	case *ir.Attribute:
		if b.isExports(target.X) {
			b.export(target.Name, value)
			return
		}
		if o, ok := value.(*ir.ObjectLiteral); ok && b.isExports(target) {
			for _, e := range o.Entries {
				if name, ok := e.Key.(*ir.Literal); ok && !e.Spread {
					b.export(name.Text, e.Value)
				}
			}
		}
	}
}

// isExports reports whether an expression is what a CommonJS module exports.
func (b *bindings) isExports(x ir.Expression) bool {
	switch x := x.(type) {
	case *ir.Use:
		return b.module.Exported != nil && x.Variable == b.module.Exported
	case *ir.Attribute:
		of, ok := x.X.(*ir.Use)
		return ok && x.Name == "exports" && b.module.CommonJS != nil && of.Variable == b.module.CommonJS
	}
	return false
}

func (b *bindings) export(name string, value ir.Expression) {
	if _, has := b.exports[name]; !has {
		b.order = append(b.order, name)
	}
	b.exports[name] = value
}

// value is what an expression stands for, through variables; nil where that is not plain.
func (b *bindings) value(x ir.Expression) ir.Expression {
	const most = 8 // names for one another
	for range most {
		switch at := x.(type) {
		case *ir.Use:
			x = b.of[at.Variable]
		case *ir.Cast:
			x = at.X
		case *ir.Assignment:
			x = at.Value
		default:
			return x
		}
	}
	return nil
}

// applications are the classes whose instances are applications of a web framework.
var applications = map[string]bool{
	"flask.Flask": true, "flask_lambda.FlaskLambda": true, "fastapi.FastAPI": true, "chalice.Chalice": true, "quart.Quart": true, "starlette.applications.Starlette": true,
}

// isApplication reports whether a value is a new application of a web framework.
func (b *bindings) isApplication(v ir.Expression) bool {
	call, ok := v.(*ir.Call)
	if !ok {
		return false
	}
	switch callee := b.value(call.Callee).(type) {
	case *ir.Import:
		return applications[callee.Module+"."+callee.Name]
	case *ir.Attribute:
		i, ok := b.value(callee.X).(*ir.Import)
		return ok && i.Name == "" && applications[i.Module+"."+callee.Name]
	}
	return false
}
