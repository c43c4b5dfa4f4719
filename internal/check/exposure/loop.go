package exposure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// loops answers which edges may be on a way from a function back to itself, and whether what comes in by one can
// leave by another.
type loops struct {
	p         *check.Pass
	grants    map[string]*model.Grant
	resources map[string]*model.Resource
	triggers  map[string]model.Trigger // by the edge that it makes
	starts    map[[2]string]bool       // by element and function: it starts it
}

func newLoops(p *check.Pass) *loops {
	l := &loops{p: p, grants: map[string]*model.Grant{}, resources: map[string]*model.Resource{}, triggers: map[string]model.Trigger{}, starts: map[[2]string]bool{}}
	for i := range p.App.Grants {
		l.grants[p.App.Grants[i].ID] = &p.App.Grants[i]
	}
	for i := range p.App.Resources {
		l.resources[p.App.Resources[i].ID] = &p.App.Resources[i]
	}
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		for _, t := range f.Triggers {
			l.starts[[2]string{t.From, f.ID}] = true
			l.triggers[edgeKey(model.Edge{From: t.From, To: f.ID, Via: t.ID, At: t.At})] = t
		}
	}
	return l
}

func edgeKey(e model.Edge) string {
	return strings.Join([]string{e.From, e.To, e.Via, e.At.String()}, "\x00")
}

// follows reports whether an edge makes something happen that an event source tells of: messages sent, objects and
// items changed, functions and workflows started. Who may do everything to everything is not asked: that says
// nothing about what it does, and is a weakness of its own. But of a function whose loops are allowed in writing
// somebody knew of one.
func (l *loops) follows(e model.Edge) bool {
	if e.Wide && l.starts[[2]string{e.To, e.From}] && l.allowed(e.From) {
		e.Wide = false
	}
	if !e.Moves() || e.From == model.Internet {
		return false
	}
	to := l.resources[e.To]
	switch {
	case e.Kind == model.EdgePublishes:
		return to != nil && to.Kind != model.KindAPI
	case e.Kind == model.EdgeWrites:
		return to != nil && (to.Kind == model.KindBucket || to.Kind == model.KindTable)
	case e.Kind == model.EdgeInvokes && to != nil:
		return to.Kind == model.KindWorkflow
	}
	return true
}

// allowed reports whether a function's loops are not stopped, in writing.
func (l *loops) allowed(function string) bool {
	f, ok := l.p.App.Function(function)
	return ok && f.Properties.Get("RecursiveLoop").TextOr("") == "Allow"
}

// joins reports whether what comes into an element by one edge can leave it by another. The doubt says why it is
// not known.
func (l *loops) joins(in, out model.Edge) (possible bool, doubt string) {
	for _, e := range []model.Edge{in, out} {
		if g := l.grants[e.Via]; g != nil && g.Conditional != "" {
			doubt = g.Conditional
		} else if r := l.resources[e.Via]; r != nil && r.Conditional != "" && r.ID != e.From && r.ID != e.To {
			doubt = r.Conditional
		}
	}
	at := l.resources[in.To]
	if at == nil {
		return true, doubt // a function: what it does is not asked here
	}
	possible, reason := true, l.filter(out)
	if at.Kind == model.KindBucket {
		possible, reason = l.throughBucket(at, in, out)
	}
	if at.Kind == model.KindBus {
		possible, reason = l.throughBus(in, out)
	}
	return possible, cmp.Or(reason, doubt)
}

// filter says that a filter decides what leaves by an edge: only the messages tell whether it lets them through.
func (l *loops) filter(out model.Edge) string {
	settings := l.triggers[edgeKey(out)].Properties
	if settings.IsAbsent() && l.resources[out.Via] != nil {
		settings = l.resources[out.Via].Properties
	}
	for _, name := range []string{"FilterCriteria", "FilterPolicy"} {
		if v := settings.Get(name); !v.IsAbsent() {
			return "a " + name + " decides which messages come through"
		}
	}
	if v := settings.Get("SourceParameters", "FilterCriteria"); !v.IsAbsent() {
		return "a FilterCriteria decides which messages come through"
	}
	return ""
}

// throughBus answers for an event bus: a rule takes events by their source and type. Names that begin with "aws."
// are for services alone (EventBridge User Guide, "Events"); a grant may say which it may send.
func (l *loops) throughBus(in, out model.Edge) (possible bool, doubt string) {
	rule := l.resources[out.Via]
	if rule == nil {
		return true, ""
	}
	pattern := rule.Properties.Get("EventPattern")
	if c, unknown := pattern.Cause(); unknown {
		return true, c.Reason
	}
	open := false
	for _, name := range []string{"source", "detail-type"} {
		taken := pattern.Get(name).OneOrMany()
		if len(taken) > 0 && name == "source" && !slices.ContainsFunc(taken, func(v model.Value) bool { return !strings.HasPrefix(v.TextOr(""), "aws.") }) {
			return false, ""
		}
		switch sent := l.mayPut(in, "events:"+name); {
		case len(taken) == 0:
		case len(sent) == 0:
			open = true
		case !meetTexts(sent, taken):
			return false, ""
		}
	}
	if open || !pattern.Get("detail").IsAbsent() {
		return true, "the pattern of " + model.LocalName(rule.ID) + " decides which events come through"
	}
	return true, ""
}

// mayPut are the values that a grant limits a condition key to, none if it does not.
func (l *loops) mayPut(in model.Edge, key string) []model.Value {
	g := l.grants[in.Via]
	if g == nil {
		return nil
	}
	for _, operator := range g.Conditions.Fields() {
		if !strings.HasSuffix(operator.Key, "StringEquals") {
			continue
		}
		for _, f := range operator.Value.Fields() {
			if strings.EqualFold(f.Key, key) {
				return f.Value.OneOrMany()
			}
		}
	}
	return nil
}

// meetTexts reports whether two lists may have a value in common: one that is not known may be any.
func meetTexts(a, b []model.Value) bool {
	for _, x := range a {
		for _, y := range b {
			s, known := x.Text()
			t, alsoKnown := y.Text()
			if !known || !alsoKnown || s == t {
				return true
			}
		}
	}
	return false
}

// doubt is the first reason why a cycle may not be one.
func (l *loops) doubt(cycle []model.Edge) string {
	for i, out := range cycle {
		in := cycle[(i+len(cycle)-1)%len(cycle)]
		if _, doubt := l.joins(in, out); doubt != "" {
			return doubt
		}
	}
	return ""
}
