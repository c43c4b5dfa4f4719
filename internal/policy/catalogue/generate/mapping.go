package main

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// The states of an operation, numbered as the catalogue does.
const (
	stateMapped = iota
	stateFree   // needs no permission
	stateUnknown
)

// mapping says what one operation needs.
type mapping struct {
	operation string
	state     int
	same      int // the action of the same name when that is all, or -1
	needs     []need
	source    string
}

// mapper joins the operations of a service with the actions and the rows of the hand-made table.
type mapper struct {
	actions map[string]int // numbers by lower-case full name
	names   []string       // full names by number
	rows    []row
	used    map[int]bool // lines of rows that applied to something
}

// service is how services.tsv describes an SDK service.
type service struct {
	model    *sdkModel
	prefix   string // of its actions; "" when the catalogue has none
	method   bool   // an operation's action is its HTTP method, unless there is one of the same name
	complete bool   // the table is complete for it
	aliases  []string
}

// operations maps every operation of a service.
func (m *mapper) operations(s service) ([]mapping, error) {
	names := slices.SortedFunc(maps.Keys(s.model.Operations), func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	var out []mapping
	var problems []error
	for _, name := range names {
		one, err := m.operation(s, name)
		problems = append(problems, err)
		out = append(out, one)
	}
	return out, errors.Join(problems...)
}

func (m *mapper) operation(s service, name string) (mapping, error) {
	out := mapping{operation: name, same: -1}
	fallback, hasDefault := m.fallback(s, name)
	replaced, named := false, false
	for _, r := range m.rows {
		if r.cell(0) != s.model.name {
			continue
		}
		applies, exact := covers(r.cell(1), name)
		if !applies {
			continue
		}
		n, state, extra, err := m.need(s, r)
		if err != nil {
			return mapping{}, fmt.Errorf("%s: %w", r, err)
		}
		if missing := slices.IndexFunc(n.parameters(), func(p string) bool { return !s.model.has(name, p) }); missing >= 0 {
			if exact {
				return mapping{}, fmt.Errorf("%s: %s has no parameter %s", r, name, n.parameters()[missing])
			}
			continue // a pattern speaks of the operations that have the parameters
		}
		if state == stateMapped && !exact && hasDefault && n.action == fallback {
			continue // nor does it add an action to the operation of that name
		}
		if !exact && out.state != stateMapped {
			continue // or to one that has none
		}
		m.used[r.line] = true
		if out.source == "" || !extra {
			out.source = r.cell(5)
		}
		replaced = replaced || !extra
		if state != stateMapped {
			out.state, out.needs = state, nil
			continue
		}
		named = named || exact
		out.needs = append(out.needs, n)
	}
	if out.state != stateMapped && named {
		return mapping{}, fmt.Errorf("%s %s both needs permissions and does not", s.model.name, name)
	}
	switch {
	case replaced:
	case hasDefault && len(out.needs) == 0 && m.names[fallback] == s.prefix+":"+name:
		out.same = fallback
	case hasDefault:
		out.needs = slices.Insert(out.needs, 0, need{action: fallback})
	case s.complete:
		return mapping{}, fmt.Errorf("%s %s has no action of its name and no row, and the table claims to be complete", s.model.name, name)
	default:
		out = mapping{operation: name, same: -1, state: stateUnknown}
	}
	return out, nil
}

// fallback is the action that an operation needs when no row replaces it.
func (m *mapper) fallback(s service, name string) (int, bool) {
	if id, ok := m.actions[strings.ToLower(s.prefix+":"+name)]; ok {
		return id, true
	}
	if !s.method {
		return 0, false
	}
	id, ok := m.actions[strings.ToLower(s.prefix+":"+s.model.Operations[name].HTTP.Method)]
	return id, ok
}

// need reads the action, when and on cells of a row.
func (m *mapper) need(s service, r row) (n need, state int, extra bool, err error) {
	action, extra := strings.CutPrefix(r.cell(2), "+")
	switch action {
	case "none":
		return need{}, stateFree, extra, nil
	case "unknown":
		return need{}, stateUnknown, extra, nil
	}
	if !strings.Contains(action, ":") {
		action = s.prefix + ":" + action
	}
	id, ok := m.actions[strings.ToLower(action)]
	if !ok {
		return need{}, 0, false, fmt.Errorf("there is no action %s", action)
	}
	if m.names[id] != action {
		return need{}, 0, false, fmt.Errorf("action %s is spelled %s", action, m.names[id])
	}
	n.action = id
	if n.when, err = parseWhen(r.cell(3)); err != nil {
		return need{}, 0, false, err
	}
	n.target, n.relation, err = parseTarget(r.cell(4))
	return n, stateMapped, extra, err
}

// covers reports whether a cell of operations (names or patterns joined by commas) covers one, and whether by its name.
func covers(cell, operation string) (applies, exact bool) {
	for p := range strings.SplitSeq(cell, ",") {
		if p == operation {
			return true, true
		}
		if ok, err := path.Match(p, operation); err == nil && ok {
			applies = true
		}
	}
	return applies, false
}
