package drawing

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// frames puts the headings of zones and the frames of groups where their nodes are.
func (p *placing) frames() {
	for _, column := range p.columns {
		last := -2
		for _, c := range column {
			first, end := &p.d.Nodes[c.nodes[0]], &p.d.Nodes[c.nodes[len(c.nodes)-1]]
			if c.zone != last {
				last = c.zone
				if first.ID != "everything" {
					up := 12.0
					if c.frame {
						up = 36
					}
					p.d.Boxes = append(p.d.Boxes, Box{Title: first.Zone.Title(), X: first.X, Y: first.Y - up, W: first.W, Heading: true})
				}
			}
			if c.frame {
				p.d.Boxes = append(p.d.Boxes, Box{Title: short(c.title, first.W), X: first.X - 10, Y: first.Y - 24, W: first.W + 20, H: end.Y + end.H - first.Y + 34})
			}
		}
	}
}

// short is the name of a nested stack without those that it is nested in, where there is no room for all.
func short(title string, room float64) string {
	if float64(len([]rune(title)))*perSmall <= room {
		return title
	}
	return title[strings.LastIndexByte(title, '/')+1:]
}

// gap is room between two nodes of a column, where an edge can pass.
type gap struct{ y, half float64 }

// gaps are those of each column, from above the first node to below the last.
func (p *placing) gaps() [][]gap {
	out := make([][]gap, len(p.columns))
	for c, column := range p.columns {
		var nodes []int
		for _, cl := range column {
			nodes = append(nodes, cl.nodes...)
		}
		if len(nodes) == 0 {
			continue
		}
		first, last := &p.d.Nodes[nodes[0]], &p.d.Nodes[nodes[len(nodes)-1]]
		out[c] = append(out[c], gap{first.Y - 34, 6}) // above the heading of the zone
		for i := 1; i < len(nodes); i++ {
			a, b := &p.d.Nodes[nodes[i-1]], &p.d.Nodes[nodes[i]]
			room := b.Y - a.Y - a.H
			out[c] = append(out[c], gap{a.Y + a.H + room/2, max(room/2-3, 0)})
		}
		out[c] = append(out[c], gap{last.Y + last.H + 14, 6})
	}
	return out
}

// point is a place on an edge.
type point struct{ x, y float64 }

// paths draws the edges: curves that are level where they begin, end, and pass between the nodes of a column.
func (p *placing) paths() {
	gaps := p.gaps()
	for i := range p.d.Edges {
		e := &p.d.Edges[i]
		a, b := p.at[e.From], p.at[e.To]
		from, to := &p.d.Nodes[a], &p.d.Nodes[b]
		y1, y2 := from.Y+from.H/2, to.Y+to.H/2
		switch ca, cb := p.columnOf[a], p.columnOf[b]; {
		case ca == cb:
			e.Path = arc(point{from.X + from.W, y1}, point{to.X + to.W, y2})
		case ca < cb:
			e.Path = curve(p.between(gaps, ca, cb, point{from.X + from.W, y1}, point{to.X, y2}))
		default:
			e.Path = curve(p.between(gaps, ca, cb, point{from.X, y1}, point{to.X + to.W, y2}))
		}
	}
}

// between is the way of an edge, through the gaps of the columns that it passes.
func (p *placing) between(gaps [][]gap, from, to int, start, end point) []point {
	way := []point{start}
	step := 1
	if from > to {
		step = -1
	}
	for c := from + step; c != to; c += step {
		node := &p.d.Nodes[p.columns[c][0].nodes[0]]
		left, right := node.X, node.X+node.W
		level := start.y + (end.y-start.y)*((left+right)/2-start.x)/(end.x-start.x)
		y := pass(gaps[c], level)
		if step > 0 {
			way = append(way, point{left - 6, y}, point{right + 6, y})
		} else {
			way = append(way, point{right + 6, y}, point{left - 6, y})
		}
	}
	return append(way, end)
}

// pass is where an edge that comes along at a level gets through: in the nearest gap, as near as can be. Outside of all
// nodes there is room everywhere.
func pass(gaps []gap, level float64) float64 {
	if first, last := gaps[0], gaps[len(gaps)-1]; level < first.y || level > last.y {
		return level
	}
	i, _ := slices.BinarySearchFunc(gaps, level, func(g gap, y float64) int {
		if g.y < y {
			return -1
		}
		return 1
	})
	best := gaps[min(i, len(gaps)-1)]
	if i > 0 && level-gaps[i-1].y < best.y-level {
		best = gaps[i-1]
	}
	return min(max(level, best.y-best.half), best.y+best.half)
}

// curve goes through points, level at each.
func curve(way []point) string {
	var b strings.Builder
	b.WriteString("M" + number(way[0].x) + " " + number(way[0].y))
	for i := 1; i < len(way); i++ {
		a, z := way[i-1], way[i]
		if a.y == z.y {
			b.WriteString("H" + number(z.x))
			continue
		}
		bend := (z.x - a.x) / 2
		b.WriteString("C" + number(a.x+bend) + " " + number(a.y) + " " + number(z.x-bend) + " " + number(z.y) + " " + number(z.x) + " " + number(z.y))
	}
	return b.String()
}

// arc joins nodes of one column, on their right.
func arc(a, z point) string {
	out := 18 + min(math.Abs(z.y-a.y)/6, columnGap/2-10)
	return "M" + number(a.x) + " " + number(a.y) + "C" + number(a.x+out) + " " + number(a.y) + " " + number(z.x+out) + " " + number(z.y) + " " + number(z.x) + " " + number(z.y)
}

// number writes a coordinate to a tenth of a pixel.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}
