package taint

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// signed says that what a keyed digest was made of is what the holder of the key signed.
func (w *walk) signed(compared []eval.Argument) {
	for _, a := range compared {
		v := a.Value
		for range maxName {
			r, ok := v.(*eval.Result)
			if !ok {
				break
			}
			switch name := names(r.Call.Callee)[0]; {
			case name == "hmac.new", name == "hmac.digest":
				w.harmless(either(r.Call, 1, "msg"))
			case strings.HasSuffix(name, ".update"), strings.HasSuffix(name, ".Write"):
				w.harmless(firstOf(r.Call))
			}
			m, ok := r.Call.Callee.(*eval.Member)
			if !ok {
				if v = firstOf(r.Call); v == nil {
					break
				}
				continue
			}
			v = m.Of
		}
	}
}
