package sdk

import (
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/policy"
)

// input is what a request says: the members of the operation's input, in one or several forms of which one holds.
type input struct{ forms []form }

// form is one input. Names are compared whatever the case: the SDK for Go begins them with capitals.
type form struct {
	members map[string]term.Value // by lower-case name
	open    term.Value            // where members may be that are not known; nil: there are none
}

// newInput is an input of nothing yet.
func newInput() input { return input{forms: []form{{members: map[string]term.Value{}}}} }

// inputOf is what a value says as an input; nil says nothing.
func inputOf(v term.Value) input {
	var in input
	if v == nil {
		return newInput()
	}
	all := options(v)
	for _, o := range all {
		if len(all) > 1 && nothing(o) { // nothing is asked for without an input: Go's (nil, err) beside (input, nil)
			continue
		}
		f := form{members: map[string]term.Value{}}
		f.take(o)
		in.forms = append(in.forms, f)
	}
	return in
}

// take adds the entries of a mapping.
func (f *form) take(v term.Value) {
	object, ok := v.(*term.Object)
	if !ok {
		f.open = v
		return
	}
	for _, name := range object.Names {
		f.members[strings.ToLower(name)] = object.Fields[name]
	}
	if object.Rest != nil {
		f.open = object.Rest
	}
}

// keywords is the input that the named arguments of a call say.
func keywords(c *term.Call) input {
	in := newInput()
	f := &in.forms[0]
	for i := range c.Args {
		a := &c.Args[i]
		switch {
		case a.Spread && a.Name == "**":
			f.take(a.Value)
		case a.Spread:
			f.open = a.Value
		case a.Name != "":
			f.members[strings.ToLower(a.Name)] = a.Value
		}
	}
	return in
}

// with is the input with one more member in each form. A nil value adds nothing.
func (in input) with(name string, v term.Value) input {
	out := input{forms: make([]form, len(in.forms))}
	for i, f := range in.forms {
		members := make(map[string]term.Value, len(f.members)+1)
		maps.Copy(members, f.members)
		if v != nil {
			members[strings.ToLower(name)] = v
		}
		out.forms[i] = form{members: members, open: f.open}
	}
	return out
}

// within is the input with a value at a path: Delete.Objects[].VersionId.
func (in input) within(path string, v term.Value) input {
	steps := split(path)
	for _, step := range slices.Backward(steps[1:]) {
		if step == "[]" {
			v = &term.List{Items: []term.Value{v}}
		} else {
			v = &term.Object{Names: []string{step}, Fields: map[string]term.Value{step: v}}
		}
	}
	return in.with(steps[0], v)
}

// perhaps is the input with members that nobody knows.
func (in input) perhaps(v term.Value) input {
	out := input{forms: slices.Clone(in.forms)}
	for i := range out.forms {
		out.forms[i].open = v
	}
	return out
}

// at answers what stands at a path of the input, "TransactItems[].Put.TableName", and whether anything is given there.
// An item of a path that ends in a list or mapping is asked for with [], the names of a mapping with {}.
func (in input) at(path string) ([]term.Value, policy.Truth) {
	steps := split(path)
	var values []term.Value
	var given policy.Truth
	for i, f := range in.forms {
		v, known := f.members[strings.ToLower(steps[0])]
		var found []term.Value
		is := policy.No
		switch {
		case known:
			found, is = descend(v, steps[1:])
		case f.open != nil:
			is = policy.Maybe
			if part := below(f.open, steps[0]); part != nil {
				found, _ = descend(part, steps[1:])
			}
		}
		values = append(values, found...)
		if i > 0 && is != given {
			is = policy.Maybe
		}
		given = is
	}
	return values, given
}

// partly reports whether some items of a list do not have what a path asks them for: Entries[].EventBusName.
func (in input) partly(path string) bool {
	list, member, inList := strings.Cut(path, "[].")
	if !inList {
		return false
	}
	items, _ := in.at(list + "[]")
	for _, item := range items {
		for _, o := range options(item) {
			if object, ok := o.(*term.Object); ok {
				if _, given := descend(object, split(member)); given == policy.No {
					return true
				}
			}
		}
	}
	return false
}

// split is a path step by step: a name, "[]" or "{}".
func split(path string) []string {
	var steps []string
	for name := range strings.SplitSeq(path, ".") {
		for _, mark := range []string{"[]", "{}"} {
			if plain, ok := strings.CutSuffix(name, mark); ok {
				steps, name = append(steps, plain), mark
			}
		}
		steps = append(steps, name)
	}
	return steps
}

// descend goes down from a value.
func descend(v term.Value, steps []string) ([]term.Value, policy.Truth) {
	if c, ok := v.(*term.Constant); ok && c.Kind == ir.Null {
		return nil, policy.No
	}
	if len(steps) == 0 {
		return []term.Value{v}, policy.Yes
	}
	switch x := v.(type) {
	case *term.OneOf:
		return each(x.Options, steps, true)
	case *term.Object:
		return descendObject(x, steps)
	case *term.List:
		if steps[0] != "[]" {
			return nil, policy.No
		}
		all := x.Items
		if x.Rest != nil { // what is done for each of any number of items is done
			all = append(slices.Clone(all), x.Rest)
		}
		return each(all, steps[1:], false)
	case *term.Constant:
		return nil, policy.No
	}
	if steps[0] == "{}" {
		return nil, policy.Maybe
	}
	part := below(v, steps[0])
	if part == nil {
		return nil, policy.Maybe
	}
	values, _ := descend(part, steps[1:])
	return values, policy.Maybe
}

func descendObject(x *term.Object, steps []string) ([]term.Value, policy.Truth) {
	var values []term.Value
	switch steps[0] {
	case "{}":
		for _, name := range x.Names {
			values = append(values, &term.Constant{Kind: ir.String, Text: name})
		}
		if x.Keys != nil {
			return append(values, x.Keys), policy.Yes
		}
	case "[]":
		for _, name := range x.Names {
			found, _ := descend(x.Fields[name], steps[1:])
			values = append(values, found...)
		}
	default:
		for _, name := range x.Names {
			if strings.EqualFold(name, steps[0]) {
				return descend(x.Fields[name], steps[1:])
			}
		}
	}
	switch {
	case x.Rest != nil:
		return values, max(policy.Maybe, yes(len(values) > 0))
	case len(values) > 0:
		return values, policy.Yes
	}
	return nil, policy.No
}

// each goes down from several values, all of them (items of a list) or one of them (alternatives).
func each(all []term.Value, steps []string, alternatives bool) ([]term.Value, policy.Truth) {
	var values []term.Value
	var given policy.Truth
	for i, v := range all {
		found, is := descend(v, steps)
		values = append(values, found...)
		switch {
		case alternatives && i > 0 && is != given:
			given = policy.Maybe
		case alternatives:
			given = is
		default:
			given = given.Or(is)
		}
	}
	return values, given
}

func yes(b bool) policy.Truth {
	if b {
		return policy.Yes
	}
	return policy.No
}

// below is a part of a value that is not known further, nil where there is nothing to say about it.
func below(v term.Value, step string) term.Value {
	if step == "[]" {
		step = "*"
	}
	switch x := v.(type) {
	case *term.Input:
		path := append(append([]string(nil), x.Path...), step)
		return &term.Input{Entry: x.Entry, Parameter: x.Parameter, Path: path}
	case *term.Unknown:
		return x
	case *term.Result, *term.Item, *term.Member:
		return &term.Item{Of: v, Key: &term.Constant{Kind: ir.String, Text: step}}
	}
	return nil
}

// names are the members that some form has, in lower case, in order.
func (in input) names() []string {
	var out []string
	for _, f := range in.forms {
		for name := range f.members {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
