package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// shape is an object whose entries the attacker chooses: what was parsed.
func (w *Walk) shape(v term.Value) []Origin {
	if w.spoken(v) || w.isPlain(v) {
		return nil
	}
	switch v := v.(type) {
	case *term.Text:
		return nil
	case *term.Object:
		return w.shapeOf(v)
	case *term.List: // {$or: [{name: x}]}
		var out []Origin
		for _, item := range append(slices.Clone(v.Items), v.Rest) {
			if item != nil {
				out = append(out, w.each(item, w.shape)...)
			}
		}
		return out
	case *term.Input:
		if !structured(v) {
			return nil
		}
	case *term.Item:
		if !parsedBody(v) {
			return nil
		}
	case *term.Member:
		if !parsedBody(v) {
			return nil
		}
	case *term.Combined:
		return nil
	case *term.Result:
		if k, ok := v.Call.Callee.(*term.Extern); ok && (term.ExternName(k) == "str" || term.ExternName(k) == "String") {
			return nil
		}
	}
	return w.Origins(v)
}

// shapeOf is the same of an object that the code writes, or that was decoded.
func (w *Walk) shapeOf(v *term.Object) []Origin {
	var out []Origin
	for _, n := range v.Names {
		if n != "$eq" && n != "$in" { // compares whatever it gets as a value
			out = append(out, w.each(v.Fields[n], w.shape)...)
		}
	}
	if all, ok := v.Rest.(*term.Item); ok && all.Key == nil && isDocument(v) && parsedBody(all) { // under the names that it has
		out = append(out, w.each(all, w.Origins)...)
	} else if v.Rest != nil && isDocument(v) {
		out = append(out, w.each(v.Rest, w.shape)...)
	}
	if v.Keys != nil { // an operator is a name
		out = append(out, w.each(v.Keys, w.operator)...)
	}
	return out
}

// operator is a name that may be one: it begins with a dollar.
func (w *Walk) operator(v term.Value) []Origin {
	if t, ok := v.(*term.Text); ok && len(t.Parts) > 0 {
		if s, known := term.Written(t.Parts[0]); known && s != "" && s[0] != '$' {
			return nil
		}
	}
	return w.Origins(v)
}

// isDocument is whether an object is one of any entries: of the types of Go's libraries that are those of MongoDB,
// https://pkg.go.dev/go.mongodb.org/mongo-driver/v2/bson#D. An identifier that was decoded has none.
func isDocument(o *term.Object) bool {
	t, ok := o.Type.(*term.Extern)
	return !ok || t.Language != ir.Go || bsonDocuments.MatchString(t.Module+"."+t.Name)
}

// bsonDocuments are those types.
var bsonDocuments = regexp.MustCompile(`^go\.mongodb\.org/mongo-driver/(?:.*/)?(?:bson|primitive)\.[MDEA]$`)

// isPlain is whether a part of a document was decoded into a text, and the document into nothing else.
func (w *Walk) isPlain(v term.Value) bool {
	if !w.trace.Plain[v] {
		return false
	}
	for range term.MaxName {
		item, ok := v.(*term.Item)
		if !ok {
			break
		}
		v = item.Of
	}
	open, known := w.trace.Plain[v]
	return !known || open
}

// structured is whether a part of the event may be an object: a body that a framework has parsed, an argument; a header,
// a parameter of the path is text.
func structured(in *term.Input) bool {
	return len(in.Path) > 1 && !slices.ContainsFunc([]string{"pathparameters", "headers", "cookies", "querystringparameters", "multivalueheaders"}, func(s string) bool {
		return strings.EqualFold(in.Path[0], s)
	})
}

// parsedBody is whether a value is a part of what was parsed.
func parsedBody(v term.Value) bool {
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Item:
			v = x.Of
		case *term.Member:
			v = x.Of
		case *term.Result:
			if m, ok := x.Call.Callee.(*term.Member); ok && (m.Name == "get" || m.Name == "pop") {
				v = m.Of
				continue
			}
			switch term.LastName(term.Names(x.Call.Callee)[0]) {
			case "loads", "load", "parse", "json", "get_json", "Unmarshal", "UnmarshalExtJSON", "safe_load", "qs":
				return true
			}
			return false
		case *term.Input:
			return structured(x)
		case *term.OneOf:
			return slices.ContainsFunc(x.Options, parsedBody)
		default:
			return false
		}
	}
	return false
}
