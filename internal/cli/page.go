package cli

import (
	"context"
	"slices"

	"github.com/sconce-dev/sconce/internal/git"
	"github.com/sconce-dev/sconce/internal/report/html"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/source"
)

// pageOptions adds what a page tells of how it was made: the commit that is scanned, and the files, of which it reads
// those that the scan has read.
func (f *scanFlags) pageOptions(ctx context.Context, r *scan.Result, o html.Options) html.Options {
	if main, reports, err := f.outputs(); err != nil || !slices.ContainsFunc(append(reports, main), func(w wanted) bool { return w.name == "html" }) {
		return o
	}
	o.Version = version()
	if commit, err := git.Commit(ctx, r.Root, "HEAD"); err == nil {
		o.Commit = commit
	}
	o.Read = func(name string) ([]byte, error) { return readBelow(r.Root, name, source.MaxBytes) }
	return o
}
