package sdk

import (
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Operation is an operation of the provider that a call asks for, with what it is given.
type Operation struct {
	Call    *eval.Call
	Service string // as the provider's SDK names it
	Name    string
	input   input
}

// At answers what stands at a path of the operation's input, "TransactItems[].Put.TableName", and whether anything is
// given there.
func (o Operation) At(path string) ([]eval.Value, policy.Truth) { return o.input.at(path) }

// Operations are the operations that a function's code asks for, in the order of the calls.
func (b *Binder) Operations(f *model.Function, trace *eval.Trace) []Operation {
	r := &run{Binder: b, function: f, actors: map[eval.Value][]actor{}, known: map[eval.Value][]name{}}
	var out []Operation
	for _, c := range trace.Calls {
		for _, q := range r.requests(c) {
			if q.service != "" {
				out = append(out, Operation{Call: c, Service: q.service, Name: q.operation, input: q.input})
			}
		}
	}
	return out
}
