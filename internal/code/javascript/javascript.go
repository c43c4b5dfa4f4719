// Package javascript reads JavaScript and TypeScript into the language-neutral form of internal/code/ir: ECMAScript
// and CommonJS modules, and what compilers make of the one for the other. The text is read by the official grammars of
// tree-sitter (https://github.com/tree-sitter).
package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// Frontend is JavaScript with TypeScript.
var Frontend = ir.Frontend{
	Language:   ir.JavaScript,
	Extensions: []string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"},
	Parse:      Parse,
	Among:      among,
	Find:       Find,
}
