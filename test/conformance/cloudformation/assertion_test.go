package cloudformation_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// assertion is one expected fact; exactly one of its fields beside Path is set.
type assertion struct {
	Path     string          `json:"path"`
	Equals   json.RawMessage `json:"equals"`
	In       json.RawMessage `json:"in"`
	Contains json.RawMessage `json:"contains"`
	Absent   bool            `json:"absent"`
	Unknown  json.RawMessage `json:"unknown"`
}

// holds reports whether the assertion is true of a value, and says what it asks for.
func (a assertion) holds(got any, found bool) (want string, ok bool) {
	switch {
	case a.Absent:
		return "absent", !found || got == nil
	case a.Equals != nil:
		return string(a.Equals), found && equal(parse(a.Equals), got)
	case a.In != nil:
		list, _ := parse(a.In).([]any)
		in := slices.ContainsFunc(list, func(w any) bool { return equal(w, got) })
		return "one of " + string(a.In), in
	case a.Contains != nil:
		return "contains " + string(a.Contains), found && contains(got, parse(a.Contains))
	case a.Unknown != nil:
		return "unknown, " + string(a.Unknown), found && isUnknown(got, parse(a.Unknown))
	}
	return "an assertion", false
}

func isUnknown(got, reasons any) bool {
	object, ok := got.(map[string]any)
	if !ok {
		return false
	}
	reason, ok := object["$unknown"].(string)
	if !ok {
		return false
	}
	names := func(text any) bool { return strings.Contains(reason, fmt.Sprint(text)) }
	if list, ok := reasons.([]any); ok {
		return slices.ContainsFunc(list, names)
	}
	return names(reasons)
}

// equal compares scalars as text: CloudFormation converts between them as a property needs.
func equal(want, got any) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || len(w) != len(g) {
			return false
		}
		return contains(got, want)
	case []any:
		g, ok := got.([]any)
		return ok && slices.EqualFunc(w, g, equal)
	case nil:
		return got == nil
	default:
		switch got.(type) {
		case map[string]any, []any, nil:
			return false
		}
		return fmt.Sprint(want) == fmt.Sprint(got) || sameNumber(want, got)
	}
}

func sameNumber(want, got any) bool {
	w, ok := want.(json.Number)
	g, also := got.(json.Number)
	if !ok || !also {
		return false
	}
	x, err := w.Float64()
	y, failed := g.Float64()
	return err == nil && failed == nil && x == y
}

// contains is equality of the wanted fields in an object, an item in a list, a part of a text.
func contains(got, want any) bool {
	switch g := got.(type) {
	case map[string]any:
		w, ok := want.(map[string]any)
		if !ok {
			return false
		}
		for key, value := range w {
			if have, ok := g[key]; !ok || !equal(value, have) {
				return false
			}
		}
		return true
	case []any:
		return slices.ContainsFunc(g, func(item any) bool {
			_, object := item.(map[string]any)
			return equal(want, item) || object && contains(item, want)
		})
	case string:
		w, ok := want.(string)
		return ok && strings.Contains(g, w)
	default:
		return false
	}
}

var step = regexp.MustCompile(`^(?:\.?([^.\[\]]+)|\[([^\]]+)\])`)

// lookup follows a path through a document.
func lookup(document any, path string) (value any, found bool) {
	if rest, ok := strings.CutPrefix(path, "all."); ok {
		document, path = together(document), rest
	}
	value = document
	for path != "" {
		m := step.FindStringSubmatch(path)
		if m == nil {
			return nil, false
		}
		path = path[len(m[0]):]
		if m[2] != "" {
			value, found = pick(value, m[2])
		} else {
			value, found = field(value, m[1])
		}
		if !found {
			return nil, false
		}
	}
	return value, true
}

func field(value any, key string) (any, bool) {
	switch v := value.(type) {
	case map[string]any:
		got, ok := v[key]
		return got, ok
	case []any:
		return json.Number(strconv.Itoa(len(v))), key == "#"
	}
	return json.Number("0"), key == "#" && value == nil
}

// pick is the item of a list that a selector names, or the field of an object in quotes.
func pick(value any, selector string) (any, bool) {
	if key, err := strconv.Unquote(selector); err == nil {
		return field(value, key)
	}
	list, ok := value.([]any)
	if !ok {
		return nil, false
	}
	if n, err := strconv.Atoi(selector); err == nil {
		if n < 0 || n >= len(list) {
			return nil, false
		}
		return list[n], true
	}
	for _, item := range list {
		if selected(item, selector) {
			return item, true
		}
	}
	return nil, false
}

func selected(item any, selector string) bool {
	object, ok := item.(map[string]any)
	if !ok {
		return false
	}
	for condition := range strings.SplitSeq(selector, "&") {
		key, want, _ := strings.Cut(condition, "=")
		if got, ok := object[key]; !ok || !equal(want, got) {
			return false
		}
	}
	return true
}

// together joins the lists of all applications of a document.
func together(document any) any {
	all := map[string]any{}
	apps, _ := field(document, "apps")
	list, _ := apps.([]any)
	for _, app := range list {
		fields, _ := app.(map[string]any)
		for key, value := range fields {
			if items, ok := value.([]any); ok {
				have, _ := all[key].([]any)
				all[key] = append(have, items...)
			}
		}
	}
	return all
}

func decode(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var document any
	err := decoder.Decode(&document)
	return document, err
}

func parse(raw json.RawMessage) any {
	value, err := decode(raw)
	if err != nil {
		return nil
	}
	return value
}

func show(value any, found bool) string {
	if !found {
		return "nothing there"
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	const most = 400
	if len(text) > most {
		return string(text[:most]) + "..."
	}
	return string(text)
}

func TestPathsAndAssertions(t *testing.T) {
	document, err := decode([]byte(`{"apps": [
		{"items": [{"id": "a#1", "kind": "x", "n": 1e3}, {"id": "a#1", "kind": "y", "list": [{"k": 1, "l": 2}]}]},
		{"items": [{"id": "b.yaml#2", "a.b": "text", "why": {"$unknown": "parameter P has no default"}}]}
	]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		assertion string
		want      bool
	}{
		{`{"path": "apps.#", "equals": 2}`, true},
		{`{"path": "apps[0].items[id=a#1&kind=y].list", "contains": {"k": 1}}`, true},
		{`{"path": "apps[0].items[id=a#1&kind=y].list", "contains": {"k": 2}}`, false},
		{`{"path": "apps[0].items[0].n", "equals": 1000}`, true},
		{`{"path": "apps[0].items[0].kind", "in": ["w", "x"]}`, true},
		{`{"path": "all.items.#", "equals": 3}`, true},
		{`{"path": "all.items[id=b.yaml#2][\"a.b\"]", "contains": "ex"}`, true},
		{`{"path": "all.items[id=b.yaml#2].why", "unknown": ["Q", "parameter P"]}`, true},
		{`{"path": "all.items[id=b.yaml#2].why", "unknown": "Q"}`, false},
		{`{"path": "all.items[id=c]", "absent": true}`, true},
		{`{"path": "all.items[id=c].codePath", "in": ["", null]}`, true},
		{`{"path": "all.items[id=c].x", "equals": null}`, false},
	} {
		var a assertion
		if err := json.Unmarshal([]byte(c.assertion), &a); err != nil {
			t.Fatal(err)
		}
		got, found := lookup(document, a.Path)
		if _, ok := a.holds(got, found); ok != c.want {
			t.Errorf("%s: %v, want %v (got %s)", c.assertion, ok, c.want, show(got, found))
		}
	}
}
