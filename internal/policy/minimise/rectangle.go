package minimise

import (
	"slices"
)

// rectangle is some actions on some resources: a statement.
type rectangle struct{ rows, columns set }

// rectangles are few that say all that is needed and nothing that is not granted. To find the fewest is hard in general
// (it is covering a bipartite graph by bicliques), so the shortest of three ways is taken: a statement for each resource,
// one for each action, both where several have the same, and greedily the largest statements that say most that is new.
// Where two are as short, the former is the easier to read.
func (g *grid) rectangles() []rectangle {
	best := g.byColumn()
	for _, other := range [][]rectangle{g.byRow(), g.greedy()} {
		if other != nil && g.size(other) < g.size(best) {
			best = other
		}
	}
	return best
}

// byRow are the actions that are needed on the same resources together.
func (g *grid) byRow() []rectangle {
	var out []rectangle
	for r, columns := range g.needed {
		if columns.len() == 0 {
			continue
		}
		at := slices.IndexFunc(out, func(o rectangle) bool { return slices.Equal(o.columns, columns) })
		if at < 0 {
			at = len(out)
			out = append(out, rectangle{newSet(len(g.rows)), columns})
		}
		out[at].rows.add(r)
	}
	return out
}

// byColumn are the resources that the same actions are needed on together.
func (g *grid) byColumn() []rectangle {
	turned := grid{rows: g.columns, columns: g.rows, needed: turn(g.needed, len(g.rows), len(g.columns))}
	out := turned.byRow()
	for i := range out {
		out[i].rows, out[i].columns = out[i].columns, out[i].rows
	}
	return out
}

func turn(fields []set, rows, columns int) []set {
	out := make([]set, columns)
	for c := range out {
		out[c] = newSet(rows)
		for r := range fields {
			if fields[r].has(c) {
				out[c].add(r)
			}
		}
	}
	return out
}

// maxCandidates bounds the rectangles that are looked at; maxGreedy the fields of a grid that they are looked for in.
const (
	maxCandidates = 2048
	maxGreedy     = 1 << 14
)

// greedy takes the largest rectangles, one after the other, by what each says that is new for its length.
func (g *grid) greedy() []rectangle {
	if len(g.rows)*len(g.columns) > maxGreedy {
		return nil
	}
	candidates := g.largest()
	missing := make([]set, len(g.needed))
	for r := range missing {
		missing[r] = slices.Clone(g.needed[r])
	}
	for out := []rectangle{}; ; {
		var best rectangle
		news, size := 0, 1
		for _, c := range candidates {
			trimmed, fields := trim(c, missing)
			if fields == 0 {
				continue
			}
			if s := g.size([]rectangle{trimmed}); news == 0 || fields*size > news*s {
				best, news, size = trimmed, fields, s
			}
		}
		if news == 0 {
			return out
		}
		for r := range missing {
			if best.rows.has(r) {
				missing[r].remove(best.columns)
			}
		}
		out = append(out, best)
	}
}

// trim leaves out the rows and columns in which a rectangle says nothing that is missing. It answers how many fields it says
// that are.
func trim(c rectangle, missing []set) (out rectangle, fields int) {
	out = rectangle{newSet(len(missing)), newSet(64 * len(c.columns))}
	for r := range missing {
		if !c.rows.has(r) {
			continue
		}
		if of := missing[r].and(c.columns); of.len() > 0 {
			out.rows.add(r)
			out.columns.join(of)
			fields += of.len()
		}
	}
	return out, fields
}

// largest are rectangles that cannot be extended: those of a row, which say everything, and of what two rows have in common.
func (g *grid) largest() []rectangle {
	var out []rectangle
	seen := map[string]bool{}
	for distance := range g.granted {
		for i := range len(g.granted) - distance {
			columns := g.granted[i].and(g.granted[i+distance])
			key := columns.key()
			if seen[key] || columns.len() == 0 {
				continue
			}
			if seen[key] = true; len(out) == maxCandidates {
				return out
			}
			rows := newSet(len(g.rows))
			for r := range g.granted {
				if columns.within(g.granted[r]) {
					rows.add(r)
				}
			}
			out = append(out, rectangle{rows, columns})
		}
	}
	return out
}

func (s set) key() string {
	out := make([]byte, 0, 8*len(s))
	for _, word := range s {
		for range 8 {
			out = append(out, byte(word))
			word >>= 8
		}
	}
	return string(out)
}

// perStatement is what a statement more costs a reader, in characters.
const perStatement = 60

// size is about how long the statements of rectangles are to read.
func (g *grid) size(of []rectangle) int {
	n := 0
	for _, r := range of {
		n += statementSize + perStatement + g.conditions
		for i := range g.rows {
			if r.rows.has(i) {
				n += valueSize(g.rows[i].value) + 1
			}
		}
		for i := range g.columns {
			if r.columns.has(i) {
				n += valueSize(g.columns[i].value) + 1
			}
		}
	}
	return n
}
