package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/git"
	"github.com/sconce-dev/sconce/internal/scan"
)

// scan scans, proves changes where they are asked for, and compares with what is known.
func (f *scanFlags) scan(ctx context.Context, opts scan.Options) (*scan.Result, *scan.Fixes, error) {
	if f.known != "" && f.diff != "" {
		return nil, nil, errors.New("--baseline and --diff exclude one another")
	}
	if f.diff == "" {
		known, name, err := f.baseline(f.known, opts.Config)
		if err != nil {
			return nil, nil, err
		}
		result, fixes, err := f.judge(ctx, opts)
		if err == nil && known != nil {
			result.Compare(known, name, false)
			if f.known == "" {
				result.Own.Baseline = name
			}
		}
		return result, fixes, err
	}
	known, files, notes, err := earlier(ctx, opts, f.diff)
	if err != nil {
		return nil, nil, err
	}
	result, fixes, err := f.judge(ctx, opts)
	if err != nil {
		return nil, nil, err
	}
	notes = append(notes, result.WithoutUntracked(files, f.diff)...)
	result.Compare(known, f.diff, true)
	result.Since.Notes = notes
	return result, fixes, nil
}

// judge scans, and proves changes where they are asked for.
func (f *scanFlags) judge(ctx context.Context, opts scan.Options) (*scan.Result, *scan.Fixes, error) {
	if !f.withFixes {
		result, err := scan.Run(ctx, opts)
		return result, nil, err
	}
	opts.Apart = true
	fixes, err := scan.Fix(ctx, opts, func(finding.Finding) bool { return true })
	if err != nil {
		return nil, nil, err
	}
	return fixes.Before, fixes, nil
}

// threshold is the severity that fails: that of the command line, else that of the configuration.
func (f *scanFlags) threshold(cmd *cobra.Command, r *scan.Result, c *config.Config) (finding.Severity, error) {
	if c != nil && c.Scan.FailOn != "" && !cmd.Flags().Changed("fail-on") {
		r.Own.FailOn = c.Scan.FailOn
		return parseFailOn(c.Scan.FailOn)
	}
	return parseFailOn(f.failOn)
}

// earlier is what was found at a revision of the scanned directory, all of it, and what could not be
// compared.
func earlier(ctx context.Context, opts scan.Options, revision string) (*baseline.Document, *git.Snapshot, []string, error) {
	files, err := snapshot(ctx, opts.Path, revision)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("--diff: %w", err)
	}
	defer files.Close() //nolint:errcheck // nothing is kept
	found, notes, err := scan.At(ctx, opts, files, revision)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("scanning %s: %w", revision, err)
	}
	return baseline.Of(found), files, notes, nil
}

// snapshot is the files of a directory, or of that of a template, at a revision.
func snapshot(ctx context.Context, dir, revision string) (*git.Snapshot, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("there is no file or directory %s", dir)
	} else if !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	commit, err := git.Commit(ctx, dir, revision)
	if err != nil {
		return nil, err
	}
	files, err := git.Open(ctx, dir, commit)
	if err != nil {
		return nil, err
	}
	return files, nil
}
