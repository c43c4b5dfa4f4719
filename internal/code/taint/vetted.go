package taint

import (
	"regexp"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// vetting is how functions are named that look at whether what they get may go on.
var vetting = regexp.MustCompile(`(?i)^(?:is|has)?_?(?:valid|verif|check|assert|ensure|allow|permit|authori[sz]|saniti|whitelist|safe|trust)`)

// vets is whether a call asks a library, of which nothing is known, whether what it gets may go on.
func vets(c *eval.Call, called string) bool {
	return len(c.Args) > 0 && vetting.MatchString(lastName(called)) && ofLibrary(c.Callee)
}

// ofLibrary is whether a function is one of a library, or of what a library made.
func ofLibrary(v eval.Value) bool {
	for range maxName {
		switch x := v.(type) {
		case *eval.Extern:
			return x.Module != ""
		case *eval.Member:
			v = x.Of
		case *eval.Result:
			v = x.Call.Callee
		default:
			return false
		}
	}
	return false
}

// vetted notes what was asked of a library about: it may not be what does harm behind that.
func (w *walk) vetted(c *eval.Call) {
	for _, a := range arguments(c) {
		for _, v := range alternatives(a) {
			for range maxName {
				if v == nil || !w.holds(v) {
					break
				}
				w.doubt(v)
				r, ok := v.(*eval.Result)
				if !ok {
					break
				}
				v = w.spelled(r)
			}
		}
	}
}

// doubt notes a value that tests on the way, or something that was asked about it, may leave nothing harmful of.
func (w *walk) doubt(v eval.Value) {
	w.doubts[v] = true
}
