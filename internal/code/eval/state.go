package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// What a variable or a place of the heap holds stands in a cell. Every change is written down (the trail), so that a
// branch can be run, taken back and joined with the others: reading stays one step however deep the branches are.

// cell is a variable or a place of the heap.
type cell struct {
	v     term.Value
	epoch uint32 // of the last change that the trail has
	born  uint32

	pass  uint32 // the gathering of cells that met it last
	place int    // and where it is there
}

// change is what a cell held before.
type change struct {
	cell *cell
	old  term.Value
}

// region is a part of the evaluation whose changes can be taken back.
type region struct {
	mark    int    // of the trail
	epoch   uint32 // in which it began: what is born later is born in it
	pending int    // of the exits
	guards  *guards
}

// delta is what cells hold after a region: each cell once, and at its place what it holds.
type delta struct {
	cells  []*cell
	values []term.Value
}

// of is what a cell holds, nil where the delta does not have it.
func (d *delta) of(c *cell) term.Value {
	if i := slices.Index(d.cells, c); i >= 0 {
		return d.values[i]
	}
	return nil
}

// gather begins a delta of about so many cells. One is gathered at a time.
func (ev *evaluator) gather(n int) *delta {
	ev.gathering++
	return &delta{cells: make([]*cell, 0, n), values: make([]term.Value, 0, n)}
}

// note answers the place of a cell in the delta that is gathered, and whether it is new there.
func (ev *evaluator) note(d *delta, c *cell) (place int, isNew bool) {
	if c.pass == ev.gathering {
		return c.place, false
	}
	c.pass, c.place = ev.gathering, len(d.cells)
	d.cells, d.values = append(d.cells, c), append(d.values, nil)
	return c.place, true
}

// exitKind is how a region is left but for its end.
type exitKind uint8

const (
	returns exitKind = iota
	raises
	breaks
	continues
	passes // of a layer of a router: what stands behind it goes on from here, and so does it
)

// exitTo is where an exit leads: what of a loop or block is meant.
type exitTo struct {
	kind   exitKind
	target ir.Statement // of breaks and continues the Loop or Block
}

// exit is a state in which a region was left.
type exit struct {
	exitTo
	epoch  uint32 // what was born later was not there yet
	pos    int    // of the trail: what was changed since then was not yet
	d      *delta // what cells held at pos, where the trail does not say so any more
	value  term.Value
	guards *guards
}

func (ev *evaluator) set(c *cell, v term.Value) {
	if c.v == v {
		return
	}
	if c.epoch != ev.epoch {
		ev.trail = append(ev.trail, change{c, c.v})
		c.epoch = ev.epoch
	}
	c.v = v
}

func (ev *evaluator) advance() {
	ev.epochs++
	ev.epoch = ev.epochs
}

func (ev *evaluator) open() region {
	ev.advance()
	return region{mark: len(ev.trail), epoch: ev.epoch, pending: len(ev.exits), guards: ev.guards}
}

// since is what the cells that changed since mark hold now.
func (ev *evaluator) since(mark int) *delta {
	d := ev.gather(len(ev.trail) - mark)
	for _, ch := range ev.trail[mark:] {
		if i, isNew := ev.note(d, ch.cell); isNew {
			d.values[i] = ch.cell.v
		}
	}
	return d
}

// relate writes an exit down as what changed since mark, so that the changes themselves can be taken back.
func (ev *evaluator) relate(x *exit, mark int, now *delta) {
	if x.pos == mark && x.d != nil && len(ev.trail) == mark {
		return
	}
	out := ev.gather(len(now.cells))
	note := func(c *cell, v term.Value) {
		if c.born <= x.epoch {
			i, _ := ev.note(out, c)
			out.values[i] = v
		}
	}
	for i, c := range now.cells {
		note(c, now.values[i])
	}
	for i := len(ev.trail) - 1; i >= x.pos; i-- {
		note(ev.trail[i].cell, ev.trail[i].old)
	}
	if x.d != nil {
		for i, c := range x.d.cells {
			note(c, x.d.values[i])
		}
	}
	x.pos, x.d = mark, out
}

// close takes the changes of a region back and answers them. Exits out of the region stay, with their states.
func (ev *evaluator) close(r region) *delta {
	d := ev.since(r.mark)
	for i := r.pending; i < len(ev.exits); i++ {
		ev.relate(&ev.exits[i], r.mark, d)
	}
	ev.compact(r)
	for i := len(ev.trail) - 1; i >= r.mark; i-- {
		ev.trail[i].cell.v = ev.trail[i].old
	}
	ev.trail = ev.trail[:r.mark]
	ev.advance()
	return d
}

// compact makes one of all exits of a region that are of a kind and carry no value of their own.
func (ev *evaluator) compact(r region) {
	if len(ev.exits)-r.pending < 2 {
		return
	}
	kept := ev.exits[:r.pending]
	first := map[exitTo]int{}
	for _, x := range ev.exits[r.pending:] {
		if x.kind != returns {
			if i, ok := first[x.exitTo]; ok {
				kept[i].guards = common(kept[i].guards, x.guards)
				kept[i].value = ev.join(kept[i].value, x.value)
				kept[i].d = ev.joinDeltas(r.epoch, []*delta{kept[i].d, x.d})
				continue
			}
			first[x.exitTo] = len(kept)
		}
		kept = append(kept, x)
	}
	ev.exits = kept
}

// joinDeltas is what holds after one of several.
func (ev *evaluator) joinDeltas(epoch uint32, ds []*delta) *delta {
	if len(ds) == 1 {
		return ds[0]
	}
	most := 0
	for _, d := range ds {
		most = max(most, len(d.cells))
	}
	out := ev.gather(most)
	for _, d := range ds {
		for _, c := range d.cells {
			ev.note(out, c)
		}
	}
	for _, d := range ds {
		ev.gathering++ // marks the cells that this one has
		for i, c := range d.cells {
			c.pass = ev.gathering
			out.values[c.place] = ev.join(out.values[c.place], d.values[i])
		}
		for i, c := range out.cells {
			if c.pass != ev.gathering && c.born < epoch {
				out.values[i] = ev.join(out.values[i], c.v)
			}
		}
	}
	return out
}

// redo makes the changes of a delta.
func (ev *evaluator) redo(d *delta) {
	for i, c := range d.cells {
		ev.set(c, d.values[i])
	}
}

// take removes the exits to somewhere out of a region and answers them.
func (ev *evaluator) take(r region, to exitTo) []exit {
	var out []exit
	kept := ev.exits[:r.pending]
	for _, x := range ev.exits[r.pending:] {
		if x.exitTo == to {
			out = append(out, x)
		} else {
			kept = append(kept, x)
		}
	}
	ev.exits = kept
	return out
}

// leave ends what is being run in the current state.
func (ev *evaluator) leave(to exitTo, value term.Value) {
	if ev.frame.dead {
		return
	}
	ev.frame.dead = true
	if to.kind == raises && ev.tries == 0 {
		return
	}
	ev.exits = append(ev.exits, exit{exitTo: to, epoch: ev.epoch, pos: len(ev.trail), value: value, guards: ev.guards})
	ev.advance()
}

// settle joins the states in which a region was left that way into the current one, and answers those exits.
func (ev *evaluator) settle(r region, to exitTo) []exit {
	n := 0
	for _, x := range ev.exits[r.pending:] {
		if x.exitTo == to {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	if last := ev.exits[len(ev.exits)-1]; n == 1 && ev.frame.dead && last.exitTo == to && last.d == nil && last.pos == len(ev.trail) {
		ev.exits = ev.exits[:len(ev.exits)-1]
		ev.frame.dead = false
		ev.guards = last.guards
		return []exit{last}
	}
	d, gs := ev.close(r), ev.guards
	taken := ev.take(r, to)
	var ds []*delta
	if !ev.frame.dead {
		ds = append(ds, d)
	} else {
		gs = taken[0].guards
	}
	for _, x := range taken {
		ds = append(ds, x.d)
		gs = common(gs, x.guards)
	}
	ev.redo(ev.joinDeltas(r.epoch, ds))
	ev.guards = gs
	ev.frame.dead = false
	return taken
}

// fork runs alternatives from the same state, and joins what is left of them. What follows is not reached when none of
// them reaches its end.
func (ev *evaluator) fork(n int, run func(i int)) {
	if ev.frame.dead {
		return
	}
	if n == 1 {
		run(0)
		return
	}
	var ds []*delta
	var gs *guards
	epoch := uint32(0)
	start := ev.guards
	for i := range n {
		r := ev.open()
		if i == 0 {
			epoch = r.epoch
		}
		run(i)
		alive := !ev.frame.dead
		d := ev.close(r)
		if alive {
			if len(ds) == 0 {
				gs = ev.guards
			} else {
				gs = common(gs, ev.guards)
			}
			ds = append(ds, d)
		}
		ev.frame.dead = false
		ev.guards = start
	}
	if len(ds) == 0 {
		ev.frame.dead = true
		return
	}
	ev.guards = gs
	ev.redo(ev.joinDeltas(epoch, ds))
}

// lasting does something once and for all, whatever becomes of the branch that asked for it: a module that is loaded in
// one branch is loaded for the others too.
func (ev *evaluator) lasting(f *frame, do func()) {
	mark, exits := len(ev.trail), len(ev.exits)
	ev.advance()
	ev.inside(f, do)
	ev.trail = ev.trail[:mark]
	ev.exits = ev.exits[:exits]
	ev.advance()
}
