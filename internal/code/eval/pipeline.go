package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Routers do things before the function of a route is called, in the order in which they were given them: app.use(f)
// (https://expressjs.com/en/guide/using-middleware.html), hooks, checks of a library. What such a function leaves in the
// request, and the tests behind which it goes on, hold for the routes behind it. Each is run once for those that stand
// before it; a route is run in the state in which the last one goes on.

// layer is something that a router was given to do before the routes behind it.
type layer struct {
	path      string     // with which the paths begin that it is for; "" for all
	f         *function  // that is called; nil for a check of a library
	check     term.Value // that goes on only with what it lets through
	parameter string     // of the path, without which it does not happen: router.param("id", f)
	hook      bool       // it is for the routes before it, too
	falls     bool       // it goes on where it answers nothing
}

// router is what a router was given.
type router struct {
	layers []*layer
	mounts []mount // the routers in which it stands
}

// mount is where a router stands in another one: behind which of its layers, and for which path.
type mount struct {
	in   term.Value
	at   int
	path string
}

// place is where a function stands in a router.
type place struct {
	in     term.Value
	at     int
	path   string
	before []*layer // those of the call by which the router was given it
	layer  bool     // it is itself one of the router's layers
}

// stage is the state in which the last of some layers goes on.
type stage struct {
	state  *delta
	guards *guards
}

type stageKey struct {
	up *stage
	l  *layer
}

// pipelines are the routers of an evaluation.
type pipelines struct {
	routers  map[term.Value]*router
	places   map[*function][]place
	layers   map[*function]*layer // those before something
	known    map[*function]*layer
	stages   map[stageKey]*stage
	gives    map[*function][]term.Value // what libraries hand to the parameters of functions
	valid    map[fieldKey]bool          // fields that are held to what does no harm
	matching map[fieldKey]term.Value    // the expressions that fields of classes have to match
	shared   map[string]*exchange       // by framework
	// prefixes are the beginnings of the paths of classes that answer requests.
	prefixes map[*class]string
	context  *ref   // what is kept for the functions of one request
	aborted  *cell  // whether a function of Gin has ended the request
	epoch    uint32 // what is born later is of one request
}

func newPipelines() *pipelines {
	return &pipelines{
		routers: map[term.Value]*router{}, places: map[*function][]place{}, layers: map[*function]*layer{}, known: map[*function]*layer{},
		gives: map[*function][]term.Value{}, valid: map[fieldKey]bool{}, matching: map[fieldKey]term.Value{}, prefixes: map[*class]string{}, aborted: &cell{},
		stages: map[stageKey]*stage{}, shared: map[string]*exchange{},
	}
}

// maxStages is how many states are kept, and maxWays how many ways lead to a router that stands in several.
const (
	maxStages = 256
	maxWays   = 3
)

func (p *pipelines) of(v term.Value) *router {
	r, ok := p.routers[v]
	if !ok {
		r = &router{}
		p.routers[v] = r
	}
	return r
}

// add gives a router a layer.
func (p *pipelines) add(in term.Value, l *layer) {
	r := p.of(in)
	r.layers = append(r.layers, l)
	if l.f != nil && p.layers[l.f] == nil {
		p.layers[l.f] = l
		p.places[l.f] = append(p.places[l.f], place{in: in, at: len(r.layers) - 1, path: l.path, layer: true})
	}
}

// layerOf is a function that stands before others in a route, the same for each.
func (p *pipelines) layerOf(f *function) *layer {
	l, ok := p.known[f]
	if !ok {
		l = &layer{f: f}
		p.known[f] = l
	}
	return l
}

// covers is whether a layer is for the requests of a path. Where only the request shows it, it is not.
func (l *layer) covers(path string) bool {
	if l.parameter != "" {
		return slices.Contains(strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '.' || r == '-' }), ":"+l.parameter)
	}
	prefix := strings.TrimSuffix(strings.TrimSuffix(l.path, "*"), "/")
	if prefix == "" {
		return true
	}
	want, have := strings.Split(prefix, "/"), strings.Split(path, "/")
	if len(have) < len(want) {
		return false
	}
	for i, segment := range want {
		if segment != have[i] && !strings.HasPrefix(segment, ":") {
			return false
		}
	}
	return true
}

// ways are the layers before a place: those of the routers around its own, and of its own. A router that stands in
// several has several.
func (p *pipelines) ways(at place, depth int) [][]*layer {
	var own []*layer
	r := p.of(at.in)
	for i, l := range r.layers {
		if (i < at.at || l.hook && !at.layer) && l.covers(at.path) && !slices.Contains(at.before, l) {
			own = append(own, l)
		}
	}
	own = append(own, at.before...)
	if len(r.mounts) == 0 || depth > 8 {
		return [][]*layer{own}
	}
	var out [][]*layer
	for _, m := range r.mounts {
		for _, up := range p.ways(place{in: m.in, at: m.at, path: joinPaths(m.path, at.path)}, depth+1) {
			if len(out) < maxWays {
				out = append(out, append(slices.Clone(up), own...))
			}
		}
	}
	return out
}

// behind runs a function that a router calls behind others, or that stands before some itself. It is false for others.
func (ev *evaluator) behind(f *function) bool {
	places := ev.pipelines.places[f]
	l := ev.pipelines.layers[f]
	var ways [][]*layer
	for _, p := range places {
		for _, way := range ev.pipelines.ways(p, 0) {
			known := slices.ContainsFunc(ways, func(old []*layer) bool { return slices.Equal(old, way) })
			if !known && len(ways) < maxWays && (len(way) > 0 || l != nil) {
				ways = append(ways, way)
			}
		}
	}
	for _, way := range ways {
		x := ev.exchange(places[0].in)
		if l != nil && (x == nil || !handlesErrors(l)) {
			ev.stage(append(slices.Clone(way), l), x)
			continue
		}
		if l != nil {
			way = nil // what went before has failed
		}
		r := ev.open()
		ev.goOnFrom(ev.stage(way, x))
		switch {
		case ev.entry.Module.Language == ir.Go:
			ev.flat.single = true
			ev.inside(&frame{fn: f.fn, outer: f.scope, vars: map[*ir.Variable]*cell{}}, func() { ev.apply(f, ev.callbackArgs(f, ev.heldBy[f]), ir.Span{}) })
		case x == nil:
			ev.applyUnknown(f, "only a library calls it")
		default:
			ev.fixedPath(x, f)
			ev.flat.single = true
			ev.apply(f, ev.handedTo(f, x, l), ir.Span{})
		}
		d := ev.close(r)
		ev.exits = ev.exits[:r.pending]
		ev.keepOutside(d, r.epoch)
		ev.frame.dead, ev.guards = false, nil
	}
	return len(ways) > 0
}

// stage is the state behind some layers; nil where there are none.
func (ev *evaluator) stage(layers []*layer, x *exchange) *stage {
	if len(layers) == 0 {
		return nil
	}
	up := ev.stage(layers[:len(layers)-1], x)
	key := stageKey{up, layers[len(layers)-1]}
	if s, ok := ev.pipelines.stages[key]; ok {
		return s
	}
	if len(ev.pipelines.stages) >= maxStages {
		return up
	}
	s := &stage{}
	turn := ev.turn
	ev.turn = 0
	r := ev.open()
	ev.goOnFrom(up)
	ev.pass(key.l, x)
	s.state, s.guards = ev.since(r.mark), ev.guards
	ev.close(r)
	ev.exits = ev.exits[:r.pending]
	ev.frame.dead, ev.guards, ev.turn = false, nil, turn
	ev.pipelines.stages[key] = s
	return s
}

func (ev *evaluator) goOnFrom(s *stage) {
	ev.guards = nil
	if s != nil {
		ev.redo(s.state)
		ev.guards = s.guards
	}
}

// pass runs a layer, to where it goes on.
func (ev *evaluator) pass(l *layer, x *exchange) {
	if l.f == nil {
		ev.guard(l.check, true, ir.Span{})
		return
	}
	start := ev.guards
	r := ev.open()
	if l.falls {
		ev.falling = l.f.fn
	}
	switch {
	case ev.entry.Module.Language == ir.Go:
		ev.passGo(l)
	case x == nil:
		ev.passPython(l)
	default:
		ev.flat.single = true
		ev.apply(l.f, ev.handedTo(l.f, x, l), ir.Span{})
	}
	ev.falling = nil
	alive := !ev.frame.dead
	d, gs := ev.close(r), ev.guards
	ev.frame.dead = false
	taken := ev.take(r, exitTo{kind: passes})
	if len(taken) == 0 {
		ev.guards = start
		if alive {
			ev.redo(d)
			ev.guards = gs
		}
		return
	}
	ds := make([]*delta, len(taken))
	gs = taken[0].guards
	for i, e := range taken {
		ds[i], gs = e.d, common(gs, e.guards)
	}
	ev.redo(ev.joinDeltas(r.epoch, ds))
	ev.guards = gs
}

// passOn notes a state in which a layer goes on to what stands behind it.
func (ev *evaluator) passOn() {
	if b, ok := ev.pipelines.aborted.v.(*term.Constant); ev.frame.dead || ok && b.Text == "true" {
		return
	}
	ev.exits = append(ev.exits, exit{exitTo: exitTo{kind: passes}, epoch: ev.epoch, pos: len(ev.trail), guards: ev.guards})
	ev.advance()
}

// keepOutside keeps the changes that a route made, but for those of what it shares with others that come in the same way.
func (ev *evaluator) keepOutside(d *delta, since uint32) {
	of := map[*cell]bool{}
	for _, parts := range ev.replaced {
		for _, p := range parts {
			of[p.cell] = true
		}
	}
	if ev.pipelines.context != nil {
		of[ev.pipelines.context.cell] = true
	}
	for i, c := range d.cells {
		if (c.born < ev.pipelines.epoch || c.born >= since) && !of[c] {
			ev.set(c, d.values[i])
		}
	}
}
