package model

import (
	"slices"
	"strconv"
	"strings"
)

// Kind says what is known of a Value.
type Kind uint8

// The kinds of Value.
const (
	Absent    Kind = iota // the property is not written
	Null                  // written as null
	Bool                  // true or false
	Number                // an integer or a fraction, its spelling kept
	String                // text
	List                  // items in order
	Map                   // fields in order
	Reference             // an attribute of another element, or a value the platform sets when it deploys
	Template              // text with holes: parts that are String, Reference or Unknown
	Unknown               // not known, with a reason
)

// String is the kind's name in lower case.
func (k Kind) String() string {
	return [...]string{"absent", "null", "bool", "number", "string", "list", "map", "reference", "template", "unknown"}[k]
}

// Value is a property as far as it is known without deploying. It is immutable: the functions of
// this package that change one return another. The zero Value is Absent.
//
// A Value that is not known is never guessed: it is Unknown and says why.
type Value struct {
	kind   Kind
	secret bool
	At     Location // where it was written
	text   string   // Bool, Number: the original spelling; String: the text
	items  []Value  // List: items; Template: parts; Unknown: the values it may have, where they are few
	fields []Field  // Map
	ref    *Ref     // Reference
	cause  *Cause   // Unknown
}

// Field is one entry of a Map.
type Field struct {
	Key   string
	KeyAt Location
	Value Value
}

// Ref is what a Reference points to.
type Ref struct {
	Target    string     // id of a model element ("template.yaml#Table"); "" for what the platform sets
	Attribute string     // "Arn", "Ref"; without a Target the platform's own name, such as "AWS::Region"
	Through   []Location // the exports, imports and parameters that carried it from another stack
}

// Cause is why a Value is unknown.
type Cause struct {
	Name   string   // what is unknown, as the source names it: a parameter, an import; may be empty
	Reason string   // a clause without a full stop: "parameter Stage has no default"
	At     Location // what would have to change to make it known; zero when only a deployment can
	Made   bool     // the value is made of what Name says, and is not it: a branch of a condition, a piece of a text
}

// NewNull is a null written at a place.
func NewNull(at Location) Value { return Value{kind: Null, At: at} }

// NewBool is a boolean in its original spelling ("yes" is a spelling of true in YAML 1.1).
func NewBool(spelling string, at Location) Value { return Value{kind: Bool, text: spelling, At: at} }

// NewNumber is a number in its original spelling, so that 012345678901 stays an account id.
func NewNumber(spelling string, at Location) Value {
	return Value{kind: Number, text: spelling, At: at}
}

// NewString is a known text.
func NewString(s string, at Location) Value { return Value{kind: String, text: s, At: at} }

// NewList is a list of values.
func NewList(items []Value, at Location) Value { return Value{kind: List, items: items, At: at} }

// NewMap is a map; the order of the fields is kept.
func NewMap(fields []Field, at Location) Value { return Value{kind: Map, fields: fields, At: at} }

// NewReference points at an attribute of another element.
func NewReference(r Ref, at Location) Value { return Value{kind: Reference, ref: &r, At: at} }

// NewUnknown is a value that could not be found out. The options, if any, are all it may be.
func NewUnknown(c Cause, at Location, options ...Value) Value {
	c.Name, c.Reason = brief(c.Name), brief(c.Reason)
	return Value{kind: Unknown, cause: &c, items: options, At: at}
}

// brief shortens a text that names something in a reason: names are short unless somebody wants to
// fill the memory or the screen.
func brief(s string) string {
	const most = 500
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// Kind says what is known of the value.
func (v Value) Kind() Kind { return v.kind }

// IsAbsent reports whether the property is not written, or written as null.
func (v Value) IsAbsent() bool { return v.kind == Absent || v.kind == Null }

// IsUnknown reports whether nothing but a reason is known.
func (v Value) IsUnknown() bool { return v.kind == Unknown }

// Text is the text of a known scalar. Numbers and booleans are text in their original spelling,
// as the platforms convert them.
func (v Value) Text() (string, bool) {
	switch v.kind {
	case String, Number, Bool:
		return v.text, true
	case Absent, Null, List, Map, Reference, Template, Unknown:
	}
	return "", false
}

// TextOr is the text of a known scalar, or the fallback: also of one that is never printed.
func (v Value) TextOr(fallback string) string {
	if s, ok := v.Text(); ok && !v.secret {
		return s
	}
	return fallback
}

// Truth is the boolean value of a known scalar: a boolean of YAML 1.1 or the text "true" or "false".
func (v Value) Truth() (value, known bool) {
	s, ok := v.Text()
	if !ok {
		return false, false
	}
	switch strings.ToLower(s) {
	case "true":
		return true, true
	case "false":
		return false, true
	case "yes", "on", "y":
		return true, v.kind == Bool
	case "no", "off", "n":
		return false, v.kind == Bool
	}
	return false, false
}

// Int is the integer value of a known scalar.
func (v Value) Int() (int, bool) {
	s, ok := v.Text()
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil
}

// Items are the items of a list, nil for anything else.
func (v Value) Items() []Value {
	if v.kind == List {
		return v.items
	}
	return nil
}

// OneOrMany are the items of a list, or the value alone where a single one may stand for a list of one.
func (v Value) OneOrMany() []Value {
	switch v.kind {
	case Absent, Null:
		return nil
	case List:
		return v.items
	case Bool, Number, String, Map, Reference, Template, Unknown:
	}
	return []Value{v}
}

// Fields are the entries of a map in order, nil for anything else.
func (v Value) Fields() []Field {
	if v.kind == Map {
		return v.fields
	}
	return nil
}

// Get descends into maps by key. A missing key is Absent (located at the map that lacks it);
// anything below an Unknown is unknown for the same cause, and one of what the options have there.
func (v Value) Get(path ...string) Value {
	for i, key := range path {
		switch v.kind {
		case Unknown:
			options := make([]Value, len(v.items))
			for j, option := range v.items {
				options[j] = option.Get(path[i:]...)
			}
			below := *v.cause
			below.Made = true
			return NewUnknown(below, v.At, options...)
		case Map:
			v = v.field(key)
		case Absent, Null, Bool, Number, String, List, Reference, Template:
			return Value{At: v.At}
		}
	}
	return v
}

func (v Value) field(key string) Value {
	for _, f := range slices.Backward(v.fields) { // of a key written twice the last counts
		if f.Key == key {
			return f.Value
		}
	}
	return Value{At: v.At}
}

// Ref is what a Reference points to.
func (v Value) Ref() (Ref, bool) {
	if v.kind != Reference {
		return Ref{}, false
	}
	return *v.ref, true
}

// Target is the id of the element that a Reference points to, "" for anything else.
func (v Value) Target() string {
	if v.kind != Reference {
		return ""
	}
	return v.ref.Target
}

// Parts are the parts of a text: of a Template its parts, of a known scalar, a Reference or an
// Unknown the value itself, of anything else nil.
func (v Value) Parts() []Value {
	switch v.kind {
	case Template:
		return v.items
	case String, Number, Bool, Reference, Unknown:
		return []Value{v}
	case Absent, Null, List, Map:
	}
	return nil
}

// Cause is why an Unknown is unknown.
func (v Value) Cause() (Cause, bool) {
	if v.kind != Unknown {
		return Cause{}, false
	}
	return *v.cause, true
}

// Options are all the values that an Unknown may have, nil when they are not known.
func (v Value) Options() []Value {
	if v.kind != Unknown {
		return nil
	}
	return v.items
}

// Through is the value with the places that carried it from another stack added to a Reference.
func (v Value) Through(places ...Location) Value {
	if v.kind == Reference {
		r := *v.ref
		r.Through = append(append([]Location(nil), r.Through...), places...)
		v.ref = &r
	}
	return v
}

// WithAt is the value as written at another place.
func (v Value) WithAt(at Location) Value {
	v.At = at
	return v
}

// Secret marks the value, and everything in it, as one that is never printed.
func (v Value) Secret() Value {
	v = v.MapFields("", func(_ string, part Value) Value { return part.Secret() })
	v.secret = true
	return v
}

// SecretText marks a text as one that is never printed, and of its parts those that are known: a hole
// that is marked is one whose value is hidden itself.
func (v Value) SecretText() Value {
	v = v.MapFields("", func(_ string, part Value) Value {
		if _, known := part.Text(); known {
			return part.Secret()
		}
		return part
	})
	v.secret = true
	return v
}

// IsSecret reports whether the value is never printed.
func (v Value) IsSecret() bool { return v.secret }
