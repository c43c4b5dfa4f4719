package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// limited is whether how long a call waits is said elsewhere: of its request, or as the default of all of its library.
func (r *search) limited(c *term.Call) bool {
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		name := term.Names(other.Callee)[0]
		if term.LanguageOf(c) == ir.Python {
			return name == "socket.setdefaulttimeout" && !strings.HasPrefix(term.Names(c.Callee)[0], "requests.") // that sets its own
		}
		switch {
		case name == "axios.defaults.=":
			what, _ := term.Written(term.Positional(other, 0))
			return what == "timeout" && strings.HasPrefix(term.Names(c.Callee)[0], "axios")
		case term.LastName(name) == "setTimeout":
			of, ok := term.CalledOn(other).(*term.Result)
			return ok && of.Call == c
		}
		return false
	})
}
