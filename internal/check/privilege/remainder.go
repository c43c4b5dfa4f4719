package privilege

import (
	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// remainder is what of a wide grant is left by the statements that deny and by the boundary. Actions
// that only list are not counted, nor services in which nothing can be done.
type remainder struct {
	services  int // of which at least half of what was granted is left
	left, all int
}

// gone reports whether a grant is not wide any more.
func (r remainder) gone() bool { return r.services == 0 }

// few is up to how many whole services are less than everything.
const few = 10

// remains counts what is left of some actions on the resources of a grant.
func remains(h *access.Holding, g *model.Grant, actions *catalogue.Set) remainder {
	on := g.Resources
	if len(on) == 0 {
		on = []model.Value{model.NewString("*", g.At)}
	}
	left, all := map[catalogue.Service]int{}, map[catalogue.Service]int{}
	out := remainder{}
	for a := range actions.All() {
		s := a.Service()
		if a.Level() == catalogue.LevelList || harmless(s.Prefix()) {
			continue
		}
		all[s]++
		out.all++
		for _, r := range on {
			if !h.Limited || h.MayWidely(a, r) != policy.No {
				left[s]++
				out.left++
				break
			}
		}
	}
	for s, n := range all {
		if 2*left[s] >= n {
			out.services++
		}
	}
	return out
}
