package model

import (
	"slices"
	"strings"
)

// NewTemplate joins parts into text. Adjacent known parts are merged: the result is a String when
// every part is known, the part itself when there is only one, Unknown when a part is neither text
// nor a hole (a list, a map).
func NewTemplate(parts []Value, at Location) Value {
	flat := flatten(parts)
	out := make([]Value, 0, len(flat))
	var text string // of known parts, and where the first of them stands
	var more strings.Builder
	var textAt Location
	secret := slices.ContainsFunc(parts, Value.IsSecret)
	flush := func() {
		if more.Len() > 0 {
			text = more.String()
			more.Reset()
		}
		if text != "" {
			out = append(out, NewString(text, textAt))
			text = ""
		}
	}
	for _, p := range flat {
		secret = secret || p.secret
		switch p.kind {
		case String, Number, Bool:
			if text == "" {
				text, textAt = p.text, p.At
				continue
			}
			if more.Len() == 0 {
				more.WriteString(text)
			}
			more.WriteString(p.text)
		case Reference, Unknown:
			flush()
			out = append(out, p)
		case Absent, Null, List, Map, Template:
			return NewUnknown(Cause{Reason: "a " + p.kind.String() + " stands where text is needed", At: p.At}, at)
		}
	}
	flush()
	switch {
	case len(out) == 0:
		return Value{kind: String, At: at, secret: secret}
	case len(out) == 1:
		v := out[0]
		v.At, v.secret = at, secret
		return v
	}
	return Value{kind: Template, items: out, At: at, secret: secret}
}

func flatten(parts []Value) []Value {
	nested := false
	for _, p := range parts {
		nested = nested || p.kind == Template
	}
	if !nested {
		return parts
	}
	var out []Value
	for _, p := range parts {
		if p.kind == Template {
			out = append(out, p.items...)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// Joined is the value with the parts of a text joined again, as [NewTemplate] joins them, where some were changed.
func (v Value) Joined() Value {
	if v.kind != Template || v.joined() {
		return v
	}
	return NewTemplate(v.items, v.At)
}

// joined reports whether joining the parts of a text would change nothing.
func (v *Value) joined() bool {
	text := false
	for i := range v.items {
		p := &v.items[i]
		if p.secret || p.kind != Reference && p.kind != Unknown && (p.kind != String || text || p.text == "") {
			return false
		}
		text = p.kind == String
	}
	return len(v.items) > 1 && !v.secret
}
