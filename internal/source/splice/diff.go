package splice

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// Diff answers where two documents say different things: the paths of what was added, taken out or
// changed, as deep as both have it, sorted. A path is keys and places in lists: "Resources/Table/Tags/0".
func Diff(before, after *source.Node) []string {
	var d differ
	d.compare(before, after, nil)
	slices.Sort(d.paths)
	return d.paths
}

type differ struct{ paths []string }

func (d *differ) differs(path []string) { d.paths = append(d.paths, strings.Join(path, "/")) }

func (d *differ) compare(a, b *source.Node, path []string) {
	switch {
	case a == nil || b == nil:
		if a != b {
			d.differs(path)
		}
	case a.Kind != b.Kind || a.Tag != b.Tag || a.Text != b.Text:
		d.differs(path)
	case a.Kind == source.Map:
		for i, k := range a.Keys {
			d.compare(a.Items[i], b.Get(k.Text), append(slices.Clip(path), k.Text))
		}
		for _, k := range b.Keys {
			if a.Get(k.Text) == nil {
				d.differs(append(slices.Clip(path), k.Text))
			}
		}
	case a.Kind == source.List:
		for i := range max(len(a.Items), len(b.Items)) {
			var x, y *source.Node
			if i < len(a.Items) {
				x = a.Items[i]
			}
			if i < len(b.Items) {
				y = b.Items[i]
			}
			d.compare(x, y, append(slices.Clip(path), strconv.Itoa(i)))
		}
	}
}
