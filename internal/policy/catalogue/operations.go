package catalogue

import (
	"slices"
	"strings"
)

// operationTable is the decoded section of operations.
type operationTable struct {
	services []sdkEntry
	byName   map[string][]int // places in services by simplified name, the best first
}

type sdkEntry struct {
	name     string
	ids      []string // service id, signing name, endpoint prefix, further names; "" where there is none
	complete bool
	same     []Action // the actions that alone answer for the operation of their name, in order
	other    []Mapping
}

func decodeOperations(r *reader, n *nameTable) (*operationTable, error) {
	t := &operationTable{byName: make(map[string][]int)}
	services, ids, texts, other := r.lines(), r.lines(), r.lines(), r.lines()
	if len(services) != len(ids) {
		return nil, errData
	}
	counts := make([]int, len(services))
	for i, name := range services {
		e := sdkEntry{name: name, ids: strings.Split(ids[i], "\t"), complete: r.below(2) == 1}
		last := 0
		for range r.count() {
			if last += r.uint(); last >= len(n.actions) {
				return nil, errData
			}
			e.same = append(e.same, Action(last))
		}
		counts[i] = r.uint()
		t.services = append(t.services, e)
	}
	for i := range t.services {
		if counts[i] > len(other) {
			return nil, errData
		}
		for _, name := range other[:counts[i]] {
			m := Mapping{Service: services[i], Operation: name}
			readMapping(r, &m, texts, len(n.actions))
			t.services[i].other = append(t.services[i].other, m)
		}
		other = other[counts[i]:]
	}
	if err := r.err(); err != nil || len(other) > 0 {
		return nil, errData
	}
	t.index()
	return t, nil
}

// readMapping reads what one operation needs.
func readMapping(r *reader, m *Mapping, texts []string, actions int) {
	text := func() string {
		if i := r.below(len(texts)); !r.bad {
			return texts[i]
		}
		return ""
	}
	m.State = State(r.below(int(Undocumented) + 1)) //nolint:gosec // G115: three states
	m.Source = text()
	for range r.count() {
		need := Need{Action: Action(r.below(actions))}
		need.On = Target{TargetKind(r.below(int(Related) + 1)), text()} //nolint:gosec // G115: three kinds
		for range r.count() {
			test := r.below(2 * (int(Property) + 1))
			need.When = append(need.When, Condition{test%2 == 1, Test(test / 2), text(), text()}) //nolint:gosec // G115: bounded
		}
		m.Needs = append(m.Needs, need)
	}
}

// index fills byName: a service's own name counts more than the service id, that more than the names that services
// share.
func (t *operationTable) index() {
	add := func(name string, i int) {
		var buf [maxName]byte
		key, ok := simplify(name, &buf)
		if ok && len(key) > 0 && !slices.Contains(t.byName[string(key)], i) {
			t.byName[string(key)] = append(t.byName[string(key)], i)
		}
	}
	for i, s := range t.services {
		add(s.name, i)
	}
	for i, s := range t.services {
		add(s.ids[0], i)
	}
	for i, s := range t.services {
		for _, name := range s.ids[1:] {
			add(name, i)
		}
	}
}

// maxName bounds the names that are looked up; the longest in the catalogue is far shorter.
const maxName = 96

// simplify takes case and separators out of a service's name: "Cognito Identity Provider" and
// "cognito-identity-provider" are the same.
func simplify(name string, buf *[maxName]byte) (key []byte, ok bool) {
	key = buf[:0]
	for i := range len(name) {
		switch c := name[i]; c {
		case ' ', '-', '_', '.':
		default:
			if len(key) == len(buf) {
				return nil, false
			}
			key = append(key, lower(c))
		}
	}
	return key, true
}

// find returns the services of a name.
func (t *operationTable) find(name string) []int {
	var buf [maxName]byte
	key, ok := simplify(name, &buf)
	if !ok {
		return nil
	}
	return t.byName[string(key)]
}

// lookup finds an operation of a service in any spelling.
func (t *operationTable) lookup(service int, operation string) (Mapping, bool) {
	s := &t.services[service]
	if strings.IndexByte(operation, '_') >= 0 {
		operation = strings.ReplaceAll(operation, "_", "")
	}
	if i, ok := search(len(s.other), func(i int) string { return s.other[i].Operation }, operation); ok {
		return s.other[i], true
	}
	n := names()
	if i, ok := search(len(s.same), func(i int) string { return n.short(int(s.same[i])) }, operation); ok {
		a := s.same[i]
		return Mapping{Service: s.name, Operation: a.Name(), Needs: []Need{{Action: a}}}, true
	}
	return Mapping{}, false
}

func (t *operationTable) service(i int) SDKService {
	s := t.services[i]
	names := []string{s.name}
	for _, id := range s.ids {
		if id != "" && !slices.Contains(names, id) {
			names = append(names, id)
		}
	}
	return SDKService{Name: s.name, ID: s.ids[0], Complete: s.complete, Names: names, index: i}
}

// operationNames lists the operations of a service in order.
func (t *operationTable) operationNames(service int) []string {
	s := t.services[service]
	out := make([]string, 0, len(s.same)+len(s.other))
	for _, a := range s.same {
		out = append(out, a.Name())
	}
	for _, m := range s.other {
		out = append(out, m.Operation)
	}
	slices.SortFunc(out, compareFold)
	return out
}
