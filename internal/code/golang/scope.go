package golang

import (
	"go/ast"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// scope is the names of a block, a function, the imports of a file or a package. The imports of a file stand in the
// scope of the package here: what both declare is an error of the language.
type scope struct {
	outer *scope
	names map[string]*symbol
}

func (s *scope) lookup(name string) *symbol {
	for ; s != nil; s = s.outer {
		if found, ok := s.names[name]; ok {
			return found
		}
	}
	return nil
}

func (s *scope) declare(name string, sym *symbol) {
	if name == "_" || name == "" {
		return
	}
	if s.names == nil {
		s.names = map[string]*symbol{}
	}
	s.names[name] = sym
}

// symbol is what a name means.
type symbol struct {
	variable *ir.Variable  // of everything that has a value: variables, constants, functions, types
	function *ast.FuncDecl // of a declared function its text
	path     string        // of an imported package its path

	// Of a type:
	spec      *ast.TypeSpec
	class     *ir.Class // nil of an alias and of a type parameter
	within    *body     // where its text stands
	parameter ast.Expr  // of a type parameter its constraint
	isType    bool
	alias     ir.Expression // of an alias what it means, once that was asked
	asked     bool
}

// basicTypes are the types that the language declares.
var basicTypes = set("any", "bool", "byte", "comparable", "complex128", "complex64", "error", "float32", "float64",
	"int", "int16", "int32", "int64", "int8", "rune", "string", "uint", "uint16", "uint32", "uint64", "uint8", "uintptr")

// isType reports whether an expression is known to be a type. Of a selector of a package nothing is known.
func (b *body) isType(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		return true
	case *ast.ParenExpr:
		return b.isType(e.X)
	case *ast.StarExpr:
		return b.isType(e.X)
	case *ast.IndexExpr:
		return b.isType(e.X)
	case *ast.IndexListExpr:
		return b.isType(e.X)
	case *ast.Ident:
		if sym := b.scope.lookup(e.Name); sym != nil {
			return sym.isType
		}
		return basicTypes[e.Name]
	}
	return false
}

// predeclared reports whether an expression is a name of the language that nothing else has taken.
func (b *body) predeclared(e ast.Expr) (string, bool) {
	name, ok := e.(*ast.Ident)
	if !ok || b.scope.lookup(name.Name) != nil {
		return "", false
	}
	return name.Name, true
}

// imported is the path of the package that an expression names.
func (b *body) imported(e ast.Expr) (string, bool) {
	name, ok := e.(*ast.Ident)
	if !ok {
		return "", false
	}
	if sym := b.scope.lookup(name.Name); sym != nil {
		return sym.path, sym.path != ""
	}
	if basicTypes[name.Name] {
		return "", false
	}
	return b.file.imports.guess(name.Name)
}
