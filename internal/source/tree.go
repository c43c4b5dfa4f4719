package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// The limits of a directory.
const (
	maxFiles     = 200_000
	maxAssets    = 50_000 // files of assets, beside the others; further ones are not listed, but can be read
	maxDirDepth  = 40
	maxIgnoreLen = 1 << 20 // bytes of one .gitignore that are read
	maxPatterns  = 1_000   // lines of the .gitignore files of a directory and those above it; further ones leave nothing out
)

// skippedDirs hold what others wrote or a build left behind.
var skippedDirs = map[string]bool{
	".git": true, "node_modules": true, ".venv": true, "venv": true, "site-packages": true,
	"__pycache__": true, ".terraform": true, ".serverless": true, ".aws-sam": true, ".tox": true,
}

// kept reports whether a directory is read although .gitignore usually lists it: what the CDK
// synthesises, by default into cdk.out.
func kept(name string) bool {
	return name == "cdk.out" || strings.HasPrefix(name, "cdk.out.") || strings.HasPrefix(name, "cdk.out-")
}

// BuiltIn is the first directory of a path that a build writes and that is read all the same.
func BuiltIn(name string) (dir string, built bool) {
	for i, c := range name {
		if c == '/' && kept(path.Base(name[:i])) {
			return name[:i], true
		}
	}
	return "", false
}

// isAsset reports whether a directory holds what the CDK copied to be uploaded: asset.<SHA-256>. One
// may hold all that a function depends on.
func isAsset(name string) bool {
	hash, ok := strings.CutPrefix(name, "asset.")
	return ok && len(hash) >= 64 && strings.Trim(hash[:64], "0123456789abcdef") == ""
}

// Tree is the files below a directory that belong to a project: not what .gitignore leaves out, not
// what a package manager brought, nothing behind a symbolic link.
type Tree struct {
	fsys  fs.FS
	files []string
	sizes map[string]int64
	over  map[string][]byte // files that are read as something else than what is there

	assets int // how many of the files are those of assets
}

// With is the tree with other content in some of its files: what would be read if they were changed.
func (t *Tree) With(content map[string][]byte) *Tree {
	changed := *t
	changed.over = content
	changed.sizes = maps.Clone(t.sizes)
	for name, text := range content {
		changed.sizes[name] = int64(len(text))
	}
	return &changed
}

// Without is the tree without some of its files. They can still be read where another file names them.
func (t *Tree) Without(leftOut func(name string) bool) *Tree {
	rest := *t
	rest.files = nil
	for _, name := range t.files {
		if !leftOut(name) {
			rest.files = append(rest.files, name)
		}
	}
	return &rest
}

// ErrTooManyFiles says that a directory has more files than are listed.
var ErrTooManyFiles = errors.New("the directory has more files than the limit")

// OpenTree lists a directory. The file system should be one that cannot be left through symbolic
// links, such as that of an os.Root. Directories that cannot be read are passed over.
// With ErrTooManyFiles it answers a tree of the files up to the limit.
func OpenTree(ctx context.Context, fsys fs.FS) (*Tree, error) {
	t := &Tree{fsys: fsys, sizes: map[string]int64{}}
	err := t.visit(ctx, ".", place{})
	if err != nil && !errors.Is(err, ErrTooManyFiles) {
		return nil, err
	}
	sort.Strings(t.files)
	return t, err
}

// place is what matters of the directories above one.
type place struct {
	depth    int
	patterns []gitignore.Pattern
	kept     bool // nothing in it is left out
	asset    bool
}

// visit lists a directory, with the patterns of the directories above it.
func (t *Tree) visit(ctx context.Context, dir string, in place) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		if dir == "." {
			return fmt.Errorf("reading the directory: %w", err)
		}
		return nil
	}
	patterns := in.patterns
	if !in.kept {
		patterns = slices.Concat(patterns, t.ignorePatterns(dir, maxPatterns-len(patterns)))
	}
	matcher := gitignore.NewMatcher(patterns)
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		keep := in.kept || e.IsDir() && kept(e.Name())
		if !keep && matcher.Match(strings.Split(name, "/"), e.IsDir()) {
			continue
		}
		err := error(nil)
		switch {
		case e.Type().IsRegular():
			err = t.add(name, e, in.asset)
		case !e.IsDir() || skippedDirs[e.Name()] || in.depth >= maxDirDepth:
		case keep: // what leaves the directory out leaves out all in it
			err = t.visit(ctx, name, place{depth: in.depth + 1, kept: true, asset: in.asset || isAsset(e.Name())})
		default:
			err = t.visit(ctx, name, place{depth: in.depth + 1, patterns: patterns, asset: in.asset || isAsset(e.Name())})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) add(name string, e fs.DirEntry, asset bool) error {
	if asset {
		if t.assets >= maxAssets {
			return nil
		}
		t.assets++
	}
	if len(t.files)-t.assets >= maxFiles {
		return fmt.Errorf("%w of %d: name a smaller directory", ErrTooManyFiles, maxFiles)
	}
	info, err := e.Info()
	if err != nil {
		return nil //nolint:nilerr // the file went away meanwhile: it is not there
	}
	t.files = append(t.files, name)
	t.sizes[name] = info.Size()
	return nil
}

func (t *Tree) ignorePatterns(dir string, limit int) []gitignore.Pattern {
	text, err := t.ReadPrefix(path.Join(dir, ".gitignore"), maxIgnoreLen)
	if err != nil {
		return nil
	}
	var domain []string
	if dir != "." {
		domain = strings.Split(dir, "/")
	}
	var patterns []gitignore.Pattern
	for line := range strings.Lines(string(text)) {
		if len(patterns) >= limit {
			break
		}
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			patterns = append(patterns, gitignore.ParsePattern(line, domain))
		}
	}
	return patterns
}

// Files are the paths of the files, sorted.
func (t *Tree) Files() []string { return t.files }

// Size is the size of a listed file in bytes.
func (t *Tree) Size(name string) int64 { return t.sizes[name] }

// Read is the content of a file below the directory, listed or not, up to MaxBytes and one byte.
func (t *Tree) Read(name string) ([]byte, error) { return t.ReadPrefix(name, MaxBytes+1) }

// ReadPrefix is the beginning of a file below the directory.
func (t *Tree) ReadPrefix(name string, limit int64) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("outside the scanned directory")}
	}
	if isFile, _ := t.Stat(name); !isFile { // opening a pipe would wait for a writer
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a regular file")}
	}
	if text, changed := t.over[name]; changed {
		return text[:min(int64(len(text)), limit)], nil
	}
	file, err := t.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // opened for reading
	return io.ReadAll(io.LimitReader(file, limit))
}

// Stat says whether there is a file or directory of that path below the directory, listed or not.
func (t *Tree) Stat(name string) (isFile, isDir bool) {
	if !fs.ValidPath(name) {
		return false, false
	}
	info, err := fs.Stat(t.fsys, name)
	if err != nil {
		return false, false
	}
	return info.Mode().IsRegular(), info.IsDir()
}

// List is the names of the files that stand directly in a directory below the scanned one, listed or not, sorted.
func (t *Tree) List(dir string) []string {
	if !fs.ValidPath(dir) {
		return nil
	}
	entries, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && len(names) < maxFiles {
			names = append(names, e.Name())
		}
	}
	return names
}
