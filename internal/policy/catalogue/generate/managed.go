package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// The kinds of nodes in a document, as the catalogue reads them.
const (
	nodeObject = iota + 1
	nodeArray
	nodeFalse
	nodeTrue
	nodeAction // a string that is the name of an action
	nodeText   // any other string
	nodeNumber // its spelling, as a string
)

// managed gathers the documents of the managed policies: the shape, the actions and the other strings go into separate
// streams, which compress better than the documents.
type managed struct {
	actions             map[string]int // full name in the provider's spelling
	texts               map[string]int
	uses                map[string]int
	shape, names, other writer
	last                int
}

// managedPolicy is a policy as the source has it.
type managedPolicy struct {
	Deprecated bool            `json:"deprecated"`
	Document   json.RawMessage `json:"document"`
}

// readManaged reads the source and the hand-made table of the policies that the source lacks. One
// that the source has come to have must leave the table.
func readManaged(data, more []byte) (map[string]managedPolicy, error) {
	var policies, extra map[string]managedPolicy
	if err := json.Unmarshal(data, &policies); err != nil {
		return nil, fmt.Errorf("read the managed policies: %w", err)
	}
	if err := json.Unmarshal(more, &extra); err != nil {
		return nil, fmt.Errorf("read the table of managed policies: %w", err)
	}
	for arn, p := range extra {
		if _, twice := policies[arn]; twice {
			return nil, fmt.Errorf("the table of managed policies has %s, which the source has too", arn)
		}
		policies[arn] = p
	}
	return policies, nil
}

// encodeManaged writes the section of the managed policies.
func encodeManaged(data, more []byte, services []iamService) ([]byte, error) {
	policies, err := readManaged(data, more)
	if err != nil {
		return nil, err
	}
	list, keys, err := policyNames(slices.Collect(maps.Keys(policies)))
	if err != nil {
		return nil, err
	}
	m := &managed{actions: map[string]int{}, uses: map[string]int{}}
	for _, s := range services {
		for _, a := range s.actions {
			m.actions[s.prefix+":"+a.Name] = len(m.actions)
		}
	}
	count := func(text string) { m.uses[text]++ }
	for _, name := range keys {
		if err := walk(policies[name].Document, m.visitor(count)); err != nil {
			return nil, fmt.Errorf("policy %s: %w", name, err)
		}
	}
	texts := m.number()
	m.shape, m.names, m.other = writer{}, writer{}, writer{}
	var sizes writer
	var deprecated []byte
	for _, name := range keys {
		a, b, c := m.shape.buf.Len(), m.names.buf.Len(), m.other.buf.Len()
		m.last = 0
		if err := walk(policies[name].Document, m.visitor(func(text string) { m.other.uint(m.texts[text]) })); err != nil {
			return nil, fmt.Errorf("policy %s: %w", name, err)
		}
		sizes.uint(m.shape.buf.Len() - a)
		sizes.uint(m.names.buf.Len() - b)
		sizes.uint(m.other.buf.Len() - c)
		flag := byte(0)
		if policies[name].Deprecated {
			flag = 1
		}
		deprecated = append(deprecated, flag)
	}
	var w writer
	if err := errors.Join(w.lines(list), w.lines(texts)); err != nil {
		return nil, err
	}
	w.text(string(deprecated))
	w.buf.Write(sizes.buf.Bytes())
	for _, stream := range []*writer{&m.shape, &m.names, &m.other} {
		w.text(stream.buf.String())
	}
	return w.buf.Bytes(), nil
}

// policyNames orders the policies by name. The dataset keys them by ARN, or by name where the provider has deleted the
// policy and the path is no longer known. In list, a known path is kept before the name and begins with a slash:
// "/service-role/AWSLambdaRole"; keys are the dataset's spellings in the same order.
func policyNames(dataset []string) (list, keys []string, err error) {
	full := make(map[string]string, len(dataset))
	var names []string
	slices.Sort(dataset) // deleted ones, keyed by name, come before those keyed by ARN
	slices.Reverse(dataset)
	for _, key := range dataset {
		name, file := strings.CutSuffix(key, ".json") // one file of the dataset kept its extension inside the name
		path, known := strings.CutPrefix(name, "arn:aws:iam::aws:policy/")
		short := shortName(path)
		if file && full[short] != "" {
			continue // and it is the older copy of a policy that has an ARN
		}
		if full[short] != "" {
			return nil, nil, fmt.Errorf("two managed policies are named %s", short)
		}
		full[short] = key
		if known {
			path = "/" + path
		}
		names = append(names, path)
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(shortName(a), shortName(b)) })
	for _, name := range names {
		keys = append(keys, full[shortName(name)])
	}
	return names, keys, nil
}

func shortName(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// number orders the strings by how often they are used, so that the frequent ones get the short numbers.
func (m *managed) number() []string {
	texts := slices.SortedFunc(maps.Keys(m.uses), func(a, b string) int {
		return cmp.Or(min(m.uses[b], frequent)-min(m.uses[a], frequent), strings.Compare(a, b))
	})
	m.texts = make(map[string]int, len(texts))
	for i, s := range texts {
		m.texts[s] = i
	}
	return texts
}

// frequent is the number of uses above which a string's exact rank does not matter.
const frequent = 4

// visitor writes the nodes of a document; text receives the strings that are no action.
func (m *managed) visitor(text func(string)) func(kind int, n int, s string) {
	return func(kind, n int, s string) {
		if kind == nodeText {
			if id, ok := m.actions[s]; ok {
				m.shape.uint(nodeAction)
				m.names.delta(m.last, id)
				m.last = id
				return
			}
		}
		m.shape.uint(kind)
		switch kind {
		case nodeObject, nodeArray:
			m.shape.uint(n)
		case nodeText, nodeNumber:
			text(s)
		}
	}
}

// walk visits the nodes of a JSON document in order; an object's keys are text nodes before their values.
func walk(doc json.RawMessage, visit func(kind int, n int, s string)) error {
	switch trimmed := bytes.TrimSpace(doc); {
	case len(trimmed) == 0:
		return io.ErrUnexpectedEOF
	case trimmed[0] == '{':
		keys, values, err := members(trimmed)
		if err != nil {
			return err
		}
		visit(nodeObject, len(keys), "")
		for i, k := range keys {
			visit(nodeText, 0, k)
			if err := walk(values[i], visit); err != nil {
				return err
			}
		}
	case trimmed[0] == '[':
		var items []json.RawMessage
		if err := json.Unmarshal(trimmed, &items); err != nil {
			return err
		}
		visit(nodeArray, len(items), "")
		for _, item := range items {
			if err := walk(item, visit); err != nil {
				return err
			}
		}
	case trimmed[0] == '"':
		var s string
		if err := json.Unmarshal(trimmed, &s); err != nil {
			return err
		}
		visit(nodeText, 0, s)
	case string(trimmed) == "true":
		visit(nodeTrue, 0, "")
	case string(trimmed) == "false":
		visit(nodeFalse, 0, "")
	default:
		visit(nodeNumber, 0, string(trimmed))
	}
	return nil
}

// members returns the members of an object in the order they are written.
func members(object []byte) (keys []string, values []json.RawMessage, err error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return nil, nil, err
	}
	for d.More() {
		k, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		key, ok := k.(string)
		if !ok {
			return nil, nil, fmt.Errorf("member name %v is not a string", k)
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return nil, nil, err
		}
		keys, values = append(keys, key), append(values, v)
	}
	return keys, values, nil
}
