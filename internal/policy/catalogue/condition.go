package catalogue

import (
	"iter"
	"strings"
)

// ConditionKey is one condition key of a service, or a global one.
type ConditionKey int

// ConditionType is the type of a condition key's values. The bit many says that a request may carry several.
type ConditionType uint8

// The types, without the bit for several values.
const (
	TypeUnknown ConditionType = iota
	TypeString
	TypeNumeric
	TypeDate
	TypeBool
	TypeIPAddress
	TypeARN
	TypeBinary

	many ConditionType = 0x80
)

// Base is the type of a single value.
func (c ConditionType) Base() ConditionType { return c &^ many }

// Multivalued reports whether a request may carry several values for the key: such a key needs ForAllValues or
// ForAnyValue.
func (c ConditionType) Multivalued() bool { return c&many != 0 }

// String is the provider's word, "ArrayOfString".
func (c ConditionType) String() string {
	words := [...]string{"unknown", "String", "Numeric", "Date", "Bool", "IPAddress", "ARN", "Binary"}
	word := words[0]
	if int(c.Base()) < len(words) {
		word = words[c.Base()]
	}
	if c.Multivalued() {
		return "ArrayOf" + word
	}
	return word
}

// String is the key as the reference writes it; a part that the request fills in is a placeholder:
// "aws:ResourceTag/${TagKey}", "s3:ExistingObjectTag/<key>".
func (k ConditionKey) String() string {
	if t := details(); k >= 0 && int(k) < len(t.keys) {
		return t.keys[k].name
	}
	return ""
}

// Type is the type of the key's values.
func (k ConditionKey) Type() ConditionType {
	if t := details(); k >= 0 && int(k) < len(t.keys) {
		return t.keys[k].kind
	}
	return TypeUnknown
}

// Global reports whether the key is one that any service may see.
func (k ConditionKey) Global() bool {
	t := details()
	return int(k) >= t.globals && int(k) < len(t.keys)
}

// Matches reports whether a key of a policy ("aws:ResourceTag/team") is this key, whatever the case.
func (k ConditionKey) Matches(key string) bool { return matchKey(k.String(), key) }

// GlobalKeys yields the keys that any service may see in a request.
func GlobalKeys() iter.Seq[ConditionKey] {
	return func(yield func(ConditionKey) bool) {
		t := details()
		for k := t.globals; k < len(t.keys); k++ {
			if !yield(ConditionKey(k)) {
				return
			}
		}
	}
}

// ConditionKeys yields the condition keys that the service defines or documents.
func (s Service) ConditionKeys() iter.Seq[ConditionKey] {
	return func(yield func(ConditionKey) bool) {
		t := details()
		if s < 0 || int(s) >= len(t.ofService) {
			return
		}
		for _, k := range t.ofService[s] {
			if !yield(k) {
				return
			}
		}
	}
}

// LookupKey finds a condition key as a policy writes it, whatever the case and with its placeholder filled in: among
// the global keys first, then among those of the service that the key's prefix names, then everywhere (a federated
// identity provider's keys begin with its host name).
func LookupKey(key string) (ConditionKey, bool) {
	for k := range GlobalKeys() {
		if k.Matches(key) {
			return k, true
		}
	}
	prefix, _, _ := strings.Cut(key, ":")
	if s, ok := LookupService(prefix); ok {
		for k := range s.ConditionKeys() {
			if k.Matches(key) {
				return k, true
			}
		}
	}
	for k := range details().globals {
		if ConditionKey(k).Matches(key) {
			return ConditionKey(k), true
		}
	}
	return 0, false
}

// matchKey matches a key against its form in the reference, where `${...}` and `<...>` stand for text.
func matchKey(form, key string) bool {
	open, shut := placeholder(form)
	if open < 0 {
		return compareFold(form, key) == 0
	}
	if len(key) < open || compareFold(form[:open], key[:open]) != 0 {
		return false
	}
	rest := form[shut:]
	if rest == "" {
		return len(key) > open
	}
	for i := open + 1; i <= len(key); i++ {
		if matchKey(rest, key[i:]) {
			return true
		}
	}
	return false
}

// placeholder finds the first placeholder of a form: where it begins, and where the text goes on.
func placeholder(form string) (from, to int) {
	for _, marks := range [...][2]string{{"${", "}"}, {"<", ">"}} {
		if from = strings.Index(form, marks[0]); from >= 0 {
			if n := strings.Index(form[from:], marks[1]); n >= 0 {
				return from, from + n + 1
			}
		}
	}
	return -1, -1
}
