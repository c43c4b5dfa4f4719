package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Schemas that are put together by calls: zod (https://zod.dev), Joi (https://joi.dev/api), yup. z.object({...}).parse(x)
// answers what the schema promises; so does the value of Joi's answer.

// narrow are the parts of such a schema that leave nothing which does harm.
var narrow = term.SetOf([]string{
	"number", "int", "integer", "int32", "float32", "float64", "bigint", "boolean", "bool", "date", "datetime", "isoDate", "uuid", "uuidv4", "guid", "cuid", "cuid2", "ulid", "nanoid",
	"enum", "nativeEnum", "literal", "valid", "equal", "oneOf", "alphanum", "hex", "ip", "ipv4", "ipv6", "timestamp", "coerce.number", "stringbool",
})

// parsing are the methods that hold a value to a schema.
var parsing = term.SetOf([]string{"parse", "parseAsync", "safeParse", "safeParseAsync", "validate", "validateSync", "validateAsync", "cast", "attempt"})

// built is whether a value is a part of what a schema was held to, and that part does no harm.
func (w *Walk) built(v term.Value) bool {
	var path []string
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Item:
			name := "*"
			if k, ok := term.Written(x.Key); ok {
				name = k
			}
			v, path = x.Of, append([]string{name}, path...)
			continue
		case *term.Member:
			v, path = x.Of, append([]string{x.Name}, path...)
			continue
		case *term.Result:
			m, ok := x.Call.Callee.(*term.Member)
			if !ok || !parsing[m.Name] || len(path) == 0 && !strings.HasPrefix(m.Name, "parse") {
				return false
			}
			if len(path) > 1 && (path[0] == "value" || path[0] == "data") { // Joi's answer, zod's safeParse
				path = path[1:]
			}
			return w.promises(m.Of, path, 0)
		}
		return false
	}
	return false
}

// promises is whether a schema lets nothing harmful through at a path.
func (w *Walk) promises(schema term.Value, path []string, depth int) bool {
	if depth > term.MaxName {
		return false
	}
	for v := schema; v != nil; {
		r, ok := v.(*term.Result)
		if !ok {
			return false
		}
		name := plainName(r.Call)
		if len(path) == 0 {
			if w.narrows(name) || w.leaves(r.Call, name, depth) {
				return true
			}
		} else if fields, ok := term.FirstOf(r.Call).(*term.Object); ok && (name == "object" || name == "shape" || name == "keys" || name == "strictObject" || name == "extend") {
			if of := fields.Fields[path[0]]; of != nil {
				return w.promises(of, path[1:], depth+1)
			}
		} else if (name == "array" || name == "items") && path[0] == "*" {
			return w.promises(term.FirstOf(r.Call), path[1:], depth+1)
		} else if (name == "merge" || name == "and" || name == "concat" || name == "intersection") && w.promises(term.FirstOf(r.Call), path, depth+1) {
			return true
		}
		m, ok := r.Call.Callee.(*term.Member)
		if !ok {
			return false
		}
		v = m.Of
	}
	return false
}

// plainName is the name of a part of a schema; TypeBox writes its with capitals (https://github.com/sinclairzx81/typebox).
func plainName(c *term.Call) string {
	full := term.Names(c.Callee)[0]
	if strings.HasPrefix(full, "@sinclair/typebox") {
		return strings.ToLower(term.LastName(full))
	}
	return term.LastName(full)
}

// leaves is whether a part of a schema leaves nothing that does harm: an expression, several schemas of which each does.
func (w *Walk) leaves(c *term.Call, name string, depth int) bool {
	switch name {
	case "union", "or", "discriminatedUnion", "alternatives", "try":
		return w.promisesAll(c, depth)
	case "string": // Type.String({pattern: "^[a-z]+$"})
		o, ok := term.FirstOf(c).(*term.Object)
		return ok && w.leaf(o)
	case "regex", "pattern", "matches":
		p, ok := regex.Compiled(term.FirstOf(c))
		return ok && w.refuses(p)
	}
	return false
}

// promisesAll is whether each of several schemas, of which a value has to fit one, lets nothing harmful through.
func (w *Walk) promisesAll(c *term.Call, depth int) bool {
	var of []term.Value
	for _, a := range append(term.Arguments(c), term.CalledOn(c)) {
		if r, ok := a.(*term.Result); ok {
			of = append(of, r)
		} else if l, ok := a.(*term.List); ok && l.Rest == nil {
			of = append(of, l.Items...)
		}
	}
	return len(of) > 0 && !slices.ContainsFunc(of, func(s term.Value) bool { return !w.promises(s, nil, depth+1) })
}

// compiledSchema is the JSON schema that a function was made of: ajv.compile(schema).
func compiledSchema(callee term.Value) term.Value {
	r, ok := callee.(*term.Result)
	if !ok {
		return nil
	}
	if name := term.LastName(term.Names(r.Call.Callee)[0]); name != "compile" && name != "transpileSchema" {
		return nil
	}
	if _, ok := term.FirstOf(r.Call).(*term.Object); !ok {
		return nil
	}
	return term.FirstOf(r.Call)
}

// routeSchemas are those that a route of a router was given for the parts of a request: Fastify
// (https://fastify.dev/docs/latest/Reference/Validation-and-Serialization/).
func routeSchemas(c, of *term.Call) []schema {
	if of == nil || of.Within == nil || !slices.ContainsFunc(term.Arguments(c), func(v term.Value) bool {
		f, ok := v.(*term.Closure)
		return ok && f.Function == of.Within
	}) {
		return nil
	}
	var out []schema
	for _, v := range term.Arguments(c) {
		options, ok := v.(*term.Object)
		if !ok {
			continue
		}
		parts, ok := term.Field(options, "schema").(*term.Object)
		if !ok {
			continue
		}
		for _, n := range parts.Names {
			if part := requestPart[strings.ToLower(n)]; part != "" {
				out = append(out, schema{schema: parts.Fields[n], part: part})
			}
		}
	}
	return out
}

// requestPart is how an event calls the parts of a request.
var requestPart = map[string]string{"params": "pathParameters", "querystring": "queryStringParameters", "query": "queryStringParameters", "body": "body", "headers": "headers"}
