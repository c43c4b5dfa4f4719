package flow

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// bench puts what functions do with their events together into flows through an application.
type bench struct {
	app       *model.App
	functions map[string]*taint.Function
	known     map[string]*model.Function
	routes    map[string][]*model.Route    // by function
	handed    map[string][]model.CodeRoute // by function: what a framework in its code hands out
	senders   map[string][]sender          // by element: who hands something to it
	parcels   map[parcelKey][]parcel       // what functions hand on, as far as it was asked for
	handedOut map[string]bool              // elements that whoever gets a presigned URL writes to
	into      map[string][]string          // by element: what passes its events on to it
	entered   map[string][]entrance        // by function: how its events come to it
	workflows map[string]*workflow         // by id
	said      bool                         // that not all are followed
	asked     int                          // of all ways back from a function, those looked at
}

// sender is a call that hands something to an element.
type sender struct {
	function  string
	operation *sdk.Operation
}

// Bounds on the ways back from a sink to where data comes in.
const (
	maxHops  = 6
	maxAsked = 50_000
)

// Find puts the flows into what the code of each function does: functions[i] is what that of app.Functions[i] does with
// data, nil where it was not read.
func Find(app *model.App, codes []model.Code, functions []*taint.Function) {
	b := &bench{app: app, workflows: workflows(app), functions: map[string]*taint.Function{}, known: map[string]*model.Function{}, routes: map[string][]*model.Route{}, handed: map[string][]model.CodeRoute{}, entered: map[string][]entrance{}, senders: map[string][]sender{}, parcels: map[parcelKey][]parcel{}, handedOut: map[string]bool{}, into: map[string][]string{}}
	for i, f := range functions {
		if f == nil {
			continue
		}
		id := app.Functions[i].ID
		b.functions[id], b.known[id], b.handed[id] = f, &app.Functions[i], codes[i].Routes
		sends := f.Sends()
		for i := range sends {
			o := &sends[i]
			for _, to := range o.On {
				if o.Presigned {
					b.handedOut[to] = true
					continue
				}
				b.senders[to] = append(b.senders[to], sender{id, o})
			}
		}
	}
	for i := range app.Routes {
		r := &app.Routes[i]
		b.routes[r.Function] = append(b.routes[r.Function], r)
	}
	between := map[string]bool{} // what hands events on by itself
	for i := range app.Resources {
		between[app.Resources[i].ID] = true
	}
	for _, e := range app.Edges {
		if e.Moves() && between[e.From] && !slices.Contains(b.into[e.To], e.From) {
			b.into[e.To] = append(b.into[e.To], e.From)
		}
	}
	for i, f := range functions {
		if f == nil {
			continue
		}
		reaches := f.Reaches()
		for j := range reaches {
			codes[i].Flows = append(codes[i].Flows, b.flows(&app.Functions[i], &reaches[j])...)
		}
		if b.asked > maxAsked && !b.said {
			b.said = true
			codes[i].Unknowns = append(codes[i].Unknowns, model.Gap{Element: app.Functions[i].ID, Reason: "data goes more ways from function to function than are followed", At: app.Functions[i].At, Uses: 1})
		}
	}
}

// arrival is one way in which data comes to be where it is asked about.
type arrival struct {
	source     model.FlowSource
	steps      []model.FlowStep // up to the function that is asked about
	confidence model.FlowConfidence
	sanitizers []string
}

// flows are the flows that end in a reach: one for each function whose event they begin with.
func (b *bench) flows(f *model.Function, r *taint.Reach) []model.Flow {
	if r.Family == "log" && (strings.HasPrefix(r.Sink.Call, "logging.") || strings.HasPrefix(r.Sink.Call, "console.")) && f.Properties.Get("LoggingConfig", "LogFormat").TextOr("") == "JSON" {
		return nil // the platform writes what the standard library logs as JSON
	}
	var in []arrival
	if r.Stored == "" {
		in = b.arrivals(f, r.Part, r.Family, nil)
		if r.Unparsed && f.Alone {
			in = b.otherwise(f, in)
		}
	} else {
		in = b.stored(r.Stored, r.Part, r.Family, nil)
		for i := range in {
			in[i].confidence = taint.Weaker(in[i].confidence, b.kept(r.Stored))
		}
	}
	var out []model.Flow
	for _, a := range in {
		known := slices.ContainsFunc(out, func(have model.Flow) bool {
			return have.Source.Function == a.source.Function && have.Source.Part == a.source.Part
		})
		if known {
			continue
		}
		out = append(out, model.Flow{
			Function: f.ID, Family: r.Family, Source: a.source, Sink: r.Sink, Steps: slices.Concat(a.steps, r.Steps),
			Confidence: taint.Weaker(r.Confidence, a.confidence), Sanitizers: slices.Concat(a.sanitizers, r.Sanitizers),
		})
	}
	return out
}

// otherwise are ways in which data comes to a function that no template is read of, where it is of no request: with other events.
func (b *bench) otherwise(f *model.Function, in []arrival) []arrival {
	other := b.assumed(f)[1]
	for i := range in {
		if s := &in[i].source; s.Function == f.ID && s.Trigger == model.TriggerHTTP {
			s.Trigger, s.Entry, s.Holder, in[i].confidence = other.kind, other.entry, other.holder, model.FlowTentative
			in[i].steps[0].Text = other.entry + " runs " + model.LocalName(f.ID)
		}
	}
	return in
}

// arrivals are the ways in which a part of a function's event comes from somebody outside: by its own trigger, or handed
// on by other functions. path is the functions that it was followed through.
func (b *bench) arrivals(f *model.Function, part []string, family string, path []string) []arrival {
	if b.asked++; len(path) >= maxHops || slices.Contains(path, f.ID) || b.asked > maxAsked {
		return nil
	}
	path = append(slices.Clone(path), f.ID)
	var out []arrival
	in, known := b.entered[f.ID]
	if !known {
		in = b.entrances(f)
		b.entered[f.ID] = in
	}
	for _, e := range bringing(in, part) {
		foreign, certain := e.foreign(part)
		if !taint.Held(e.kind, part) || e.ownHost(part) || foreign && certain || e.alone && e.kind == model.TriggerHTTP && !requested(part) || family == "work" && e.kind == model.TriggerLog {
			continue // the platform packs log lines itself
		}
		a := arrival{
			source: model.FlowSource{Function: f.ID, Trigger: e.kind, From: e.from, Entry: e.entry, Part: strings.Join(part, "."), Holder: e.holder},
			steps:  []model.FlowStep{{Function: f.ID, At: e.at, Text: e.entry + " runs " + model.LocalName(f.ID)}}, confidence: model.FlowCertain,
		}
		if e.unsure || foreign || e.written(part) || e.alone && isHostHeader(part) {
			a.confidence = model.FlowTentative
		}
		out = append(out, a)
		break // the one whose holder is the worst
	}
	out = append(out, b.earlierSteps(f, part, family, path)...)
	for _, from := range b.upstream(f.ID) {
		for _, s := range b.senders[from] {
			for _, a := range b.sentBy(s, part, family, path) {
				a.steps = append(a.steps, model.FlowStep{Function: s.function, At: s.operation.Call.At.Location(), Text: model.LocalName(s.function) + " hands it on through " + b.through(from, f.ID), Through: channelOf(from, f.ID)})
				out = append(out, a)
			}
		}
	}
	return out
}

// through is what people call an element that hands events to a function.
func (b *bench) through(from, function string) string {
	if from == function {
		return "a call of " + model.LocalName(function)
	}
	return model.LocalName(from) + " to " + model.LocalName(function)
}

// channelOf is what hands events to a function, "" where it is called itself.
func channelOf(from, function string) string {
	if from == function {
		return ""
	}
	return from
}

// stored are the ways in which a part of what is read back came to be there.
func (b *bench) stored(element string, part []string, family string, path []string) []arrival {
	if b.functions[element] != nil {
		return b.answered(element, part, family, path)
	}
	var out []arrival
	for _, s := range b.senders[element] {
		for _, a := range b.sentBy(s, part, family, path) {
			a.steps = append(a.steps, model.FlowStep{Function: s.function, At: s.operation.Call.At.Location(), Text: model.LocalName(s.function) + " puts it into " + model.LocalName(element), Through: element})
			out = append(out, a)
		}
	}
	return out
}

// sentBy are the ways in which what a call hands on as a part of an event comes from somebody outside.
func (b *bench) sentBy(s sender, part []string, family string, path []string) []arrival {
	if b.asked++; b.asked > maxAsked {
		return nil
	}
	var out []arrival
	for _, p := range b.sent(s, part, family) {
		for _, o := range p.origins {
			out = append(out, b.continued(s.function, family, o, p, s.operation.Call, path)...)
		}
	}
	return out
}

// continued is where the origin of what a function hands on comes from.
func (b *bench) continued(function, family string, o taint.Origin, p parcel, c *term.Call, path []string) []arrival {
	part := append(o.Part(), p.below...)
	var in []arrival
	if o.Stored != "" {
		if len(path) < maxHops {
			in = b.stored(o.Stored, part, family, append(slices.Clone(path), function))
		}
		for i := range in {
			in[i].confidence = taint.Weaker(in[i].confidence, b.kept(o.Stored))
		}
	} else {
		if !o.OfEvent() {
			return nil
		}
		in = b.arrivals(b.known[function], part, family, path)
	}
	for i := range in {
		in[i].steps = slices.Concat(in[i].steps, b.functions[function].Steps(o, c))
		in[i].sanitizers = slices.Concat(in[i].sanitizers, p.seen)
		in[i].confidence = taint.Weaker(in[i].confidence, o.Confidence())
	}
	return in
}

// upstream are the elements whose events come to a function, through others too, and the function itself.
func (b *bench) upstream(function string) []string {
	out := []string{function}
	for i := 0; i < len(out) && len(out) < 100; i++ {
		for _, from := range b.into[out[i]] {
			if !slices.Contains(out, from) {
				out = append(out, from)
			}
		}
	}
	return out
}
