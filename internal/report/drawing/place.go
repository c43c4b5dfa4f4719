package drawing

import (
	"cmp"
	"math"
	"slices"
)

// The measures of a drawing, in pixels.
const (
	rowHeight   = 38.0
	rowGap      = 10.0
	groupGap    = 20.0 // between groups that have no frame
	frameGap    = 46.0 // between groups that have one, for its heading
	zoneGap     = 40.0
	columnGap   = 104.0
	margin      = 28.0
	headingRoom = 46.0 // above the first row, for the names of the zones
	narrowNode  = 132.0
	wideNode    = 270.0
	nodePadding = 46.0 // for the icon
	perRune     = 8.2  // of the label, at 12.5 px
	perSmall    = 6.0  // of the note
)

// Place says where the nodes of a drawing stand and how its edges run. The zones are its columns, so what is left is
// in which order the nodes of a column stand, and how far apart: nodes go where their neighbours are, and groups stay
// together (layers as in Sugiyama, Tagawa and Toda 1981; the order by barycentres, the places by least squares).
func Place(d *Drawing) {
	p := newPlacing(d)
	p.settle()
	p.columnsApart()
	p.frames()
	p.paths()
}

// placing is the work on one drawing.
type placing struct {
	d         *Drawing
	at        map[string]int
	columns   [][]*cluster // by column, in order
	columnOf  []int        // by node
	neighbour [][]link     // by node, in other columns
}

// link is an edge as one of its ends sees it.
type link struct {
	node   int
	weight float64
}

// cluster is nodes of a column that stand together.
type cluster struct {
	zone  int // rank of its zone in the column
	title string
	frame bool
	nodes []int
	want  float64
}

func newPlacing(d *Drawing) *placing {
	p := &placing{d: d, at: d.index(), columnOf: make([]int, len(d.Nodes)), neighbour: make([][]link, len(d.Nodes))}
	used := make([]bool, len(columns))
	zones := map[Zone][2]int{}
	for c, list := range columns {
		for rank, zone := range list {
			zones[zone] = [2]int{c, rank}
		}
	}
	for i := range d.Nodes {
		p.columnOf[i] = zones[d.Nodes[i].Zone][0]
		used[p.columnOf[i]] = true
	}
	compact := make([]int, len(columns))
	n := 0
	for c := range columns {
		compact[c] = n
		if used[c] {
			n++
		}
	}
	p.columns = make([][]*cluster, n)
	type key struct {
		zone  Zone
		group string
	}
	clusters := map[key]*cluster{}
	for i := range d.Nodes {
		node := &d.Nodes[i]
		p.columnOf[i] = compact[p.columnOf[i]]
		k := key{node.Zone, node.Group}
		c := clusters[k]
		if c == nil {
			c = &cluster{zone: zones[node.Zone][1], title: node.Group}
			if node.ID == "everything" {
				c.zone = -1 // above the zones: it means what is in all of them
			}
			clusters[k] = c
			p.columns[p.columnOf[i]] = append(p.columns[p.columnOf[i]], c)
		}
		c.nodes = append(c.nodes, i)
	}
	p.sizes()
	p.frameOf()
	for _, e := range d.Edges {
		from, to := p.at[e.From], p.at[e.To]
		if p.columnOf[from] == p.columnOf[to] {
			continue
		}
		weight := 1.0
		if e.Kinds[0] == RunsAs {
			weight = 3 // side by side where that can be
		}
		p.neighbour[from] = append(p.neighbour[from], link{to, weight})
		p.neighbour[to] = append(p.neighbour[to], link{from, weight})
	}
	return p
}

// frameOf decides which groups get a frame: those of functions, where there are several.
func (p *placing) frameOf() {
	for _, column := range p.columns {
		several := len(column) > 1
		for _, c := range column {
			node := &p.d.Nodes[c.nodes[0]]
			c.frame = several && node.Zone == ZoneFunction && node.Kind != KindGroup
		}
	}
}

// sizes makes all nodes of a column as wide as the widest needs.
func (p *placing) sizes() {
	width := make([]float64, len(p.columns))
	for i := range p.d.Nodes {
		n := &p.d.Nodes[i]
		room := max(float64(len([]rune(n.Label)))*perRune, float64(len([]rune(n.Note)))*perSmall) + nodePadding
		if len(n.Found) > 0 {
			room += 34
		}
		c := p.columnOf[i]
		width[c] = max(width[c], min(max(math.Ceil(room), narrowNode), wideNode))
	}
	for i := range p.d.Nodes {
		n := &p.d.Nodes[i]
		n.W, n.H = width[p.columnOf[i]], rowHeight
	}
}

// rounds is how often the columns are gone through: after that nothing gets better in the applications looked at.
const rounds = 14

// settle orders and places the nodes, from the left and from the right in turn, and keeps the best.
func (p *placing) settle() {
	for c := range p.columns {
		p.stack(c, nil)
	}
	best, least := p.snapshot(), p.cost()
	for round := range rounds {
		for i := range p.columns {
			c := i
			if round%2 == 1 {
				c = len(p.columns) - 1 - i
			}
			p.arrange(c)
		}
		if cost := p.cost(); cost < least {
			best, least = p.snapshot(), cost
		}
	}
	p.restore(best)
	for c := range p.columns { // once more in this order, so that what is alone stands before its neighbour
		p.stack(c, p.wants(c))
	}
	top := 0.0
	for i := range p.d.Nodes {
		if i == 0 || p.d.Nodes[i].Y < top {
			top = p.d.Nodes[i].Y
		}
	}
	for i := range p.d.Nodes {
		p.d.Nodes[i].Y += margin + headingRoom - top
	}
}

// arrange orders a column by where the neighbours of its nodes are, and places it.
func (p *placing) arrange(c int) {
	want := p.wants(c)
	column := p.columns[c]
	for _, cl := range column {
		slices.SortStableFunc(cl.nodes, func(a, b int) int {
			x, y := &p.d.Nodes[a], &p.d.Nodes[b]
			if (x.Kind == KindEvery) != (y.Kind == KindEvery) { // what means all of them stands first
				return map[bool]int{true: -1, false: 1}[x.Kind == KindEvery]
			}
			return cmp.Compare(want[a], want[b])
		})
		cl.want = 0
		for _, n := range cl.nodes {
			cl.want += want[n] / float64(len(cl.nodes))
		}
	}
	slices.SortStableFunc(column, func(a, b *cluster) int {
		return cmp.Or(cmp.Compare(a.zone, b.zone), cmp.Compare(a.want, b.want))
	})
	p.stack(c, want)
}

// wants is where each node of a column would stand if it were alone: amid its neighbours.
func (p *placing) wants(c int) map[int]float64 {
	want := map[int]float64{}
	for _, cl := range p.columns[c] {
		for _, n := range cl.nodes {
			sum, weight := 0.0, 0.0
			for _, l := range p.neighbour[n] {
				sum += p.d.Nodes[l.node].Y * l.weight
				weight += l.weight
			}
			want[n] = p.d.Nodes[n].Y
			if weight > 0 {
				want[n] = sum / weight
			}
		}
	}
	return want
}

// stack places the nodes of a column in their order, each as near as can be to where it wants to be: isotonic
// regression, by pooling neighbours that want to overlap. With nil they stand below one another.
func (p *placing) stack(c int, want map[int]float64) {
	var nodes []int
	var offset []float64 // of each node from the first, when all touch
	at := 0.0
	for i, cl := range p.columns[c] {
		if i > 0 {
			before := p.columns[c][i-1]
			switch {
			case cl.frame || before.frame:
				at += frameGap
			case cl.zone != before.zone:
				at += zoneGap
			default:
				at += groupGap
			}
		}
		for j, n := range cl.nodes {
			if j > 0 {
				at += rowGap
			}
			nodes, offset = append(nodes, n), append(offset, at)
			at += p.d.Nodes[n].H
		}
	}
	type pool struct {
		sum   float64
		count int
	}
	var pools []pool
	for i, n := range nodes {
		next := pool{0, 1}
		if want != nil {
			next.sum = want[n] - offset[i]
		}
		for len(pools) > 0 && pools[len(pools)-1].sum/float64(pools[len(pools)-1].count) >= next.sum/float64(next.count) {
			last := pools[len(pools)-1]
			next = pool{next.sum + last.sum, next.count + last.count}
			pools = pools[:len(pools)-1]
		}
		pools = append(pools, next)
	}
	i := 0
	for _, pl := range pools {
		for range pl.count {
			p.d.Nodes[nodes[i]].Y = pl.sum/float64(pl.count) + offset[i]
			i++
		}
	}
}

type arrangement struct {
	columns [][]*cluster
	nodes   map[*cluster][]int
	y       []float64
}

func (p *placing) snapshot() arrangement {
	a := arrangement{nodes: map[*cluster][]int{}}
	for _, column := range p.columns {
		a.columns = append(a.columns, slices.Clone(column))
		for _, c := range column {
			a.nodes[c] = slices.Clone(c.nodes)
		}
	}
	for i := range p.d.Nodes {
		a.y = append(a.y, p.d.Nodes[i].Y)
	}
	return a
}

func (p *placing) restore(a arrangement) {
	for i, column := range a.columns {
		p.columns[i] = column
		for _, c := range column {
			c.nodes = a.nodes[c]
		}
	}
	for i, y := range a.y {
		p.d.Nodes[i].Y = y
	}
}

// columnsApart puts the columns beside one another.
func (p *placing) columnsApart() {
	x := margin
	for _, column := range p.columns {
		width := 0.0
		for _, c := range column {
			for _, n := range c.nodes {
				p.d.Nodes[n].X = x
				width = max(width, p.d.Nodes[n].W)
			}
		}
		x += width + columnGap
	}
	p.d.Width = max(x-columnGap, margin) + margin // of an empty one too
	p.d.Height = 2 * margin
	for i := range p.d.Nodes {
		p.d.Height = max(p.d.Height, p.d.Nodes[i].Y+p.d.Nodes[i].H+margin)
	}
}
