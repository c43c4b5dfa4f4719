package sdk

import (
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/model"
)

// host is where a connection goes.
func (r *run) host(v eval.Value, at model.Location) model.Value {
	if v == nil {
		return model.NewUnknown(model.Cause{Reason: "the call does not say where it goes"}, at)
	}
	all := r.names(v)
	if len(all) != 1 {
		return model.NewUnknown(model.Cause{Reason: "it goes to one of several places"}, at)
	}
	n := all[0]
	if _, after, ok := n.cut("://"); ok {
		n = after
	}
	if _, after, ok := n.cut("@"); ok {
		n = after
	}
	for _, end := range []string{"/", "?", ":"} {
		n, _, _ = n.cut(end)
	}
	for _, p := range n.parts {
		if p.from == chosen || p.from == lost {
			if len(n.parts) == 1 {
				return model.NewUnknown(model.Cause{Reason: p.why, At: n.at}, at)
			}
		}
	}
	return model.NewTemplate(n.values(), at)
}
