package sdk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// Binder knows the elements of an application by type and name. It is safe for concurrent use.
type Binder struct {
	app      *model.App
	elements map[string]*element   // by id
	byType   map[string][]*element // by type of the permission language: "dynamodb:table"
	inputs   map[string]bool       // names of parameters
}

// Calls answers what a function's code does to what is outside itself, in the order in which it was first reached.
// With them come the operations that these calls are, as terms, and what may ask for more that is not followed.
func (b *Binder) Calls(f *model.Function, trace *term.Trace) ([]model.Call, []Operation, []model.Gap) {
	r := &run{Binder: b, function: f, calls: trace.Calls, classes: trace.Classes, actors: map[term.Value][]actor{}, known: map[term.Value][]name{}}
	var out []model.Call
	var operations []Operation
	seen := map[string]int{} // by what a call is: its place in out
	asked := make([][]request, len(trace.Calls))
	for i, c := range trace.Calls {
		asked[i] = r.requests(c)
	}
	where := r.regionsOf(asked)
	for i, c := range trace.Calls {
		if len(asked[i]) == 0 {
			r.handsOver(c)
		}
		unless := r.unless(c)
		for _, q := range asked[i] {
			r.region = r.regionOf(&q)
			r.doubt = where.doubt(q.service, r.region)
			call := r.call(c, q)
			call.Needs = onlyWhen(call.Needs, unless)
			if q.service != "" {
				operations = append(operations, Operation{Call: c, Service: q.service, Name: q.operation, On: actedOn(call.Needs), Presigned: strings.HasSuffix(q.via, "presigned"), input: q.input})
			}
			key := callKey(&call)
			if i, known := seen[key]; known {
				out[i].Initial = out[i].Initial && call.Initial
				continue
			}
			seen[key] = len(out)
			out = append(out, call)
		}
	}
	return out, operations, r.gaps
}

// run is the work on one function. It is not shared.
type run struct {
	*Binder
	function *model.Function
	calls    []*term.Call // all of the function
	classes  map[*ir.Class]term.Extended
	actors   map[term.Value][]actor
	depth    int
	known    map[term.Value][]name // the names of values
	gaps     []model.Gap
	set      []setting          // where regions are set, nil before it is asked
	places   map[*term.Call]int // of the calls among all, likewise
	region   model.Value        // of the request that is looked at; absent where it is the own
	doubt    string             // why what a request names may be something of that name elsewhere; "" for nothing
}

// call is a request as the model writes it.
func (r *run) call(c *term.Call, q request) model.Call {
	call := model.Call{
		Function: r.function.ID, Service: q.service, Operation: q.operation, At: c.At.Location(), Via: q.via, Initial: c.Initial,
	}
	for _, at := range c.Chain {
		call.Chain = append(call.Chain, at.Location())
	}
	switch {
	case q.service == "":
		call.Host = r.host(q.host, call.At)
	case q.as.keys != own:
		call.Via += q.as.keys.String()
	case q.operation == signing:
		call.Needs = signedNeeds(q.service, call.At)
	default:
		call.Needs = r.needs(&q, call.At)
	}
	return call
}

// callKey is the same for calls that say the same of the same place.
func callKey(c *model.Call) string {
	key := c.At.String() + "\x00" + c.Service + "\x00" + c.Operation + "\x00" + c.Via + "\x00" + c.Host.Meaning()
	key += "\x00" + strconv.Itoa(c.At.Start)
	needs := make([]string, 0, len(c.Needs))
	for i := range c.Needs {
		needs = append(needs, needKey(&c.Needs[i]))
	}
	slices.Sort(needs)
	return key + "\x01" + strings.Join(needs, "\x01")
}
