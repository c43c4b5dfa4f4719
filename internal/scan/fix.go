package scan

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/fix"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// Mended is a finding with a change that was proved to mend it.
type Mended struct {
	App      string
	Finding  finding.Finding
	Proposal fix.Proposal
	Files    map[string]Change // what it alone changes
}

// Left is a finding that no change is offered for, and why.
type Left struct {
	App     string
	Finding finding.Finding
	Reason  string // a clause without a full stop
	Text    string // what to write by hand, "" where the rule's remedy says it
}

// Fixes are the changes of a directory that were proved.
type Fixes struct {
	Before *Result
	After  *Result // with all changes made
	Mended []Mended
	Left   []Left
	Files  map[string]Change // by path, relative to the directory
}

// Change is a file before and after.
type Change struct{ Before, After []byte }

// maxRounds is how often changes are made and the result is looked at again: changes that would touch
// the same bytes take turns.
const maxRounds = 12

// Fix proposes a change for every chosen finding and proves it: the changed files are read again, the
// finding is gone, nothing new is found, and the model differs only where the proposal said it would.
// The changes that hold one by one are then made together and proved again.
func Fix(ctx context.Context, opts Options, choose func(finding.Finding) bool) (*Fixes, error) {
	closeTree, err := opts.open(ctx)
	if err != nil {
		return nil, err
	}
	defer closeTree()
	opts.Path, opts.Progress = opts.dir, nil
	before, err := Run(ctx, opts)
	if err != nil {
		return nil, err
	}
	s := &session{opts: opts, choose: choose, tree: opts.tree, now: before, fixes: &Fixes{Before: before, Files: map[string]Change{}}, settled: map[string]bool{}}
	for range maxRounds {
		progress, err := s.round(ctx)
		if err != nil {
			return nil, err
		}
		if !progress {
			break
		}
	}
	s.fixes.After = s.now
	return s.fixes, s.changes()
}

// session is the work on one directory.
type session struct {
	opts    Options
	choose  func(finding.Finding) bool
	tree    *source.Tree
	now     *Result // of what is changed so far
	fixes   *Fixes
	settled map[string]bool // findings that have an answer
}

// key tells findings of all applications apart.
func key(app *App, f finding.Finding) string { return app.Model.ID + " " + f.Fingerprint() }

// round proves a change for each finding that has no answer, and makes those that do not touch the same
// bytes. It reports whether any was made.
func (s *session) round(ctx context.Context) (bool, error) {
	var accepted []Mended
	var edits []finding.Edit
	for i := range s.now.Apps {
		app := &s.now.Apps[i]
		for _, f := range app.Findings {
			if s.settled[key(app, f)] || f.Library != "" || !s.choose(f) { // a library mends what it made
				continue
			}
			proposal, err := fix.Propose(fix.Case{App: app.Model, Finding: f, Read: s.read})
			if err == nil && overlaps(edits, proposal.Edits) {
				continue // in the next round, when what it depends on is there
			}
			if err == nil {
				err = s.prove(ctx, app, []Mended{{Finding: f, Proposal: proposal}})
			}
			if errors.Is(err, context.Canceled) {
				return false, err
			}
			if s.settled[key(app, f)] = true; err != nil {
				s.leave(app, f, err)
				continue
			}
			files, err := s.alone(proposal.Edits)
			if err != nil {
				return false, err
			}
			accepted = append(accepted, Mended{App: app.Model.ID, Finding: f, Proposal: proposal, Files: files})
			edits = append(edits, proposal.Edits...)
		}
	}
	return len(accepted) > 0, s.make(ctx, accepted)
}

func (s *session) leave(app *App, f finding.Finding, err error) {
	left := Left{App: app.Model.ID, Finding: f, Reason: err.Error()}
	if advice, ok := errors.AsType[*fix.AdviceError](err); ok {
		left.Text = advice.Text
	}
	s.fixes.Left = append(s.fixes.Left, left)
}

// make makes changes that hold one by one, and looks at all together; one that does not hold beside the
// others is left.
func (s *session) make(ctx context.Context, accepted []Mended) error {
	byApp := map[string][]Mended{}
	for _, m := range accepted {
		byApp[m.App] = append(byApp[m.App], m)
	}
	for i := range s.now.Apps {
		app := &s.now.Apps[i]
		list := byApp[app.Model.ID]
		if err := s.prove(ctx, app, list); err != nil {
			var together []Mended
			for _, m := range list {
				if err := s.prove(ctx, app, append(slices.Clip(together), m)); err != nil {
					s.leave(app, m.Finding, fmt.Errorf("beside the other changes: %w", err))
					continue
				}
				together = append(together, m)
			}
			list = together
		}
		byApp[app.Model.ID] = list
	}
	var edits []finding.Edit
	for _, id := range slices.Sorted(maps.Keys(byApp)) {
		for _, m := range byApp[id] {
			edits = append(edits, m.Proposal.Edits...)
			s.fixes.Mended = append(s.fixes.Mended, m)
		}
	}
	changed, err := s.apply(edits)
	if err != nil {
		return err
	}
	s.opts.changed = changed
	s.now, err = Run(ctx, s.opts)
	return err
}

// read is a document as it is changed so far.
func (s *session) read(path string) (*source.File, error) {
	text, err := s.text(path)
	if err != nil {
		return nil, err
	}
	return source.Parse(path, text)
}

func (s *session) text(path string) ([]byte, error) {
	if text, changed := s.opts.changed[path]; changed {
		return text, nil
	}
	return s.tree.Read(path)
}

// apply is every changed file with more changes made.
func (s *session) apply(edits []finding.Edit) (map[string][]byte, error) {
	changed := maps.Clone(s.opts.changed)
	if changed == nil {
		changed = map[string][]byte{}
	}
	byFile := map[string][]finding.Edit{}
	for _, e := range edits {
		byFile[e.File] = append(byFile[e.File], e)
	}
	for path, list := range byFile {
		text, err := s.text(path)
		if err != nil {
			return nil, err
		}
		if changed[path], err = splice.Apply(text, list); err != nil {
			return nil, err
		}
	}
	return changed, nil
}

// alone is what some changes make of the files as they are now.
func (s *session) alone(edits []finding.Edit) (map[string]Change, error) {
	changed, err := s.apply(edits)
	if err != nil {
		return nil, err
	}
	files := map[string]Change{}
	for _, e := range edits {
		before, err := s.text(e.File)
		if err != nil {
			return nil, err
		}
		files[e.File] = Change{Before: before, After: changed[e.File]}
	}
	return files, nil
}

// changes notes the files that are different now.
func (s *session) changes() error {
	for path, after := range s.opts.changed {
		before, err := s.tree.Read(path)
		if err != nil {
			return err
		}
		s.fixes.Files[path] = Change{Before: before, After: after}
	}
	return nil
}

func overlaps(a, b []finding.Edit) bool {
	for _, x := range a {
		for _, y := range b {
			if x.File == y.File && x.Start < y.End && y.Start < x.End {
				return true
			}
		}
	}
	return false
}
