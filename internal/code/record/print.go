package record

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"math"
	"reflect"
	"slices"
)

// Print is the fingerprint of a value, all of it, what is not exported too: two that differ anywhere have different
// ones. It says nothing of what is in it, so that of a secret it may be kept.
func Print(v any) [sha256.Size]byte {
	p := printer{seen: map[place]uint64{}}
	p.print(reflect.ValueOf(v))
	return sha256.Sum256(p.out)
}

// place is where something stands in the memory that others may point to.
type place struct {
	at   uintptr
	size int
	of   reflect.Type
}

// printer writes what a fingerprint is of. What several things share is written once.
type printer struct {
	out  []byte
	seen map[place]uint64
}

func (p *printer) number(n uint64) { p.out = binary.AppendUvarint(p.out, n) }

func (p *printer) length(n int) { p.number(uint64(n)) } //nolint:gosec // it is not negative

// again reports whether something was written before, and says which it was.
func (p *printer) again(v reflect.Value, size int) bool {
	at := place{v.Pointer(), size, v.Type()}
	if n, known := p.seen[at]; known {
		p.number(1)
		p.number(n)
		return true
	}
	p.seen[at] = uint64(len(p.seen))
	p.number(2)
	return false
}

func (p *printer) print(v reflect.Value) {
	p.number(uint64(v.Kind()))
	switch v.Kind() { //nolint:exhaustive // the others say nothing
	case reflect.String:
		p.length(v.Len())
		p.out = append(p.out, v.String()...)
	case reflect.Bool:
		if v.Bool() {
			p.out = append(p.out, 1)
		} else {
			p.out = append(p.out, 0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		p.number(math.Float64bits(v.Float()))
	case reflect.Struct:
		for _, field := range v.Fields() {
			p.print(field)
		}
	case reflect.Array, reflect.Slice:
		if v.Kind() == reflect.Slice {
			if v.IsNil() {
				p.number(0)
				return
			}
			if v.Len() == 0 {
				p.number(3)
				return
			}
			if p.again(v, v.Len()) {
				return
			}
		}
		p.length(v.Len())
		for i := range v.Len() {
			p.print(v.Index(i))
		}
	case reflect.Map:
		p.mapping(v)
	case reflect.Pointer:
		if v.IsNil() {
			p.number(0)
		} else if !p.again(v, 0) {
			p.print(v.Elem())
		}
	case reflect.Interface:
		if v.IsNil() {
			p.number(0)
			return
		}
		name := v.Elem().Type().String()
		p.length(len(name))
		p.out = append(p.out, name...)
		p.print(v.Elem())
	}
}

// mapping writes a map in the order of what its keys look like.
func (p *printer) mapping(v reflect.Value) {
	p.length(v.Len())
	byKey := map[string]reflect.Value{}
	for _, k := range v.MapKeys() {
		of := printer{seen: map[place]uint64{}}
		of.print(k)
		byKey[string(of.out)] = v.MapIndex(k)
	}
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		p.out = append(p.out, key...)
		p.print(byKey[key])
	}
}
