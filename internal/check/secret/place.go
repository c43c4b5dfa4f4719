package secret

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// place is where a secret is written within an element.
type place struct {
	path  []string
	name  string // under which it stands
	value model.Value
	kind  string
}

// label names a place in a message: its last parts, which say enough and are not too long.
func (p place) label() string {
	path := p.names()
	if n := len(path); n > 0 && strings.EqualFold(path[n-1], "Value") {
		path[n-1] = p.name
	}
	const most = 3
	if len(path) > most {
		path = path[len(path)-most:]
	}
	return strings.Join(path, ".")
}

// names is the path without the places in lists, which change when something is put before them.
func (p place) names() []string {
	return slices.DeleteFunc(slices.Clone(p.path), func(part string) bool { _, err := strconv.Atoi(part); return err == nil })
}

// placesIn are the places within a value where a secret is written, a place once. What leave says is not
// gone into.
func placesIn(v model.Value, leave func(path []string) bool) []place {
	var out []place
	seen := map[model.Location]bool{}
	var walk func(name string, path []string, v model.Value)
	walk = func(name string, path []string, v model.Value) {
		if leave != nil && leave(path) {
			return
		}
		switch v.Kind() {
		case model.String, model.Template, model.Number:
			if kind, found := judge(name, v); found && !seen[v.At] {
				seen[v.At] = true
				out = append(out, place{path: slices.Clone(path), name: name, value: v, kind: kind})
			}
		case model.Map:
			for _, f := range v.Fields() {
				walk(nameIn(v, f.Key), append(path, f.Key), f.Value)
			}
		case model.List:
			for i, item := range v.Items() {
				walk(name, append(path, strconv.Itoa(i)), item)
			}
		case model.Unknown:
			for _, option := range v.Options() {
				walk(name, path, option)
			}
		case model.Absent, model.Null, model.Bool, model.Reference:
		}
	}
	walk("", nil, v)
	return out
}

// matches reports whether a path is that of a pattern, in which a star is any one part.
func matches(pattern string, path []string) bool {
	parts := strings.Split(pattern, ".")
	if len(parts) != len(path) {
		return false
	}
	for i, part := range parts {
		if part != "*" && part != path[i] {
			return false
		}
	}
	return true
}
