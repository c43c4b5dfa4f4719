package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// TestIndentation holds the indentation of documents to that of encoding/json.
func TestIndentation(t *testing.T) {
	documents := []any{
		nil, 1, "", "a \"quoted\" {text}, [of]: \\\\ many\\",
		[]any{},
		map[string]any{},
		[]any{[]any{}, map[string]any{}, nil},
		map[string]any{"a": []any{1, "b,c", map[string]any{"d": []any{}}}, "e\"f": map[string]any{}, "é": true},
		json.RawMessage(strings.Repeat("[", 300) + strings.Repeat("]", 300)),
	}
	for _, document := range documents {
		var got, want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(document); err != nil {
			t.Fatal(err)
		}
		if err := WriteJSON(&got, document); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("got\n%swant\n%s", got.String(), want.String())
		}
	}
}
