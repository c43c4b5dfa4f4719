package javascript

import (
	"path"
	"slices"
	"sync"

	javascript "github.com/tree-sitter/tree-sitter-javascript/bindings/go"
	typescript "github.com/tree-sitter/tree-sitter-typescript/bindings/go"

	"github.com/sconce-dev/sconce/internal/code/syntax"
)

type node = syntax.Node

var (
	javascriptGrammar = sync.OnceValue(func() *syntax.Language {
		return syntax.NewLanguage(javascript.Language(), "comment", "html_comment")
	})
	typescriptGrammar = sync.OnceValue(func() *syntax.Language {
		return syntax.NewLanguage(typescript.LanguageTypescript(), "comment", "html_comment")
	})
	tsxGrammar = sync.OnceValue(func() *syntax.Language {
		return syntax.NewLanguage(typescript.LanguageTSX(), "comment", "html_comment")
	})
)

// grammarOf is the grammar for a file. That of JavaScript knows JSX too.
func grammarOf(name string) *syntax.Language {
	switch path.Ext(name) {
	case ".ts", ".mts", ".cts":
		return typescriptGrammar()
	case ".tsx":
		return tsxGrammar()
	}
	return javascriptGrammar()
}

// isTyped reports whether a file is TypeScript.
func isTyped(name string) bool {
	return slices.Contains([]string{".ts", ".mts", ".cts", ".tsx"}, path.Ext(name))
}

// is reports whether a node is of one of the kinds.
func is(n node, kinds ...string) bool { return slices.Contains(kinds, n.Kind()) }

// bare is an expression without the parentheses around it.
func bare(n node) node {
	for n.Kind() == "parenthesized_expression" {
		n = n.First()
	}
	return n
}
