package record

import (
	"reflect"

	"github.com/sconce-dev/sconce/internal/model"
)

// value writes a value of the model: its kind, its place, and what there is of its kind.
func (e *encoder) value(v model.Value) error {
	if v.IsSecret() {
		return errSecret
	}
	e.number(uint64(v.Kind()))
	if err := e.encode(reflect.ValueOf(v.At)); err != nil {
		return err
	}
	switch v.Kind() {
	case model.Absent, model.Null:
	case model.Bool, model.Number, model.String:
		text, _ := v.Text()
		e.text(text)
	case model.List:
		return e.encode(reflect.ValueOf(v.Items()))
	case model.Template:
		return e.encode(reflect.ValueOf(v.Parts()))
	case model.Map:
		return e.encode(reflect.ValueOf(v.Fields()))
	case model.Reference:
		ref, _ := v.Ref()
		return e.encode(reflect.ValueOf(ref))
	case model.Unknown:
		cause, _ := v.Cause()
		if err := e.encode(reflect.ValueOf(cause)); err != nil {
			return err
		}
		return e.encode(reflect.ValueOf(v.Options()))
	}
	return nil
}

func (d *decoder) value(depth int) (v model.Value, err error) {
	kind, err := d.number()
	if err != nil || kind > uint64(model.Unknown) {
		return v, errBroken
	}
	var at model.Location
	if err := d.decode(reflect.ValueOf(&at).Elem(), depth+1); err != nil {
		return v, err
	}
	into := func(p any) error { return d.decode(reflect.ValueOf(p).Elem(), depth+1) }
	switch model.Kind(kind) {
	case model.Absent:
		return model.Value{At: at}, nil
	case model.Null:
		return model.NewNull(at), nil
	case model.Bool, model.Number, model.String:
		text, err := d.text()
		switch model.Kind(kind) { //nolint:exhaustive // of these three
		case model.Bool:
			v = model.NewBool(text, at)
		case model.Number:
			v = model.NewNumber(text, at)
		default:
			v = model.NewString(text, at)
		}
		return v, err
	case model.List:
		var items []model.Value
		err = into(&items)
		return model.NewList(items, at), err
	case model.Template:
		var parts []model.Value
		err = into(&parts)
		return model.NewTemplate(parts, at), err
	case model.Map:
		var fields []model.Field
		err = into(&fields)
		return model.NewMap(fields, at), err
	case model.Reference:
		var ref model.Ref
		err = into(&ref)
		return model.NewReference(ref, at), err
	case model.Unknown:
		var cause model.Cause
		var options []model.Value
		if err = into(&cause); err == nil {
			err = into(&options)
		}
		return model.NewUnknown(cause, at, options...), err
	}
	return v, errBroken
}
