package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Code may set the region in what clients are made of before it makes them: cfg.Region = "eu-west-1",
// AWS.config.update({region: "eu-west-1"}), boto3.setup_default_session(region_name="eu-west-1").

// setting is a place where a region is set.
type setting struct {
	of     term.Value // what it is set in; of what a library keeps itself nil
	module string     // of which library that is: "aws-sdk", "boto3"
	region term.Value
	within *ir.Function
	at     int // its place among the calls
}

// settings are the places of a function where regions are set, in the order in which they are reached.
func (r *run) settings() []setting {
	if r.set != nil {
		return r.set
	}
	r.set = []setting{}
	r.places = map[*term.Call]int{}
	for i, c := range r.calls {
		r.places[c] = i
		if s := r.settingOf(c); s.region != nil {
			s.at, s.within = i, c.Within
			r.set = append(r.set, s)
		}
	}
	return r.set
}

func (r *run) settingOf(c *term.Call) setting {
	if p, ok := r.path(c.Callee); ok {
		switch {
		case p.language == ir.Python && p.String() == "boto3.setup_default_session":
			return setting{module: "boto3", region: argument(c, 3, "region_name")}
		case isScript2(p) && p.name == "config.update":
			if object, ok := argument(c, 0, "").(*term.Object); ok {
				return setting{module: "aws-sdk", region: object.Fields["region"]}
			}
		}
		return setting{}
	}
	m, ok := c.Callee.(*term.Member)
	if !ok || m.Name != "=" || len(c.Args) != 2 {
		return setting{}
	}
	if key, _ := constant(c.Args[0].Value); !strings.EqualFold(key, "region") {
		return setting{}
	}
	if p, ok := r.path(m.Of); ok {
		if isScript2(p) && p.name == "config" {
			return setting{module: "aws-sdk", region: c.Args[1].Value}
		}
		return setting{}
	}
	return setting{of: m.Of, region: c.Args[1].Value}
}

// isScript2 is whether something is of version 2 of the SDK for JavaScript, which keeps a configuration for all clients.
func isScript2(p path) bool {
	return p.language == ir.JavaScript && (p.module == "aws-sdk" || strings.HasPrefix(p.module, "aws-sdk/"))
}

// presetFor is the region that a library keeps for a client that is told none, nil for none.
func (r *run) presetFor(c *term.Call) term.Value {
	p, ok := r.path(c.Callee)
	if !ok {
		return nil
	}
	module := ""
	switch {
	case isScript2(p):
		module = "aws-sdk"
	case p.language == ir.Python && (p.String() == "boto3.client" || p.String() == "boto3.resource"):
		module = "boto3"
	default:
		return nil
	}
	return r.lastSet(c, func(s *setting) bool { return s.module == module })
}

// assigned is the region that was put into a value before a call makes a client of it, nil for none. A struct of Go is
// copied where it is handed on, and the copies are one term: where several calls take it, which of them was meant is not known.
func (r *run) assigned(v term.Value, maker *term.Call) term.Value {
	copied := false
	found := r.lastSet(maker, func(s *setting) bool {
		copied = copied || s.of == v && s.within.Module.Language == ir.Go
		return s.of == v
	})
	if found == nil || !copied {
		return found
	}
	uses := 0
	for _, c := range r.calls {
		for i := range c.Args {
			if c.Args[i].Value == v {
				uses++
			}
		}
	}
	if uses > 1 {
		return &term.Unknown{Why: "which copy of the configuration is for which region is not known", At: maker.At}
	}
	return found
}

// lastSet is the last region that was set before a call, nil for none.
func (r *run) lastSet(before *term.Call, in func(*setting) bool) term.Value {
	var found term.Value
	for i := range r.settings() {
		if s := &r.set[i]; s.at < r.places[before] && in(s) {
			found = s.region
		}
	}
	return found
}

// assignedIn is the region that a function sets in the options that it gets, nil for none.
func (r *run) assignedIn(f *ir.Function) term.Value {
	var found term.Value
	for i := range r.settings() {
		if s := &r.set[i]; s.of != nil && s.within == f {
			found = s.region
		}
	}
	return found
}
