// Package splice changes a document by replacing bytes: what is not named stays as it is, comments and
// layout included. A change is planned on the located tree of package source, spelled in the style of
// the place where it goes (block or flow YAML, JSON), and checked: the changed text is read again and
// must say what the tree says with the change made, and nothing else.
//
// What cannot be changed without guessing (an alias, a comment inside of what goes, a value that is a
// function) is refused with the reason.
package splice

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// RefusalError says why a document is not changed, and where.
type RefusalError struct {
	At     model.Location
	Reason string // a clause without a full stop
}

func (r *RefusalError) Error() string { return r.At.String() + ": " + r.Reason }

func refuse(n *source.Node, reason string) error {
	return &RefusalError{At: n.Location(), Reason: reason}
}

// Set plans a change after which the value at a path below a map is v: it replaces what is there, or
// adds the entry and the maps around it that are missing.
func Set(parent *source.Node, path []string, v Value) (finding.Edit, error) {
	n := parent
	for i, key := range path {
		if err := editable(n); err != nil {
			return finding.Edit{}, err
		}
		child := n.Get(key)
		if child == nil || child.Kind == source.Null && child.Tag == "" {
			for _, outer := range slices.Backward(path[i+1:]) {
				v = Map(Field{outer, v})
			}
			if child != nil {
				return replace(n, key, v)
			}
			return insert(n, key, v)
		}
		if i == len(path)-1 {
			return replace(n, key, v)
		}
		n = child
	}
	return finding.Edit{}, errors.New("no path")
}

// editable says why a map may not be changed, if so.
func editable(n *source.Node) error {
	switch {
	case n == nil || n.Kind != source.Map:
		return refuse(n, "it is "+n.Name()+", not a map")
	case n.Tag != "":
		return refuse(n, "it is a function ("+n.Tag+")")
	case n.Alias:
		return refuse(n, "it is an alias: other places say the same")
	case len(n.Keys) == 1 && (strings.HasPrefix(n.Keys[0].Text, "Fn::") || n.Keys[0].Text == "Ref"):
		return refuse(n, "it is a function ("+n.Keys[0].Text+")")
	case slices.ContainsFunc(n.Keys, func(k *source.Node) bool { return k.Start < n.Start || k.End > n.End }):
		return refuse(n, "it takes entries over from an anchor")
	}
	for i := range n.Keys {
		if slices.ContainsFunc(n.Keys[:i], func(k *source.Node) bool { return k.Text == n.Keys[i].Text }) {
			return refuse(n.Keys[i], "the key is written twice")
		}
	}
	return nil
}

// insert adds an entry to a map. In block style it goes before the first entry, above the comments that
// stand over that; where a template has a usual order, to its usual place.
func insert(n *source.Node, key string, v Value) (finding.Edit, error) {
	data := n.File.Data
	s := styleOf(n)
	before := usualPlace(n, key)
	if before == len(n.Keys) && before > 0 {
		return addLast(n, s, false, Field{key, v})
	}
	edit := func(at int, text string) (finding.Edit, error) {
		return finding.Edit{File: n.File.Path, Start: at, End: at, Text: text}, nil
	}
	switch {
	case n.Style == source.Flow && len(n.Keys) == 0:
		e := finding.Edit{File: n.File.Path, Start: n.Start, End: n.End, Text: Map(Field{key, v}).flow(s)}
		if s.json {
			e.Text = Map(Field{key, v}).pretty(s, indentOf(data, n.Start))
		}
		return e, nil
	case len(n.Keys) == 0:
		return finding.Edit{}, refuse(n, "it is empty")
	}
	first := n.Keys[before].Start
	switch {
	case s.json && ownLine(data, first):
		indent := indentOf(data, first)
		return edit(first, quoted(key)+": "+v.pretty(s, indent)+","+s.newline+indent)
	case s.json:
		return edit(first, quoted(key)+": "+v.flow(s)+", ")
	case n.Style == source.Flow && ownLine(data, first):
		return edit(first, scalar(key)+": "+v.flow(s)+","+s.newline+indentOf(data, first))
	case n.Style == source.Flow:
		return edit(first, scalar(key)+": "+v.flow(s)+", ")
	}
	start := lineStart(data, first)
	lead := string(data[start:first])
	if strings.ContainsAny(lead, "?&!\t") {
		return finding.Edit{}, refuse(n, "its first entry is spelled in a way that is not changed")
	}
	indent := strings.Repeat(" ", len([]rune(lead)))
	entry := scalar(key) + ":" + v.block(s, indent) + s.newline
	if strings.TrimSpace(lead) != "" { // behind the dash of a list
		return edit(first, entry+indent)
	}
	return edit(aboveComments(data, start), indent+entry)
}

// usualPlace is the index of the entry before which another goes: in a resource what stands beside the
// properties goes behind the type, and the properties last; a section of the template goes before the
// resources; a statement has its condition last.
func usualPlace(n *source.Node, key string) int {
	at := func(name string) int {
		return slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == name })
	}
	switch {
	case at("Type") >= 0 && n.Get("Type").Kind == source.String && strings.Contains(n.Get("Type").Text, "::"):
		if properties := at("Properties"); properties >= 0 && key != "Properties" {
			return properties
		}
		return len(n.Keys)
	case n == n.File.Root && at("Resources") >= 0:
		return at("Resources")
	case key == "Condition" && at("Effect") >= 0: // of a statement
		return len(n.Keys)
	}
	return 0
}

// replace puts another value behind a key.
func replace(n *source.Node, key string, v Value) (finding.Edit, error) {
	i := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == key })
	old, data, s := n.Items[i], n.File.Data, styleOf(n)
	if old.Alias {
		return finding.Edit{}, refuse(old, "it is an alias: other places say the same")
	}
	if v.same(old) {
		return finding.Edit{}, refuse(old, "it says so already")
	}
	colon := bytes.IndexByte(data[n.Keys[i].End:old.Start+1], ':')
	if old.Kind == source.Null && old.Start == old.End {
		colon = bytes.IndexByte(data[n.Keys[i].End:], ':')
	}
	if colon < 0 {
		return finding.Edit{}, refuse(old, "it is spelled in a way that is not changed")
	}
	start, end := n.Keys[i].End+colon+1, max(old.End, n.Keys[i].End+colon+1)
	between := data[start:max(old.Start, start)]
	switch {
	case bytes.ContainsAny(between, "#&"):
		return finding.Edit{}, refuse(old, "a comment or an anchor stands before it")
	case old.Style == source.Literal || old.Style == source.Folded || old.Style == source.Block && bytes.Contains(data[old.Start:old.End], []byte("#")):
		return finding.Edit{}, refuse(old, "its text may hold comments")
	}
	end = start + len(bytes.TrimRight(data[start:end], " \t\r\n"))
	e := finding.Edit{File: n.File.Path, Start: start, End: end}
	switch {
	case s.json:
		e.Text = " " + v.pretty(s, indentOf(data, n.Keys[i].Start))
	case n.Style == source.Flow:
		e.Text = " " + v.flow(s)
	default:
		lead := string(data[lineStart(data, n.Keys[i].Start):n.Keys[i].Start])
		e.Text = v.block(s, strings.Repeat(" ", len([]rune(lead))))
	}
	return e, nil
}

// Append plans a change that adds an item to the end of a list at a path below a map, or makes the list.
func Append(parent *source.Node, path []string, v Value) (finding.Edit, error) {
	n := parent
	for _, key := range path {
		if n = n.Get(key); n == nil {
			return Set(parent, path, List(v))
		}
	}
	data, s := n.File.Data, styleOf(n)
	edit := func(at int, text string) (finding.Edit, error) {
		return finding.Edit{File: n.File.Path, Start: at, End: at, Text: text}, nil
	}
	switch {
	case n.Kind == source.Null && n.Tag == "":
		return Set(parent, path, List(v))
	case n.Kind != source.List || n.Tag != "":
		return finding.Edit{}, refuse(n, "it is "+n.Name()+", not a list")
	case n.Alias:
		return finding.Edit{}, refuse(n, "it is an alias: other places say the same")
	case len(n.Items) == 0:
		return Set(parent, path, List(v))
	}
	first, at := withTag(data, n.Start, n.Items[0].Start), n.Items[len(n.Items)-1].End
	switch {
	case n.Style == source.Flow && s.json && ownLine(data, first):
		indent := indentOf(data, first)
		return edit(at, ","+s.newline+indent+v.pretty(s, indent))
	case n.Style == source.Flow && ownLine(data, first):
		return edit(at, ","+s.newline+indentOf(data, first)+v.flow(s))
	case n.Style == source.Flow:
		return edit(at, ", "+v.flow(s))
	}
	dash := bytes.LastIndexByte(data[:n.Items[0].Start], '-')
	start := lineStart(data, n.Items[0].Start)
	if dash < start || strings.TrimSpace(string(data[start:dash])) != "" {
		return finding.Edit{}, refuse(n, "its first item is spelled in a way that is not changed")
	}
	if data[at-1] != '\n' {
		at += lineRest(data, at)
	}
	lead := ""
	if at > 0 && data[at-1] != '\n' {
		lead = s.newline
	}
	indent := string(data[start:dash])
	return edit(at, lead+indent+"-"+v.item(s, indent)+s.newline)
}

// withTag is where the first item of a list in brackets begins, its tag included.
func withTag(data []byte, list, item int) int {
	between := data[list+1 : item]
	return item - len(bytes.TrimLeft(between, " \t\r\n"))
}

// Remove plans a change that takes an entry out of a map: in block style with its lines, in brackets with
// its comma.
func Remove(n *source.Node, key string) (finding.Edit, error) {
	if err := editable(n); err != nil {
		return finding.Edit{}, err
	}
	i := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == key })
	switch {
	case i < 0:
		return finding.Edit{}, refuse(n, "there is no "+key)
	case len(n.Keys) == 1:
		return finding.Edit{}, refuse(n, "nothing but this entry stands there")
	}
	data := n.File.Data
	if n.Style == source.Flow {
		e := finding.Edit{File: n.File.Path, Start: n.Keys[i].Start}
		if i+1 < len(n.Keys) {
			e.End = n.Keys[i+1].Start
		} else {
			e.Start, e.End = max(n.Items[i-1].End, n.Keys[i-1].End), max(n.Items[i].End, n.Keys[i].End)
		}
		if !styleOf(n).json && bytes.Contains(data[e.Start:e.End], []byte("#")) {
			return finding.Edit{}, refuse(n.Keys[i], "a comment may stand beside it")
		}
		return e, nil
	}
	start := lineStart(data, n.Keys[i].Start)
	end := max(n.Items[i].End, n.Keys[i].End)
	end += lineRest(data, end)
	if strings.TrimSpace(string(data[start:n.Keys[i].Start])) != "" || bytes.Contains(data[start:end], []byte("#")) {
		return finding.Edit{}, refuse(n.Keys[i], "a dash or a comment stands on its lines")
	}
	return finding.Edit{File: n.File.Path, Start: start, End: end}, nil
}

// AddEntries plans a change that adds entries to the end of a map of the document, such as resources,
// with the blank lines that the others have between them.
func AddEntries(n *source.Node, fields ...Field) (finding.Edit, error) {
	if err := editable(n); err != nil {
		return finding.Edit{}, err
	}
	s := styleOf(n)
	if len(n.Keys) == 0 {
		if n.Style != source.Flow {
			return finding.Edit{}, refuse(n, "it is empty")
		}
		text := Map(fields...).flow(s)
		if s.json {
			text = Map(fields...).pretty(s, indentOf(n.File.Data, n.Start))
		}
		return finding.Edit{File: n.File.Path, Start: n.Start, End: n.End, Text: text}, nil
	}
	return addLast(n, s, apart(n), fields...)
}

// addLast adds entries behind the last one of a map.
func addLast(n *source.Node, s style, apart bool, fields ...Field) (finding.Edit, error) {
	data := n.File.Data
	first, last := n.Keys[0].Start, n.Items[len(n.Items)-1]
	at := max(last.End, n.Keys[len(n.Keys)-1].End)
	var b strings.Builder
	if n.Style == source.Flow {
		own := ownLine(data, first)
		indent := indentOf(data, first)
		for _, f := range fields {
			key, lead, text := scalar(f.Key), " ", f.Value.flow(s)
			if own {
				lead = s.newline + indent
			}
			if s.json {
				key = quoted(f.Key)
			}
			if s.json && own {
				text = f.Value.pretty(s, indent)
			}
			b.WriteString("," + lead + key + ": " + text)
		}
		return finding.Edit{File: n.File.Path, Start: at, End: at, Text: b.String()}, nil
	}
	lead := string(data[lineStart(data, first):first])
	if strings.ContainsAny(lead, "?&!\t") {
		return finding.Edit{}, refuse(n, "its first entry is spelled in a way that is not changed")
	}
	if at > 0 && data[at-1] != '\n' {
		at += lineRest(data, at)
	}
	indent := strings.Repeat(" ", len([]rune(lead)))
	if at > 0 && data[at-1] != '\n' {
		b.WriteString(s.newline)
	}
	for _, f := range fields {
		if apart {
			b.WriteString(s.newline)
		}
		b.WriteString(indent + scalar(f.Key) + ":" + f.Value.block(s, indent) + s.newline)
	}
	return finding.Edit{File: n.File.Path, Start: at, End: at, Text: b.String()}, nil
}

// apart reports whether the entries of a map have blank lines between them; one that is alone says
// nothing, and then they get one.
func apart(n *source.Node) bool {
	data := n.File.Data
	for _, key := range n.Keys[1:] {
		above := aboveComments(data, lineStart(data, key.Start))
		if above > 0 && len(bytes.TrimSpace(data[lineStart(data, above-1):above])) == 0 {
			return true
		}
	}
	return len(n.Keys) == 1
}

// Apply makes the changes to one text. Changes that overlap are an error; what is added at the place where
// something is taken out comes before that.
func Apply(data []byte, edits []finding.Edit) ([]byte, error) {
	sorted := slices.SortedStableFunc(slices.Values(edits), func(a, b finding.Edit) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var out []byte
	at := 0
	for _, e := range sorted {
		if e.Start < at || e.End < e.Start || e.End > len(data) {
			return nil, fmt.Errorf("%s: two changes at byte %d", e.File, e.Start)
		}
		out = append(append(out, data[at:e.Start]...), e.Text...)
		at = e.End
	}
	return append(out, data[at:]...), nil
}
