package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// own are the grants of the application's identities that are written here: statements that
// allow something, in policies that are not the provider's.
func own(p *check.Pass, visit func(g *model.Grant)) {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		identity := g.Identity != "" && (g.Mechanism == model.MechanismInline || g.Mechanism == model.MechanismManaged)
		if identity && !g.Provided && g.Effect == model.Allow {
			visit(g)
		}
	}
}

// holder names who has a grant: "role OrdersRole".
func holder(p *check.Pass, g *model.Grant) string {
	if i, ok := p.App.Identity(g.Identity); ok {
		return string(i.Kind) + " " + model.LocalName(i.ID)
	}
	return model.LocalName(g.Identity)
}

// isEverything reports whether a pattern is stars alone.
func isEverything(v model.Value) bool {
	text, known := v.Text()
	return known && text != "" && strings.Trim(text, "*") == ""
}

// anyResource reports whether a grant is about every resource.
func anyResource(g *model.Grant) bool {
	return len(g.NotResources) > 0 || slices.ContainsFunc(g.Resources, isEverything)
}

// hole is the first of some values that is not known, and why.
func hole(values []model.Value) (model.Cause, bool) {
	for _, v := range values {
		for _, p := range v.Parts() {
			if c, unknown := p.Cause(); unknown {
				return c, true
			}
		}
	}
	return model.Cause{}, false
}
