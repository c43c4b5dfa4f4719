// Package record writes what was found out as bytes and reads it again, and tells whether two things are the same
// without keeping them: what the cache of read code stands on. The bytes are read by the program alone that wrote them:
// they have no types in them.
package record

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

var (
	errBroken = errors.New("the record is broken")
	errSecret = errors.New("a value that is never stored")
)

// Encode writes a value: structs of exported fields, slices, maps of texts, texts, numbers, and values of the model. A
// value that is a secret is an error: it is never stored.
func Encode(v any) ([]byte, error) {
	e := encoder{texts: map[string]uint64{}}
	if err := e.encode(reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	return e.out, nil
}

// Decode reads what Encode wrote of the same type into what a pointer points to. Bytes that nothing wrote are an error.
func Decode(data []byte, into any) error {
	d := decoder{in: data}
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return errors.New("decoding needs a pointer")
	}
	if err := d.decode(v.Elem(), 0); err != nil {
		return err
	}
	if len(d.in) > 0 {
		return errBroken
	}
	return nil
}

var valueType = reflect.TypeFor[model.Value]()

// encoder writes each text once; where it stands again, its number.
type encoder struct {
	out   []byte
	texts map[string]uint64
}

func (e *encoder) number(n uint64) { e.out = binary.AppendUvarint(e.out, n) }

func (e *encoder) length(n int) { e.number(uint64(n)) } //nolint:gosec // it is not negative

func (e *encoder) text(s string) {
	if n, known := e.texts[s]; known {
		e.number(n)
		return
	}
	e.texts[s] = uint64(len(e.texts)) + 1
	e.number(0)
	e.length(len(s))
	e.out = append(e.out, s...)
}

func (e *encoder) encode(v reflect.Value) error {
	if v.Type() == valueType {
		return e.value(v.Interface().(model.Value)) //nolint:forcetypeassert // it is of that type
	}
	switch v.Kind() { //nolint:exhaustive // the others are an error
	case reflect.String:
		e.text(v.String())
	case reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		e.number(n)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.out = binary.AppendVarint(e.out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		e.number(v.Uint())
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				return fmt.Errorf("%s has fields that are not exported", v.Type())
			}
			if err := e.encode(v.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Slice, reflect.Array:
		return e.list(v)
	case reflect.Map:
		return e.mapping(v)
	case reflect.Pointer:
		if v.IsNil() {
			e.number(0)
			return nil
		}
		e.number(1)
		return e.encode(v.Elem())
	default:
		return fmt.Errorf("%s is not recorded", v.Type())
	}
	return nil
}

func (e *encoder) list(v reflect.Value) error {
	if v.Kind() == reflect.Slice {
		if v.IsNil() {
			e.number(0)
			return nil
		}
		e.length(v.Len() + 1)
	}
	for i := range v.Len() {
		if err := e.encode(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (e *encoder) mapping(v reflect.Value) error {
	if v.Type().Key().Kind() != reflect.String {
		return fmt.Errorf("%s is not recorded", v.Type())
	}
	if v.IsNil() {
		e.number(0)
		return nil
	}
	e.length(v.Len() + 1)
	byName := map[string]reflect.Value{}
	for _, k := range v.MapKeys() {
		byName[k.String()] = v.MapIndex(k)
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		e.text(name)
		if err := e.encode(byName[name]); err != nil {
			return err
		}
	}
	return nil
}

// decoder reads what an encoder wrote. It takes nothing for granted.
type decoder struct {
	in    []byte
	texts []string
}

// maxDepth is how far things may stand inside one another.
const maxDepth = 200

func (d *decoder) number() (uint64, error) {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		return 0, errBroken
	}
	d.in = d.in[size:]
	return n, nil
}

// length is a number of things that stand here, each of a byte at least.
func (d *decoder) length() (int, error) {
	n, err := d.number()
	if err != nil || n > uint64(len(d.in)) {
		return 0, errBroken
	}
	return int(n), nil //nolint:gosec // no more than there are bytes
}

// count is a length of something that may be nil, -1 for that.
func (d *decoder) count() (int, error) {
	n, err := d.number()
	if err != nil || n > uint64(len(d.in))+1 {
		return 0, errBroken
	}
	return int(n) - 1, nil //nolint:gosec // no more than there are bytes
}

func (d *decoder) text() (string, error) {
	n, err := d.number()
	switch {
	case err != nil || n > uint64(len(d.texts)):
		return "", errBroken
	case n > 0:
		return d.texts[n-1], nil
	}
	size, err := d.length()
	if err != nil {
		return "", err
	}
	s := string(d.in[:size])
	d.in = d.in[size:]
	d.texts = append(d.texts, s)
	return s, nil
}

func (d *decoder) decode(v reflect.Value, depth int) error {
	if depth > maxDepth {
		return errBroken
	}
	if v.Type() == valueType {
		read, err := d.value(depth)
		if err == nil {
			v.Set(reflect.ValueOf(read))
		}
		return err
	}
	switch v.Kind() { //nolint:exhaustive // the others are an error
	case reflect.String:
		s, err := d.text()
		v.SetString(s)
		return err
	case reflect.Bool:
		n, err := d.number()
		v.SetBool(n == 1)
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(d.in)
		if size <= 0 || v.OverflowInt(n) {
			return errBroken
		}
		d.in = d.in[size:]
		v.SetInt(n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := d.number()
		if err != nil || v.OverflowUint(n) {
			return errBroken
		}
		v.SetUint(n)
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				return errBroken
			}
			if err := d.decode(v.Field(i), depth+1); err != nil {
				return err
			}
		}
	case reflect.Slice, reflect.Array:
		return d.list(v, depth)
	case reflect.Map:
		return d.mapping(v, depth)
	case reflect.Pointer:
		n, err := d.number()
		if err != nil || n == 0 {
			return err
		}
		v.Set(reflect.New(v.Type().Elem()))
		return d.decode(v.Elem(), depth+1)
	default:
		return errBroken
	}
	return nil
}

func (d *decoder) list(v reflect.Value, depth int) error {
	if v.Kind() == reflect.Slice {
		n, err := d.count()
		if err != nil || n < 0 {
			return err
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
	}
	for i := range v.Len() {
		if err := d.decode(v.Index(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) mapping(v reflect.Value, depth int) error {
	n, err := d.count()
	if err != nil || n < 0 {
		return err
	}
	v.Set(reflect.MakeMap(v.Type()))
	for range n {
		name, err := d.text()
		if err != nil {
			return err
		}
		item := reflect.New(v.Type().Elem()).Elem()
		if err := d.decode(item, depth+1); err != nil {
			return err
		}
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), item)
	}
	return nil
}
