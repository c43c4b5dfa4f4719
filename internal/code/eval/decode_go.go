package eval

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// fillFrom makes the fields of a struct parts of a value that a library decodes into it. tag is the key of the tags by
// which that library finds the fields, "" for their own names.
func (ev *evaluator) fillFrom(r *ref, from term.Value, tag string, depth int) {
	w := ev.write(r)
	if w.list || w.class == nil {
		ev.plain(from, w.plain)
		if w.plain {
			ev.plain(ev.Item(from, nil), true)
		}
		w.rest = ev.join(w.rest, ev.Item(from, nil))
		return
	}
	for i := range w.class.class.Fields {
		f := &w.class.class.Fields[i]
		name := nameIn(f, tag)
		if name == "-" {
			continue
		}
		inner, ok := w.fields[f.Name].(*ref)
		if ok && depth < 4 && !ev.read(inner).list {
			part := from
			if !f.Embedded || name != f.Name { // what is embedded has its fields beside the others
				part = ev.Item(from, ev.Text(name))
			}
			ev.fillFrom(inner, part, tag, depth+1)
			continue
		}
		var v term.Value = ev.Item(from, ev.Text(name))
		switch {
		case isNumber(f.Type):
			v = ev.numeric(v)
		case isPlainList(f.Type):
			ev.plain(v, true)
			ev.plain(ev.Item(v, nil), true)
		default:
			ev.plain(v, isPlain(f.Type))
		}
		ev.put(w, f.Name, v)
	}
}

// nameIn is how a field is called in what is decoded.
func nameIn(f *ir.Field, tag string) string {
	if tag == "" {
		return f.Name
	}
	name, _, _ := strings.Cut(reflect.StructTag(f.Tag).Get(tag), ",")
	if name == "" {
		return f.Name
	}
	return name
}

// numbers are the types of Go whose values nobody can write a text into.
var numbers = map[string]bool{
	"int": true, "int8": true, "int16": true, "int32": true, "int64": true, "uint": true, "uint8": true, "uint16": true, "uint32": true,
	"uint64": true, "float32": true, "float64": true, "bool": true,
}

// isNumber is whether a declared type of Go is one of numbers or truths, or a pointer to one.
func isNumber(t ir.Expression) bool {
	switch t := t.(type) {
	case *ir.Global:
		return numbers[t.Name]
	case *ir.TypeOfItems:
		return t.Name == "pointer" && isNumber(t.Item)
	}
	return false
}

// identifiers are types of libraries that hold an identifier or a time, whatever a document says.
var identifiers = regexp.MustCompile(`^(?:go\.mongodb\.org/mongo-driver/.*\.ObjectID|github\.com/(?:google|gofrs|satori)/(?:go\.)?uuid.*\.UUID|github\.com/oklog/ulid.*\.ULID|time\.(?:Time|Duration))$`)

// isPlain is whether a declared type of Go is a text or an identifier, or a pointer to one.
func isPlain(t ir.Expression) bool {
	switch t := t.(type) {
	case *ir.Global:
		return t.Name == "string"
	case *ir.ClassRef:
		return isPlain(t.Class.Underlying)
	case *ir.Attribute:
		i, ok := t.X.(*ir.Import)
		return ok && identifiers.MatchString(i.Module+"."+t.Name)
	case *ir.TypeOfItems:
		return t.Name == "pointer" && isPlain(t.Item)
	}
	return false
}

// isPlainList is whether a declared type of Go is a list of those.
func isPlainList(t ir.Expression) bool {
	items, ok := t.(*ir.TypeOfItems)
	return ok && items.Name == "list" && isPlain(items.Item)
}

// plain notes whether a part of a document is decoded into what is no document. What is decoded in several ways is none of it.
func (ev *evaluator) plain(v term.Value, is bool) {
	if ev.trace.Plain == nil {
		ev.trace.Plain = map[term.Value]bool{}
	}
	for _, o := range options(v) {
		if known, asked := ev.trace.Plain[o]; asked {
			is = is && known
		}
		ev.trace.Plain[o] = is
	}
}

// tagOf is the key of the tags that a library decodes by, "" where that is not known.
func tagOf(module string) string {
	switch {
	case strings.Contains(module, "dynamodb/attributevalue"), strings.Contains(module, "dynamodb/dynamodbattribute"):
		return "dynamodbav"
	case strings.Contains(module, "json"), strings.Contains(module, "gin-gonic"), strings.Contains(module, "labstack/echo"), strings.Contains(module, "gofiber"):
		return "json"
	case strings.Contains(module, "yaml"):
		return "yaml"
	}
	return ""
}

// validated narrows the fields of a struct to what their tags say, which a library holds them to or answers an error:
// `binding:"oneof=fast slow"` of gin, `validate:"uuid"` (https://pkg.go.dev/github.com/go-playground/validator/v10).
func (ev *evaluator) validated(r *ref, tag string, depth int) {
	w := ev.write(r)
	if w.list || w.class == nil || depth > 4 {
		return
	}
	for i := range w.class.class.Fields {
		f := &w.class.class.Fields[i]
		v := w.fields[f.Name]
		if inner, ok := v.(*ref); ok {
			ev.validated(inner, tag, depth+1)
			continue
		}
		if v != nil {
			w.fields[f.Name] = ev.narrowed(v, reflect.StructTag(f.Tag).Get(tag))
		}
	}
}

// narrowRules are those that leave nothing but letters and digits.
var narrowRules = map[string]bool{
	"numeric": true, "number": true, "uuid": true, "uuid3": true, "uuid4": true, "uuid5": true, "ulid": true, "alpha": true, "alphanum": true,
	"boolean": true, "hexadecimal": true, "ip": true, "ipv4": true, "ipv6": true, "e164": true, "mongodb": true, "datetime": true,
	"iso3166_1_alpha2": true, "iso3166_1_alpha3": true, "iso4217": true, "latitude": true, "longitude": true, "md5": true, "sha256": true,
}

// narrowed is a value that was held to the rules of a tag.
func (ev *evaluator) narrowed(v term.Value, rules string) term.Value {
	for rule := range strings.SplitSeq(rules, ",") {
		name, rest, _ := strings.Cut(strings.TrimSpace(rule), "=")
		switch {
		case name == "dive": // what follows is of the items
			return v
		case strings.Contains(name, "|"):
		case name == "oneof" && !strings.Contains(rest, "'"):
			var words []term.Value
			for s := range strings.FieldsSeq(rest) {
				words = append(words, ev.Text(s))
			}
			if one := ev.joinAll(words...); one != nil {
				return one
			}
		case narrowRules[name]:
			return ev.numeric(v)
		}
	}
	return v
}

// validatesStruct is validator.New().Struct(x): what follows has an x that its tags describe.
func validatesStruct(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*term.Result)
	if !ok {
		return nil
	}
	if e := originOf(r, 0); e == nil || !strings.Contains(e.Module, "go-playground/validator") {
		return nil
	}
	answer := ev.outside(ev.memberOf(r, "Struct"), c)
	if to, ok := c.arg(0).(*ref); ok {
		ev.validated(to, "validate", 0)
	}
	return answer
}
