package catalogue

import "strings"

// nameTable is the decoded section of names: services in the order of their prefixes, actions in the order of service
// and lower-case name.
type nameTable struct {
	pins     string   // sources.json as it was when the data was made
	prefixes []string // of each service, sorted
	titles   []string // of each service
	first    []int    // the first action of each service, and one past the last action
	actions  []string // "s3:GetObject"
	colon    []uint8  // where the prefix of an action ends
	levels   []byte
}

func decodeNames(r *reader) (*nameTable, error) {
	t := &nameTable{pins: string(r.bytes()), prefixes: r.lines(), titles: r.lines()}
	total := 0
	for range t.prefixes {
		t.first = append(t.first, total)
		total += r.count()
	}
	t.first = append(t.first, total)
	short := r.lines()
	t.levels = r.bytes()
	if err := r.err(); err != nil {
		return nil, err
	}
	if len(t.titles) != len(t.prefixes) || len(short) != total || len(t.levels) != total {
		return nil, errData
	}
	t.join(short)
	return t, nil
}

// join writes the full names into one string and cuts them out of it.
func (t *nameTable) join(short []string) {
	size := 0
	for s, prefix := range t.prefixes {
		for _, name := range short[t.first[s]:t.first[s+1]] {
			size += len(prefix) + 1 + len(name)
		}
	}
	var text strings.Builder
	text.Grow(size)
	for s, prefix := range t.prefixes {
		for _, name := range short[t.first[s]:t.first[s+1]] {
			text.WriteString(prefix)
			text.WriteByte(':')
			text.WriteString(name)
		}
	}
	all := text.String()
	t.actions = make([]string, 0, len(short))
	t.colon = make([]uint8, 0, len(short))
	for s, prefix := range t.prefixes {
		for _, name := range short[t.first[s]:t.first[s+1]] {
			n := len(prefix) + 1 + len(name)
			t.actions = append(t.actions, all[:n])
			t.colon = append(t.colon, uint8(min(len(prefix), 255)))
			all = all[n:]
		}
	}
}

// service finds a service by its prefix, whatever the case.
func (t *nameTable) service(prefix string) (int, bool) {
	return search(len(t.prefixes), func(i int) string { return t.prefixes[i] }, prefix)
}

// action finds an action of a service by its name, whatever the case.
func (t *nameTable) action(service int, name string) (int, bool) {
	first := t.first[service]
	i, ok := search(t.first[service+1]-first, func(i int) string { return t.short(first + i) }, name)
	return first + i, ok
}

// short is the name of an action without its prefix.
func (t *nameTable) short(action int) string {
	return t.actions[action][int(t.colon[action])+1:]
}

// search is a binary search over n names sorted by their lower-case spelling. It returns the place of the name, or the
// place where it would be.
func search(n int, at func(int) string, name string) (int, bool) {
	low, high := 0, n
	for low < high {
		middle := low + (high-low)/2
		if compareFold(at(middle), name) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, low < n && compareFold(at(low), name) == 0
}
