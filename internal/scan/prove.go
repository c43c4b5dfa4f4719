package scan

import (
	"context"
	"errors"
	"fmt"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/fix"
)

// prove answers why changes of an application are not what they should be: nil when each of their
// findings is gone, none is new, nothing is unknown that was not, and the model differs only within
// their footprints.
func (s *session) prove(ctx context.Context, app *App, changes []Mended) error {
	if len(changes) == 0 {
		return nil
	}
	var edits []finding.Edit
	var footprint []fix.Mark
	for _, m := range changes {
		edits = append(edits, m.Proposal.Edits...)
		footprint = append(footprint, m.Proposal.Footprint...)
	}
	changed, err := s.apply(edits)
	if err != nil {
		return err
	}
	opts := s.opts
	opts.changed, opts.only = changed, app.Model.Templates
	result, err := Run(ctx, opts)
	if err != nil {
		return err
	}
	if len(result.Refused) > 0 {
		return fmt.Errorf("the changed template could not be read: %w", result.Refused[0])
	}
	var after *App
	for i := range result.Apps {
		if result.Apps[i].Model.ID == app.Model.ID {
			after = &result.Apps[i]
		}
	}
	if after == nil {
		return errors.New("the changed template is no application any more")
	}
	return compare(app, after, changes, footprint)
}

func compare(before, after *App, changes []Mended, footprint []fix.Mark) error {
	was := map[string]bool{}
	for _, list := range [][]finding.Finding{before.Findings, before.Unknown, before.Accepted} {
		for _, f := range list {
			was[f.Fingerprint()] = true
		}
	}
	mended := map[string]bool{}
	for _, m := range changes {
		mended[m.Finding.Fingerprint()] = true
	}
	for _, list := range [][]finding.Finding{after.Findings, after.Unknown} {
		for _, f := range list {
			switch mark := f.Fingerprint(); {
			case mended[mark]:
				return errors.New("the finding would still be there")
			case !was[mark]:
				return fmt.Errorf("the change would bring another finding: %s (%s)", f.Message, f.Rule)
			}
		}
	}
	if len(after.Model.Unknowns) > len(before.Model.Unknowns) {
		return errors.New("less would be known of the application")
	}
	if f, differs := outside(before.Model, after.Model, footprint); differs {
		return fmt.Errorf("more would change than is meant: %s", f)
	}
	return nil
}
