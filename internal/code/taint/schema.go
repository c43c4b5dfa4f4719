package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// schema is a JSON schema that a value was held to before a call.
type schema struct {
	of     eval.Value
	schema eval.Value
	part   string // with of nil: the part of the event that it is of; "" for all of it
}

// schemas are the checks of documents by a schema on the way to a call: jsonschema.validate(document, schema), the
// validator of Powertools around the handler, and a compiled schema that is asked.
func (w *walk) schemas(c *eval.Call, guards []eval.Guard) []schema {
	var out []schema
	for _, before := range w.trace.Calls {
		out = append(out, routeSchemas(before, c)...)
		if strings.HasPrefix(names(before.Callee)[0], "@middy/validator") {
			if s := argument(before, "0.eventSchema"); s != nil {
				if of, ok := s.(*eval.Result); ok && compiledSchema(of) != nil {
					s = compiledSchema(of)
				}
				out = append(out, schema{schema: s})
			}
		}
	}
	for _, before := range w.trace.Calls {
		if before == c {
			break
		}
		name := names(before.Callee)[0]
		switch {
		case strings.HasSuffix(name, "jsonschema.validate"), strings.HasSuffix(name, "validation.validate"):
			of, says := either(before, 0, "instance", "event"), either(before, 1, "schema", "inbound_schema")
			if says == nil {
				says = argument(before, "inbound_schema")
			}
			if of != nil && says != nil && within(before.Guards, guards) {
				out = append(out, schema{of: of, schema: says})
			}
		case strings.HasPrefix(name, "jsonschema.") && strings.HasSuffix(name, ").validate"):
			if m, ok := before.Callee.(*eval.Member); ok && within(before.Guards, guards) {
				if r, ok := m.Of.(*eval.Result); ok {
					out = append(out, schema{of: firstOf(before), schema: firstOf(r.Call)})
				}
			}
		case strings.HasSuffix(name, "validation.validator()"):
			if r, ok := before.Callee.(*eval.Result); ok {
				out = append(out, schema{schema: argument(r.Call, "inbound_schema")})
			}
		}
	}
	return out
}

// either is an argument by its place or one of its names.
func either(c *eval.Call, place int, names ...string) eval.Value {
	for _, n := range names {
		if v := argument(c, n); v != nil {
			return v
		}
	}
	return positional(c, place)
}

// validated is whether a schema that holds on the way says of a value that it does no harm.
func (w *walk) validated(v eval.Value) bool {
	if len(w.valid) == 0 {
		return false
	}
	var path []string
	for range maxName {
		for _, s := range w.valid {
			if in, ok := v.(*eval.Input); ok && s.of == nil { // of the event: at any depth, as an envelope may be taken off
				whole := append(slices.Clone(in.Path), path...)
				if s.part != "" && (len(whole) == 0 || !strings.EqualFold(whole[0], s.part)) {
					continue
				} else if s.part != "" {
					whole = whole[1:]
				}
				if w.allowsNothing(s.schema, whole) {
					return true
				}
			}
			if in, ok := v.(*eval.Input); ok {
				if base, ok := s.of.(*eval.Input); ok && base.Entry == in.Entry && len(base.Path) <= len(in.Path) && slices.Equal(base.Path, in.Path[:len(base.Path)]) &&
					w.allowsNothing(s.schema, append(slices.Clone(in.Path[len(base.Path):]), path...)) {
					return true
				}
			}
			if s.of == v && w.allowsNothing(s.schema, path) {
				return true
			}
		}
		switch x := v.(type) {
		case *eval.Item:
			name := "*"
			if k, ok := constant(x.Key); ok {
				name = k
			}
			v, path = x.Of, append([]string{name}, path...)
		case *eval.Member:
			v, path = x.Of, append([]string{x.Name}, path...)
		case *eval.OneOf:
			return false
		default:
			return false
		}
	}
	return false
}

// allowsNothing is whether a schema lets nothing harmful through at a path.
func (w *walk) allowsNothing(s eval.Value, path []string) bool {
	o, ok := s.(*eval.Object)
	if !ok {
		return false
	}
	if len(path) == 0 {
		return w.leaf(o)
	}
	if path[0] == "*" {
		return w.allowsNothing(field(o, "items"), path[1:])
	}
	properties, ok := field(o, "properties").(*eval.Object)
	if !ok {
		return false
	}
	return w.allowsNothing(properties.Fields[path[0]], path[1:])
}

// formats are those whose texts have nothing in them that does harm.
var formats = []string{"uuid", "date", "date-time", "time", "ipv4", "ipv6"}

// leaf is whether a schema of a scalar lets nothing harmful through.
func (w *walk) leaf(o *eval.Object) bool {
	if field(o, "enum") != nil || field(o, "const") != nil {
		return true
	}
	switch s, _ := constant(field(o, "type")); s {
	case "integer", "number", "boolean":
		return true
	}
	if s, ok := constant(field(o, "format")); ok && slices.Contains(formats, s) {
		return true
	}
	s, ok := constant(field(o, "pattern"))
	return ok && w.refuses(s)
}
