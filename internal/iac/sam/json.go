package sam

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// WriteJSON writes a template as indented JSON with sorted keys, each once.
func WriteJSON(w io.Writer, n *source.Node) error {
	var b strings.Builder
	writeIndented(&b, n, "\n")
	b.WriteByte('\n')
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("writing the template: %w", err)
	}
	return nil
}

func writeIndented(b *strings.Builder, n *node, indent string) {
	if n == nil {
		b.WriteString("null")
		return
	}
	inner := indent + "  "
	switch n.Kind {
	case source.Null:
		b.WriteString("null")
	case source.Bool:
		b.WriteString(strconv.FormatBool(isTrue(n)))
	case source.Number:
		b.WriteString(numeral(n.Text))
	case source.String:
		b.WriteString(quoted(n.Text))
	case source.List:
		if len(n.Items) == 0 {
			b.WriteString("[]")
			return
		}
		for i, item := range n.Items {
			b.WriteString(separator(i, "[") + inner)
			writeIndented(b, item, inner)
		}
		b.WriteString(indent + "]")
	case source.Map:
		if len(n.Keys) == 0 {
			b.WriteString("{}")
			return
		}
		for i, key := range sortedKeys(n) {
			b.WriteString(separator(i, "{") + inner + quoted(key) + ": ")
			writeIndented(b, n.Get(key), inner)
		}
		b.WriteString(indent + "}")
	}
}

func separator(i int, opening string) string {
	if i == 0 {
		return opening
	}
	return ","
}

func quoted(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func sortedKeys(n *node) []string {
	keys := make([]string, 0, len(n.Keys))
	for _, k := range n.Keys {
		keys = append(keys, k.Text)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
