package source

import (
	"bytes"
	"errors"
	"sort"
	"strings"

	"go.yaml.in/yaml/v4"
)

// parseYAML reads the first document of a YAML stream. The library gives structure, tags and where
// each node begins (tag and anchor included, columns in runes); where it ends is found in the text.
func parseYAML(f *File) (*Node, error) {
	text := bytes.TrimPrefix(f.Data, bom)
	if marks := countMarks(text); marks > maxMarks {
		return nil, f.tooLarge(0, "%d lines and separators; the limit is %d", marks, maxMarks)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, yamlError(f, err)
	}
	b := yamlBuilder{f: f, anchors: map[*yaml.Node]*Node{}, base: len(f.Data) - len(text)}
	b.index()
	if len(doc.Content) == 0 {
		return &Node{File: f, Kind: Null, Start: len(f.Data), End: len(f.Data), size: 1}, nil
	}
	root, err := b.node(doc.Content[0], -1, 0)
	if err != nil {
		return nil, err
	}
	return root, nil
}

// countMarks counts the bytes of which at least one stands between any two values: the library builds
// its tree, some 200 bytes a value, before a value can be counted.
func countMarks(text []byte) int {
	n := 0
	for _, c := range text {
		switch c {
		case '\n', '\r', ',', ':', '[', '{', '?':
			n++
		}
	}
	return n
}

func yamlError(f *File, err error) *Error {
	if load, ok := errors.AsType[*yaml.LoadError](err); ok && load.Mark.Line > 0 {
		if strings.Contains(load.Message, "anchor") { // it repeats the name, which may be a password that begins with *
			return &Error{File: f.Path, Line: load.Mark.Line, Column: load.Mark.Column, Message: "an alias without an anchor: text that begins with * needs quotes"}
		}
		return &Error{File: f.Path, Line: load.Mark.Line, Column: load.Mark.Column, Message: load.Message}
	}
	if at := bytes.IndexFunc(f.Data, notYAML); at >= 0 { // the library does not say where
		return f.errorAt(at, "a control character in the text")
	}
	return &Error{File: f.Path, Line: 1, Message: strings.TrimPrefix(err.Error(), "yaml: ")}
}

// notYAML reports whether a character may not stand in a YAML text (YAML 1.2.2, 5.1).
func notYAML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 && r != 0x85 || r == 0xfffe || r == 0xffff
}

type yamlBuilder struct {
	f       *File
	base    int   // bytes before the text that the library saw
	lines   []int // rune index of each line's first rune, by YAML's idea of a line
	anchors map[*yaml.Node]*Node
}

// index finds the lines as the library counts them: they also end at NEL, LS and PS.
func (b *yamlBuilder) index() {
	b.lines = []int{b.f.runesBefore(b.base)}
	if b.f.runes == nil {
		b.lines = append(b.lines, b.f.lines[1:]...)
		return
	}
	n := b.lines[0]
	text := string(b.f.Data[b.base:])
	for i, r := range text {
		n++
		switch {
		case r == '\n', r == '\u0085', r == '\u2028', r == '\u2029',
			r == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			b.lines = append(b.lines, n)
		}
	}
}

// offset is the byte offset of a line and column of the library.
func (b *yamlBuilder) offset(line, column int) int {
	if line < 1 || line > len(b.lines) {
		return len(b.f.Data)
	}
	return b.f.offsetOfRune(b.lines[line-1] + max(column-1, 0))
}

// node converts a node of the library. The indent is the column, from 0, of the block collection
// around it, -1 for none.
func (b *yamlBuilder) node(y *yaml.Node, indent, depth int) (*Node, error) {
	start := b.offset(y.Line, y.Column)
	if depth > MaxDepth {
		return nil, b.f.tooLarge(start, "nested more than %d deep", MaxDepth)
	}
	if y.Kind == yaml.AliasNode {
		return b.alias(y, start)
	}
	n := &Node{File: b.f, Start: b.afterProperties(start), size: 1}
	if y.Anchor != "" {
		b.anchors[y] = nil // being built: an alias to it from within is a cycle
	}
	var err error
	switch y.Kind {
	case yaml.MappingNode:
		err = b.mapping(n, y, depth)
	case yaml.SequenceNode:
		err = b.sequence(n, y, depth)
	case yaml.ScalarNode, yaml.DocumentNode, yaml.AliasNode, yaml.StreamNode:
		b.scalar(n, y, indent)
		n.size += len(n.Text) / textUnit
	}
	if err != nil {
		return nil, err
	}
	if n.size > MaxNodes {
		return nil, b.f.tooLarge(start, "more than %d values when aliases are expanded", MaxNodes)
	}
	if strings.HasPrefix(y.Tag, "!") && !strings.HasPrefix(y.Tag, "!!") && y.Tag != "!" {
		n.Tag = y.Tag
	}
	if y.Anchor != "" {
		b.anchors[y] = n
	}
	return n, nil
}

func (b *yamlBuilder) alias(y *yaml.Node, start int) (*Node, error) {
	target, known := b.anchors[y.Alias]
	switch {
	case !known:
		return nil, b.f.errorAt(start, "the alias *%s has no anchor", y.Value)
	case target == nil:
		return nil, b.f.errorAt(start, "the alias *%s stands within its own anchor", y.Value)
	}
	n := *target
	n.Alias = true
	return &n, nil
}

func (b *yamlBuilder) mapping(n *Node, y *yaml.Node, depth int) error {
	n.Kind, n.Style = Map, b.collectionStyle(y)
	indent := b.indentAt(n.Start)
	n.Keys, n.Items = make([]*Node, 0, len(y.Content)/2), make([]*Node, 0, len(y.Content)/2)
	end := n.Start
	var merges []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, err := b.node(y.Content[i], indent, depth+1)
		if err != nil {
			return err
		}
		item, err := b.node(y.Content[i+1], indent, depth+1)
		if err != nil {
			return err
		}
		end = max(end, b.endOf(key, y.Content[i]), b.endOf(item, y.Content[i+1]))
		switch {
		case key.Kind == Map || key.Kind == List:
			b.f.Notes = append(b.f.Notes, Note{At: key.Location(), Text: "a key that is not a text is not read"})
		case y.Content[i].Tag == "!!merge":
			merges = append(merges, item)
			n.size += item.size
		default:
			n.Keys, n.Items = append(n.Keys, key), append(n.Items, item)
			n.size += key.size + item.size
		}
		if n.size > MaxNodes {
			return b.f.tooLarge(n.Start, "more than %d values when aliases are expanded", MaxNodes)
		}
	}
	noteRepeatedKeys(n)
	n.End = b.closing(n, end, '}')
	return mergeInto(n, merges)
}

// mergeInto adds the fields of merged maps ("<<") that the map does not have itself; of several
// merged maps the first that has a key counts.
func mergeInto(n *Node, merges []*Node) error {
	if len(merges) == 0 {
		return nil
	}
	have := make(map[string]bool, len(n.Keys))
	for _, k := range n.Keys {
		have[k.Text] = true
	}
	var sources []*Node
	for _, m := range merges {
		if m.Kind == List {
			sources = append(sources, m.Items...)
		} else {
			sources = append(sources, m)
		}
	}
	for _, m := range sources {
		for i, k := range m.Keys {
			if have[k.Text] {
				continue
			}
			have[k.Text] = true
			n.Keys, n.Items = append(n.Keys, k), append(n.Items, m.Items[i])
			n.size += k.size + m.Items[i].size
		}
	}
	if n.size > MaxNodes {
		return n.File.tooLarge(n.Start, "more than %d values when merges are expanded", MaxNodes)
	}
	return nil
}

func (b *yamlBuilder) sequence(n *Node, y *yaml.Node, depth int) error {
	n.Kind, n.Style = List, b.collectionStyle(y)
	indent := b.indentAt(n.Start)
	n.Items = make([]*Node, 0, len(y.Content))
	end := n.Start
	for _, c := range y.Content {
		item, err := b.node(c, indent, depth+1)
		if err != nil {
			return err
		}
		end = max(end, b.endOf(item, c))
		n.Items = append(n.Items, item)
		n.size += item.size
		if n.size > MaxNodes {
			return b.f.tooLarge(n.Start, "more than %d values when aliases are expanded", MaxNodes)
		}
	}
	n.End = b.closing(n, end, ']')
	return nil
}

// endOf is where a child ends in the text around it: an alias ends after its name.
func (b *yamlBuilder) endOf(n *Node, y *yaml.Node) int {
	if !n.Alias {
		return n.End
	}
	return b.offset(y.Line, y.Column) + 1 + len(y.Value)
}

func (b *yamlBuilder) collectionStyle(y *yaml.Node) Style {
	if y.Style&yaml.FlowStyle != 0 {
		return Flow
	}
	return Block
}

// indentAt is the column of an offset in bytes from 0: indentation is ASCII.
func (b *yamlBuilder) indentAt(offset int) int {
	return offset - b.f.lines[sort.SearchInts(b.f.lines, offset+1)-1]
}

// closing is the end of a collection: past the closing bracket of one in brackets, else the end of
// its last part.
func (b *yamlBuilder) closing(n *Node, end int, bracket byte) int {
	if n.Style != Flow || n.Start >= len(b.f.Data) || b.f.Data[n.Start] != bracket-2 {
		return end
	}
	i := max(end, n.Start+1)
	for i < len(b.f.Data) {
		switch c := b.f.Data[i]; {
		case c == bracket:
			return i + 1
		case c == '#':
			i = lineEnd(b.f.Data, i)
		case bytes.IndexByte([]byte(" \t\r\n,:?"), c) >= 0:
			i++
		default:
			return end
		}
	}
	return end
}

// afterProperties skips a tag and an anchor, and the space and comments behind them.
func (b *yamlBuilder) afterProperties(offset int) int {
	data := b.f.Data
	for i := offset; i < len(data); {
		switch c := data[i]; {
		case c == '!' || c == '&':
			for i < len(data) && bytes.IndexByte([]byte(" \t\r\n"), data[i]) < 0 {
				if bytes.IndexByte([]byte(",]}"), data[i]) >= 0 {
					break
				}
				i++
			}
			offset = i
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			i++
		case c == '#' && offset != i:
			i = lineEnd(data, i)
		default:
			return i
		}
	}
	return min(offset, len(data))
}

func lineEnd(data []byte, from int) int {
	if i := bytes.IndexByte(data[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(data)
}
