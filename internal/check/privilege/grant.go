package privilege

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// ledgerOf is what each identity of the application may do, worked out once for all rules.
func ledgerOf(p *check.Pass) *access.Ledger { return check.Shared(p.Asked(), access.NewLedger) }

// own are the grants of the application's identities that are written here: statements that
// allow something, in policies that are not the provider's; each with all that its identity may do.
func own(p *check.Pass, visit func(g *model.Grant, h *access.Holding)) {
	ledger := ledgerOf(p)
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		identity := g.Identity != "" && (g.Mechanism == model.MechanismInline || g.Mechanism == model.MechanismManaged)
		if identity && !g.Provided && g.Effect == model.Allow {
			visit(g, ledger.Of(g.Identity))
		}
	}
}

// holder names who has a grant: "role OrdersRole".
func holder(p *check.Pass, g *model.Grant) string { return named(p, g.Identity) }

// named says what an identity is and is called; a policy that nothing here has attached is just named.
func named(p *check.Pass, identity string) string {
	if i, ok := p.App.Identity(identity); ok {
		return string(i.Kind) + " " + model.LocalName(i.ID)
	}
	return model.LocalName(identity)
}

// widest is the widest of some resource patterns, and how wide it is; the first of equals. Of none it
// is absent.
func widest(patterns []model.Value) (widest model.Value, width policy.Width) {
	for _, r := range patterns {
		if w := policy.ResourceWidth(r); widest.IsAbsent() || w > width {
			widest, width = r, w
		}
	}
	return widest, width
}

// anyResource reports whether a grant is about every resource.
func anyResource(g *model.Grant) bool {
	_, width := widest(g.Resources)
	return len(g.NotResources) > 0 || width == policy.WidthAll
}

// limitsOf says in a finding what may take something away from an identity and is not known.
func limitsOf(h *access.Holding) []check.Option {
	reason, unknown := h.UnknownLimit()
	if !unknown {
		return nil
	}
	return []check.Option{check.Confidence(finding.Tentative), check.Because(model.Location{}, reason+": it may take some of this away")}
}

// narrowed says in a finding what a Deny or the boundary has taken away.
func narrowed(h *access.Holding, rest remainder) []check.Option {
	if len(h.Limits) == 0 || rest.left == rest.all {
		return nil
	}
	text := fmt.Sprintf("a Deny or the permissions boundary leaves %d of %d actions", rest.left, rest.all)
	return []check.Option{check.Because(h.Limits[0].At, text)}
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
