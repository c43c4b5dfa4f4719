package drawing

import (
	"cmp"
	"math"
	"slices"
)

// cost is how bad an arrangement is: edges that cross, and how far they climb.
func (p *placing) cost() float64 {
	type segment struct{ from, to float64 }
	between := map[[2]int][]segment{}
	climb := 0.0
	for _, e := range p.d.Edges {
		a, b := p.at[e.From], p.at[e.To]
		if p.columnOf[a] > p.columnOf[b] {
			a, b = b, a
		}
		if p.columnOf[a] == p.columnOf[b] {
			continue
		}
		pair := [2]int{p.columnOf[a], p.columnOf[b]}
		between[pair] = append(between[pair], segment{p.d.Nodes[a].Y, p.d.Nodes[b].Y})
		climb += math.Abs(p.d.Nodes[a].Y - p.d.Nodes[b].Y)
	}
	crossings := 0
	for _, list := range between {
		slices.SortFunc(list, func(x, y segment) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
		ends := make([]float64, len(list))
		for i, s := range list {
			ends[i] = s.to
		}
		crossings += inversions(ends)
	}
	return float64(crossings)*rowHeight + climb/8
}

// inversions counts the pairs that stand in the wrong order, and sorts the list.
func inversions(list []float64) int {
	if len(list) < 2 {
		return 0
	}
	half := len(list) / 2
	left, right := slices.Clone(list[:half]), slices.Clone(list[half:])
	n := inversions(left) + inversions(right)
	i, j := 0, 0
	for k := range list {
		if j == len(right) || i < len(left) && left[i] <= right[j] {
			list[k] = left[i]
			i++
		} else {
			list[k] = right[j]
			j++
			n += len(left) - i
		}
	}
	return n
}
