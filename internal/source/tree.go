package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// The limits of a directory.
const (
	maxFiles     = 200_000
	maxDirDepth  = 40
	maxIgnoreLen = 1 << 20 // bytes of one .gitignore that are read
	maxPatterns  = 1_000   // lines of the .gitignore files of a directory and those above it; further ones leave nothing out
)

// skippedDirs hold what others wrote or a build left behind.
var skippedDirs = map[string]bool{
	".git": true, "node_modules": true, ".venv": true, "venv": true, "site-packages": true,
	"__pycache__": true, ".terraform": true, ".serverless": true, ".aws-sam": true, ".tox": true,
}

// keptDirs are read although .gitignore usually lists them: what the CDK synthesises.
var keptDirs = map[string]bool{"cdk.out": true}

// Tree is the files below a directory that belong to a project: not what .gitignore leaves out, not
// what a package manager brought, nothing behind a symbolic link.
type Tree struct {
	fsys  fs.FS
	files []string
	sizes map[string]int64
}

// ErrTooManyFiles says that a directory has more files than are listed.
var ErrTooManyFiles = errors.New("the directory has more files than the limit")

// OpenTree lists a directory. The file system should be one that cannot be left through symbolic
// links, such as that of an os.Root. Directories that cannot be read are passed over.
// With ErrTooManyFiles it answers a tree of the files up to the limit.
func OpenTree(ctx context.Context, fsys fs.FS) (*Tree, error) {
	t := &Tree{fsys: fsys, sizes: map[string]int64{}}
	err := t.visit(ctx, ".", 0, nil)
	if err != nil && !errors.Is(err, ErrTooManyFiles) {
		return nil, err
	}
	sort.Strings(t.files)
	return t, err
}

// visit lists a directory, with the patterns of the directories above it.
func (t *Tree) visit(ctx context.Context, dir string, depth int, inherited []gitignore.Pattern) error {
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
	patterns := slices.Concat(inherited, t.ignorePatterns(dir, maxPatterns-len(inherited)))
	matcher := gitignore.NewMatcher(patterns)
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		kept := keptDirs[e.Name()]
		if matcher.Match(strings.Split(name, "/"), e.IsDir()) && !kept {
			continue
		}
		err := error(nil)
		switch {
		case e.Type().IsRegular():
			err = t.add(name, e)
		case !e.IsDir() || skippedDirs[e.Name()] || depth >= maxDirDepth:
		case kept:
			err = t.visit(ctx, name, depth+1, nil) // what leaves the directory out leaves out all in it
		default:
			err = t.visit(ctx, name, depth+1, patterns)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) add(name string, e fs.DirEntry) error {
	if len(t.files) >= maxFiles {
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
