package flow

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// entrance is one way in which an event comes to a function, and who holds what it says.
type entrance struct {
	kind     model.TriggerKind
	from     string
	entry    string
	at       model.Location
	holder   model.FlowHolder
	unsure   bool   // it is not known that anybody outside holds it
	alone    bool   // no template says that it is one
	byHost   bool   // the platform finds the function by the name of the host: that is one of its own
	path     string // of its route, "" for none
	resolver bool   // it answers fields of a graph: a template may write its event
	proxied  bool   // its events have the parts of a request, and no others
}

// foundByHost are the kinds of routes whose requests arrive only under a name of their own: API Gateway and the URLs of
// functions refuse every other one. A load balancer takes any. (API Gateway Developer Guide, "Custom domain names")
var foundByHost = map[string]bool{"rest": true, "http": true, "websocket": true, "url": true}

// ownHost is whether a part of an event is the name under which the platform found the function.
func (e entrance) ownHost(part []string) bool { return e.byHost && isHostHeader(part) }

// isHostHeader is whether a part of an event is the name of the host that was asked. Where no template says what found the
// function by it, it may be that of the platform.
func isHostHeader(part []string) bool {
	return len(part) > 1 && strings.EqualFold(part[1], "host") &&
		(strings.EqualFold(part[0], "headers") || strings.EqualFold(part[0], "multiValueHeaders"))
}

// entrances are the ways in which events that somebody outside holds come to a function.
func (b *bench) entrances(f *model.Function) []entrance {
	if f.Alone {
		return b.assumed(f)
	}
	var out []entrance
	routed := false
	for _, r := range b.routes[f.ID] {
		if r.Fixed {
			continue
		}
		routed = true
		e := entrance{kind: model.TriggerHTTP, from: r.ID, entry: label(r), at: r.At, holder: model.HeldByCaller, byHost: foundByHost[r.Protocol], path: r.Path, proxied: r.Protocol != "rest" && r.Protocol != "graphql"}
		switch {
		case r.Open() || r.Auth == model.AuthUnknown:
			e.holder = model.HeldByAnybody
		case r.Private || r.Auth == model.AuthNetwork || r.Auth == model.AuthMutual:
			e.holder = model.HeldByWriter // no caller of elsewhere gets there
		}
		out = append(out, e)
	}
	for _, t := range f.Triggers {
		e := entrance{kind: t.Kind, from: t.From, at: t.At, holder: model.HeldByWriter}
		name := model.LocalName(t.From)
		switch t.Kind {
		case model.TriggerHTTP:
			if routed {
				continue
			}
			e.holder, e.entry, e.resolver = model.HeldByAnybody, "a request", b.isGraph(t.ID)
		case model.TriggerQueue, model.TriggerTopic, model.TriggerStream, model.TriggerBus, model.TriggerBucket:
			holder, unsure, held := b.written(t)
			if !held || ofProvider(t) {
				continue
			}
			e.holder, e.unsure, e.entry = holder, unsure, of[t.Kind]+" "+name
			if ofBuckets(t) {
				e.kind = model.TriggerBucket
			}
		case model.TriggerAuth:
			e.holder, e.entry = model.HeldByAnybody, "sign-up, sign-in or a token"
		case model.TriggerDevice:
			e.holder, e.entry = model.HeldByCaller, "a device's message"
		case model.TriggerEmail:
			e.holder, e.entry = model.HeldByAnybody, "incoming mail"
		case model.TriggerAgent:
			e.holder, e.entry = model.HeldByCaller, "a language model's tool call"
		case model.TriggerLog:
			e.unsure, e.entry = true, "log lines"
		case model.TriggerSchedule, model.TriggerDeploy, model.TriggerFunction, model.TriggerWorkflow, model.TriggerOther:
			continue // nobody outside, or whom another function's code tells
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b entrance) int { return rank(a) - rank(b) })
	return out
}

// bringing are the entrances in their order, but that among those of one holder the routes come first whose path has the
// parameter that is asked for.
func bringing(in []entrance, part []string) []entrance {
	if len(part) < 2 || !strings.EqualFold(part[0], "pathParameters") {
		return in
	}
	has := func(e entrance) int {
		if strings.Contains(e.path, "{"+part[1]+"}") || strings.Contains(e.path, "{"+part[1]+"+}") {
			return 0
		}
		return 1
	}
	out := slices.Clone(in)
	slices.SortStableFunc(out, func(a, b entrance) int { return cmp.Or(rank(a)-rank(b), has(a)-has(b)) })
	return out
}

// isGraph is whether an element is a source of an API of GraphQL.
func (b *bench) isGraph(id string) bool {
	return slices.ContainsFunc(b.app.Resources, func(r model.Resource) bool { return r.ID == id && r.Type == "AWS::AppSync::DataSource" })
}

// written is whether it is not known that a part of an event is the caller's: a template writes the events of a resolver.
func (e entrance) written(part []string) bool {
	return e.resolver && len(part) > 0 && !slices.Contains(ofResolvers, strings.ToLower(part[0]))
}

// foreign is whether a part of an event is one that a request does not have: an item of a list, as records are handed to a function
// beside routes, or what an event of a bus is about. certain says that it is none; else a template may make a request so. A resolver
// may get several questions at once.
func (e entrance) foreign(part []string) (foreign, certain bool) {
	if e.kind != model.TriggerHTTP || len(part) < 2 || e.resolver {
		return false, false
	}
	return part[0] == "*" || strings.EqualFold(part[0], "detail"), e.alone || e.proxied
}

// assumed are the entrances of a function that no template is read of. What a framework in its code hands out is a route;
// so is what has the parts of a request. Of other events it is not known who sends them.
func (b *bench) assumed(f *model.Function) []entrance {
	request := entrance{kind: model.TriggerHTTP, entry: "a request", at: f.At, holder: model.HeldByAnybody, alone: true}
	routes := b.handed[f.ID]
	if len(routes) > 0 {
		request.alone, request.proxied = false, true
	}
	if len(routes) == 1 && routes[0].Path != "" {
		request.entry, request.at = strings.TrimSpace(routes[0].Method+" "+routes[0].Path), routes[0].At
	}
	return []entrance{request, {entry: "an event", at: f.At, holder: model.HeldByWriter, unsure: true, alone: true}}
}

// ofRequests are parts that no events have but requests.
var ofRequests = []string{
	"body", "querystringparameters", "multivaluequerystringparameters", "pathparameters", "headers", "multivalueheaders", "cookies", "rawquerystring", "rawpath",
}

// requested is whether a part of an event shows that it is a request.
func requested(part []string) bool {
	return len(part) > 0 && slices.Contains(ofRequests, strings.ReplaceAll(strings.ToLower(part[0]), "_", ""))
}

var of = map[model.TriggerKind]string{
	model.TriggerQueue: "messages of queue", model.TriggerTopic: "messages of topic", model.TriggerStream: "records of",
	model.TriggerBus: "events of bus", model.TriggerBucket: "objects in bucket",
}

func rank(e entrance) int {
	n := map[model.FlowHolder]int{model.HeldByAnybody: 0, model.HeldByCaller: 1, model.HeldByWriter: 2}[e.holder]
	if e.unsure {
		n += 3
	}
	return n
}

// label is what people call a route.
func label(r *model.Route) string {
	if r.Protocol == "url" {
		return "the function's URL"
	}
	return strings.TrimSpace(r.Method + " " + r.Path)
}

// written is who may put something into what triggers a function: somebody outside, or nobody but functions here, whose
// code says what they send.
func (b *bench) written(t model.Trigger) (holder model.FlowHolder, unsure, held bool) {
	for _, e := range b.app.Edges {
		if e.To != t.From || !e.Moves() {
			continue
		}
		if e.From == model.Internet {
			return model.HeldByAnybody, false, true
		}
		for i := range b.app.Routes {
			if r := &b.app.Routes[i]; r.ID == e.From {
				if r.Open() {
					return model.HeldByAnybody, false, true
				}
				return model.HeldByCaller, false, true
			}
		}
	}
	for _, from := range b.upstream(t.From) {
		if b.handedOut[from] {
			return model.HeldByCaller, false, true
		}
	}
	for _, from := range b.upstream(t.From) {
		if len(b.senders[from]) > 0 {
			return "", false, false // those functions say what they send
		}
	}
	return model.HeldByWriter, t.Kind != model.TriggerBucket, true // what is uploaded is called as the one who uploads likes
}

// ofProvider is whether only the provider's own services can send the events that a trigger takes: their source begins with
// aws. (Amazon EventBridge User Guide, "Event structure reference").
func ofProvider(t model.Trigger) bool {
	return sourcesAre(t, func(source string) bool { return strings.HasPrefix(source, "aws.") && source != "aws.s3" })
}

// ofBuckets is whether the events of a bus that a trigger takes are those of buckets.
func ofBuckets(t model.Trigger) bool {
	return sourcesAre(t, func(source string) bool { return source == "aws.s3" })
}

// sourcesAre is whether a trigger takes events of a bus only from some sources.
func sourcesAre(t model.Trigger, some func(string) bool) bool {
	if t.Kind != model.TriggerBus {
		return false
	}
	var sources []string
	for _, name := range []string{"Pattern", "EventPattern"} {
		pattern := t.Properties.Get(name)
		if text, ok := pattern.Text(); ok { // a document in a text
			var of struct{ Source []string }
			if json.Unmarshal([]byte(text), &of) == nil {
				sources = append(sources, of.Source...)
			}
			continue
		}
		for _, s := range pattern.Get("source").OneOrMany() {
			text, ok := s.Text()
			if !ok {
				return false
			}
			sources = append(sources, text)
		}
	}
	return len(sources) > 0 && !slices.ContainsFunc(sources, func(s string) bool { return !some(s) })
}

// ofResolvers are the parts of the event of a resolver without a mapping template (AWS AppSync Developer Guide, "Direct Lambda
// resolvers"); what else there is, the template of a resolver writes.
var ofResolvers = []string{"arguments", "source", "request", "identity", "info", "prev", "stash"}
