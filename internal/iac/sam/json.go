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
		for i, e := range sortedEntries(n) {
			b.WriteString(separator(i, "{") + inner + quoted(e.key) + ": ")
			writeIndented(b, e.value, inner)
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

type entry struct {
	key   string
	value *node
}

// sortedEntries are the entries of a map by their keys; of a key written twice the last counts.
func sortedEntries(n *node) []entry {
	entries := make([]entry, len(n.Keys))
	for i, k := range n.Keys {
		entries[len(entries)-1-i] = entry{k.Text, n.Items[i]} // the last first: that is the one that is kept
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	return slices.CompactFunc(entries, func(a, b entry) bool { return a.key == b.key })
}
