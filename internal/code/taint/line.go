package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// line is text as it is written: an object or a list is quoted.
func (w *Walk) line(v term.Value) []Origin {
	if w.quoted(v) {
		return nil
	}
	t, ok := v.(*term.Text)
	if !ok {
		return w.Origins(v)
	}
	parts := slices.DeleteFunc(slices.Clone(t.Parts), w.quoted)
	if len(parts) == len(t.Parts) {
		return w.Origins(v)
	}
	return w.Origins(&term.Text{Parts: parts})
}

// collections are functions whose answers are written with the texts in them quoted.
var collections = term.SetOf([]string{"list", "dict", "set", "tuple", "sorted", "keys", "type"})

// quoted is whether a value is written with the texts in it quoted: a mapping, a list, a document that was read, a row.
func (w *Walk) quoted(v term.Value) bool {
	switch v := v.(type) {
	case *term.Object, *term.List:
		return true
	case *term.Input:
		return len(v.Path) == 0 || len(v.Path) == 1 && mappings[strings.ToLower(v.Path[0])]
	case *term.Result:
		called := term.Names(v.Call.Callee)
		return rulebook.Documents.Has(called) || w.language == ir.Python && collections[term.LastName(called[0])]
	case *term.Item:
		k, _ := term.Written(v.Key)
		return row[k] && w.isRead(v.Of)
	}
	return false
}

// row are the entries of an answer of DynamoDB that are mappings, or lists of them.
var row = map[string]bool{"Item": true, "Items": true, "Attributes": true}

// isRead is whether a value is the answer of an operation that reads.
func (w *Walk) isRead(v term.Value) bool {
	r, ok := v.(*term.Result)
	if !ok {
		return false
	}
	_, read := w.reads[r.Call]
	return read
}

// mappings are parts of an event that are no text.
var mappings = map[string]bool{
	"querystringparameters": true, "headers": true, "pathparameters": true, "multivalueheaders": true, "multivaluequerystringparameters": true,
	"requestcontext": true, "records": true, "detail": true, "cookies": true,
}
