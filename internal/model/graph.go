package model

import (
	"slices"
	"strings"
)

// Graph answers where control and data can go in an application: it is the edges that a question
// follows, by where they begin.
type Graph struct {
	edges []Edge
	out   map[string][]int // by element: the edges that begin there, in their order
}

// NewGraph is the graph of the edges that a question follows.
func NewGraph(edges []Edge, follow func(Edge) bool) *Graph {
	g := &Graph{out: map[string][]int{}}
	for _, e := range edges {
		if follow(e) {
			g.out[e.From] = append(g.out[e.From], len(g.edges))
			g.edges = append(g.edges, e)
		}
	}
	return g
}

// Moves reports whether an edge makes something happen where it leads: it runs a function, sends a
// message or changes data. An edge of a grant on everything does not mean its end in particular and
// is left out, like one that only reads.
func (e Edge) Moves() bool {
	switch e.Kind {
	case EdgeInvokes, EdgeTriggers, EdgePublishes, EdgeWrites:
		return !e.Wide
	case EdgeReads, EdgeEgress, EdgeGuards:
	}
	return false
}

// Reach is everything that can be got to from one element.
type Reach struct {
	from string
	last map[string]Edge // by element: the last edge of the shortest way to it
}

// From answers what can be got to from an element.
func (g *Graph) From(id string) Reach {
	r := Reach{from: id, last: map[string]Edge{}}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		for _, i := range g.out[queue[0]] {
			e := g.edges[i]
			if _, seen := r.last[e.To]; !seen && e.To != id {
				r.last[e.To] = e
				queue = append(queue, e.To)
			}
		}
	}
	return r
}

// Has reports whether an element can be got to.
func (r Reach) Has(id string) bool {
	_, ok := r.last[id]
	return ok
}

// Way is the shortest way to an element, nil where there is none.
func (r Reach) Way(to string) []Edge {
	var way []Edge
	for to != r.from {
		e, ok := r.last[to]
		if !ok {
			return nil
		}
		way = append(way, e)
		to = e.From
	}
	slices.Reverse(way)
	return way
}

// maxVisits is how many edges a search for cycles looks at: enough for the largest application seen,
// a second's work for one that is made to be large.
const maxVisits = 500_000

// Cycles are the ways that lead back to where they begin: for every edge that is on one, the shortest
// through it, and of those that visit the same elements one. What comes in by one edge may be unable to leave by
// another (a filter keeps it back): joins answers that. The search is not complete where the graph is
// too large for it.
func (g *Graph) Cycles(joins func(in, out Edge) bool) (cycles [][]Edge, complete bool) {
	search := cycleSearch{g: g, joins: joins, left: maxVisits}
	seen := map[string]bool{}
	for start := range g.edges {
		cycle := search.through(start)
		if search.left <= 0 {
			return cycles, false
		}
		if len(cycle) == 0 {
			continue
		}
		way := make([]Edge, len(cycle))
		for i, edge := range cycle {
			way[i] = g.edges[edge]
		}
		if key := cycleKey(way); !seen[key] {
			seen[key] = true
			cycles = append(cycles, way)
		}
	}
	return cycles, true
}

// cycleSearch looks for the shortest cycle through an edge.
type cycleSearch struct {
	g     *Graph
	joins func(in, out Edge) bool
	left  int // edges that may still be looked at
}

func (s *cycleSearch) through(start int) []int {
	first := s.g.edges[start]
	before := map[int]int{start: -1} // by edge: the one before it
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		in := s.g.edges[at]
		if in.To == first.From && s.joins(in, first) {
			var cycle []int
			for ; at >= 0; at = before[at] {
				cycle = append(cycle, at)
			}
			slices.Reverse(cycle)
			return cycle
		}
		for _, next := range s.g.out[in.To] {
			if s.left--; s.left <= 0 {
				return nil
			}
			if _, seen := before[next]; !seen && s.joins(in, s.g.edges[next]) {
				before[next] = at
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// cycleKey is the same for ways that visit the same elements.
func cycleKey(way []Edge) string {
	ids := make([]string, len(way))
	for i, e := range way {
		ids[i] = e.From
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), "\x00")
}
