package model

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Meaning identifies what a statement says: the same wherever and however it is written. Names, places
// and the order of actions, resources, principals and conditions do not count, nor capitals in actions
// (IAM User Guide, "IAM JSON policy elements: Action").
func (g *Grant) Meaning() string {
	lower := func(values []Value) string { return strings.ToLower(meaningOfAll(values)) }
	parts := []string{
		string(g.Mechanism), string(g.Effect), g.Principals.Meaning(), g.NotPrincipals.Meaning(),
		lower(g.Actions), lower(g.NotActions), meaningOfAll(g.Resources), meaningOfAll(g.NotResources), g.Conditions.Meaning(),
	}
	if g.Effect == UnknownEffect || g.Provided {
		parts = append(parts, g.Policy, g.Statement.Meaning())
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Meaning is a text that is the same for values which say the same: the order of lists and maps does not
// count, nor whether one value stands in a list. It is for telling apart, not for showing.
func (v Value) Meaning() string {
	switch v.Kind() {
	case List:
		return meaningOfAll(v.Items())
	case Map:
		fields := make([]string, 0, len(v.fields))
		for _, f := range v.Fields() {
			fields = append(fields, f.Key+"\x02"+f.Value.Meaning())
		}
		slices.Sort(fields)
		return "{" + strings.Join(fields, "\x01") + "}"
	case Unknown:
		return v.String() + "?" + meaningOfAll(v.Options())
	case Absent, Null, Bool, Number, String, Reference, Template:
	}
	return v.String()
}

func meaningOfAll(values []Value) string {
	if len(values) == 1 {
		return values[0].Meaning()
	}
	texts := make([]string, 0, len(values))
	for _, v := range values {
		texts = append(texts, v.Meaning())
	}
	slices.Sort(texts)
	return "[" + strings.Join(texts, "\x01") + "]"
}
