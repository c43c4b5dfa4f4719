package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// unless is the circumstance under which a call is made that stands behind a test for an environment variable which the
// function does not have; "" where there is no such test.
func (r *run) unless(c *term.Call) string {
	for _, g := range c.Guards {
		if name := r.missing(g.Test); name != "" && g.Holds {
			return isSet(name)
		}
	}
	return ""
}

// missing is the environment variable without which a test does not hold, and which the function does not have; "" where
// it is none.
func (r *run) missing(test term.Value) string {
	switch t := test.(type) {
	case *term.Environment:
		if r.unset(t) {
			return t.Name
		}
	case *term.Combined:
		if t.How == string(ir.In) && len(t.Of) == 2 {
			name, known := constant(t.Of[0])
			p, ok := r.path(t.Of[1])
			if known && ok && (p.String() == "os.environ" || p.String() == "process.env") && r.unset(&term.Environment{Name: name}) {
				return name
			}
		}
	}
	return ""
}

// onlyWhen are needs that there are only under one more circumstance. Where what they are on is named by a variable that
// the function does not have, or by nothing, there are none before it has.
func onlyWhen(needs []model.Need, circumstance string) []model.Need {
	for i := range needs {
		n := &needs[i]
		of := circumstance
		name, ok := strings.CutPrefix(n.On.Why, noVariable)
		switch {
		case ok && of == "":
			of = isSet(name)
		case n.On.Why == nameIsEmpty && of == "": // such a request is refused before it is sent
			of = "it is given a name"
		}
		if n.When != "" && of != "" {
			n.When += " and "
		}
		n.When += of
	}
	return needs
}

func isSet(variable string) string { return "the environment variable " + variable + " is set" }
