package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// deeper are the origins of a part of a value.
func (w *Walk) deeper(of term.Value, name string) []Origin {
	if part, ok := w.reread(of, name); ok {
		return part
	}
	if part := fieldThrough(of, name); part != nil {
		return w.Origins(part)
	}
	return deepened(w.Origins(of), name)
}

// fieldThrough is an entry of what a function of a library makes of one object of the code, where that has an entry of the
// name: asdict(order)["id"]. Nil for none.
func fieldThrough(of term.Value, name string) term.Value {
	r, ok := of.(*term.Result)
	if !ok || len(r.Call.Args) != 1 {
		return nil
	}
	f, isFunction := r.Call.Callee.(*term.Extern)
	o, ok := term.FirstOf(r.Call).(*term.Object)
	if !ok || !isFunction || f.Module == "" {
		return nil
	}
	return o.Fields[name]
}

// takenOut is the same of what a method takes out: asdict(order).pop("id").
func takenOut(c *term.Call) term.Value {
	m, ok := c.Callee.(*term.Member)
	if !ok || m.Name != "get" && m.Name != "pop" {
		return nil
	}
	name, ok := term.Written(term.FirstOf(c))
	if !ok {
		return nil
	}
	return fieldThrough(m.Of, name)
}

// reread are the origins of a part of a document that the function itself wrote: JSON.parse(JSON.stringify({id})).id. It is
// false where another document may be read, or not all of it is known.
func (w *Walk) reread(of term.Value, name string) ([]Origin, bool) {
	read, ok := of.(*term.Result)
	if !ok || !rulebook.Documents.Has(term.Names(read.Call.Callee)) {
		return nil, false
	}
	var out []Origin
	for _, text := range term.Alternatives(term.FirstOf(read.Call)) {
		if len(w.Origins(text)) == 0 {
			continue
		}
		written, ok := text.(*term.Result)
		if !ok || !rulebook.Encoders.Has(term.Names(written.Call.Callee)) {
			return nil, false
		}
		o, ok := term.FirstOf(written.Call).(*term.Object)
		if !ok || o.Rest != nil || o.Keys != nil {
			return nil, false
		}
		if part := o.Fields[name]; part != nil {
			out = append(out, w.Origins(part)...)
		}
	}
	return out, true
}

// deepened are origins of which a part is taken, as far as they are documents.
func deepened(out []Origin, name string) []Origin {
	copied := false
	for i, o := range out {
		if o.open && len(o.below) < term.MaxName {
			if !copied {
				out, copied = slices.Clone(out), true
			}
			out[i].below = append(slices.Clone(o.below), name)
		}
	}
	return out
}

// Part is the part of the event, or of what was read back, that it is.
func (o Origin) Part() []string {
	if o.input == nil {
		return slices.Clone(o.below)
	}
	return append(slices.Clone(o.input.Path), o.below...)
}

// readBack is the answer of an operation that reads what somebody else put there.
func (w *Walk) readBack(c *term.Call, o sdk.Operation) []Origin {
	var out []Origin
	if o.Service == "s3" { // of an event that says which object: that object
		keys, _ := o.At("Key")
		for _, from := range w.all(keys) {
			in := from.input
			if in == nil || len(in.Path) == 0 || !isKey(in.Path[len(in.Path)-1]) {
				continue
			}
			out = append(out, Origin{input: w.object(in), open: true, last: &passed{c.At, "s3." + o.Name, nil, from.last}})
		}
		if len(out) > 0 {
			return out
		}
	}
	for _, on := range o.On {
		out = append(out, Origin{Stored: on, at: c.At, open: true})
	}
	return out
}

// isKey is whether a part of an event is the key of an object; Go's library also has it decoded.
func isKey(name string) bool { return strings.EqualFold(name, "key") || name == "URLDecodedKey" }

// object is what an event of a bucket is about, by the part that is its key.
func (r *run) object(key *term.Input) *term.Input {
	path := key.Path[:len(key.Path)-1]
	name := strings.Join(path, ".")
	if r.objects[name] == nil {
		r.objects[name] = &term.Input{Entry: key.Entry, Parameter: key.Parameter, Path: path}
	}
	return r.objects[name]
}
