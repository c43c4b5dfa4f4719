package fix

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// change is a proposal that is being put together: properties that are set, items that are added to
// lists, resources that are declared, and what of the model each of them touches.
type change struct {
	c        *Case
	proposal Proposal
	added    []addition
	notes    []string
}

// addition is a resource that a change declares.
type addition struct {
	beside *written // a resource of the template that it goes into
	name   string
	body   splice.Value
}

func (c *Case) change() *change { return &change{c: c} }

// done is the proposal, with the resources that were declared in the order in which they were.
func (ch *change) done() (Proposal, error) {
	byFile := map[string][]splice.Field{}
	var files []*source.File
	for _, a := range ch.added {
		path := a.beside.file.Path
		if byFile[path] == nil {
			files = append(files, a.beside.file)
		}
		byFile[path] = append(byFile[path], splice.Field{Key: a.name, Value: a.body})
	}
	for _, f := range files {
		edit, err := splice.AddEntries(f.Root.Get("Resources"), byFile[f.Path]...)
		if err != nil {
			return Proposal{}, asAdvice(err)
		}
		ch.proposal.Edits = append(ch.proposal.Edits, edit)
	}
	ch.proposal.Note = strings.Join(ch.notes, " ")
	return ch.proposal, nil
}

// note says what is to be known before the change is made, a sentence.
func (ch *change) note(sentence string) {
	if sentence != "" && !slices.Contains(ch.notes, sentence) {
		ch.notes = append(ch.notes, sentence)
	}
}

// touch notes a place of the model that the change may touch.
func (ch *change) touch(element, path string, actions ...string) {
	ch.proposal.Footprint = append(ch.proposal.Footprint, Mark{Element: element, Path: path, Actions: actions})
}

// set gives a property of a resource a value: "TracingConfig.Mode", with a slash before it an attribute
// beside the properties.
func (ch *change) set(w *written, path string, v splice.Value, touches ...Mark) error {
	return ch.apply(w, setting{kind: w.kind, path: path, value: v, touches: touches})
}

// setAt gives an entry of a map within a resource a value, such as one in an item of a list, for which
// a property of the resource has no path. The mark is that property.
func (ch *change) setAt(w *written, n *source.Node, path string, v splice.Value, mark string) error {
	edit, err := ch.c.plan(n, strings.Split(path, "."), v)
	if err != nil {
		return err
	}
	ch.proposal.Edits = append(ch.proposal.Edits, edit)
	ch.touch(w.id, mark)
	return nil
}

// grow adds an item to the end of a list of a resource, or makes the list. The mark is left to the
// caller: what stands in a list is often what another element may do.
func (ch *change) grow(w *written, path string, v splice.Value) error {
	keys := append([]string{"Properties"}, strings.Split(path, ".")...)
	if old := valueAt(w.node, keys); old != nil && isFunction(old) {
		return advise("what is there is decided by a function: " + old.Location().String())
	}
	edit, err := splice.Append(w.node, keys, v)
	if err != nil {
		return asAdvice(err)
	}
	ch.proposal.Edits = append(ch.proposal.Edits, edit)
	return nil
}

// declare adds a resource to the template of another, under the condition of that: its name is free,
// and made of the other's name and a suffix. The body has its Type and what else there is.
func (ch *change) declare(beside *written, suffix string, body ...splice.Field) (name string) {
	name = ch.freeName(beside, suffix)
	if condition, ok := beside.node.Get("Condition").Scalar(); ok {
		body = slices.Insert(body, 1, splice.Field{Key: "Condition", Value: splice.Text(condition)})
	}
	ch.add(beside, name, body...)
	return name
}

// declareShared adds a resource that is there for several others, whatever conditions these have.
func (ch *change) declareShared(beside *written, name string, body ...splice.Field) string {
	name = ch.freeName(&written{file: beside.file, id: beside.prefix()}, name)
	ch.add(beside, name, body...)
	return name
}

func (ch *change) add(beside *written, name string, body ...splice.Field) {
	ch.added = append(ch.added, addition{beside: beside, name: name, body: splice.Map(body...)})
	ch.touch(beside.sibling(name), "")
}

// prefix is what stands before the name in the ids of a template's elements.
func (w *written) prefix() string { return strings.TrimSuffix(w.id, w.name) }

// sibling is the id of another element of the same template.
func (w *written) sibling(name string) string { return w.prefix() + name }

// freeName is a logical id that nothing of the template has. A word that the name ends with and the
// suffix too is written once: the dead letter queue of OrdersQueue is OrdersDeadLetterQueue.
func (ch *change) freeName(w *written, suffix string) string {
	base := w.name
	for _, word := range []string{"Queue", "Bucket", "Topic", "Key", "Policy"} {
		if strings.HasSuffix(suffix, word) && base != word {
			base = strings.TrimSuffix(base, word)
		}
	}
	for i := 1; ; i++ {
		name := base + suffix
		if i > 1 {
			name += strconv.Itoa(i)
		}
		if !ch.taken(w, name) {
			return name
		}
	}
}

func (ch *change) taken(w *written, name string) bool {
	for _, section := range []string{"Resources", "Parameters", "Conditions", "Mappings"} {
		if w.file.Root.Get(section).Get(name) != nil {
			return true
		}
	}
	for _, a := range ch.added {
		if a.name == name && a.beside.file.Path == w.file.Path {
			return true
		}
	}
	return ch.c.locationOf(w.prefix()+name) != (model.Location{}) // what a macro makes
}

// conditionOf is the condition that a resource is written under, "" for none.
func (w *written) conditionOf() string {
	text, _ := w.node.Get("Condition").Scalar()
	return text
}

// property is what is written at a path below a resource's properties, nil for nothing.
func (w *written) property(path string) *source.Node {
	return valueAt(w.node, append([]string{"Properties"}, strings.Split(path, ".")...))
}

// field is an entry of a map.
func field(key string, v splice.Value) splice.Field { return splice.Field{Key: key, Value: v} }

// typed begins a resource.
func typed(kind string, rest ...splice.Field) []splice.Field {
	return append([]splice.Field{field("Type", splice.Text(kind))}, rest...)
}

// properties are the Properties of a resource.
func properties(fields ...splice.Field) splice.Field {
	return field("Properties", splice.Map(fields...))
}
