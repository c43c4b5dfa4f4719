package report

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// CompareSchema names the version of the compare document.
const CompareSchema = "sconce.compare/v1"

// Comparison is what policies are to others.
type Comparison struct {
	Old, New Operand
	Result   compare.Result
}

// Operand is one side of a comparison.
type Operand struct {
	Name string // a file, the id of an identity, a managed policy
	Set  compare.Set
	// Policy is the name of the provider's policy that a statement is of; "" for what is written here. It may be nil.
	Policy func(policy.Source) string
	// App has the identity, and Element is its id; nil and "" of what is no identity.
	App     *model.App
	Element string
}

// Difference says whether one side allows something that the other does not.
type Difference string

// The differences.
const (
	DifferenceNone    Difference = "none"    // proved for all requests
	DifferenceSome    Difference = "some"    // there is a witness
	DifferenceUnknown Difference = "unknown" // there are reasons
)

func differenceOf(a compare.Answer) Difference {
	switch a.Within {
	case policy.Yes:
		return DifferenceNone
	case policy.No:
		return DifferenceSome
	case policy.Maybe:
	}
	return DifferenceUnknown
}

type compareDocument struct {
	Schema    string           `json:"schema"`
	Old       string           `json:"old"`
	New       string           `json:"new"`
	Relation  compare.Relation `json:"relation"`
	Catalogue string           `json:"catalogue"`
	Gained    compareDirection `json:"gained"`
	Lost      compareDirection `json:"lost"`
}

type compareDirection struct {
	Difference Difference      `json:"difference"`
	Witness    *compareWitness `json:"witness,omitempty"`
	Because    []compareReason `json:"because"`
}

type compareWitness struct {
	Action    string            `json:"action"`
	Known     bool              `json:"known"`
	Resource  string            `json:"resource"`
	Context   []compareKey      `json:"context"`
	Without   []string          `json:"without"`
	Supposing []string          `json:"supposing"`
	Unless    []string          `json:"unless"`
	Allowed   *compareStatement `json:"allowed,omitempty"`
	Denied    *compareStatement `json:"denied,omitempty"`
}

type compareKey struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
	List   bool     `json:"list"`
}

type compareStatement struct {
	Policy    string `json:"policy"`
	Statement int    `json:"statement"`
	Sid       string `json:"sid"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Boundary  bool   `json:"boundary"`
}

type compareReason struct {
	Reason string `json:"reason"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

// Compare writes a comparison as a JSON document of CompareSchema.
func Compare(w io.Writer, c Comparison) error {
	return WriteJSON(w, compareDocument{
		Schema: CompareSchema, Old: c.Old.Name, New: c.New.Name, Relation: c.Result.Relation, Catalogue: c.Result.Catalogue,
		Gained: direction(c.Result.NewInOld, c.New, c.Old), Lost: direction(c.Result.OldInNew, c.Old, c.New),
	})
}

// direction is what one side allows and the other does not.
func direction(a compare.Answer, allows, denies Operand) compareDirection {
	d := compareDirection{Difference: differenceOf(a), Because: each(a.Because, reasonView)}
	if a.Witness != nil {
		d.Witness = witnessView(a.Witness, allows, denies)
	}
	return d
}

func witnessView(w *compare.Witness, allows, denies Operand) *compareWitness {
	out := &compareWitness{
		Action: w.Request.Action, Known: w.Known, Resource: shown(w.Request.Resource),
		Context: []compareKey{}, Without: []string{}, Supposing: []string{}, Unless: []string{},
		Allowed: allows.statement(w.Allowed.By), Denied: denies.statement(w.By.By),
	}
	for _, key := range slices.Sorted(maps.Keys(w.Request.Context)) {
		if text, ok := access.Supposition(key); ok {
			out.Supposing = append(out.Supposing, text)
			continue
		}
		of := w.Request.Context[key]
		out.Context = append(out.Context, compareKey{Key: key, List: of.Many, Values: each(of.List, shown)})
	}
	for _, key := range w.Without {
		if text, ok := access.Supposition(key); ok {
			out.Unless = append(out.Unless, text)
		} else {
			out.Without = append(out.Without, key)
		}
	}
	return out
}

func reasonView(r compare.Reason) compareReason {
	return compareReason{Reason: strings.ReplaceAll(r.Text, ": given ", ": "), File: r.At.File, Line: r.At.Line}
}

// shown is a value of a set as it is written: what is given at deployment has its own name.
func shown(v model.Value) string { return strings.ReplaceAll(v.String(), "${given ", "${") }

// statement is the statement that decided; nil where none did.
func (o Operand) statement(by policy.Source) *compareStatement {
	if by.Statement == nil {
		return nil
	}
	out := &compareStatement{Statement: by.Index, Sid: by.Statement.Sid, File: by.Statement.At.File, Line: by.Statement.At.Line, Boundary: by.Layer == policy.LayerBoundary}
	if o.Policy != nil {
		out.Policy = o.Policy(by)
	}
	return out
}
