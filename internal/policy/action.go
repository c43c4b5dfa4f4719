package policy

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// actions is a compiled Action or NotAction element: its patterns by service.
type actions struct {
	all      bool                       // a * alone
	services map[string]*serviceActions // those whose service has no wildcard
	others   patterns                   // the rest
}

// serviceActions are the names of the actions of one service.
type serviceActions struct {
	all      bool     // a * alone
	few      []string // names in full, as long as they are few
	many     map[string]struct{}
	prefixes []string
	globs    []glob
}

// maxFew is up to how many names comparing each is faster than a look-up.
const maxFew = 12

func newActions(values []model.Value) *actions {
	a := &actions{services: map[string]*serviceActions{}}
	var rest []model.Value
	for _, v := range values {
		text, known := v.Text()
		service, name, found := strings.Cut(wild(plain(strings.ToLower(text))), ":")
		switch {
		case known && text == "*":
			a.all = true
		case known && found && !strings.ContainsAny(service, meanings):
			of := a.services[service]
			if of == nil {
				of = &serviceActions{}
				a.services[service] = of
			}
			of.add(newGlob(name))
		default:
			rest = append(rest, lower(v))
		}
	}
	a.others = newPatterns(rest, syntax{wildcards: true})
	return a
}

// lower is the value with its known texts in lower case.
func lower(v model.Value) model.Value {
	return v.Map(func(part model.Value) model.Value {
		if part.Kind() == model.String {
			text, _ := part.Text()
			return model.NewString(strings.ToLower(text), part.At)
		}
		return part
	})
}

func (s *serviceActions) add(g glob) {
	switch g.shape {
	case shapeAny:
		s.all = true
	case shapeExact:
		s.addName(g.text)
	case shapePrefix:
		s.prefixes = append(s.prefixes, g.text)
	case shapeGlob, shapeSegments, shapeHoles:
		s.globs = append(s.globs, g)
	}
}

func (s *serviceActions) addName(name string) {
	if s.many == nil && len(s.few) < maxFew {
		s.few = append(s.few, name)
		return
	}
	if s.many == nil {
		s.many = make(map[string]struct{}, 2*maxFew)
		for _, known := range s.few {
			s.many[known] = struct{}{}
		}
		s.few = nil
	}
	s.many[name] = struct{}{}
}

// match answers whether one of the patterns matches the request's action.
func (a *actions) match(q *Query) Truth {
	if a.all {
		return Yes
	}
	if s := a.services[q.service]; s != nil && s.match(q.name) {
		return Yes
	}
	match, _ := a.others.match(q, q.action, false)
	return match
}

func (s *serviceActions) match(name string) bool {
	if s.all {
		return true
	}
	if slices.Contains(s.few, name) {
		return true
	}
	if s.many != nil {
		if _, found := s.many[name]; found {
			return true
		}
	}
	for _, prefix := range s.prefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	for i := range s.globs {
		if s.globs[i].match(name, false) == Yes {
			return true
		}
	}
	return false
}

// isServiceBound reports whether only actions of the listed services can match.
func (a *actions) isServiceBound() bool {
	return !a.all && len(a.others.plain) == 0 && len(a.others.choices) == 0
}
