package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/outline"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// Function is what the code of one function does with data: where parts of its event get to, and what it hands on.
type Function struct {
	reaches []Reach
	sends   []sdk.Operation // that hand something to another element
	run     *run
}

// Reach is a part of a function's event, or of what it reads back, that gets to a sink, whoever holds it.
type Reach struct {
	Family     string
	Sink       model.FlowSink
	Part       []string // of the event; empty for all of it
	Stored     string   // id of the element from which it is read back instead; "" for the event
	Steps      []model.FlowStep
	Confidence model.FlowConfidence
	Sanitizers []string
	Unparsed   bool // a part of a body that nothing parses, as no body of a request is
}

// Reaches are the parts of the event that get to sinks, in the order of the sinks.
func (f *Function) Reaches() []Reach { return f.reaches }

// ID is the id of the function.
func (f *Function) ID() string { return f.run.function }

// Trace is what the evaluation of it answered.
func (f *Function) Trace() *term.Trace { return f.run.trace }

// Holds is whether a value holds a part of the event, or of what was read back, at all.
func (f *Function) Holds(v term.Value) bool { return f.run.holds(v) }

// Read is the operation whose answer a call is, where somebody else put there what it answers.
func (f *Function) Read(c *term.Call) (sdk.Operation, bool) {
	o, ok := f.run.reads[c]
	return o, ok
}

// Outline is what the text of the module says in which one of its functions stands.
func (f *Function) Outline(of *ir.Function) *outline.Outline { return f.run.outlineOf(of) }

// Speaks says in which language the code is that is asked about from here on, and answers what calls make of data there: nil where
// that is not known.
func (f *Function) Speaks(language ir.Language) *rulebook.Answers {
	f.run.answers = f.run.tables.Passing[language]
	return f.run.answers
}

// Whence begins to ask where what a call gets comes from, and nothing else: no sink and no sanitizer is known. Without a call
// it is asked of the code that was asked about last.
func (f *Function) Whence(name string, c *term.Call) *Walk {
	return f.run.walk(rulebook.Entry{Family: plainFamily(name)}, c)
}

// Sends are the operations that hand something to another element.
func (f *Function) Sends() []sdk.Operation { return f.sends }

// Returns are the values that it answers; of Go without the error beside them.
func (f *Function) Returns() []term.Value {
	out, h := slices.Clone(f.run.trace.Returns), f.run.trace.Handler
	if h == nil || h.Module == nil || h.Module.Language != ir.Go {
		return out
	}
	for i, v := range out {
		if l, ok := v.(*term.List); ok && l.Kind == ir.Tuple && len(l.Items) == 2 {
			out[i] = l.Items[0]
		}
	}
	return out
}

// At is where its handler stands.
func (f *Function) At() model.Location { return f.run.trace.Handler.Location() }

// Steps is the way from the handler to a call, or to its answer, of what it holds there.
func (f *Function) Steps(o Origin, c *term.Call) []model.FlowStep { return f.run.steps(o, c) }

// reading are the operations whose answer somebody else put there.
var reading = map[string]bool{
	"dynamodb.GetItem": true, "dynamodb.Query": true, "dynamodb.Scan": true, "dynamodb.BatchGetItem": true, "dynamodb.TransactGetItems": true,
	"s3.GetObject": true, "s3.HeadObject": true, "sqs.ReceiveMessage": true, "ssm.GetParameter": true,
	"lambda.Invoke": true,
}

// NewFunction follows the data of a function.
func NewFunction(id string, trace *term.Trace, operations []sdk.Operation) (*Function, error) {
	t, err := rulebook.Loaded()
	if err != nil {
		return nil, err
	}
	r := &run{
		tables: t, trace: trace, function: id, input: map[term.Value]bool{}, seen: map[string]bool{}, unread: map[string]int{},
		reads: map[*term.Call]sdk.Operation{}, objects: map[string]*term.Input{},
	}
	out := &Function{run: r}
	asked := map[*term.Call][]sdk.Operation{}
	for _, o := range operations {
		name := o.Service + "." + o.Name
		asked[o.Call] = append(asked[o.Call], o)
		if reading[name] {
			r.reads[o.Call] = o
		}
		if len(o.On) > 0 && rulebook.ChannelsOf(name) != nil {
			out.sends = append(out.sends, o)
		}
	}
	r.order = make(map[*term.Call]int, len(trace.Calls))
	for i, c := range trace.Calls {
		r.order[c] = i
		if r.answers = t.Passing[term.LanguageOf(c)]; r.answers != nil && r.mayCheck(c, term.Names(c.Callee)) {
			r.checking = append(r.checking, c)
		}
	}
	for _, c := range trace.Calls {
		r.answers = t.Passing[term.LanguageOf(c)]
		if r.answers == nil {
			continue
		}
		r.called(c)
		r.backtracked(c)
		for _, o := range asked[c] {
			r.operation(o)
		}
	}
	r.polluted()
	r.repeated()
	if trace.Handler != nil && trace.Handler.Module != nil {
		if r.answers = t.Passing[trace.Handler.Module.Language]; r.answers != nil {
			r.returned()
		}
	}
	out.reaches = r.out
	return out, nil
}

// Asks begins to ask a function about what it hands to a call, as a family of sinks sees it.
func (f *Function) Asks(family string, c *term.Call) *Walk {
	i := slices.IndexFunc(f.run.tables.Families, func(x *rulebook.AskedFamily) bool { return x.Name == family })
	if c != nil {
		f.run.language = term.LanguageOf(c)
	} else if h := f.run.trace.Handler; h != nil && h.Module != nil {
		f.run.language = h.Module.Language
	}
	if f.run.answers = f.run.tables.Passing[f.run.language]; i < 0 || f.run.answers == nil {
		return nil
	}
	return f.run.walk(rulebook.Entry{Family: f.run.tables.Families[i]}, c)
}

// plainFamily is a family that knows nothing but where data comes from.
func plainFamily(name string) *rulebook.AskedFamily {
	none := term.NewPatterns(nil)
	return &rulebook.AskedFamily{Family: &rulebook.Family{Name: name}, SanitizerCalls: none, CheckCalls: none, ModelCalls: none, NumberCalls: none}
}
