package sam

import (
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/source"
)

type node = source.Node

// made is an empty node that stands where another was written.
func made(at *node, kind source.Kind) *node {
	n := &node{Kind: kind, Style: source.Double}
	if at != nil {
		n.File, n.Start, n.End = at.File, at.Start, at.End
	}
	return n
}

func text(at *node, s string) *node {
	n := made(at, source.String)
	n.Text = s
	return n
}

func number(at *node, i int) *node {
	n := made(at, source.Number)
	n.Text = strconv.Itoa(i)
	return n
}

func boolean(at *node, b bool) *node {
	n := made(at, source.Bool)
	n.Text = strconv.FormatBool(b)
	return n
}

// value makes a node of a Go value; a node stays what it is.
func value(at *node, v any) *node {
	switch v := v.(type) {
	case *node:
		return v
	case string:
		return text(at, v)
	case bool:
		return boolean(at, v)
	case int:
		return number(at, v)
	case []string:
		l := made(at, source.List)
		for _, s := range v {
			l.Items = append(l.Items, text(at, s))
		}
		return l
	case []*node:
		l := made(at, source.List)
		l.Items = v
		return l
	}
	return made(at, source.Null)
}

// object makes a map of keys and values in turn. A nil node is left out.
func object(at *node, pairs ...any) *node {
	m := made(at, source.Map)
	for i := 0; i+1 < len(pairs); i += 2 {
		key, _ := pairs[i].(string)
		if n, isNode := pairs[i+1].(*node); isNode && n == nil {
			continue
		}
		set(m, key, value(at, pairs[i+1]))
	}
	return m
}

func list(at *node, items ...any) *node {
	l := made(at, source.List)
	for _, item := range items {
		if n, isNode := item.(*node); isNode && n == nil {
			continue
		}
		l.Items = append(l.Items, value(at, item))
	}
	return l
}

func isMap(n *node) bool    { return n != nil && n.Kind == source.Map }
func isList(n *node) bool   { return n != nil && n.Kind == source.List }
func isString(n *node) bool { return n != nil && n.Kind == source.String }
func isNull(n *node) bool   { return n == nil || n.Kind == source.Null }

// stringOf is the text of a node that is a string, else "".
func stringOf(n *node) string {
	if isString(n) {
		return n.Text
	}
	return ""
}

// isEmpty reports whether a node says nothing: null, "", 0, false, an empty list or map.
func isEmpty(n *node) bool {
	if n == nil {
		return true
	}
	switch n.Kind {
	case source.Bool:
		return !isTrue(n)
	case source.Number:
		f, err := strconv.ParseFloat(n.Text, 64)
		return err == nil && f == 0
	case source.String:
		return n.Text == ""
	case source.List:
		return len(n.Items) == 0
	case source.Map:
		return len(n.Keys) == 0
	case source.Null:
	}
	return true
}

// isTrue reports whether a node is the boolean true, as YAML 1.1 spells it.
func isTrue(n *node) bool {
	if n == nil || n.Kind != source.Bool {
		return false
	}
	switch n.Text {
	case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y":
		return true
	}
	return false
}

// set puts a value under a key: in the place of the old one, or at the end.
func set(m *node, key string, v *node) {
	if m == nil || v == nil {
		return
	}
	for i, k := range m.Keys {
		if k.Text == key {
			m.Items[i] = v
			return
		}
	}
	m.Keys, m.Items = append(m.Keys, text(v, key)), append(m.Items, v)
}

func remove(m *node, keys ...string) {
	if !isMap(m) {
		return
	}
	for i, k := range slices.Backward(m.Keys) {
		if slices.Contains(keys, k.Text) {
			m.Keys, m.Items = slices.Delete(m.Keys, i, i+1), slices.Delete(m.Items, i, i+1)
		}
	}
}

// path follows keys from map to map.
func path(n *node, keys ...string) *node {
	for _, k := range keys {
		n = n.Get(k)
	}
	return n
}

// child is the map under a key; it is made where there is none.
func child(m *node, key string) *node {
	c := m.Get(key)
	if !isMap(c) {
		c = made(m, source.Map)
		set(m, key, c)
	}
	return c
}

// clone copies a tree so that the copy can be changed.
func clone(n *node) *node {
	if n == nil {
		return nil
	}
	c := *n
	c.Keys, c.Items = slices.Clone(n.Keys), make([]*node, len(n.Items))
	for i, item := range n.Items {
		c.Items[i] = clone(item)
	}
	return &c
}

// picked makes a map of those of the named keys that a map has, in the order of the names.
func picked(from *node, keys ...string) *node {
	m := made(from, source.Map)
	for _, k := range keys {
		if v := from.Get(k); v != nil {
			set(m, k, v)
		}
	}
	return m
}

// each visits the entries of a map, and nothing of anything else.
func each(m *node, visit func(key string, v *node)) {
	if !isMap(m) {
		return
	}
	for i, k := range m.Keys {
		visit(k.Text, m.Items[i])
	}
}

// asList is the items of a list, or the one value that stands in its place.
func asList(n *node) []*node {
	switch {
	case isNull(n):
		return nil
	case n.Kind == source.List:
		return n.Items
	}
	return []*node{n}
}

// equal compares two trees as values.
func equal(a, b *node) bool {
	if isNull(a) || isNull(b) {
		return isNull(a) && isNull(b)
	}
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Items) != len(b.Items) {
		return false
	}
	if a.Kind == source.Map && !slices.EqualFunc(a.Keys, b.Keys, func(a, b *node) bool { return a.Text == b.Text }) {
		return slices.EqualFunc(sortedEntries(a), sortedEntries(b), func(a, b entry) bool { return a.key == b.key && equal(a.value, b.value) })
	}
	return slices.EqualFunc(a.Items, b.Items, equal)
}
