package sdk

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Operation is an operation of the provider that a call asks for, with what it is given.
type Operation struct {
	Call    *term.Call
	Service string   // as the provider's SDK names it
	Name    string   // in the SDK's own spelling
	On      []string // ids of the elements of the application that it acts on
	// Presigned says that the call only makes an address: who gets it asks for the operation, with what content they like.
	Presigned bool
	input     input
}

// At answers what stands at a path of the operation's input, "TransactItems[].Put.TableName", and whether anything is
// given there.
func (o Operation) At(path string) ([]term.Value, policy.Truth) { return o.input.at(path) }

// actedOn are the elements that needs are on.
func actedOn(needs []model.Need) []string {
	var out []string
	for _, n := range needs {
		if n.On.Kind == model.TargetRef && n.On.ID != "" && !slices.Contains(out, n.On.ID) {
			out = append(out, n.On.ID)
		}
	}
	return out
}
