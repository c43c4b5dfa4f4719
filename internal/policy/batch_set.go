package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// set is the compiled policies of a line.
func (b *batch) set(r *batchRequest) (*Set, error) {
	key := r.key()
	if s := b.sets[key]; s != nil {
		return s, nil
	}
	p := Policies{BlockPublicAccess: r.BlockPublicAccess}
	var err error
	if p.Identity, err = documents("identity", r.Identity); err != nil {
		return nil, err
	}
	if p.Boundary, err = documents("boundary", r.Boundary); err != nil {
		return nil, err
	}
	if p.Endpoint, err = documents("endpoint", r.Endpoint); err != nil {
		return nil, err
	}
	if p.Resource, err = document("resourcePolicy", r.ResourcePolicy); err != nil {
		return nil, err
	}
	if p.Session, err = document("session", r.Session); err != nil {
		return nil, err
	}
	if p.SCP, err = levels("scp", r.SCP); err != nil {
		return nil, err
	}
	if p.RCP, err = levels("rcp", r.RCP); err != nil {
		return nil, err
	}
	s := Compile(p)
	if len(b.sets) >= maxSets {
		clear(b.sets)
	}
	b.sets[key] = s
	return s, nil
}

// key is the text of all policies of a line.
func (r *batchRequest) key() string {
	var text strings.Builder
	list := func(documents []json.RawMessage) {
		for _, d := range documents {
			text.Write(d)
			text.WriteByte('\x01')
		}
		text.WriteByte('\x02')
	}
	list(r.Identity)
	list([]json.RawMessage{r.ResourcePolicy, r.Session})
	list(r.Boundary)
	list(r.Endpoint)
	for _, of := range [][][]json.RawMessage{r.SCP, r.RCP} {
		for _, level := range of {
			list(level)
		}
		text.WriteByte('\x03')
	}
	if r.BlockPublicAccess {
		text.WriteByte('\x04')
	}
	return text.String()
}

func levels(name string, all [][]json.RawMessage) ([][]Document, error) {
	var out [][]Document
	for i, level := range all {
		documents, err := documents(fmt.Sprintf("%s[%d]", name, i), level)
		if err != nil {
			return nil, err
		}
		out = append(out, documents)
	}
	return out, nil
}

func documents(name string, all []json.RawMessage) ([]Document, error) {
	out := make([]Document, 0, len(all))
	for i, raw := range all {
		d, err := document(fmt.Sprintf("%s[%d]", name, i), raw)
		if err != nil {
			return nil, err
		}
		if d == nil {
			return nil, fmt.Errorf("%s[%d] is null", name, i)
		}
		out = append(out, *d)
	}
	return out, nil
}

// document reads one policy; nil for null.
func document(name string, raw json.RawMessage) (*Document, error) {
	if len(raw) == 0 || bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		return nil, nil
	}
	d, problems := ParseJSON(raw, "")
	for _, p := range problems {
		if p.Level == Illegal {
			return nil, fmt.Errorf("%s: %s", name, p.Message)
		}
	}
	return &d, nil
}
