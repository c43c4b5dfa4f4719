package sam

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// fail notes an error at a place, once.
func (t *transformer) fail(at *node, format string, args ...any) {
	if len(t.errs) >= maxErrors {
		return
	}
	err := located(at, fmt.Sprintf(format, args...))
	if key := err.Error(); !t.failed[key] {
		t.failed[key] = true
		t.errs = append(t.errs, err)
	}
}

// located is an error at a place.
func located(at *node, message string) *source.Error {
	if len(message) > maxMessage {
		message = strings.ToValidUTF8(message[:maxMessage], "") + " ..."
	}
	err := &source.Error{Message: message}
	if at != nil && at.File != nil {
		err.File = at.File.Path
		err.Line, err.Column = at.File.Position(at.Start)
	}
	return err
}

// fail notes what is wrong with a resource.
func (r *resource) fail(at *node, format string, args ...any) {
	if at == nil {
		at = r.at
	}
	r.t.fail(at, "Resource with id [%s] is invalid: %s", r.id, fmt.Sprintf(format, args...))
}

// shapes says in words what a check wants.
type shape string

const (
	aMap     shape = "a map"
	aList    shape = "a list"
	aText    shape = "a text"
	aBoolean shape = "a boolean"
)

func (s shape) fits(n *node) bool {
	switch s {
	case aMap:
		return n.Kind == source.Map
	case aList:
		return n.Kind == source.List
	case aText:
		return n.Kind == source.String
	case aBoolean:
		return n.Kind == source.Bool
	}
	return false
}

// want checks the shape of a property that is there. Functions fit every shape but a map.
func (r *resource) want(n *node, name string, s shape) bool {
	if isNull(n) || s.fits(n) || isIntrinsic(n) {
		return true
	}
	r.fail(n, "property %s should be %s, not %s", name, s, n.Name())
	return false
}
