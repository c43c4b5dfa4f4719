package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/sconce-dev/sconce/internal/git"
	"github.com/sconce-dev/sconce/internal/scan"
)

// writeFixes changes files of the scanned directory: all that may be changed, or none. Each is replaced
// as a whole and keeps its mode; nothing outside of the directory can be reached.
func writeFixes(ctx context.Context, fixes *scan.Fixes, force bool) error {
	root, err := os.OpenRoot(fixes.Before.Root)
	if err != nil {
		return err
	}
	defer root.Close() //nolint:errcheck // nothing is written through it but files that are closed
	names := slices.Sorted(maps.Keys(fixes.Files))
	for _, name := range names {
		if err := unchanged(root, name, fixes.Files[name].Before); err != nil {
			return err
		}
		if !force && git.Uncommitted(ctx, filepath.Join(fixes.Before.Root, filepath.FromSlash(name)), fixes.Files[name].Before) {
			return fmt.Errorf("%s has changes that are not committed: commit them first, or use --force", name)
		}
	}
	for _, name := range names {
		if err := replaceFile(root, name, fixes.Files[name].After); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return nil
}

// unchanged is an error if a file is not what was read.
func unchanged(root *os.Root, name string, want []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file", name)
	}
	got, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("%s has changed while it was scanned: scan again", name)
	}
	return nil
}

// replaceFile puts new content where a file is: written beside it, then renamed.
func replaceFile(root *os.Root, name string, content []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	beside := path.Join(path.Dir(name), ".sconce-"+path.Base(name))
	file, err := root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, bytes.NewReader(content))
	err = errors.Join(err, file.Chmod(info.Mode().Perm()), file.Sync(), file.Close())
	if err == nil {
		err = root.Rename(beside, name)
	}
	if err != nil {
		_ = root.Remove(beside) // the first error counts
	}
	return err
}
