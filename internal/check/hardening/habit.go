package hardening

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// habits reports the habits of a family: each place of weak code, and each function whose code was read and has none is as
// it should be. excused is whether a function's habit does no harm in its application; milder says why it may do less, ""
// for not.
func habits(p *check.Pass, family string, excused func(*model.App, *model.Function, *model.Weakness) bool, milder ...func(*check.Pass, *model.Function) string) {
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
		for _, alike := range grouped(p.Rule.Severity, weak) {
			w := alike[0]
			s := check.Function(f)
			s.Detail = w.What
			bad, says := severity(p.Rule.Severity, w), w.What
			for _, milder := range milder {
				if why := milder(p, f); why != "" && bad == p.Rule.Severity {
					bad, says = bad-1, says+"; "+why
				}
			}
			options := []check.Option{check.At(w.At), check.Confidence(confidence[w.Confidence]), check.Severity(bad)}
			for _, other := range alike[1:] {
				options = append(options, check.Because(other.At, "and here"))
			}
			p.NotMet(s, says, options...)
		}
	}
}

// grouped puts the places of a file of which the same is said together: it is one habit, and mended in one go. What is high
// is said of each place.
func grouped(usual finding.Severity, weak []model.Weakness) [][]model.Weakness {
	var out [][]model.Weakness
	for _, w := range weak {
		i := slices.IndexFunc(out, func(have []model.Weakness) bool {
			return usual < finding.High && have[0].What == w.What && have[0].At.File == w.At.File && have[0].Confidence == w.Confidence
		})
		if i < 0 {
			out = append(out, []model.Weakness{w})
			continue
		}
		out[i] = append(out[i], w)
	}
	return out
}

// severity is how bad a habit is: a step milder where it may be none, or where a bad one is not seen to do harm.
func severity(usual finding.Severity, w model.Weakness) finding.Severity {
	if w.Confidence == model.FlowTentative && usual > finding.Low || w.Confidence == model.FlowFirm && usual == finding.High {
		return usual - 1
	}
	return usual
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
		case model.AuthCustom:
			if !verifies(app, r.Authorizer) {
				return false
			}
		case model.AuthNone, model.AuthAPIKey, model.AuthIAM, model.AuthMutual, model.AuthNetwork, model.AuthUnknown:
			return false
		}
	}
	return routes > 0
}

// verifies is whether the function that an authorizer asks was read, and does not believe tokens itself.
func verifies(app *model.App, authorizer string) bool {
	for i := range app.Functions {
		f := &app.Functions[i]
		if authorizer == "" || f.ID != authorizer && !slices.ContainsFunc(f.Triggers, func(t model.Trigger) bool { return t.Kind == model.TriggerAuth && t.From == authorizer }) {
			continue
		}
		code, ok := app.CodeOf(f.ID)
		return ok && code.Reason == "" && !slices.ContainsFunc(code.Weak, func(w model.Weakness) bool { return w.Family == "token" })
	}
	return false
}

// unreached says that nobody is known to get a token to a function that something else has not looked at before.
func unreached(p *check.Pass, f *model.Function) string {
	if p.Callable(f.ID) != nil {
		return ""
	}
	return "no request is known that gets here without anything before it that may verify it"
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

// unanswered is whether what a function answers goes to nobody outside: all that runs it is known, and none of that is a
// request. What a queue, a deployment or a step of a workflow is answered, only the application reads.
func unanswered(app *model.App, f *model.Function, w *model.Weakness) bool {
	if f.Alone || slices.ContainsFunc(app.Routes, func(r model.Route) bool { return r.Function == f.ID }) {
		return false
	}
	if len(f.Triggers) == 0 {
		return w.Confidence != model.FlowCertain // what is not known to run it may be a request, where the answer is one to that
	}
	return !slices.ContainsFunc(f.Triggers, func(t model.Trigger) bool {
		return t.Kind == model.TriggerHTTP || t.Kind == model.TriggerAgent || t.Kind == model.TriggerOther
	})
}

// byDeployment is whether a function runs only while the application is deployed: nobody outside makes it run, and once is
// all.
func byDeployment(app *model.App, f *model.Function, _ *model.Weakness) bool {
	return len(f.Triggers) > 0 && !slices.ContainsFunc(app.Routes, func(r model.Route) bool { return r.Function == f.ID }) &&
		!slices.ContainsFunc(f.Triggers, func(t model.Trigger) bool { return t.Kind != model.TriggerDeploy })
}
