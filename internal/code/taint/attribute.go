package taint

import (
	"maps"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// accepted puts what names placeholders of an operation of DynamoDB among what does no harm in its expressions, and answers a
// walk that still asks of it; nil where there is none. A placeholder is # or : and letters, digits and underscores: with another
// one the call is refused, so its name is no place to write an expression. It may still be the name of any attribute.
// (Amazon DynamoDB Developer Guide, "Expression attribute names in DynamoDB", "Using expression attribute values")
func (w *Walk) accepted(o sdk.Operation) *Walk {
	if o.Service != "dynamodb" || w.family.Name != "nosql" {
		return nil
	}
	var held []term.Value
	for _, member := range []string{model.AttributeNames, "ExpressionAttributeValues"} {
		values, _ := o.At(member)
		for _, v := range values {
			for _, of := range term.Alternatives(v) {
				if object, ok := of.(*term.Object); ok {
					held = append(held, placeholders(object.Keys, 0)...)
				}
			}
		}
	}
	if len(held) == 0 {
		return nil
	}
	names := *w
	names.known, names.clean = map[term.Value][]Origin{}, maps.Clone(w.clean)
	printed := map[string]bool{} // what is asked for twice is two values that are the same
	for _, v := range held {
		printed[term.Print(v)] = true
	}
	for _, member := range expressions {
		values, _ := o.At(member)
		for _, v := range values {
			w.cleanPrinted(v, printed, 0)
		}
	}
	return &names
}

// expressions are the members of operations of DynamoDB that are expressions.
var expressions = []string{"UpdateExpression", "ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression"}

// cleanPrinted puts the parts of a value that are written like some others among what does no harm.
func (w *Walk) cleanPrinted(v term.Value, printed map[string]bool, depth int) {
	if v == nil || depth > 2*term.MaxName || w.clean[v] || !w.holds(v) {
		return
	}
	if printed[term.Print(v)] {
		w.clean[v] = true
		return
	}
	for _, p := range term.PartsOf(v) {
		w.cleanPrinted(p, printed, depth+1)
	}
}

// placeholders are the values that the names of placeholders are made of: `#${name}`.
func placeholders(v term.Value, depth int) []term.Value {
	if v == nil || depth > term.MaxName {
		return nil
	}
	depth++
	switch x := v.(type) {
	case *term.Text:
		first, ok := term.Written(x.Parts[0])
		if !ok || !strings.HasPrefix(first, "#") && !strings.HasPrefix(first, ":") {
			return nil
		}
		return append([]term.Value{x}, x.Parts[1:]...)
	case *term.OneOf:
		var out []term.Value
		for _, o := range x.Options {
			out = append(out, placeholders(o, depth)...)
		}
		return out
	}
	return nil
}
