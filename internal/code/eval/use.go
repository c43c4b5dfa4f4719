package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// usage tells which objects of libraries an invocation uses. What a module registers with an object when it is loaded
// (the routes of an application, the parts of a custom resource) runs where that object is used, and not where a
// function beside it is the handler.
type usage struct {
	owners  map[*function][]term.Value  // the objects that a function was registered with
	free    map[*function]bool          // functions that were handed to something else too
	links   map[term.Value][]term.Value // the objects that are used where another one is: of an application its routers
	used    map[term.Value]bool
	walked  map[term.Value]bool
	dormant []*function
}

func newUsage() *usage {
	return &usage{
		owners: map[*function][]term.Value{}, free: map[*function]bool{}, links: map[term.Value][]term.Value{}, used: map[term.Value]bool{}, walked: map[term.Value]bool{},
	}
}

// registers notes with which object a function is registered while a module is loaded.
func (u *usage) registers(f *function, of term.Value) {
	if of != nil {
		u.owners[f] = append(u.owners[f], of)
	} else {
		u.free[f] = true
	}
}

// starting are methods and functions that begin to use an object as soon as the module is loaded: app.run(), uvicorn.run(app).
var starting = map[string]bool{
	"start": true, "run": true, "serve": true, "serve_forever": true, "run_forever": true, "listen": true, "main": true, "run_app": true,
	"run_until_complete": true, "create_server": true,
}

// starts is whether a call begins to use what it gets.
func starts(callee term.Value) bool {
	switch f := callee.(type) {
	case *term.Member:
		return starting[f.Name]
	case *term.Extern:
		return starting[f.Name[strings.LastIndexByte(f.Name, '.')+1:]]
	}
	return false
}

// call notes what a call uses: of an invocation all that it mentions; of one that loads a module what belongs together.
func (u *usage) call(c *term.Call, answer term.Value, loading bool) {
	if !loading || starts(c.Callee) {
		u.uses(c.Callee)
		for _, a := range c.Args {
			u.uses(a.Value)
		}
		return
	}
	root := objectOf(c.Callee)
	for _, a := range c.Args {
		for _, o := range options(a.Value) {
			r, ok := o.(*term.Result)
			if !ok {
				continue
			}
			if root != nil { // app.include_router(router)
				u.links[root] = append(u.links[root], r)
			} else if e := originOf(r, 0); e != nil && !incidental(e) { // api = Api(app)
				u.links[r] = append(u.links[r], answer)
			}
		}
	}
}

// incidental are libraries whose objects others are given without belonging to them: clients, loggers.
func incidental(e *term.Extern) bool {
	top, _, _ := strings.Cut(e.Module, ".")
	switch top {
	case "", "boto3", "botocore", "aioboto3", "logging", "structlog", "os", "pathlib", "json", "re", "datetime":
		return true
	}
	return decorating[top]
}

// objectOf is the object whose method a callee is; nil for a function of a library.
func objectOf(v term.Value) term.Value {
	for range 16 {
		switch of := v.(type) {
		case *term.Member:
			v = of.Of
		case *term.Result:
			if _, made := of.Call.Callee.(*term.Extern); made {
				return of
			}
			v = of.Call.Callee
		default:
			return nil
		}
	}
	return nil
}

// uses marks the objects that a value mentions.
func (u *usage) uses(v term.Value) {
	if v == nil || u.walked[v] {
		return
	}
	u.walked[v] = true
	switch v := v.(type) {
	case *term.Result:
		u.used[v] = true
		u.uses(v.Call.Callee)
		for _, a := range v.Call.Args {
			u.uses(a.Value)
		}
	case *term.Member:
		u.uses(v.Of)
	case *term.Item:
		u.uses(v.Of)
		u.uses(v.Key)
	case *term.Text:
		u.all(v.Parts)
	case *term.Combined:
		u.all(v.Of)
	case *term.OneOf:
		u.all(v.Options)
	case *term.List:
		u.all(v.Items)
		u.uses(v.Rest)
	case *term.Object:
		for _, n := range v.Names {
			u.uses(v.Fields[n])
		}
		u.uses(v.Rest)
	}
}

func (u *usage) all(vs []term.Value) {
	for _, v := range vs {
		u.uses(v)
	}
}

// entered marks what the handler is. Of a function that a decorator of Python registers with an object the object is not
// meant; of JavaScript the object is what wraps it, with its hooks.
func (ev *evaluator) entered(v term.Value) {
	if r, ok := v.(*term.Result); ok && ev.wraps(r, 0) && ev.entry.Module.Language != ir.JavaScript {
		for _, a := range r.Call.Args {
			ev.usage.uses(a.Value)
		}
		return
	}
	ev.usage.uses(v)
}

// follow marks what belongs to the objects that are used.
func (u *usage) follow() {
	for changed := true; changed; {
		changed = false
		for from, to := range u.links {
			if !u.used[from] {
				continue
			}
			for _, v := range to {
				if !u.used[v] {
					u.uses(v)
					u.used[v], changed = true, true
				}
			}
		}
	}
}

// sleeps is whether a function is only registered with objects that nothing uses so far.
func (u *usage) sleeps(f *function) bool {
	owners := u.owners[f]
	if len(owners) == 0 || u.free[f] {
		return false
	}
	u.follow()
	for _, o := range owners {
		if u.used[o] {
			return false
		}
	}
	return true
}

// awake are the functions that no longer sleep.
func (u *usage) awake() []*function {
	var out, still []*function
	for _, f := range u.dormant {
		if u.sleeps(f) {
			still = append(still, f)
		} else {
			out = append(out, f)
		}
	}
	u.dormant = still
	return out
}
