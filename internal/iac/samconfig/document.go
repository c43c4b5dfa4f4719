package samconfig

import (
	"errors"
	"fmt"
	"path"
	"sort"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/sconce-dev/sconce/internal/source"
)

// kind is the shape of a value of a configuration.
type kind uint8

const (
	text kind = iota
	list
	table
	nothing
	other // a date
)

// value is a part of a configuration in one of the formats.
type value struct {
	kind  kind
	text  string
	list  []*value
	keys  []string // in the order of the file; of TOML sorted, which does not say
	table map[string]*value
	line  int // where it is known
}

func (v *value) get(keys ...string) *value {
	for _, k := range keys {
		if v == nil || v.kind != table {
			return nil
		}
		v = v.table[k]
	}
	return v
}

func (v *value) name() string {
	return [...]string{"a text", "a list", "a table", "nothing", "a date"}[v.kind]
}

// document is a parsed configuration, or a file of parameters that one names.
type document struct {
	path string
	data string
	root *value
}

// read parses a file by its ending.
func read(files Files, name string) (*document, error) {
	data, err := files.Read(name)
	if err != nil {
		return nil, &source.Error{File: name, Message: err.Error()}
	}
	d := &document{path: name, data: string(data)}
	if len(data) > maxBytes {
		return nil, d.fail(nil, fmt.Sprintf("the file is larger than %d bytes", maxBytes))
	}
	switch path.Ext(name) {
	case ".toml":
		err = d.parseTOML()
	case ".yaml", ".yml", ".json":
		err = d.parseTree(data)
	default:
		err = d.fail(nil, "parameters are read from TOML, YAML and JSON files")
	}
	return d, err
}

func (d *document) parseTOML() error {
	if line := d.tooDeep(); line > 0 {
		return &source.Error{File: d.path, Line: line, Message: fmt.Sprintf("the values are nested more than %d deep", maxNesting)}
	}
	var root map[string]any
	if _, err := toml.Decode(d.data, &root); err != nil {
		if at, ok := errors.AsType[toml.ParseError](err); ok {
			return &source.Error{File: d.path, Line: at.Position.Line, Column: at.Position.Col, Message: "this cannot be read as TOML"} // its own message quotes what may be a secret
		}
		return d.fail(nil, "this cannot be read as TOML")
	}
	d.root = fromTOML(root)
	return nil
}

// tooDeep is the line at which brackets or the dots of keys nest values deeper than may be, 0 if
// there is none. Brackets in texts count too: nobody writes so many.
func (d *document) tooDeep() int {
	depth, dots, line := 0, 0, 1
	for _, c := range []byte(d.data) {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '.':
			dots++
		case '=', '\n':
			if dots > maxNesting && c == '=' {
				return line
			}
			dots = 0
		}
		if c == '\n' {
			line++
		}
		if depth > maxNesting {
			return line
		}
	}
	return 0
}

func fromTOML(v any) *value {
	switch v := v.(type) {
	case map[string]any:
		out := &value{kind: table, table: make(map[string]*value, len(v))}
		for k, item := range v {
			out.keys = append(out.keys, k)
			out.table[k] = fromTOML(item)
		}
		sort.Strings(out.keys)
		return out
	case []map[string]any:
		out := &value{kind: list}
		for _, item := range v {
			out.list = append(out.list, fromTOML(item))
		}
		return out
	case []any:
		out := &value{kind: list}
		for _, item := range v {
			out.list = append(out.list, fromTOML(item))
		}
		return out
	case string:
		return &value{text: v}
	case bool:
		return &value{text: boolean(v)}
	case int64:
		return &value{text: strconv.FormatInt(v, 10)}
	case float64:
		return &value{text: strconv.FormatFloat(v, 'g', -1, 64)}
	}
	return &value{kind: other}
}

// boolean is a boolean as the SAM CLI, which is written in Python, hands it on.
func boolean(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

func (d *document) parseTree(data []byte) error {
	f, err := source.Parse(d.path, data)
	if err != nil {
		return err
	}
	d.root = fromTree(f.Root)
	return nil
}

func fromTree(n *source.Node) *value {
	out := &value{kind: nothing}
	if n == nil {
		return out
	}
	out.line = n.Location().Line
	switch n.Kind {
	case source.Map:
		out.kind, out.table = table, make(map[string]*value, len(n.Keys))
		for i, k := range n.Keys {
			if out.table[k.Text] == nil {
				out.keys = append(out.keys, k.Text)
			}
			out.table[k.Text] = fromTree(n.Items[i])
		}
	case source.List:
		out.kind = list
		for _, item := range n.Items {
			out.list = append(out.list, fromTree(item))
		}
	case source.Bool:
		out.kind, out.text = text, boolean(strings.EqualFold(n.Text, "true") || strings.EqualFold(n.Text, "yes") || strings.EqualFold(n.Text, "on"))
	case source.Number, source.String:
		out.kind, out.text = text, n.Text
	case source.Null:
	}
	return out
}

// fail is an error at the place of a key, as near as it is known.
func (d *document) fail(keys []string, message string) *source.Error {
	return &source.Error{File: d.path, Line: max(d.line(keys), 1), Message: message}
}

// line is where a key stands: in YAML and JSON where its value begins, in TOML the line that names
// it below the header of its table.
func (d *document) line(keys []string) int {
	if d.root != nil {
		if v := d.root.get(keys...); v != nil && v.line > 0 {
			return v.line
		}
	}
	if len(keys) == 0 || path.Ext(d.path) != ".toml" {
		return 0
	}
	for n := len(keys); n > 0; n-- {
		header, rest := strings.Join(keys[:n], "."), strings.Join(keys[n:], ".")
		within, number := false, 0
		for l := range strings.Lines(d.data) {
			number++
			l = strings.TrimSpace(l)
			if strings.HasPrefix(l, "[") {
				name, _, _ := strings.Cut(strings.TrimLeft(l, "["), "]")
				within = strings.TrimSpace(name) == header
				if within && rest == "" {
					return number
				}
				continue
			}
			key, _, assigns := strings.Cut(l, "=")
			if within && assigns && strings.Trim(strings.TrimSpace(key), `"'`) == rest {
				return number
			}
		}
	}
	return d.line(keys[:len(keys)-1])
}
