package fix

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// draft is one template with changes that build on each other: each is planned on what the ones before it
// have made, so that two may add the same map. The first that is refused is what the draft answers.
type draft struct {
	before *source.File
	now    *source.File
	pieces []piece // that make what it is now
	err    error
	marks  []Mark
	notes  []string
	asks   []string
	prefix string // of the ids of the template's elements
}

// draft begins to change the template of a resource.
func (w *written) draft() *draft {
	return &draft{before: w.file, now: w.file, pieces: []piece{{to: len(w.file.Data)}}, prefix: strings.TrimSuffix(w.id, w.name)}
}

// template begins to change the template of an element that is no resource: a parameter, an output.
func (c *Case) template(id string) (*draft, error) {
	path, local, _ := strings.Cut(id, "#") // an application has the path of its template alone
	if construct := c.App.PathOf(id); construct != "" {
		return nil, advise("the AWS CDK writes its template: change " + construct + " in the program and synthesise again")
	}
	f, err := c.Read(path)
	if err != nil || f.Root == nil {
		return nil, advise("its template cannot be read")
	}
	if strings.HasSuffix(path, ".template.json") {
		return nil, advise("the AWS CDK writes its template: change the program and synthesise again")
	}
	return &draft{before: f, now: f, pieces: []piece{{to: len(f.Data)}}, prefix: path + "#" + local[:strings.LastIndexByte(local, '/')+1]}, nil
}

// at is the node at a path, of keys and places in lists; nil where nothing is.
func (d *draft) at(path ...string) *source.Node {
	n := d.now.Root
	for _, key := range path {
		if i, err := strconv.Atoi(key); n != nil && n.Kind == source.List && err == nil {
			if i >= len(n.Items) {
				return nil
			}
			n = n.Items[i]
			continue
		}
		n = n.Get(key)
	}
	return n
}

// parent divides a path at the last place in a list: the map that it begins at, and the keys below.
func (d *draft) parent(path []string) (*source.Node, []string) {
	for i := len(path) - 1; i > 0; i-- {
		if n := d.at(path[:i]...); n != nil && n.Kind == source.List {
			return d.at(path[:i+1]...), path[i+1:]
		}
	}
	return d.now.Root, path
}

// set gives the entry at a path a value. What a function decides is left.
func (d *draft) set(v splice.Value, path ...string) {
	if old := d.at(path...); old != nil && isFunction(old) {
		d.refuse("what is there is decided by a function: " + old.Location().String())
		return
	}
	d.change(func() (finding.Edit, error) {
		n, keys := d.parent(path)
		return splice.Set(n, keys, v)
	})
}

// grow adds an item to the list at a path, or makes the list.
func (d *draft) grow(v splice.Value, path ...string) {
	d.change(func() (finding.Edit, error) {
		n, keys := d.parent(path)
		return splice.Append(n, keys, v)
	})
}

// remove takes out the entry at a path.
func (d *draft) remove(path ...string) {
	d.change(func() (finding.Edit, error) {
		return splice.Remove(d.at(path[:len(path)-1]...), path[len(path)-1])
	})
}

// declare adds a resource and answers its name, which is free: the one that is asked for or that with a
// number.
func (d *draft) declare(name string, body splice.Value) string {
	name = d.free(name)
	d.change(func() (finding.Edit, error) {
		return splice.AddEntries(d.now.Root.Get("Resources"), splice.Field{Key: name, Value: body})
	})
	d.touch(d.prefix+name, "")
	return name
}

// ask adds a parameter without default, or takes the one that is there under the name.
func (d *draft) ask(name, description string) string {
	if d.at("Parameters", name) == nil {
		name = d.free(name)
		d.set(splice.Map(splice.Field{Key: "Type", Value: splice.Text("String")}, splice.Field{Key: "Description", Value: splice.Text(description)}), "Parameters", name)
		d.touch(d.prefix+name, "")
	}
	if d.at("Parameters", name, "Default") == nil {
		d.asks = append(d.asks, name)
	}
	return name
}

// free is a logical id that nothing in the template has.
func (d *draft) free(name string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc([]string{"Resources", "Parameters", "Conditions", "Mappings", "Outputs"}, func(section string) bool { return d.at(section, name) != nil })
	}
	if !taken(name) {
		return name
	}
	for i := 2; ; i++ {
		if numbered := name + strconv.Itoa(i); !taken(numbered) {
			return numbered
		}
	}
}

// change makes one change and reads the result.
func (d *draft) change(plan func() (finding.Edit, error)) {
	if d.err != nil {
		return
	}
	edit, err := plan()
	if err != nil {
		d.err = asRefused(err)
		return
	}
	text, err := splice.Apply(d.now.Data, []finding.Edit{edit})
	if err == nil {
		d.pieces = spliced(d.pieces, edit)
		d.now, err = source.Parse(d.now.Path, text)
	}
	if err != nil {
		d.err = advise("the change cannot be written: " + err.Error())
	}
}

// asRefused says as advice why a document is not changed.
func asRefused(err error) error {
	if refusal, ok := errors.AsType[*splice.RefusalError](err); ok {
		return &AdviceError{Reason: refusal.Reason + " (" + refusal.At.String() + ")"}
	}
	return err
}

func (d *draft) refuse(reason string) {
	if d.err == nil {
		d.err = advise(reason)
	}
}

// touch notes a place of the model that the changes may touch.
func (d *draft) touch(element, path string, actions ...string) {
	d.marks = append(d.marks, Mark{Element: element, Path: path, Actions: actions})
}

// note says what to know before the change is made, a sentence.
func (d *draft) note(sentence string) { d.notes = append(d.notes, sentence) }

// done is the proposal: an edit for each place that is changed, with nothing of what stands between them,
// which may be a secret.
func (d *draft) done() (Proposal, error) {
	if d.err != nil {
		return Proposal{}, d.err
	}
	var edits []finding.Edit
	at, text := 0, ""
	for _, p := range append(d.pieces, piece{from: len(d.before.Data), to: len(d.before.Data)}) {
		if p.written {
			text += p.text
			continue
		}
		if text != "" || p.from != at {
			edits = append(edits, finding.Edit{File: d.before.Path, Start: at, End: p.from, Text: text})
		}
		at, text = p.to, ""
	}
	if len(edits) == 0 {
		return Proposal{}, advise("it is so already")
	}
	return Proposal{Edits: edits, Footprint: d.marks, Note: strings.Join(d.notes, " "), Asks: d.asks}, nil
}

// piece is a part of the changed text: a range of the text before, or what was written.
type piece struct {
	from, to int
	text     string
	written  bool
}

func (p piece) len() int {
	if p.written {
		return len(p.text)
	}
	return p.to - p.from
}

// cut is the piece from one place in it to another.
func (p piece) cut(from, to int) piece {
	if p.written {
		return piece{text: p.text[from:to], written: true}
	}
	return piece{from: p.from + from, to: p.from + to}
}

// spliced are the pieces after a change of the text that they make.
func spliced(pieces []piece, e finding.Edit) []piece {
	var before, after []piece
	at := 0
	for _, p := range pieces {
		if from := min(p.len(), max(0, e.Start-at)); from > 0 {
			before = append(before, p.cut(0, from))
		}
		if to := min(p.len(), max(0, e.End-at)); to < p.len() {
			after = append(after, p.cut(to, p.len()))
		}
		at += p.len()
	}
	return append(append(before, piece{text: e.Text, written: true}), after...)
}
