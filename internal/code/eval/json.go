package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// fromJSON is the value of a known JSON text; nil where it is none.
func (ev *evaluator) fromJSON(s string, at ir.Span) term.Value {
	var x any
	if err := json.Unmarshal([]byte(s), &x); err != nil {
		return nil
	}
	return ev.jsonValue(x, at, 0)
}

func (ev *evaluator) jsonValue(x any, at ir.Span, depth int) term.Value {
	if depth > maxSnapshotDepth {
		return ev.Unknown(at, "the document is nested deeper than is looked at")
	}
	switch x := x.(type) {
	case string:
		return ev.Text(x)
	case bool:
		return ev.Boolean(x)
	case float64:
		return ev.Constant(ir.Number, fmt.Sprint(x))
	case []any:
		items := make([]term.Value, len(x))
		for i := range x {
			items[i] = ev.jsonValue(x[i], at, depth+1)
		}
		return ev.newList(ir.List, at, items, nil)
	case map[string]any:
		r := ev.newObject(at)
		for _, k := range sortedKeys(x) {
			ev.put(ev.write(r), k, ev.jsonValue(x[k], at, depth+1))
		}
		return r
	}
	return ev.Null()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
