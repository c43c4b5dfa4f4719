package report

import (
	"errors"
	"fmt"
	"io"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

type minimisedPolicy struct {
	Version   string
	Statement []model.Value
}

// ErrUnspelled is that a part of a policy is not known, and no function of CloudFormation stands for it.
var ErrUnspelled = errors.New("it is not known how to write a part of the policy")

// Minimised is what is written of a minimised policy.
type Minimised struct {
	Of        Operand
	Variables policy.Truth // whether it has policy variables: documents of an earlier version have none
	Policies  [][]minimise.Statement
	Many      bool // it is divided: a list is written, whatever its length
}

// MinimisedPolicy writes statements as a policy document, or as a list of those that they are divided among. What is not
// known before the deployment is written as the functions of CloudFormation that stand for it.
func MinimisedPolicy(w io.Writer, m Minimised) error {
	version := policy.Version2012
	if m.Variables != policy.Yes {
		version = policy.Version2008
	}
	var spell func(model.Value) (least.Spelled, string)
	if m.Of.App != nil {
		audit := least.Of(m.Of.App)
		spell = func(v model.Value) (least.Spelled, string) { return audit.Spell(v, m.Of.Element) }
	}
	var out []minimisedPolicy
	for _, statements := range m.Policies {
		document := minimisedPolicy{Version: version, Statement: []model.Value{}}
		for i := range statements {
			v, err := written(minimise.Value(&statements[i].Statement), spell)
			if err != nil {
				return err
			}
			document.Statement = append(document.Statement, v)
		}
		out = append(out, document)
	}
	if m.Many {
		return WriteJSON(w, out)
	}
	return WriteJSON(w, out[0])
}

// written is a value with functions of CloudFormation in the place of what is not known before the deployment.
func written(v model.Value, spell func(model.Value) (least.Spelled, string)) (model.Value, error) {
	var err error
	switch v.Kind() {
	case model.Map:
		fields := v.Fields()
		out := make([]model.Field, len(fields))
		for i, f := range fields {
			if f.Value, err = written(f.Value, spell); err != nil {
				return v, err
			}
			out[i] = f
		}
		return model.NewMap(out, v.At), nil
	case model.List:
		items := v.Items()
		out := make([]model.Value, len(items))
		for i, item := range items {
			if out[i], err = written(item, spell); err != nil {
				return v, err
			}
		}
		return model.NewList(out, v.At), nil
	case model.Absent, model.Null, model.Bool, model.Number, model.String:
		return v, nil
	case model.Reference, model.Template, model.Unknown:
	}
	if spell == nil {
		return v, nil
	}
	s, reason := spell(v)
	if reason != "" {
		return v, fmt.Errorf("%s: %w: %s: %s", v.At, ErrUnspelled, v, reason)
	}
	text := func(t string) model.Value { return model.NewString(t, v.At) }
	function := func(name string, of model.Value) (model.Value, error) {
		return model.NewMap([]model.Field{{Key: name, KeyAt: v.At, Value: of}}, v.At), nil
	}
	switch s.Function {
	case "Ref":
		return function("Ref", text(s.Text))
	case "GetAtt":
		return function("Fn::GetAtt", model.NewList([]model.Value{text(s.Text), text(s.Attribute)}, v.At))
	}
	return function("Fn::Sub", text(s.Text))
}

// HoldsSecret reports whether a value, or something in it, would be masked.
func HoldsSecret(v model.Value) bool {
	found := false
	v.Walk(func(_ []string, part model.Value) bool {
		found = found || part.IsSecret()
		return !found
	})
	return found
}
