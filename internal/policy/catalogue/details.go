package catalogue

import "strings"

// detailTable is the decoded section of resource types and condition keys.
type detailTable struct {
	keys      []keyEntry
	globals   int // the global keys are the last of keys; this is the first of them
	ofService [][]ConditionKey
	sets      [][]ConditionKey
	types     []typeEntry
	firstType []int // of each service, and one past the last
	shapes    [][]useEntry
	shape     []int // of each action
	set       []int // of each action: its own condition keys
	byARN     map[string][]ResourceType
}

type keyEntry struct {
	name string
	kind ConditionType
}

type typeEntry struct {
	name    string
	forms   []arnForm
	set     int
	service int
}

type arnForm struct {
	text    string
	exclude byte // separators that the last placeholder cannot span
}

type useEntry struct {
	local    int // the type's place in its service
	required bool
	set      int
}

func decodeDetails(r *reader, n *nameTable) (*detailTable, error) {
	t := &detailTable{byARN: make(map[string][]ResourceType)}
	t.readKeys(r, len(n.prefixes))
	t.readSets(r)
	t.readTypes(r, len(n.prefixes))
	t.readShapes(r)
	for s := 0; s < len(n.prefixes) && !r.bad; s++ {
		shape, set := 0, 0
		for range n.first[s+1] - n.first[s] {
			shape, set = r.step(shape, len(t.shapes)), r.step(set, len(t.sets))
			t.shape = append(t.shape, shape)
			t.set = append(t.set, set)
		}
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	if !t.consistent(n) {
		return nil, errData
	}
	t.index()
	return t, nil
}

func (t *detailTable) readKeys(r *reader, services int) {
	globals := r.uint()
	lines, kinds := r.lines(), r.bytes()
	if len(lines) != len(kinds) || globals > len(lines) {
		r.bad = true
		return
	}
	for i, name := range lines {
		t.keys = append(t.keys, keyEntry{name, ConditionType(kinds[i])})
	}
	t.globals = len(t.keys) - globals
	for range services {
		list := make([]ConditionKey, r.count())
		last := 0
		for i := range list {
			last = r.step(last, t.globals)
			list[i] = ConditionKey(last)
		}
		t.ofService = append(t.ofService, list)
	}
}

func (t *detailTable) readSets(r *reader) {
	t.sets = append(t.sets, nil)
	for range r.count() {
		set := make([]ConditionKey, r.count())
		last := 0
		for i := range set {
			if last += r.uint(); last >= len(t.keys) {
				r.bad = true
				return
			}
			set[i] = ConditionKey(last)
		}
		t.sets = append(t.sets, set)
	}
}

func (t *detailTable) readTypes(r *reader, services int) {
	typeNames, arns := r.lines(), r.lines()
	if len(typeNames) != len(arns) {
		r.bad = true
		return
	}
	t.firstType = append(t.firstType, 0)
	for s := range services {
		for range r.count() {
			i := len(t.types)
			if i >= len(arns) {
				r.bad = true
				return
			}
			t.types = append(t.types, typeEntry{name: typeNames[i], forms: arnForms(arns[i]), service: s})
		}
		t.firstType = append(t.firstType, len(t.types))
	}
	for s := range services {
		set := 0
		for i := t.firstType[s]; i < t.firstType[s+1]; i++ {
			for f := range t.types[i].forms {
				t.types[i].forms[f].exclude = byte(r.below(4)) //nolint:gosec // G115: two bits
			}
			set = r.step(set, len(t.sets))
			t.types[i].set = set
		}
	}
}

func (t *detailTable) readShapes(r *reader) {
	for range r.count() {
		uses := make([]useEntry, r.count())
		for i := range uses {
			typ := r.uint()
			uses[i] = useEntry{local: typ / 2, required: typ%2 == 1, set: r.below(len(t.sets))}
		}
		t.shapes = append(t.shapes, uses)
	}
}

// consistent checks what indexes across tables: afterwards no look-up can leave them.
func (t *detailTable) consistent(n *nameTable) bool {
	if len(t.firstType) != len(n.prefixes)+1 || len(t.shape) != len(n.actions) || len(t.ofService) != len(n.prefixes) {
		return false
	}
	for s := range n.prefixes {
		count := t.firstType[s+1] - t.firstType[s]
		for a := n.first[s]; a < n.first[s+1]; a++ {
			for _, u := range t.shapes[t.shape[a]] {
				if u.local >= count {
					return false
				}
			}
		}
	}
	return true
}

// index groups the resource types by the service that their ARNs name, "" when that is a placeholder.
func (t *detailTable) index() {
	for i, e := range t.types {
		named := ""
		if parts, ok := segments(e.forms[0].text); ok && parts[2] != "" && parts[2][0] != '$' {
			named = parts[2]
		}
		t.byARN[named] = append(t.byARN[named], ResourceType(i))
	}
}

// arnForms cuts the forms of a type apart.
func arnForms(text string) []arnForm {
	var out []arnForm
	for form := range strings.SplitSeq(text, "\t") {
		out = append(out, arnForm{text: form})
	}
	return out
}
