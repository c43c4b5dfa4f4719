package compare

import "slices"

// walk visits every state that a machine can reach by reading something behind a prefix, each once with a word that leads
// to it, until visit answers that it is enough. Where one of the needed strands cannot match any more it goes no further.
// It answers false when the budget ends before the walk does.
func (m *machine) walk(prefix []token, need []int, visit func(word func() []token, accepted []bool) (enough bool)) bool {
	type node struct {
		parent int32
		letter token
		state  []int32
	}
	nodes := []node{{parent: -1, state: m.run(prefix)}}
	seen := map[string]bool{} // the start is not in it: a state like it may be reached by reading
	stack := []int32{0}
	for len(stack) > 0 {
		if *m.steps <= 0 {
			return false
		}
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		of := nodes[at]
		if at > 0 {
			word := func() []token {
				var out []token
				for i := at; i > 0; i = nodes[i].parent {
					out = append(out, nodes[i].letter)
				}
				slices.Reverse(out)
				return append(slices.Clip(prefix), out...)
			}
			if visit(word, m.accepts(of.state)) {
				return true
			}
		}
		for _, letter := range slices.Backward(m.letters(of.state)) {
			state := m.next(of.state, letter)
			if slices.ContainsFunc(need, func(i int) bool { return !m.alive(state, i) }) {
				continue
			}
			k := key(state)
			if seen[k] {
				continue
			}
			seen[k] = true
			stack = append(stack, int32(len(nodes))) //nolint:gosec // the budget keeps them few
			nodes = append(nodes, node{at, letter, state})
		}
	}
	return true
}

// key is a state as the key of a map.
func key(state []int32) string {
	out := make([]byte, 0, len(state)*3)
	for _, place := range state {
		out = append(out, byte(place), byte(place>>8), byte(place>>16), byte(place>>24)) //nolint:gosec // its bytes
	}
	return string(out)
}
