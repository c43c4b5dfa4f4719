package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// schema is a JSON schema that a value was held to before a call.
type schema struct {
	of     term.Value
	schema term.Value
	part   string // with of nil: the part of the event that it is of; "" for all of it

	chain   []*term.Call // instead of a schema: checks of one field of the part
	field   []string
	refused bool // and what they do not let through does not get further
}

// schemas are the checks of documents by a schema on the way to a call: jsonschema.validate(document, schema), the
// validator of Powertools around the handler, those of routes, and of what wraps the handler.
func (w *Walk) schemas(c *term.Call, guards []term.Guard) []schema {
	var out []schema
	for _, other := range w.checking {
		out = append(out, routeSchemas(other, c)...)
		out = append(out, wrapping(other)...)
		if w.precedes(other, c) && term.Within(other.Guards, guards) {
			out = append(out, asserted(other)...)
		}
	}
	return out
}

// mayCheck is whether a call may hold a document to a schema, or raise for what does harm.
func (r *run) mayCheck(c *term.Call, called []string) bool {
	name := called[0]
	if r.answers.Refuses.Has(called) || isRelativeTo(c) || strings.Contains(name, "jsonschema.") || strings.Contains(name, "validat") || r.vets(c, name) {
		return true
	}
	if slices.ContainsFunc(r.tables.Families, func(f *rulebook.AskedFamily) bool { return f.CheckCalls.Has(called) }) {
		return true
	}
	return slices.ContainsFunc(term.Arguments(c), func(v term.Value) bool {
		o, ok := v.(*term.Object)
		return ok && term.Field(o, "schema") != nil
	})
}

// wrapping are the schemas of what stands around the handler: the event is held to them before.
func wrapping(c *term.Call) []schema {
	name := term.Names(c.Callee)[0]
	if strings.HasSuffix(name, "validation.validator()") {
		if r, ok := c.Callee.(*term.Result); ok {
			return []schema{{schema: term.ArgumentAt(r.Call, "inbound_schema")}}
		}
	}
	if strings.HasPrefix(name, "@aws-lambda-powertools/parser") && term.LastName(name) == "parser" {
		return []schema{{schema: term.ArgumentAt(c, "0.schema")}}
	}
	if s := term.ArgumentAt(c, "0.eventSchema"); s != nil && strings.HasPrefix(name, "@middy/validator") {
		if of := compiledSchema(s); of != nil {
			s = of
		}
		return []schema{{schema: s}}
	}
	return nil
}

// asserted are the schemas that a call holds a document to, or does not come back.
func asserted(c *term.Call) []schema {
	name := term.Names(c.Callee)[0]
	switch {
	case strings.HasSuffix(name, "jsonschema.validate"), strings.HasSuffix(name, "validation.validate"):
		of, says := term.Either(c, 0, "instance", "event"), term.Either(c, 1, "schema", "inbound_schema")
		if of != nil && says != nil {
			return []schema{{of: of, schema: says}}
		}
	case strings.HasPrefix(name, "jsonschema.") && strings.HasSuffix(name, ").validate"):
		if r, ok := term.CalledOn(c).(*term.Result); ok {
			return []schema{{of: term.FirstOf(c), schema: term.FirstOf(r.Call)}}
		}
	}
	return nil
}

// validated is whether a schema that holds on the way says of a value that it does no harm.
func (w *Walk) validated(v term.Value) bool {
	if len(w.valid) == 0 {
		return false
	}
	var path []string
	for range term.MaxName {
		if slices.ContainsFunc(w.valid, func(s schema) bool { return w.allowed(s, v, path) }) {
			return true
		}
		switch x := v.(type) {
		case *term.Item:
			name := "*"
			if k, ok := term.Written(x.Key); ok {
				name = k
			}
			v, path = x.Of, append([]string{name}, path...)
		case *term.Member:
			v, path = x.Of, append([]string{x.Name}, path...)
		default:
			return false
		}
	}
	return false
}

// allowed is whether a schema lets nothing harmful through at a path below a value.
func (w *Walk) allowed(s schema, v term.Value, path []string) bool {
	in, ok := v.(*term.Input)
	switch {
	case !ok:
		return s.of == v && w.allowsNothing(s.schema, path)
	case s.of == nil: // of the event, as an envelope may have been taken off
		whole := append(slices.Clone(in.Path), path...)
		if s.part != "" {
			if len(whole) == 0 || !strings.EqualFold(whole[0], s.part) {
				return false
			}
			whole = whole[1:]
		}
		if s.chain != nil {
			return slices.Equal(whole, s.field) && w.chainKeeps(s)
		}
		return w.allowsNothing(s.schema, whole)
	}
	base, ok := s.of.(*term.Input)
	return ok && base.Entry == in.Entry && len(base.Path) <= len(in.Path) && slices.Equal(base.Path, in.Path[:len(base.Path)]) &&
		w.allowsNothing(s.schema, append(slices.Clone(in.Path[len(base.Path):]), path...))
}

// allowsNothing is whether a schema lets nothing harmful through at a path.
func (w *Walk) allowsNothing(s term.Value, path []string) bool {
	o, ok := s.(*term.Object)
	if !ok {
		return s != nil && w.promises(s, path, 0)
	}
	if len(path) == 0 {
		return w.leaf(o)
	}
	if path[0] == "*" {
		return w.allowsNothing(term.Field(o, "items"), path[1:])
	}
	properties, ok := term.Field(o, "properties").(*term.Object)
	if !ok {
		return false
	}
	return w.allowsNothing(properties.Fields[path[0]], path[1:])
}

// formats are those whose texts have nothing in them that does harm.
var formats = []string{"uuid", "date", "date-time", "time", "ipv4", "ipv6"}

// leaf is whether a schema of a scalar lets nothing harmful through.
func (w *Walk) leaf(o *term.Object) bool {
	if term.Field(o, "enum") != nil || term.Field(o, "const") != nil {
		return true
	}
	if w.counts() {
		return term.Field(o, "maximum") != nil || term.Field(o, "exclusiveMaximum") != nil
	}
	switch s, _ := term.Written(term.Field(o, "type")); s {
	case "integer", "number", "boolean":
		return true
	}
	if s, ok := term.Written(term.Field(o, "format")); ok && slices.Contains(formats, s) {
		return true
	}
	s, ok := term.Written(term.Field(o, "pattern"))
	return ok && w.refuses(s)
}
