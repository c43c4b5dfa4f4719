package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// conditionTypes numbers the types of condition keys as the catalogue does; the top bit says "may hold many values".
var conditionTypes = map[string]byte{
	"String": 1, "Numeric": 2, "Date": 3, "Bool": 4, "IPAddress": 5, "ARN": 6, "Binary": 7,
	"ArrayOfString": 0x81, "ArrayOfBool": 0x84, "ArrayOfARN": 0x86,
}

// interned numbers things by their first appearance.
type interned[T comparable] struct {
	ids  map[T]int
	list []T
}

func (in *interned[T]) id(v T) int {
	if in.ids == nil {
		in.ids = make(map[T]int)
	}
	if id, ok := in.ids[v]; ok {
		return id
	}
	id := len(in.list)
	in.ids[v] = id
	in.list = append(in.list, v)
	return id
}

// details gathers the section that answers what an action acts on and which conditions it supports.
type details struct {
	keys   interned[iamKey]
	sets   interned[string] // encoded sets of condition keys; 0 is the empty one
	shapes interned[string] // encoded lists of resource uses
	byKey  map[string]int   // of the service at hand: lower-case key to number
}

// encodeDetails writes the section.
func encodeDetails(services []iamService, forms []row, globals []row) ([]byte, error) {
	d := &details{}
	d.sets.id("")
	var perService, types, flags, actions writer
	var typeNames, typeARNs []string
	for _, s := range services {
		d.service(s, &perService)
		types.uint(len(s.types))
		shape, set := 0, 0
		for _, t := range s.types {
			arns := append(strings.Split(t.ARN, ", "), formsOf(s.prefix, t.Key, forms)...)
			typeNames = append(typeNames, t.Key)
			typeARNs = append(typeARNs, strings.Join(arns, "\t"))
			for _, arn := range arns {
				flags.buf.WriteByte(exclusions(arn, s.types))
			}
			id, err := d.set(t.ConditionKeys)
			if err != nil {
				return nil, fmt.Errorf("%s, type %s: %w", s.prefix, t.Key, err)
			}
			flags.delta(set, id)
			set = id
		}
		set = 0
		for _, a := range s.actions {
			shapeID, setID, err := d.action(s, a)
			if err != nil {
				return nil, fmt.Errorf("%s:%s: %w", s.prefix, a.Name, err)
			}
			actions.delta(shape, shapeID)
			actions.delta(set, setID)
			shape, set = shapeID, setID
		}
	}
	if missing := unused(forms, services); missing != "" {
		return nil, fmt.Errorf("ARN form for a resource type that does not exist: %s", missing)
	}
	return d.write(globals, &perService, &types, &flags, &actions, typeNames, typeARNs)
}

// service numbers the condition keys of a service and writes their list.
func (d *details) service(s iamService, w *writer) {
	d.byKey = make(map[string]int, len(s.keys))
	w.uint(len(s.keys))
	last := 0
	for _, k := range s.keys {
		id := d.keys.id(k)
		d.byKey[strings.ToLower(k.Key)] = id
		w.delta(last, id)
		last = id
	}
}

// set numbers a set of condition keys of the service at hand.
func (d *details) set(keys []string) (int, error) {
	ids := make([]int, 0, len(keys))
	for _, k := range keys {
		id, ok := d.byKey[strings.ToLower(k)]
		if !ok {
			return 0, fmt.Errorf("condition key %s is not one of the service", k)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return 0, nil
	}
	var w writer
	w.uint(len(ids))
	last := 0
	for _, id := range ids {
		w.uint(id - last)
		last = id
	}
	return d.sets.id(w.buf.String()), nil
}

// action numbers what an action acts on, and its condition keys.
func (d *details) action(s iamService, a iamAction) (shape, set int, err error) {
	if set, err = d.set(a.ConditionKeys); err != nil {
		return 0, 0, err
	}
	type use struct{ typ, set int }
	var uses []use
	for _, r := range a.ResourceTypes {
		i := slices.IndexFunc(s.types, func(t iamType) bool { return strings.EqualFold(t.Key, r.Name) })
		if i < 0 {
			return 0, 0, fmt.Errorf("resource type %s is not one of the service", r.Name)
		}
		id, err := d.set(r.ConditionKeys)
		if err != nil {
			return 0, 0, err
		}
		typ := 2 * i
		if r.Required {
			typ++
		}
		uses = append(uses, use{typ, id})
	}
	slices.SortFunc(uses, func(a, b use) int { return cmp.Or(a.typ-b.typ, a.set-b.set) })
	uses = slices.Compact(uses)
	var w writer
	w.uint(len(uses))
	for _, u := range uses {
		w.uint(u.typ)
		w.uint(u.set)
	}
	return d.shapes.id(w.buf.String()), set, nil
}

// write puts the parts of the section into their order.
func (d *details) write(globals []row, perService, types, flags, actions *writer, names, arns []string) ([]byte, error) {
	var w writer
	var keys []string
	var kinds []byte
	for _, k := range d.keys.list {
		keys = append(keys, k.Key)
		kinds = append(kinds, conditionTypes[k.Type])
		if kinds[len(kinds)-1] == 0 {
			return nil, fmt.Errorf("condition key %s: unknown type %q", k.Key, k.Type)
		}
	}
	w.uint(len(globals))
	for _, g := range globals {
		keys = append(keys, g.cell(0))
		kinds = append(kinds, conditionTypes[g.cell(1)])
		if kinds[len(kinds)-1] == 0 {
			return nil, fmt.Errorf("%s: unknown type %q", g, g.cell(1))
		}
	}
	if err := w.lines(keys); err != nil {
		return nil, err
	}
	w.text(string(kinds))
	w.buf.Write(perService.buf.Bytes())
	w.uint(len(d.sets.list) - 1)
	for _, s := range d.sets.list[1:] {
		w.buf.WriteString(s)
	}
	if err := w.lines(names); err != nil {
		return nil, err
	}
	if err := w.lines(arns); err != nil {
		return nil, err
	}
	w.buf.Write(types.buf.Bytes())
	w.buf.Write(flags.buf.Bytes())
	w.uint(len(d.shapes.list))
	for _, s := range d.shapes.list {
		w.buf.WriteString(s)
	}
	w.buf.Write(actions.buf.Bytes())
	return w.buf.Bytes(), nil
}
