package iam_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// TestHoles puts a hole into generated requests and asks with the hole and with everything that may
// stand in it. A verdict that is known must be the verdict whatever stands there; one that is not must
// not always be the same. A hole that may hold anything must leave the verdict known only if no text
// tried changes it.
func TestHoles(t *testing.T) {
	g := newGenerator(3)
	known, unknown, open := 0, 0, 0
	for range number("SCONCE_IAM_HOLES", 4_000) {
		r := g.next()
		texts := r.copy().allTexts()
		if len(texts) == 0 {
			continue
		}
		hole := pick(g, texts...)
		options := []string{pick(g, texts...), pick(g, texts...), "arn:aws:none:::x", "*"}
		with := r.evaluate(t, hole, options)
		possible := map[policy.Outcome]bool{}
		for i := range options {
			possible[r.evaluate(t, hole, options[i:i+1])] = true
		}
		switch {
		case with != policy.Unknown && (len(possible) != 1 || !possible[with]):
			t.Errorf("%s with a hole, %v without: %s", with, slices.Collect(maps.Keys(possible)), r.describe(hole, options))
		case with == policy.Unknown && len(possible) == 1 && !possible[policy.Unknown]:
			t.Errorf("unknown with a hole, %v without: %s", slices.Collect(maps.Keys(possible)), r.describe(hole, options))
		case with == policy.Unknown:
			unknown++
		default:
			known++
		}
		if anything := r.evaluate(t, hole, nil); anything != policy.Unknown && !possible[anything] {
			t.Errorf("%s with anything in the hole, %v without: %s", anything, slices.Collect(maps.Keys(possible)), r.describe(hole, options))
		} else if anything != policy.Unknown {
			open++
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d verdicts known, %d not; %d known with anything in the hole", known, unknown, open)
	if known == 0 || unknown == 0 || open == 0 {
		t.Error("the requests do not reach both")
	}
}

func (r *request) describe(hole string, options []string) string {
	text, _ := json.Marshal(r)
	return fmt.Sprintf("%s is one of %q in %s", hole, options, text)
}

// allTexts are the resources and condition values of the request's policies.
func (r *request) allTexts() []string {
	var out []string
	r.texts(func(t *text) bool {
		out = append(out, t.value)
		return false
	})
	slices.Sort(out) // conditions are maps
	return out
}

// evaluate asks about the request. The first text equal to the hole is replaced by an unknown with the
// options, by the option if there is only one, by an unknown without if there is none.
func (r *request) evaluate(t *testing.T, hole string, options []string) policy.Outcome {
	t.Helper()
	b := builder{hole: hole, options: options}
	compiled := policy.Policies{BlockPublicAccess: r.BlockPublicAccess}
	c := r.copy()
	compiled.Identity = b.documents(c.Identity)
	compiled.Boundary = b.documents(c.Boundary)
	compiled.Endpoint = b.documents(c.Endpoint)
	for _, level := range c.SCP {
		compiled.SCP = append(compiled.SCP, b.documents(level))
	}
	for _, level := range c.RCP {
		compiled.RCP = append(compiled.RCP, b.documents(level))
	}
	compiled.Resource = b.document(c.ResourcePolicy)
	compiled.Session = b.document(c.Session)
	q := policy.Request{
		Principal: known(r.Principal), Action: r.Action, Resource: known(r.Resource), ResourceAccount: known(r.ResourceAccount),
		Context: map[string]policy.Values{},
	}
	for key, v := range r.Context {
		switch v := v.(type) {
		case string:
			q.Context[key] = policy.One(v)
		case []string:
			q.Context[key] = policy.Many(v...)
		}
	}
	return policy.Compile(compiled).Evaluate(q.Prepare()).Outcome
}

// builder makes documents with one hole.
type builder struct {
	hole    string
	options []string
	done    bool
}

func known(text string) model.Value { return model.NewString(text, model.Location{}) }

func (b *builder) documents(list []policyJSON) []policy.Document {
	var out []policy.Document
	for _, d := range list {
		out = append(out, *b.document(d))
	}
	return out
}

func (b *builder) document(d policyJSON) *policy.Document {
	if d == nil {
		return nil
	}
	doc, _ := policy.Parse(b.value(map[string]any(d), false))
	return &doc
}

// value is the JSON as a value; text says whether a hole may stand there.
func (b *builder) value(v any, text bool) model.Value {
	var at model.Location
	switch v := v.(type) {
	case map[string]any:
		var fields []model.Field
		for _, key := range slices.Sorted(maps.Keys(v)) {
			inside := text || key == "Resource" || key == "NotResource" || key == "Condition"
			fields = append(fields, model.Field{Key: key, Value: b.value(v[key], inside)})
		}
		return model.NewMap(fields, at)
	case []any:
		var items []model.Value
		for _, item := range v {
			items = append(items, b.value(item, text))
		}
		return model.NewList(items, at)
	case string:
		if !text || b.done || v != b.hole {
			return known(v)
		}
		b.done = true
		if len(b.options) == 1 {
			return known(b.options[0])
		}
		var options []model.Value
		for _, option := range b.options {
			options = append(options, known(option))
		}
		return model.NewUnknown(model.Cause{Reason: "a hole"}, at, options...)
	case bool:
		return model.NewBool(fmt.Sprint(v), at)
	default:
		return model.NewNumber(fmt.Sprint(v), at)
	}
}
