package model

import (
	"slices"
	"strconv"
)

// Walk calls visit for the value and everything in it, depth first; path is the property path from
// the value, with list items as numbers. A visit that returns false is not descended into.
func (v Value) Walk(visit func(path []string, v Value) bool) { v.walk(nil, visit) }

func (v Value) walk(path []string, visit func([]string, Value) bool) {
	if !visit(path, v) {
		return
	}
	for _, f := range v.fields {
		f.Value.walk(append(path, f.Key), visit)
	}
	for i, item := range v.items {
		item.walk(append(path, strconv.Itoa(i)), visit)
	}
}

// MapFields is the value with its direct parts replaced by what change answers for them: the fields
// of a map under their keys, the items of a list and the options of an unknown under the given name.
// What nothing changes in is the value itself.
func (v Value) MapFields(name string, change func(name string, v Value) Value) Value {
	items, fields := v.items, v.fields
	for i := range items {
		if made := change(name, items[i]); !made.is(&items[i]) {
			if sameList(items, v.items) {
				items = slices.Clone(items)
			}
			items[i] = made
		}
	}
	for i := range fields {
		if made := change(fields[i].Key, fields[i].Value); !made.is(&fields[i].Value) {
			if sameList(fields, v.fields) {
				fields = slices.Clone(fields)
			}
			fields[i].Value = made
		}
	}
	v.items, v.fields = items, fields
	return v
}

// is reports whether a value is the same one, not only one that says the same.
func (v *Value) is(of *Value) bool {
	return v.kind == of.kind && v.secret == of.secret && v.At == of.At && v.text == of.text && v.ref == of.ref && v.cause == of.cause &&
		sameList(v.items, of.items) && sameList(v.fields, of.fields)
}

func sameList[T any](a, b []T) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// Map is the value with every part of it replaced by what change answers for it, innermost first.
func (v Value) Map(change func(Value) Value) Value {
	return change(v.MapFields("", func(_ string, part Value) Value { return part.Map(change) }))
}
