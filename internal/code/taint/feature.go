package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// featured is whether a feature that a sink needs was turned on in the parser that a call gets.
func (r *run) featured(s *rulebook.Sink, c *term.Call) bool {
	if s.When.Feature == "" {
		return true
	}
	parser := term.ArgumentAt(c, s.When.Argument)
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		m, ok := other.Callee.(*term.Member)
		if !ok || m.Name != "setFeature" || parser == nil || m.Of != parser || len(other.Args) < 2 {
			return false
		}
		feature, isExtern := other.Args[0].Value.(*term.Extern)
		on, _ := term.Written(other.Args[1].Value)
		return isExtern && term.LastName(term.ExternName(feature)) == s.When.Feature && on != "false" && on != "0"
	})
}
