package hardening

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// habits reports the habits of a family: each place of weak code, and each function whose code was read and has none is as
// it should be. excused says why a function's habit does no harm in its application; "" for not.
func habits(p *check.Pass, family string, excused func(*model.App, *model.Function, *model.Weakness) bool) {
	for i := range min(len(p.App.Code), len(p.App.Functions)) { // in the order of the functions
		f, code := &p.App.Functions[i], &p.App.Code[i]
		if code.Function != f.ID || code.Reason != "" && len(code.Weak) == 0 {
			continue // what is not read is listed with its reason by sconce calls
		}
		weak := slices.DeleteFunc(slices.Clone(code.Weak), func(w model.Weakness) bool {
			return w.Family != family || excused != nil && excused(p.App, f, &w)
		})
		if len(weak) == 0 {
			p.Met(check.Function(f))
			continue
		}
		for _, w := range weak {
			s := check.Function(f)
			s.Detail = w.What
			severity := p.Rule.Severity
			if w.Confidence == model.FlowTentative && severity > finding.Medium {
				severity-- // it may do no harm
			}
			p.NotMet(s, w.What, check.At(w.At), check.Confidence(confidence[w.Confidence]), check.Severity(severity))
		}
	}
}

var confidence = map[model.FlowConfidence]finding.Confidence{
	model.FlowCertain: finding.Certain, model.FlowFirm: finding.Firm, model.FlowTentative: finding.Tentative,
}

// verifiedBefore is whether every request that runs a function carries a token that the platform has verified: reading it
// again without a key is no mistake then.
func verifiedBefore(app *model.App, f *model.Function, _ *model.Weakness) bool {
	routes := 0
	for i := range app.Routes {
		r := &app.Routes[i]
		if r.Function != f.ID {
			continue
		}
		routes++
		switch r.Auth {
		case model.AuthJWT, model.AuthPool:
		case model.AuthNone, model.AuthAPIKey, model.AuthIAM, model.AuthCustom, model.AuthMutual, model.AuthNetwork, model.AuthUnknown:
			return false
		}
	}
	return routes > 0
}

// withoutIdentity is whether no request that runs a function says who asks: there is nobody to whom an object could belong.
// Code that looks at who asks on another way is surer than that.
func withoutIdentity(app *model.App, f *model.Function, w *model.Weakness) bool {
	if w.Confidence == model.FlowFirm {
		return false
	}
	for i := range app.Routes {
		switch r := &app.Routes[i]; r.Auth {
		case model.AuthJWT, model.AuthPool, model.AuthCustom, model.AuthIAM:
			if r.Function == f.ID {
				return false
			}
		case model.AuthNone, model.AuthAPIKey, model.AuthMutual, model.AuthNetwork, model.AuthUnknown:
		}
	}
	return true
}

// validatedBefore is whether nobody outside gets a request to a function that nothing has looked at before: its routes have
// an authorizer, or the API has a validator for them, or may have one.
func validatedBefore(app *model.App, f *model.Function, _ *model.Weakness) bool {
	for i := range app.Routes {
		if r := &app.Routes[i]; r.Function == f.ID && r.Open() && r.Validation.IsAbsent() {
			return false
		}
	}
	return true
}
