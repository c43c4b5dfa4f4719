package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// String shows the value to a person on one line. Secrets are masked; holes of templates look as
// they do in the source: ${Table.Arn}.
func (v Value) String() string {
	var b strings.Builder
	v.show(&b, false)
	return b.String()
}

// Fingerprint identifies a secret value without telling it.
func (v Value) Fingerprint() string {
	var b strings.Builder
	v.show(&b, true)
	return Fingerprint(b.String())
}

// hides reports whether showing the value would tell a secret: what only names its place does not.
func (v Value) hides() bool { return v.secret && v.kind != Unknown && v.kind != Reference }

func (v Value) show(b *strings.Builder, reveal bool) {
	if v.hides() && !reveal {
		b.WriteString("(secret " + v.Fingerprint() + ")")
		return
	}
	switch v.kind {
	case Absent:
	case Null:
		b.WriteString("null")
	case Bool, Number, String:
		b.WriteString(v.text)
	case Reference:
		b.WriteString("${" + v.ref.String() + "}")
	case Template:
		for _, p := range v.items {
			p.show(b, reveal)
		}
	case Unknown:
		b.WriteString("${" + v.cause.label() + "}")
	case List:
		b.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				b.WriteString(", ")
			}
			item.show(b, reveal)
		}
		b.WriteByte(']')
	case Map:
		b.WriteByte('{')
		for i, f := range v.fields {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f.Key + ": ")
			f.Value.show(b, reveal)
		}
		b.WriteByte('}')
	}
}

// String is the reference as a template would write it: "Table.Arn", "Table", "AWS::Region".
func (r Ref) String() string {
	if r.Target == "" {
		return r.Attribute
	}
	name := LocalName(r.Target)
	if r.Attribute == "" || r.Attribute == "Ref" {
		return name
	}
	return name + "." + r.Attribute
}

func (c Cause) label() string {
	if c.Name != "" {
		return c.Name
	}
	return "unknown"
}

// LocalName is the part of an id after "#": the name within its file.
func LocalName(id string) string {
	if _, name, ok := strings.Cut(id, "#"); ok {
		return name
	}
	return id
}

// Fingerprint identifies a secret without telling it: the first 12 hexadecimal digits of its SHA-256.
func Fingerprint(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:6])
}

// MarshalJSON writes known values as plain JSON and the others as objects with one "$" key:
// {"$ref": id, "attribute": a}, {"$template": text}, {"$unknown": reason, "options": [...]},
// {"$secret": fingerprint}.
func (v Value) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := v.encode(&b)
	return b.Bytes(), err
}

func (v Value) encode(b *bytes.Buffer) error {
	switch {
	case v.hides():
		return encodeObject(b, "$secret", v.Fingerprint())
	case v.kind == Absent, v.kind == Null:
		b.WriteString("null")
		return nil
	case v.kind == Bool:
		if truth, ok := v.Truth(); ok && truth {
			b.WriteString("true")
		} else {
			b.WriteString("false")
		}
		return nil
	case v.kind == Number && isNumber(v.text):
		b.WriteString(v.text)
		return nil
	case v.kind == Reference:
		target := v.ref.Target
		if target == "" {
			target = v.ref.Attribute
		}
		return encodeObject(b, "$ref", target, "attribute", v.ref.Attribute)
	case v.kind == Template:
		return encodeObject(b, "$template", v.String())
	case v.kind == List:
		return encodeItems(b, v.items)
	case v.kind == Map:
		return v.encodeFields(b)
	case v.kind == Unknown:
		return v.encodeUnknown(b)
	default:
		return encodeScalar(b, v.text)
	}
}

// isNumber reports whether a spelling is a number in JSON too: 012345678901 is not, it would lose its
// zero.
func isNumber(spelling string) bool {
	return strings.Trim(spelling, "+-.0123456789eE") == "" && json.Valid([]byte(spelling))
}

func (v Value) encodeFields(b *bytes.Buffer) error {
	b.WriteByte('{')
	for i, f := range v.fields {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encodeScalar(b, f.Key); err != nil {
			return err
		}
		b.WriteByte(':')
		if err := f.Value.encode(b); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

func (v Value) encodeUnknown(b *bytes.Buffer) error {
	if len(v.items) == 0 {
		return encodeObject(b, "$unknown", v.cause.Reason)
	}
	b.WriteString(`{"$unknown":`)
	if err := encodeScalar(b, v.cause.Reason); err != nil {
		return err
	}
	b.WriteString(`,"options":`)
	if err := encodeItems(b, v.items); err != nil {
		return err
	}
	b.WriteByte('}')
	return nil
}

func encodeItems(b *bytes.Buffer, items []Value) error {
	b.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := item.encode(b); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

func encodeObject(b *bytes.Buffer, pairs ...string) error {
	b.WriteByte('{')
	for i, s := range pairs {
		if i > 0 {
			b.WriteByte(",:"[i%2])
		}
		if err := encodeScalar(b, s); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

func encodeScalar(b *bytes.Buffer, s string) error {
	text, err := json.Marshal(s)
	b.Write(text)
	return err
}
