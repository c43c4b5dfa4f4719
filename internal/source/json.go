package source

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// parseJSON reads RFC 8259 JSON. It accepts what encoding/json accepts (a test holds it to that).
func parseJSON(f *File) (*Node, error) {
	p := jsonParser{f: f, data: f.Data}
	if bytes.HasPrefix(f.Data, bom) {
		p.pos = len(bom)
	}
	p.space()
	root, err := p.value(0)
	if err != nil {
		return nil, err
	}
	p.space()
	if p.pos < len(p.data) {
		return nil, f.errorAt(p.pos, "text after the end of the document")
	}
	root.size = p.nodes
	return root, nil
}

type jsonParser struct {
	f     *File
	data  []byte
	pos   int
	nodes int
}

func (p *jsonParser) space() {
	for p.pos < len(p.data) {
		switch p.data[p.pos] {
		case ' ', '\t', '\r', '\n':
			p.pos++
		default:
			return
		}
	}
}

func (p *jsonParser) peek() byte {
	if p.pos < len(p.data) {
		return p.data[p.pos]
	}
	return 0
}

func (p *jsonParser) value(depth int) (*Node, error) {
	p.nodes++
	switch {
	case depth > MaxDepth:
		return nil, p.f.tooLarge(p.pos, "nested more than %d deep", MaxDepth)
	case p.nodes > MaxNodes:
		return nil, p.f.tooLarge(p.pos, "more than %d values", MaxNodes)
	}
	n := &Node{File: p.f, Start: p.pos, size: 1}
	var err error
	switch c := p.peek(); {
	case c == '{':
		err = p.object(n, depth)
	case c == '[':
		err = p.array(n, depth)
	case c == '"':
		n.Kind, n.Style = String, Double
		n.Text, err = p.text()
	case c == '-' || c >= '0' && c <= '9':
		err = p.number(n)
	default:
		err = p.word(n)
	}
	n.End = p.pos
	return n, err
}

func (p *jsonParser) object(n *Node, depth int) error {
	n.Kind, n.Style = Map, Flow
	p.pos++
	for first := true; ; first = false {
		p.space()
		if first && p.peek() == '}' {
			p.pos++
			return nil
		}
		if p.peek() != '"' {
			return p.f.errorAt(p.pos, "a key in double quotes is missing here")
		}
		key, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		p.space()
		if p.peek() != ':' {
			return p.f.errorAt(p.pos, "a ':' is missing after the key")
		}
		p.pos++
		p.space()
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Keys, n.Items = append(n.Keys, key), append(n.Items, item)
		if done, err := p.separator('}'); done || err != nil {
			noteRepeatedKeys(n)
			return err
		}
	}
}

func (p *jsonParser) array(n *Node, depth int) error {
	n.Kind, n.Style = List, Flow
	p.pos++
	for first := true; ; first = false {
		p.space()
		if first && p.peek() == ']' {
			p.pos++
			return nil
		}
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
		if done, err := p.separator(']'); done || err != nil {
			return err
		}
	}
}

func (p *jsonParser) separator(closing byte) (done bool, err error) {
	p.space()
	switch p.peek() {
	case ',':
		p.pos++
		return false, nil
	case closing:
		p.pos++
		return true, nil
	}
	return false, p.f.errorAt(p.pos, "a ',' or a '%c' is missing here", closing)
}

func (p *jsonParser) number(n *Node) error {
	n.Kind = Number
	start := p.pos
	for p.pos < len(p.data) && bytes.IndexByte([]byte("+-0123456789.eE"), p.data[p.pos]) >= 0 {
		p.pos++
	}
	n.Text = string(p.data[start:p.pos])
	if !json.Valid(p.data[start:p.pos]) {
		return p.f.errorAt(start, "not a number")
	}
	return nil
}

func (p *jsonParser) word(n *Node) error {
	for word, kind := range map[string]Kind{"true": Bool, "false": Bool, "null": Null} {
		if bytes.HasPrefix(p.data[p.pos:], []byte(word)) {
			n.Kind, n.Text = kind, word
			p.pos += len(word)
			return nil
		}
	}
	if p.pos >= len(p.data) {
		return p.f.errorAt(p.pos, "the document ends too early")
	}
	return p.f.errorAt(p.pos, "a value is missing here")
}

// text reads a string in double quotes.
func (p *jsonParser) text() (string, error) {
	start := p.pos
	p.pos++
	from := p.pos
	var out []byte
	for p.pos < len(p.data) {
		switch c := p.data[p.pos]; {
		case c == '"':
			s := p.data[from:p.pos]
			p.pos++
			if out == nil {
				return string(s), nil
			}
			return string(append(out, s...)), nil
		case c == '\\':
			out = append(out, p.data[from:p.pos]...)
			r, ok := p.escape()
			if !ok {
				return "", p.f.errorAt(p.pos, "not an escape sequence")
			}
			out = utf8.AppendRune(out, r)
			from = p.pos
		case c < ' ':
			return "", p.f.errorAt(p.pos, "a control character in a text")
		default:
			p.pos++
		}
	}
	return "", p.f.errorAt(start, "the text is not closed")
}

func (p *jsonParser) escape() (rune, bool) {
	if p.pos+1 >= len(p.data) {
		return 0, false
	}
	c := p.data[p.pos+1]
	if i := bytes.IndexByte([]byte(`"\/bfnrt`), c); i >= 0 {
		p.pos += 2
		return rune("\"\\/\b\f\n\r\t"[i]), true
	}
	r, ok := p.unicode()
	if !ok {
		return 0, false
	}
	p.pos += 6
	if utf16.IsSurrogate(r) {
		low, ok := p.unicode()
		if pair := utf16.DecodeRune(r, low); ok && pair != utf8.RuneError {
			p.pos += 6
			return pair, true
		}
		return utf8.RuneError, true
	}
	return r, true
}

// unicode reads \uXXXX at the position without moving on.
func (p *jsonParser) unicode() (rune, bool) {
	if p.pos+6 > len(p.data) || p.data[p.pos] != '\\' || p.data[p.pos+1] != 'u' {
		return 0, false
	}
	for _, c := range p.data[p.pos+2 : p.pos+6] {
		if bytes.IndexByte([]byte("0123456789abcdefABCDEF"), c) < 0 {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(string(p.data[p.pos+2:p.pos+6]), 16, 32)
	return rune(n), err == nil //nolint:gosec // G115: four digits are at most 65535
}

// noteRepeatedKeys notes the keys that a map has twice.
func noteRepeatedKeys(n *Node) {
	if len(n.Keys) < 2 {
		return
	}
	seen := make(map[string]*Node, len(n.Keys))
	for _, k := range n.Keys {
		if first, twice := seen[k.Text]; twice && !k.Alias {
			line, _ := n.File.Position(first.Start)
			n.File.Notes = append(n.File.Notes, Note{At: k.Location(), Text: "the key " + strconv.Quote(k.Text) + " stands twice (first in line " + strconv.Itoa(line) + "): the last counts"})
		}
		seen[k.Text] = k
	}
}
