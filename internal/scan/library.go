package scan

import (
	"sort"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// madeAt says which library made what, by where it is written. Who wrote the line that is to blame
// has it to mend: a policy that an author attaches to a role of the library is the author's.
type madeAt struct {
	elements  []madeElement     // in the order of the files
	functions map[string]string // by id: the library
	any       bool              // one of them is a library's
}

type madeElement struct {
	at      model.Location
	library string
}

// byLibrary finds the elements of an application that libraries made.
func byLibrary(app *model.App) *madeAt {
	m := &madeAt{functions: map[string]string{}}
	add := func(at model.Location, library string) {
		m.any = m.any || library != ""
		m.elements = append(m.elements, madeElement{at, library})
	}
	for i := range app.Functions {
		add(app.Functions[i].At, app.Functions[i].Library)
		m.functions[app.Functions[i].ID] = app.Functions[i].Library
	}
	for i := range app.Identities {
		add(app.Identities[i].At, app.Identities[i].Library)
	}
	for i := range app.Resources {
		add(app.Resources[i].At, app.Resources[i].Library)
	}
	sort.SliceStable(m.elements, func(i, j int) bool { return m.elements[i].at.Compare(m.elements[j].at) < 0 })
	return m
}

// of is the library that made what a finding is about, "" where the author did. A finding that concerns
// a function of the author's too is the author's.
func (m *madeAt) of(f finding.Finding) string {
	if !m.any {
		return ""
	}
	for _, id := range f.Functions {
		if m.functions[id] == "" {
			return ""
		}
	}
	// The last element that begins at or before the place; elements do not overlap.
	i := sort.Search(len(m.elements), func(i int) bool {
		e := m.elements[i].at
		return e.File > f.At.File || e.File == f.At.File && e.Start > f.At.Start
	}) - 1
	if i < 0 {
		return ""
	}
	if e := m.elements[i]; e.at.File == f.At.File && f.At.Start < max(e.at.End, e.at.Start+1) {
		return e.library
	}
	return ""
}
