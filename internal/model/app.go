// Package model is the one picture of a serverless application that every question is asked of:
// functions, what triggers them, who they run as, what they may touch and what is not known.
//
// It is values only: readers (internal/iac, internal/code) make it, checks and reports read it.
// Nothing in it belongs to one provider: what a provider calls its things stands in Type and in the
// raw Properties of a Resource; Kind says what the thing is.
//
// Every element has an id, "path/of/template.yaml#LogicalId", the same in every output, and a
// Location: where it was written. Every property is a Value, which may be unknown, with a reason.
package model

// App is one application: a template with the templates that belong to it.
type App struct {
	ID         string // path of the root template
	Templates  []string
	Functions  []Function
	Routes     []Route
	Stages     []Stage
	Identities []Identity
	Grants     []Grant
	Resources  []Resource
	Secrets    []Secret
	Inputs     []Input
	Outputs    []Output
	Texts      []Text
	Edges      []Edge
	Code       []Code // what the functions' code does, in their order; nil where it was not asked for
	Usage      *Usage // what its identities were seen to do; nil where no records were given
	Unknowns   []Gap
	Excluded   []Excluded
	Tags       TagClasses // what its owner says of them
}

// Excluded is an element that is declared but not deployed with the parameters given.
type Excluded struct {
	ID     string
	Type   string
	Reason string // "condition IsProd is false"
	At     Location

	Environments []string // in which it is so; none where no environment was asked for
}

// Function looks a function up by id.
func (a *App) Function(id string) (*Function, bool) {
	for i := range a.Functions {
		if a.Functions[i].ID == id {
			return &a.Functions[i], true
		}
	}
	return nil, false
}

// Resource looks a resource up by id.
func (a *App) Resource(id string) (*Resource, bool) {
	for i := range a.Resources {
		if a.Resources[i].ID == id {
			return &a.Resources[i], true
		}
	}
	return nil, false
}

// Identity looks an identity up by id.
func (a *App) Identity(id string) (*Identity, bool) {
	for i := range a.Identities {
		if a.Identities[i].ID == id {
			return &a.Identities[i], true
		}
	}
	return nil, false
}

// PathOf is the path of the construct that makes an element, "" if it has none.
func (a *App) PathOf(id string) string {
	if f, ok := a.Function(id); ok {
		return f.Path
	}
	if i, ok := a.Identity(id); ok {
		return i.Path
	}
	if r, ok := a.Resource(id); ok {
		return r.Path
	}
	return ""
}

// FunctionsOf are the ids of the functions that run as an identity.
func (a *App) FunctionsOf(identity string) []string {
	var ids []string
	for i := range a.Functions {
		if a.Functions[i].Role.Target() == identity && identity != "" {
			ids = append(ids, a.Functions[i].ID)
		}
	}
	return ids
}

// TagClasses say which tags classify data here, beside the usual ones (docs/data-classes.md).
type TagClasses struct {
	Keys   []string          // whose value names a class
	Flags  map[string]string // tag to class
	Values map[string]string // word of a value to class
}
