package check

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Means reports whether a value names an element: it refers to it, or is its physical name or an ARN
// that ends with the name. What follows the name in an ARN (a slash, a star) does not matter.
func Means(v model.Value, id string, name model.Value) bool {
	for _, part := range v.Parts() {
		if part.Target() != "" {
			return part.Target() == id
		}
	}
	if name.IsAbsent() || name.IsUnknown() {
		return false
	}
	written, physical := strings.TrimRight(v.String(), "/*:"), name.String()
	return physical != "" && (written == physical || strings.HasPrefix(written, "arn:") && (strings.HasSuffix(written, ":"+physical) || strings.HasSuffix(written, "/"+physical)))
}

// FunctionName is the physical name of a function as it is written.
func FunctionName(f *model.Function) model.Value {
	if name := f.Properties.Get("FunctionName"); !name.IsAbsent() {
		return name
	}
	return model.NewString(f.Name, f.At)
}

// Apart is why it is not known whether what one element supplies is there for another: it is deployed
// under a condition that the other is not. "" says that it is there.
func Apart(supplier, consumer string) string {
	if supplier == consumer {
		return ""
	}
	return supplier
}

// Names are the local names of elements in a sentence, the first few of many.
func Names(ids []string) string {
	const most = 5
	names := make([]string, 0, most+1)
	for i, id := range ids {
		if i == most && len(ids) > most+1 {
			names = append(names, fmt.Sprintf("%d more", len(ids)-most))
			break
		}
		names = append(names, model.LocalName(id))
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Application is the application as a subject: what a rule answers once, with the functions that it
// concerns, at the first of them.
func (p *Pass) Application(functions []*model.Function) Subject {
	s := Subject{ID: p.App.ID}
	for i, f := range functions {
		if i == 0 {
			s.At = f.At
		}
		s.Functions = append(s.Functions, f.ID)
	}
	return s
}
