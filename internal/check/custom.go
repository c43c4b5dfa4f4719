package check

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// DoneByOwn is why it is not known whether something is done for an element: a custom resource whose type
// has the word for it in its name (Custom::QueueAlarms) is given the element, and its code is not asked.
// "" says that there is none.
func (p *Pass) DoneByOwn(word, id string, name model.Value) string {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		kind, custom := strings.CutPrefix(r.Type, "Custom::")
		if !custom || !strings.Contains(strings.ToLower(kind), word) {
			continue
		}
		given := false
		r.Properties.Walk(func(_ []string, v model.Value) bool {
			given = given || Means(v, id, name)
			return !given
		})
		if given {
			return "custom resource " + model.LocalName(r.ID) + " may see to it"
		}
	}
	return ""
}
