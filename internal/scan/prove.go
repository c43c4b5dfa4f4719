package scan

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/fix"
	"github.com/sconce-dev/sconce/internal/model"
)

// proof is a change that holds: what the files say with it, what of the model it changes, and the
// applications that it changes, by their place in the session.
type proof struct {
	changed   map[string][]byte
	footprint []fix.Mark
	apps      map[int]provedApp
}

// provedApp is an application after a change.
type provedApp struct {
	after App
	now   map[string]finding.Finding // by the fingerprint before the change: what is there still
}

// prove makes a change and answers why it is not what it should be: the finding is gone, none is new,
// nothing is unknown that was not, and the model differs only within the footprint. That is asked of every
// application that has a part in the changed files.
func (s *session) prove(ctx context.Context, app *App, mended finding.Finding, proposal fix.Proposal) (*proof, error) {
	changed, err := s.apply(proposal.Edits)
	if err != nil {
		return nil, err
	}
	opts := s.opts
	opts.changed, opts.only = changed, nil
	var concerned []int
	for i := range s.apps {
		if slices.ContainsFunc(proposal.Edits, func(e finding.Edit) bool { return slices.Contains(s.apps[i].Model.Templates, e.File) }) {
			concerned = append(concerned, i)
			opts.only = append(opts.only, s.apps[i].Model.Templates...)
		}
	}
	slices.Sort(opts.only)
	opts.only = slices.Compact(opts.only)
	result, err := Run(ctx, opts)
	if err != nil {
		return nil, err
	}
	if len(result.Refused) > 0 {
		return nil, fmt.Errorf("the changed template could not be read: %w", result.Refused[0])
	}
	p := &proof{changed: changed, apps: map[int]provedApp{}}
	touched := make([]bool, len(proposal.Footprint))
	for _, i := range concerned {
		at := slices.IndexFunc(result.Apps, func(a App) bool { return a.Model.ID == s.apps[i].Model.ID })
		if at < 0 {
			return nil, errors.New("the changed template is no application any more")
		}
		var gone *finding.Finding
		if &s.apps[i] == app {
			gone = &mended
		}
		after := result.Apps[at]
		now, err := compare(&s.apps[i], &after, gone, proposal.Asks)
		if err != nil {
			return nil, err
		}
		if f, differs := outside(s.apps[i].Model, after.Model, proposal.Footprint, touched); differs {
			return nil, fmt.Errorf("more would change than is meant: %s", f)
		}
		was := inCircles(s.apps[i].Model)
		circles := inCircles(after.Model)
		for _, id := range slices.Sorted(maps.Keys(circles)) {
			if circles[id] && !was[id] {
				return nil, fmt.Errorf("%s would need itself: CloudFormation makes nothing that refers to each other in a circle", model.LocalName(id))
			}
		}
		p.apps[i] = provedApp{after: after, now: now}
	}
	for i, mark := range proposal.Footprint {
		if touched[i] {
			p.footprint = append(p.footprint, mark)
		}
	}
	return p, nil
}

// compare answers which findings and unknowns are there still, by their fingerprints before. It is an
// error when one is new, or the one that is to be mended is not gone.
func compare(before, after *App, mended *finding.Finding, asks []string) (map[string]finding.Finding, error) {
	if unknown(after, asks) > unknown(before, asks) {
		return nil, errors.New("less would be known of the application")
	}
	now := map[string]finding.Finding{}
	for _, lists := range [2][2][]finding.Finding{{slices.Concat(before.Findings, before.Accepted), slices.Concat(after.Findings, after.Accepted)}, {before.Unknown, after.Unknown}} {
		added, err := pair(lists[0], lists[1], mended, now)
		if err != nil {
			return nil, err
		}
		for _, f := range added {
			return nil, fmt.Errorf("the change would bring another finding: %s (%s)", f.Message, f.Rule)
		}
	}
	return now, nil
}

// unknown is how much is not known of an application, beside what a change says that it will ask for.
func unknown(app *App, asks []string) int {
	n := 0
	for _, gap := range app.Model.Unknowns {
		if !slices.ContainsFunc(asks, func(name string) bool { return gap.Reason == "parameter "+name+" has no default" }) {
			n++
		}
	}
	return n
}

// pair notes which findings are there still, and answers those that are new. A finding about a statement
// has the statement's meaning in its fingerprint: where that is changed it is the same one about the same
// element, as long as it is not worse and they are not more.
func pair(before, after []finding.Finding, mended *finding.Finding, now map[string]finding.Finding) ([]finding.Finding, error) {
	plain := func(f finding.Finding) string { f.Ordinal = 0; return f.Fingerprint() }
	left := map[string][]finding.Finding{} // of those before, that are not found again yet
	for _, f := range before {
		if mended == nil || f.Fingerprint() != mended.Fingerprint() {
			left[plain(f)] = append(left[plain(f)], f)
		}
	}
	var added []finding.Finding
	for _, f := range after {
		if rest := left[plain(f)]; len(rest) > 0 {
			now[rest[0].Fingerprint()], left[plain(f)] = f, rest[1:]
			continue
		}
		if mended != nil && plain(f) == plain(*mended) {
			return nil, errors.New("the finding would still be there")
		}
		added = append(added, f)
	}
	return slices.DeleteFunc(added, func(f finding.Finding) bool {
		for _, was := range before {
			rest := left[plain(was)]
			if was.Rule == f.Rule && was.Resource == f.Resource && was.Severity >= f.Severity && len(rest) > 0 && rest[0].Fingerprint() == was.Fingerprint() {
				now[was.Fingerprint()], left[plain(was)] = f, rest[1:]
				return true
			}
		}
		return false
	}), nil
}
