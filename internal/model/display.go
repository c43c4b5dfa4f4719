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
	v.show(&b)
	return b.String()
}

func (v Value) show(b *strings.Builder) {
	if v.secret {
		b.WriteString("(secret " + Fingerprint(v.text) + ")")
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
			p.show(b)
		}
	case Unknown:
		b.WriteString("${" + v.cause.label() + "}")
	case List:
		b.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				b.WriteString(", ")
			}
			item.show(b)
		}
		b.WriteByte(']')
	case Map:
		b.WriteByte('{')
		for i, f := range v.fields {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f.Key + ": ")
			f.Value.show(b)
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
	case v.secret && v.kind != Unknown && v.kind != Reference:
		return encodeObject(b, "$secret", Fingerprint(v.text))
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
	case v.kind == Number && json.Valid([]byte(v.text)):
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
