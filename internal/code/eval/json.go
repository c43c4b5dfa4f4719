package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// fromJSON is the value of a known JSON text; nil where it is none.
func (ev *evaluator) fromJSON(s string, at ir.Span) Value {
	var x any
	if err := json.Unmarshal([]byte(s), &x); err != nil {
		return nil
	}
	return ev.jsonValue(x, at, 0)
}

func (ev *evaluator) jsonValue(x any, at ir.Span, depth int) Value {
	if depth > maxSnapshotDepth {
		return ev.unknown(at, "the document is nested deeper than is looked at")
	}
	switch x := x.(type) {
	case string:
		return ev.text(x)
	case bool:
		return ev.boolean(x)
	case float64:
		return ev.constant(ir.Number, fmt.Sprint(x))
	case []any:
		items := make([]Value, len(x))
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
	return ev.null()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
