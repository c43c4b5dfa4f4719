package secret

import (
	"reflect"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// unmasked are the fields that Mask leaves alone: names of actions of a provider.
var unmasked = map[string]bool{"Grant.Actions": true, "Grant.NotActions": true}

// TestMaskReachesEveryValue plants a token in every Value that an application has a field for, also
// in the fields to come.
func TestMaskReachesEveryValue(t *testing.T) {
	app := &model.App{}
	total := plant(reflect.ValueOf(app).Elem())
	Mask(app)
	reached := 0
	visit(reflect.ValueOf(app).Elem(), "App", func(place string, v model.Value) {
		if unmasked[place] {
			return
		}
		reached++
		if shown := v.String(); !v.IsSecret() || strings.Contains(shown, planted) {
			t.Errorf("%s is shown as %s", place, shown)
		}
	})
	if total < 40 || reached < total-len(unmasked) {
		t.Errorf("%d of %d values reached", reached, total)
	}
}

const planted = "AKIAIOSFODNN7EXAMPLE"

// plant puts a token into every Value below, and one element into every list on the way.
func plant(v reflect.Value) int {
	if v.Type() == reflect.TypeFor[model.Value]() {
		v.Set(reflect.ValueOf(model.NewString(planted, model.Location{})))
		return 1
	}
	n := 0
	switch v.Kind() { //nolint:exhaustive // the others hold no values
	case reflect.Struct:
		for _, field := range v.Fields() {
			n += plant(field)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		n += plant(v.Index(0))
	}
	return n
}

func visit(v reflect.Value, place string, each func(string, model.Value)) {
	if value, ok := reflect.TypeAssert[model.Value](v); ok {
		each(place, value)
		return
	}
	switch v.Kind() { //nolint:exhaustive // the others hold no values
	case reflect.Struct:
		for field, inner := range v.Fields() {
			visit(inner, v.Type().Name()+"."+field.Name, each)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visit(v.Index(i), place, each)
		}
	}
}

func TestMaskGoesIntoLists(t *testing.T) {
	at := model.Location{}
	inner := model.NewMap([]model.Field{
		{Key: "Password", Value: known("hunter22")},
		{Key: "Name", Value: known("orders")},
		{Key: "Keys", Value: model.NewList([]model.Value{known(planted), known("orders")}, at)},
		{Key: "Either", Value: model.NewUnknown(model.Cause{Reason: "a condition"}, at, known(planted), known("orders"))},
		{Key: "ApiKey", Value: model.NewUnknown(model.Cause{Reason: "a condition"}, at, known("hunter22"), model.Value{})},
	}, at)
	app := &model.App{Resources: []model.Resource{{Properties: model.NewList([]model.Value{inner}, at)}}}
	Mask(app)
	text, err := app.Resources[0].Properties.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"hunter22", planted} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%s is in %s", secret, text)
		}
	}
	if n := strings.Count(string(text), `"orders"`); n != 3 {
		t.Errorf("%d of the 3 harmless values are shown in %s", n, text)
	}
	if strings.Contains(inner.String(), "secret") {
		t.Error("masking changed the value that was masked")
	}
}

func TestMaskLeavesTheProvidersPolicies(t *testing.T) {
	app := &model.App{Grants: []model.Grant{{Provided: true, Resources: []model.Value{known(planted)}}}}
	Mask(app)
	if app.Grants[0].Resources[0].IsSecret() {
		t.Error("masked")
	}
}

func BenchmarkMask(b *testing.B) {
	var items []model.Value
	for range 100 {
		items = append(items, known("arn:aws:dynamodb:eu-west-1:123456789012:table/orders"), known("dynamodb:GetItem"), known("2012-10-17"))
	}
	app := &model.App{Resources: []model.Resource{{Properties: model.NewList(items, model.Location{})}}}
	for b.Loop() {
		Mask(app)
	}
}
