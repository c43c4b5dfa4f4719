package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/source"
)

// open lists the directory of the path, and says which template of it the path names. Where it is listed
// already nothing is done.
func (o *Options) open(ctx context.Context) (closeTree func(), err error) {
	if o.tree != nil {
		return func() {}, nil
	}
	closeTree = func() {}
	files := o.Files
	if o.dir = o.Path; files == nil {
		if o.dir, o.only, err = split(o.Path); err != nil {
			return nil, err
		}
		root, err := os.OpenRoot(o.dir) // nothing outside it can be reached, through links or otherwise
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", o.dir, err)
		}
		files, closeTree = root.FS(), func() { _ = root.Close() }
	}
	o.tree, err = source.OpenTree(ctx, files)
	if err != nil && (o.only == nil || !errors.Is(err, source.ErrTooManyFiles)) { // for one template what lies around it only helps
		closeTree()
		return nil, fmt.Errorf("listing %s: %w", o.dir, err)
	}
	o.leaveOut()
	return closeTree, nil
}

// files is the directory as it is read.
func (o *Options) files() *source.Tree {
	if len(o.changed) > 0 {
		return o.tree.With(o.changed)
	}
	return o.tree
}

// leaveOut takes the files out that the configuration leaves out. A template that was named is not one.
func (o *Options) leaveOut() {
	if o.Config == nil || len(o.Config.Scan.Paths)+len(o.Config.Scan.Exclude) == 0 {
		return
	}
	means := func(patterns []string, name string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return config.MatchPath(p, name) })
	}
	all := o.tree
	o.tree = all.Without(func(name string) bool {
		s := &o.Config.Scan
		out := means(s.Exclude, name) || len(s.Paths) > 0 && !means(s.Paths, name)
		if out = out && !slices.Contains(o.only, name); out && cloudformation.IsTemplate(all, name) {
			o.leftOut = append(o.leftOut, name)
		}
		return out
	})
}

// split takes a path to a template apart into its directory and its name.
func split(path string) (dir string, only []string, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, fmt.Errorf("there is no file or directory %s", path)
	case err != nil:
		return "", nil, err
	case info.IsDir():
		return path, nil, nil
	case info.Mode().IsRegular():
		return filepath.Dir(path), []string{filepath.Base(path)}, nil
	}
	return "", nil, fmt.Errorf("%s is neither a directory nor a file", path)
}
