package catalogue

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"
)

// ManagedPolicy is a policy that the provider writes and keeps up to date.
type ManagedPolicy struct {
	Name       string
	ARN        string // in the partition aws; "" for a deleted policy whose path is not known
	Deprecated bool   // the provider no longer lets it be attached; where it is attached it still works
	index      int
}

// managedTable is the decoded section of managed policies; the documents stay in their streams until they are asked for.
type managedTable struct {
	names, paths, texts []string // a path is "/service-role/", "" where it is not known
	deprecated          []byte
	shape, action, text [][]byte // of each policy
}

func decodeManaged(r *reader) (*managedTable, error) {
	t := &managedTable{names: r.lines(), texts: r.lines(), deprecated: r.bytes()}
	for i, name := range t.names {
		end := strings.LastIndexByte(name, '/') + 1
		t.paths = append(t.paths, name[:end])
		t.names[i] = name[end:]
	}
	if len(t.deprecated) != len(t.names) {
		return nil, errData
	}
	streams := [...]*[][]byte{&t.shape, &t.action, &t.text}
	sizes := make([]int, len(t.names)*len(streams))
	for i := range sizes {
		sizes[i] = r.uint()
	}
	for s, stream := range streams {
		all := r.bytes()
		for i := range t.names {
			n := sizes[i*len(streams)+s]
			if n > len(all) {
				return nil, errData
			}
			*stream = append(*stream, all[:n])
			all = all[n:]
		}
	}
	return t, r.err()
}

// What the ARN of a managed policy holds around the partition.
const (
	arnPrefix     = "arn:"
	managedPrefix = ":iam::aws:policy"
)

// ManagedPolicyByName finds a managed policy by its exact name, "AWSLambdaBasicExecutionRole".
func ManagedPolicyByName(name string) (ManagedPolicy, bool) {
	t := managed()
	i, ok := slices.BinarySearch(t.names, name)
	if !ok {
		return ManagedPolicy{}, false
	}
	return t.policy(i), true
}

// ManagedPolicyByARN finds a managed policy by its ARN, in any partition. The path counts: service-role/ left out or put
// in wrongly names another policy, which does not exist. Only a deleted policy, whose path is not known, is found under
// any.
func ManagedPolicyByARN(arn string) (ManagedPolicy, bool) {
	rest, ok := strings.CutPrefix(arn, arnPrefix)
	if !ok {
		return ManagedPolicy{}, false
	}
	partition, full, ok := strings.Cut(rest, managedPrefix)
	if !ok || partition == "" || strings.Contains(partition, ":") || full == "" || full[0] != '/' {
		return ManagedPolicy{}, false
	}
	end := strings.LastIndexByte(full, '/') + 1
	p, ok := ManagedPolicyByName(full[end:])
	if !ok || p.ARN != "" && managed().paths[p.index] != full[:end] {
		return ManagedPolicy{}, false
	}
	return p, true
}

// ManagedPolicies yields every managed policy in the order of the names.
func ManagedPolicies() iter.Seq[ManagedPolicy] {
	return func(yield func(ManagedPolicy) bool) {
		t := managed()
		for i := range t.names {
			if !yield(t.policy(i)) {
				return
			}
		}
	}
}

func (t *managedTable) policy(i int) ManagedPolicy {
	p := ManagedPolicy{Name: t.names[i], Deprecated: t.deprecated[i] != 0, index: i}
	if path := t.paths[i]; path != "" {
		p.ARN = arnPrefix + "aws" + managedPrefix + path + p.Name
	}
	return p
}

// Document is the policy document, as compact JSON in the order the provider writes it. It is nil for a value that no
// look-up returned.
func (p ManagedPolicy) Document() []byte {
	t := managed()
	if p.Name == "" || p.index < 0 || p.index >= len(t.names) || t.names[p.index] != p.Name {
		return nil
	}
	d := document{
		shape: reader{data: t.shape[p.index]}, actions: reader{data: t.action[p.index]},
		refs: reader{data: t.text[p.index]}, texts: t.texts, names: names().actions,
	}
	d.value(maxDepth)
	if d.shape.err() != nil || d.actions.err() != nil || d.refs.err() != nil {
		return nil
	}
	return d.out
}

// maxDepth bounds the nesting of a document; the deepest one has six levels.
const maxDepth = 16

// The kinds of nodes in a document.
const (
	nodeObject = iota + 1
	nodeArray
	nodeFalse
	nodeTrue
	nodeAction
	nodeText
	nodeNumber
)

// document writes one policy document from its streams.
type document struct {
	shape, actions, refs reader
	texts, names         []string
	last                 int
	out                  []byte
}

func (d *document) value(depth int) {
	if depth == 0 {
		d.shape.bad = true
		return
	}
	switch d.shape.uint() {
	case nodeObject:
		d.list('{', '}', func() {
			d.value(depth - 1)
			d.out = append(d.out, ':')
			d.value(depth - 1)
		})
	case nodeArray:
		d.list('[', ']', func() { d.value(depth - 1) })
	case nodeFalse:
		d.out = append(d.out, "false"...)
	case nodeTrue:
		d.out = append(d.out, "true"...)
	case nodeAction:
		if d.last = d.actions.step(d.last, len(d.names)); !d.actions.bad {
			d.quote(d.names[d.last])
		}
	case nodeText:
		if i := d.refs.below(len(d.texts)); !d.refs.bad {
			d.quote(d.texts[i])
		}
	case nodeNumber:
		if i := d.refs.below(len(d.texts)); !d.refs.bad {
			d.out = append(d.out, d.texts[i]...)
		}
	default:
		d.shape.bad = true
	}
}

func (d *document) list(open, shut byte, item func()) {
	d.out = append(d.out, open)
	for i := range d.shape.count() {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		item()
	}
	d.out = append(d.out, shut)
}

// quote writes a JSON string; nearly all of them need no escapes.
func (d *document) quote(s string) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f || s[i] == '"' || s[i] == '\\' {
			text, err := json.Marshal(s)
			d.refs.bad = d.refs.bad || err != nil
			d.out = append(d.out, text...)
			return
		}
	}
	d.out = append(d.out, '"')
	d.out = append(d.out, s...)
	d.out = append(d.out, '"')
}
