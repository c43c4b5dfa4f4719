package model_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
)

var at = model.Location{File: "t.yaml", Line: 3, Start: 20, End: 30}

func text(s string) model.Value { return model.NewString(s, at) }

func reference(target string) model.Value {
	return model.NewReference(model.Ref{Target: target, Attribute: "Arn"}, at)
}

func unknown(name string, options ...model.Value) model.Value {
	return model.NewUnknown(model.Cause{Name: name, Reason: "parameter " + name + " has no default", At: at}, at, options...)
}

func list(items ...model.Value) model.Value { return model.NewList(items, at) }

func object(pairs ...any) model.Value {
	var fields []model.Field
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, model.Field{Key: pairs[i].(string), Value: pairs[i+1].(model.Value)}) //nolint:forcetypeassert // a test's own arguments
	}
	return model.NewMap(fields, at)
}

func TestNewTemplateMerges(t *testing.T) {
	tests := []struct {
		what  string
		parts []model.Value
		kind  model.Kind
		want  string
		n     int // parts of the result
	}{
		{"nothing", nil, model.String, "", 1},
		{"known text", []model.Value{text("a"), text("b"), text("")}, model.String, "ab", 1},
		{"numbers and booleans keep their spelling", []model.Value{model.NewNumber("007", at), text("-"), model.NewBool("yes", at)}, model.String, "007-yes", 1},
		{"one reference", []model.Value{reference("t.yaml#Table")}, model.Reference, "${Table.Arn}", 1},
		{"one reference among nothing", []model.Value{text(""), reference("t.yaml#Table"), text("")}, model.Reference, "${Table.Arn}", 1},
		{"one hole", []model.Value{unknown("Stage")}, model.Unknown, "${Stage}", 1},
		{"text and a hole", []model.Value{text("a"), text("-"), unknown("Stage"), text("-"), text("b")}, model.Template, "a-${Stage}-b", 3},
		{"a template in a template", []model.Value{text("x-"), model.NewTemplate([]model.Value{text("a-"), unknown("Stage")}, at), text("!")}, model.Template, "x-a-${Stage}!", 3},
		{"a list", []model.Value{text("a"), list(text("b"))}, model.Unknown, "${unknown}", 1},
		{"nothing that could be text", []model.Value{text("a"), model.NewNull(at)}, model.Unknown, "${unknown}", 1},
	}
	for _, test := range tests {
		v := model.NewTemplate(test.parts, at)
		if v.Kind() != test.kind || v.String() != test.want || len(v.Parts()) != test.n || v.At != at {
			t.Errorf("%s: %s %q of %d parts at %s", test.what, v.Kind(), v, len(v.Parts()), v.At)
		}
	}
	if c, _ := model.NewTemplate([]model.Value{list()}, at).Cause(); c.Reason != "a list stands where text is needed" {
		t.Errorf("the reason is %q", c.Reason)
	}
}

func TestNewTemplateStaysSecret(t *testing.T) {
	for what, parts := range map[string][]model.Value{
		"text":           {text("a-"), text("hunter2").Secret()},
		"a hole":         {text("a-"), text("hunter2").Secret(), unknown("Stage")},
		"a hidden hole":  {text("a-"), unknown("Password").Secret()},
		"alone":          {text("hunter2").Secret()},
		"in a template":  {model.NewTemplate([]model.Value{text("hunter2").Secret(), unknown("Stage")}, at), text("b")},
		"next to others": {reference("t.yaml#A"), text("hunter2").Secret(), reference("t.yaml#B")},
	} {
		v := model.NewTemplate(parts, at)
		encoded, err := v.MarshalJSON()
		if err != nil || !v.IsSecret() || strings.Contains(v.String()+string(encoded), "hunter2") {
			t.Errorf("%s: %s, %s, %v", what, v, encoded, err)
		}
	}
}

func TestGet(t *testing.T) {
	table := object("Properties", object("Name", text("orders"), "Tags", list(text("a")), "Name", text("later")), "Null", model.NewNull(at))
	tests := []struct {
		what string
		v    model.Value
		path string
		want string // kind and text
	}{
		{"no path", text("x"), "", "string x"},
		{"a field", table, "Properties Name", "string later"},
		{"a missing field", table, "Properties Missing", "absent "},
		{"below a missing field", table, "Missing Name", "absent "},
		{"below text", table, "Properties Name Deeper", "absent "},
		{"below a list", table, "Properties Tags 0", "absent "},
		{"a null", table, "Null", "null null"},
		{"below an unknown", unknown("Stage"), "A B", "unknown ${Stage}"},
		{"below a reference", reference("t.yaml#A"), "A", "absent "},
	}
	for _, test := range tests {
		got := test.v.Get(strings.Fields(test.path)...)
		if shown := got.Kind().String() + " " + got.String(); shown != test.want {
			t.Errorf("%s: %s", test.what, shown)
		}
		if got.IsAbsent() && got.At != at {
			t.Errorf("%s: what is absent is at %s, not at the map that lacks it", test.what, got.At)
		}
	}
}

func TestGetGoesThroughTheOptions(t *testing.T) {
	inner := unknown("Region", object("Mode", text("Active")), object("Mode", text("Off")))
	v := unknown("Stage", object("Tracing", object("Mode", text("PassThrough"))), model.Value{}, object("Tracing", inner))
	mode := v.Get("Tracing", "Mode")
	c, isUnknown := mode.Cause()
	if !isUnknown || c.Name != "Stage" {
		t.Fatalf("%s, because of %q", mode, c.Name)
	}
	var got []string
	for _, option := range mode.Options() {
		shown := option.Kind().String()
		for _, inner := range option.Options() {
			shown += " " + inner.String()
		}
		got = append(got, shown+" "+option.TextOr(""))
	}
	if diff := cmp.Diff([]string{"string PassThrough", "absent ", "unknown Active Off "}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTruth(t *testing.T) {
	yes, no, not := [2]bool{true, true}, [2]bool{false, true}, [2]bool{}
	tests := []struct {
		v    model.Value
		want [2]bool
	}{
		{model.NewBool("true", at), yes},
		{model.NewBool("Yes", at), yes},
		{model.NewBool("on", at), yes},
		{model.NewBool("y", at), yes},
		{model.NewBool("False", at), no},
		{model.NewBool("NO", at), no},
		{model.NewBool("off", at), no},
		{text("true"), yes},
		{text("TRUE"), yes},
		{text("False"), no},
		{text("yes"), not}, // in quotes it is a word
		{text("off"), not},
		{text(""), not},
		{text("1"), not},
		{model.NewNumber("1", at), not},
		{model.NewNumber("0", at), not},
		{model.NewNull(at), not},
		{model.Value{}, not},
		{unknown("Stage", text("true")), not},
		{list(text("true")), not},
	}
	for _, test := range tests {
		value, known := test.v.Truth()
		if [2]bool{value && known, known} != test.want {
			t.Errorf("%s %q is %v, known: %v", test.v.Kind(), test.v, value, known)
		}
	}
}

func TestInt(t *testing.T) {
	for spelling, want := range map[string]int{"0": 0, "30": 30, "30 ": 30, "-1": -1, "+5": 5, "007": 7} {
		for _, v := range []model.Value{text(spelling), model.NewNumber(spelling, at)} {
			if n, known := v.Int(); !known || n != want {
				t.Errorf("%s %q is %d, %v", v.Kind(), spelling, n, known)
			}
		}
	}
	for _, spelling := range []string{"", "a", "1.5", "1e3", "0x10", "1_000", "99999999999999999999", "٣"} {
		if n, known := model.NewNumber(spelling, at).Int(); known {
			t.Errorf("%q is %d", spelling, n)
		}
	}
	if _, known := unknown("N", text("3")).Int(); known {
		t.Error("an unknown number is known")
	}
}

func TestOneOrMany(t *testing.T) {
	for what, test := range map[string]struct {
		v    model.Value
		want int
	}{
		"absent": {model.Value{}, 0}, "null": {model.NewNull(at), 0}, "text": {text("a"), 1}, "empty text": {text(""), 1},
		"a list": {list(text("a"), text("b")), 2}, "an empty list": {list(), 0}, "a map": {object("a", text("b")), 1}, "unknown": {unknown("A"), 1},
	} {
		if got := test.v.OneOrMany(); len(got) != test.want {
			t.Errorf("%s: %d", what, len(got))
		}
	}
}

func TestWalkVisitsEverything(t *testing.T) {
	v := object("A", list(text("1"), object("B", text("2"))), "C", unknown("S", text("3"), object("D", text("4"))), "E", text("5"))
	var got []string
	v.Walk(func(path []string, v model.Value) bool {
		if s, known := v.Text(); known {
			got = append(got, strings.Join(path, ".")+"="+s)
		}
		return true
	})
	if diff := cmp.Diff([]string{"A.0=1", "A.1.B=2", "C.0=3", "C.1.D=4", "E=5"}, got); diff != "" {
		t.Error(diff)
	}
	visited := 0
	v.Walk(func(path []string, _ model.Value) bool { visited++; return len(path) == 0 })
	if visited != 4 {
		t.Errorf("%d visited where only the first level was asked for", visited)
	}
}

func TestChangesLeaveTheOriginal(t *testing.T) {
	v := object("A", list(text("1"), unknown("S", text("1"))))
	before := v.String()
	changed := v.Map(func(v model.Value) model.Value {
		if s, _ := v.Text(); s == "1" {
			return text("2")
		}
		return v
	})
	if v.String() != before || changed.Get("A").Items()[0].TextOr("") != "2" || changed.Get("A").Items()[1].Options()[0].TextOr("") != "2" {
		t.Errorf("%s became %s, the original is now %s", before, changed, v)
	}
	r := reference("t.yaml#A")
	through := r.Through(model.Location{Line: 1}).Through(model.Location{Line: 2})
	if a, _ := r.Ref(); len(a.Through) != 0 {
		t.Error("the original reference changed")
	}
	if b, _ := through.Ref(); len(b.Through) != 2 {
		t.Errorf("through %v", b.Through)
	}
}

// BenchmarkMap replaces one part deep within a value, and nothing in one that has no such part: what is left as it is, is not copied.
func BenchmarkMap(b *testing.B) {
	ref := model.NewReference(model.Ref{Target: "t.yaml#Table", Attribute: "Arn"}, model.Location{})
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	plain := model.NewTemplate([]model.Value{text("arn:aws:s3:::"), ref, text("/*")}, model.Location{})
	for _, c := range []struct {
		name string
		to   model.Value
	}{{"unchanged", ref}, {"changed", text("orders")}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				plain.Map(func(part model.Value) model.Value {
					if part.Kind() == model.Reference {
						return c.to
					}
					return part.Joined()
				})
			}
		})
	}
}
