package permit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// wish is what one statement that may allow something is about, as far as its texts tell. It only saves
// asking what cannot be: a hole that stands for region and account may hold anything as far as the
// evaluator knows, a bucket's name too.
type wish struct {
	actions *catalogue.Set // nil: any
	types   map[catalogue.ResourceType]bool
	within  []string // parts of the ARNs of undeclared resources, whatever their types: ":s3:"
}

// wishes are those of the statements that may allow something.
func wishes(documents []policy.Document) []wish {
	var out []wish
	for _, d := range documents {
		for i := range d.Statements {
			if s := &d.Statements[i]; s.IsHole() {
				out = append(out, wish{within: []string{""}})
			} else if s.Effect != model.Deny {
				out = append(out, wishOf(s))
			}
		}
	}
	return out
}

func wishOf(s *policy.Statement) wish {
	w := wish{actions: actionsOf(s), types: map[catalogue.ResourceType]bool{}}
	if s.Resources == nil {
		w.within = []string{""}
	}
	for _, r := range s.Resources {
		text, known := r.Text()
		head := ""
		if parts := strings.SplitN(text, ":", 4); known && len(parts) == 4 && !strings.ContainsAny(parts[1]+parts[2], "*?$") {
			head = ":" + parts[2] + ":"
		}
		switch {
		case known && isPlaced(text):
			for _, t := range catalogue.TypesOf(text) {
				w.types[t] = true
			}
		case isElement(r):
		default:
			w.within = append(w.within, head) // a wildcard may reach beyond its part
		}
	}
	return w
}

// actionsOf are the actions that a statement is about; nil where that is not written as plain patterns.
func actionsOf(s *policy.Statement) *catalogue.Set {
	if s.Actions == nil {
		return nil
	}
	out := &catalogue.Set{}
	for _, v := range s.Actions {
		text, known := v.Text()
		if !known || !strings.Contains(text, ":") { // a wildcard may stand for the colon
			return nil
		}
		out.AddPattern(text)
	}
	return out
}

// isPlaced reports whether an ARN has its service, region and account in plain text, so that it tells
// which types it can name.
func isPlaced(text string) bool {
	parts := strings.SplitN(text, ":", 6)
	return len(parts) == 6 && !strings.ContainsAny(strings.Join(parts[:5], ""), "*?$")
}

// isElement reports whether the name of an element of the application stands in a name: it means nothing that is not
// declared, whose name nobody gives.
func isElement(name model.Value) bool {
	return slices.ContainsFunc(name.Parts(), func(p model.Value) bool { return p.Target() != "" })
}

// about answers whether a statement is about an action, and about undeclared resources of a type.
func about(list []wish, a catalogue.Action, t catalogue.ResourceType) (action, undeclared bool) {
	for _, w := range list {
		if w.actions == nil || w.actions.Has(a) {
			action = true
			undeclared = undeclared || w.types[t] || slices.ContainsFunc(w.within, func(service string) bool { return strings.Contains(t.ARN(), service) })
		}
	}
	return action, undeclared
}
