package record_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/record"
	"github.com/sconce-dev/sconce/internal/model"
)

var at = model.Location{File: "src/app.py", Line: 3, Column: 5, EndLine: 3, EndColumn: 9, Start: 40, End: 44}

// values are one of each kind, and what stands inside others.
func values() []model.Value {
	ref := model.NewReference(model.Ref{Target: "t.yaml#Table", Attribute: "Arn", Through: []model.Location{at}}, at)
	unknown := model.NewUnknown(model.Cause{Name: "Stage", Reason: "parameter Stage has no default", At: at}, at, model.NewString("dev", at), model.NewNull(at))
	return []model.Value{
		{},
		{At: at},
		model.NewNull(at), model.NewBool("yes", at), model.NewNumber("012345678901", at), model.NewString("", at), model.NewString("a\x00ü", at),
		ref, unknown, model.NewTemplate([]model.Value{model.NewString("arn:", at), ref, model.NewString("/", at), unknown}, at),
		model.NewList([]model.Value{ref, model.NewString("x", at)}, at), model.NewList(nil, at), model.NewList([]model.Value{}, at),
		model.NewMap([]model.Field{{Key: "a", KeyAt: at, Value: unknown}, {Key: "b", Value: model.NewMap(nil, at)}}, at),
	}
}

// fill gives everything in a value something that is not its zero value, so that a field that is forgotten shows.
func fill(v reflect.Value, n *int, depth int) {
	*n++
	if v.Type() == reflect.TypeFor[model.Value]() {
		all := values()
		v.Set(reflect.ValueOf(all[*n%len(all)]))
		return
	}
	switch v.Kind() { //nolint:exhaustive // of what the model has
	case reflect.String:
		v.SetString(string(rune('a' + *n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(int64(*n))
	case reflect.Uint8, reflect.Uint, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 200))
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field, n, depth+1)
		}
	case reflect.Slice:
		if depth > 12 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n, depth+1)
		fill(v.Index(1), n, depth+1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		item := reflect.New(v.Type().Elem()).Elem()
		fill(item, n, depth+1)
		v.SetMapIndex(reflect.ValueOf("k").Convert(v.Type().Key()), item)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n, depth+1)
	}
}

// TestRoundTrip reads back what was written, of everything that the code of a function is said to do.
func TestRoundTrip(t *testing.T) {
	var code model.Code
	n := 0
	fill(reflect.ValueOf(&code).Elem(), &n, 0)
	for _, want := range []any{code, model.Code{}, values(), []model.Code{code, {}, code}} {
		data, err := record.Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got := reflect.New(reflect.TypeOf(want))
		if err := record.Decode(data, got.Interface()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Elem().Interface(), want) {
			t.Errorf("it is something else\n%s", cmp.Diff(want, got.Elem().Interface(), cmp.AllowUnexported(model.Value{})))
		}
	}
}

func TestSecretsAreNotRecorded(t *testing.T) {
	secret := model.NewString("hunter2", at).Secret()
	for _, v := range []any{secret, model.Code{Calls: []model.Call{{Host: secret}}}, []model.Value{model.NewList([]model.Value{secret}, at)}} {
		if _, err := record.Encode(v); err == nil {
			t.Errorf("%v was recorded", v)
		}
	}
}

// TestBroken reads what nobody wrote: it may be refused, and does no harm.
func TestBroken(t *testing.T) {
	var code model.Code
	n := 0
	fill(reflect.ValueOf(&code).Elem(), &n, 0)
	data, err := record.Encode(code)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		var into model.Code
		if err := record.Decode(data[:i], &into); err == nil {
			t.Fatalf("%d of %d bytes were read as a whole", i, len(data))
		}
		for _, b := range []byte{0, 0xff, data[i] + 1} {
			changed := append([]byte(nil), data...)
			changed[i] = b
			_ = record.Decode(changed, &into)
		}
	}
}

func FuzzDecode(f *testing.F) {
	data, _ := record.Encode(model.Code{Function: "t.yaml#F", Calls: []model.Call{{Host: values()[9]}}})
	f.Add(data)
	f.Fuzz(func(_ *testing.T, data []byte) {
		var into model.Code
		_ = record.Decode(data, &into)
	})
}

func TestPrint(t *testing.T) {
	seen := map[[32]byte]int{}
	for i, v := range append(values(), model.NewString("hunter2", at), model.NewString("hunter2", at).Secret(), model.NewString("hunter3", at).Secret()) {
		mark := record.Print(v)
		if j, known := seen[mark]; known {
			t.Errorf("values %d and %d have the same fingerprint", i, j)
		}
		seen[mark] = i
	}
	one := func() *model.App {
		return &model.App{ID: "a", Functions: []model.Function{{ID: "f", Env: []model.Variable{{Name: "T", Value: values()[7]}}}}, Tags: model.TagClasses{Flags: map[string]string{"a": "b", "c": "d"}}}
	}
	other := one()
	other.Functions[0].Env[0].Name = "U"
	first, second := record.Print(one()), record.Print(one())
	if first != second || first == record.Print(other) {
		t.Error("what is the same has other fingerprints, or what is not has the same")
	}
}
