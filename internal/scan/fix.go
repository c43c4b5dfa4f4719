package scan

import (
	"context"
	"errors"
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
	Proposal fix.Proposal      // with the marks of its footprint that really change
	Edits    []finding.Edit    // of Files as they are before
	Files    map[string]Change // what it alone changes: on top of the changes before it, unless it was proved apart
	Also     []finding.Finding // other findings that are gone with it
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

// maxRounds is how often what could not be mended is tried again: another change may have made room for it.
const maxRounds = 3

// Fix proposes a change for every chosen finding and proves it: the changed files are read again, the
// finding is gone, nothing new is found, and the model differs only where the proposal said it would.
// Each change is made on top of those before it and proved there, so they hold together.
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
	s := &session{opts: opts, tree: opts.tree, apps: slices.Clone(before.Apps), fixes: &Fixes{Before: before, Files: map[string]Change{}}}
	s.take(choose)
	for range maxRounds {
		progress, err := s.round(ctx)
		if err != nil {
			return nil, err
		}
		if !progress {
			break
		}
	}
	for _, c := range s.cases {
		if !c.gone {
			s.leave(c)
		}
	}
	s.fixes.After = before
	if len(s.opts.changed) > 0 {
		if s.fixes.After, err = Run(ctx, s.opts); err != nil {
			return nil, err
		}
	}
	return s.fixes, s.changes()
}

// session is the work on one directory.
type session struct {
	opts  Options
	tree  *source.Tree
	apps  []App // as they are changed so far
	fixes *Fixes
	cases []*pending
}

// pending is a chosen finding that is to be mended.
type pending struct {
	app  int             // in the session
	was  finding.Finding // as it was found at first
	now  finding.Finding // as it is found among the changes made so far
	gone bool
	err  error // why it could not be mended when it was tried last
}

// take chooses the findings to mend. What a library made the library mends.
func (s *session) take(choose func(finding.Finding) bool) {
	for i := range s.apps {
		for _, f := range s.apps[i].Findings {
			if f.Library == "" && choose(f) {
				s.cases = append(s.cases, &pending{app: i, was: f, now: f})
			}
		}
	}
}

// round tries each finding that is still there, and reports whether any was mended.
func (s *session) round(ctx context.Context) (bool, error) {
	progress := false
	for _, c := range s.cases {
		if c.gone {
			continue
		}
		app := &s.apps[c.app]
		proposal, proved, err := s.find(ctx, app, c.now)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if c.err = err; err != nil {
			continue
		}
		if err := s.adopt(ctx, c, proposal, proved); err != nil {
			return false, err
		}
		progress = true
	}
	return progress, nil
}

// find is a change that is proved to mend a finding, of the ways to do so the first. The error says why there is none.
func (s *session) find(ctx context.Context, app *App, found finding.Finding) (fix.Proposal, *proof, error) {
	proposal, err := fix.Propose(fix.Case{App: app.Model, Finding: found, Read: s.read, Split: s.opts.Split})
	if err != nil {
		return proposal, nil, err
	}
	for {
		proved, failed := s.prove(ctx, app, found, proposal)
		if failed == nil || ctx.Err() != nil || proposal.Otherwise == nil {
			return proposal, proved, failed
		}
		if proposal, err = proposal.Otherwise(); err != nil {
			if _, said := errors.AsType[*fix.AdviceError](err); said {
				return proposal, nil, err
			}
			return proposal, nil, failed
		}
	}
}

// adopt makes a change that was proved, and finds the findings that are still open among those that are
// there now.
func (s *session) adopt(ctx context.Context, c *pending, proposal fix.Proposal, proved *proof) error {
	edits, files, err := s.alone(ctx, c, proposal)
	if err != nil {
		return err
	}
	proposal.Footprint = proved.footprint
	m := Mended{App: s.apps[c.app].Model.ID, Finding: c.was, Proposal: proposal, Edits: edits, Files: files}
	s.opts.changed = proved.changed
	for i, p := range proved.apps {
		s.apps[i] = p.after
		for _, other := range s.cases {
			switch now, there := p.now[other.now.Fingerprint()]; {
			case other.app != i || other.gone:
			case there:
				other.now = now
			default:
				if other.gone = true; other != c {
					m.Also = append(m.Also, other.was)
				}
			}
		}
	}
	c.gone = true
	s.fixes.Mended = append(s.fixes.Mended, m)
	return nil
}

func (s *session) leave(c *pending) {
	left := Left{App: s.apps[c.app].Model.ID, Finding: c.was, Reason: c.err.Error()}
	if advice, ok := errors.AsType[*fix.AdviceError](c.err); ok {
		left.Text = advice.Text
	}
	s.fixes.Left = append(s.fixes.Left, left)
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

// alone is what a change makes of the files: of those of the directory, where it holds without the changes
// before it and that is asked for, else of those as they are now.
func (s *session) alone(ctx context.Context, c *pending, proposal fix.Proposal) ([]finding.Edit, map[string]Change, error) {
	late := slices.ContainsFunc(proposal.Edits, func(e finding.Edit) bool { return s.opts.changed[e.File] != nil })
	if late && s.opts.Apart {
		first := &session{opts: s.opts, tree: s.tree, apps: s.fixes.Before.Apps}
		first.opts.changed = nil
		app := &first.apps[c.app]
		apart, _, err := first.find(ctx, app, c.was)
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if err == nil {
			files, err := first.edited(apart.Edits)
			return apart.Edits, files, err
		}
	}
	files, err := s.edited(proposal.Edits)
	return proposal.Edits, files, err
}

// edited are the files that some edits change, before and after.
func (s *session) edited(edits []finding.Edit) (map[string]Change, error) {
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
