package minimise

import (
	"errors"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// ErrTooLong means that a statement alone is longer than a policy may be, and cannot be said as several.
var ErrTooLong = errors.New("a statement is longer than a policy may be")

// Split divides statements among policies of at most some characters each (Size), in their order. A statement that is longer
// is divided itself: by its actions or resources, whichever are longer.
func Split(statements []Statement, limit int) ([][]Statement, error) {
	var out [][]Statement
	var now []Statement
	rest := slices.Clone(statements)
	for len(rest) > 0 {
		s := rest[0]
		switch {
		case Size(append(slices.Clip(now), s)) <= limit:
			now, rest = append(now, s), rest[1:]
		case len(now) > 0:
			out, now = append(out, now), nil
		default:
			a, b, ok := halve(s)
			if !ok {
				return nil, ErrTooLong
			}
			rest = append([]Statement{a, b}, rest[1:]...)
		}
	}
	if len(now) > 0 {
		out = append(out, now)
	}
	return out, nil
}

// halve says a statement as two.
func halve(s Statement) (a, b Statement, ok bool) {
	a, b = s, s
	size := func(values []model.Value) int {
		if len(values) < 2 {
			return 0
		}
		return sizeOf(model.NewList(values, s.At))
	}
	actions, resources := size(s.Actions), size(s.Resources)
	switch {
	case actions == 0 && resources == 0:
		return a, b, false
	case actions >= resources:
		a.Actions, b.Actions = half(s.Actions)
	default:
		a.Resources, b.Resources = half(s.Resources)
	}
	if s.Sid != "" {
		a.Sid, b.Sid = s.Sid+"A", s.Sid+"B"
	}
	return a, b, true
}

func half(values []model.Value) (first, second []model.Value) {
	n := len(values) / 2
	return slices.Clip(values[:n]), values[n:]
}
