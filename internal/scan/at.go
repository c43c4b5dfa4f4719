package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
)

// At scans the files of a revision as the working tree is scanned. It answers all findings, accepted or
// not, and what it could not judge: what is found in that counts as new.
func At(ctx context.Context, opts Options, files fs.FS, revision string) (found []finding.Finding, notes []string, err error) {
	_, only, err := split(opts.Path)
	if err != nil {
		return nil, nil, err
	}
	opts.Files, opts.only = files, only
	opts.Progress, opts.Clock = nil, nil
	for _, name := range only {
		if _, err := fs.Stat(files, name); err != nil {
			return nil, []string{revision + " has no " + name}, nil //nolint:nilerr // then all of it is new
		}
	}
	r, err := Run(ctx, opts)
	switch {
	case errors.Is(err, ErrNoApplication):
		return nil, []string{revision + " has no application here"}, nil
	case errors.Is(err, errNoEnvironment):
		return nil, []string{"in " + revision + " " + err.Error()}, nil
	case err != nil:
		return nil, nil, err
	}
	for _, err := range r.Refused {
		notes = append(notes, fmt.Sprintf("in %s %v", revision, err))
	}
	return r.All(true), notes, nil
}

// ReadAt makes the models of a revision as those of the working tree are made, none where there are none, and says what
// could not be read.
func ReadAt(ctx context.Context, opts Options, files fs.FS, revision string) (r *Result, notes []string, err error) {
	_, only, err := split(opts.Path)
	if err != nil {
		return nil, nil, err
	}
	opts.Files, opts.only, opts.Progress = files, only, nil
	for _, name := range only {
		if _, err := fs.Stat(files, name); err != nil {
			return &Result{}, []string{revision + " has no " + name}, nil //nolint:nilerr // then all of it is new
		}
	}
	r, err = Read(ctx, opts)
	if errors.Is(err, ErrNoApplication) {
		return &Result{}, []string{revision + " has no application here"}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, err := range r.Refused {
		notes = append(notes, fmt.Sprintf("in %s %v", revision, err))
	}
	return r, notes, nil
}

// WithoutUntracked takes the applications out that only a build leaves (cdk.out): a revision cannot have
// them, and nobody can say what is new in them.
func (r *Result) WithoutUntracked(files fs.FS, revision string) (notes []string) {
	r.Apps = slices.DeleteFunc(r.Apps, func(app App) bool {
		dir, built := source.BuiltIn(app.Model.ID)
		if !built {
			return false
		}
		if _, err := fs.Stat(files, dir); err == nil {
			return false
		}
		if note := dir + " is not in " + revision + ": scan it by itself"; !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
		return true
	})
	return notes
}

// noEnvironment is the error for an environment that is not there.
func noEnvironment(name, why string, names []string) error {
	if len(names) > 0 {
		why = "there are " + strings.Join(names, ", ")
	}
	return fmt.Errorf("%w %s: %s", errNoEnvironment, name, why)
}

var errNoEnvironment = errors.New("there is no environment")
