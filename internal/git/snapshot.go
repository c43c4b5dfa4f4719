package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The limits of what is read of a commit.
const (
	maxEntries = 500_000
	maxPath    = 64 << 10
	maxBlob    = 8 << 20 // bytes of a file; the rest of it is not read
)

// Snapshot is the files of a directory as a commit has them: a file system that reads a file when it is
// asked for, and keeps none. Links, and the repositories within this one, are not in it.
type Snapshot struct {
	entries map[string]*entry
	blobs   *blobs
}

var (
	_ fs.ReadDirFS = (*Snapshot)(nil)
	_ fs.StatFS    = (*Snapshot)(nil)
)

// Open lists the files that a commit has below a directory: none where it does not have the directory.
func Open(ctx context.Context, dir, commit string) (*Snapshot, error) {
	s := &Snapshot{entries: map[string]*entry{".": {name: ".", dir: true}}, blobs: &blobs{}}
	tree, err := answer(ctx, dir, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", commit+":./")
	if err != nil {
		return s, ctx.Err() // the directory is newer than the commit
	}
	if err := s.list(ctx, dir, tree); err != nil {
		return nil, err
	}
	for _, e := range s.entries {
		slices.SortFunc(e.children, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	s.blobs.start = func() *exec.Cmd { return command(ctx, dir, "cat-file", "--batch") }
	return s, nil
}

// Close ends what reads the files.
func (s *Snapshot) Close() error { return s.blobs.close() }

func (s *Snapshot) list(ctx context.Context, dir, tree string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := command(ctx, dir, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return failure(err, "")
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, maxPath)
	lines.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if i := bytes.IndexByte(data, 0); i >= 0 {
			return i + 1, data[:i], nil
		}
		if atEOF && len(data) > 0 {
			return 0, nil, io.ErrUnexpectedEOF
		}
		return 0, nil, nil
	})
	for lines.Scan() {
		if len(s.entries) >= maxEntries {
			cancel()
			_ = cmd.Wait() // it was ended
			return fmt.Errorf("the commit has more than %d files: name a smaller directory", maxEntries)
		}
		s.add(lines.Text())
	}
	if err := lines.Err(); err != nil {
		cancel()
		_ = cmd.Wait() // the first error counts
		return fmt.Errorf("listing the commit: %w", err)
	}
	if err := cmd.Wait(); err != nil {
		return failure(err, stderr.String())
	}
	return nil
}

// add adds a line of git ls-tree -l: "<mode> <type> <object> <size>\t<path>" (git-ls-tree(1)).
func (s *Snapshot) add(line string) {
	about, name, ok := strings.Cut(line, "\t")
	fields := strings.Fields(about)
	if !ok || len(fields) != 4 || !fs.ValidPath(name) || name == "." {
		return
	}
	if mode := fields[0]; mode != "100644" && mode != "100755" && mode != "100664" {
		return
	}
	size, err := strconv.ParseInt(fields[3], 10, 64)
	if err != nil {
		return
	}
	s.put(name, &entry{name: path.Base(name), object: fields[2], size: size})
}

func (s *Snapshot) put(name string, e *entry) {
	s.entries[name] = e
	for parent := path.Dir(name); ; parent, name = path.Dir(parent), parent {
		dir, known := s.entries[parent]
		if !known {
			dir = &entry{name: path.Base(parent), dir: true}
			s.entries[parent] = dir
		}
		dir.children = append(dir.children, e)
		if known {
			return
		}
		e = dir
	}
}

func (s *Snapshot) find(op, name string) (*entry, error) {
	if e, ok := s.entries[name]; ok && fs.ValidPath(name) {
		return e, nil
	}
	return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
}

// Open opens a file or a directory.
func (s *Snapshot) Open(name string) (fs.File, error) {
	e, err := s.find("open", name)
	if err != nil {
		return nil, err
	}
	return &opened{entry: e, blobs: s.blobs}, nil
}

// Stat says what there is without reading it.
func (s *Snapshot) Stat(name string) (fs.FileInfo, error) {
	e, err := s.find("stat", name)
	if err != nil {
		return nil, err
	}
	return e, nil
}

// ReadDir lists a directory.
func (s *Snapshot) ReadDir(name string) ([]fs.DirEntry, error) {
	e, err := s.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !e.dir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a directory")}
	}
	return slices.Clone(e.children), nil
}

// entry is a file or a directory of a snapshot.
type entry struct {
	name     string
	object   string
	size     int64
	dir      bool
	children []fs.DirEntry
}

func (e *entry) Name() string               { return e.name }
func (e *entry) Size() int64                { return e.size }
func (e *entry) IsDir() bool                { return e.dir }
func (e *entry) ModTime() time.Time         { return time.Time{} }
func (e *entry) Sys() any                   { return nil }
func (e *entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e *entry) Info() (fs.FileInfo, error) { return e, nil }

// Mode says what it is: what may be done with it does not matter here.
func (e *entry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// opened is a file that is read when it is first asked for.
type opened struct {
	entry *entry
	blobs *blobs
	text  *bytes.Reader
}

func (o *opened) Stat() (fs.FileInfo, error) { return o.entry, nil }

func (o *opened) Close() error { return nil }

func (o *opened) Read(p []byte) (int, error) {
	if o.entry.dir {
		return 0, &fs.PathError{Op: "read", Path: o.entry.name, Err: errors.New("is a directory")}
	}
	if o.text == nil {
		text, err := o.blobs.read(o.entry.object)
		if err != nil {
			return 0, &fs.PathError{Op: "read", Path: o.entry.name, Err: err}
		}
		o.text = bytes.NewReader(text)
	}
	return o.text.Read(p)
}

// blobs reads objects through one process of git, one at a time.
type blobs struct {
	start func() *exec.Cmd

	mu  sync.Mutex
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	err error // after which nothing is read any more
}

func (b *blobs) read(object string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil && b.cmd == nil {
		b.err = b.open()
	}
	if b.err != nil {
		return nil, b.err
	}
	text, missing, err := b.ask(object)
	if err != nil {
		b.err = fmt.Errorf("reading the commit: %w", err)
		return nil, b.err
	}
	if missing {
		return nil, errors.New("the repository does not have it: fetch it first")
	}
	return text, nil
}

func (b *blobs) open() error {
	b.cmd = b.start()
	in, err := b.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	b.in, b.out = in, bufio.NewReaderSize(out, 64<<10)
	return b.cmd.Start()
}

// ask asks git cat-file --batch for an object: "<object> <type> <size>\n<content>\n" or
// "<object> missing\n" (git-cat-file(1), "Batch output").
func (b *blobs) ask(object string) (text []byte, missing bool, err error) {
	if _, err := io.WriteString(b.in, object+"\n"); err != nil {
		return nil, false, err
	}
	line, err := b.out.ReadString('\n')
	if err != nil {
		return nil, false, err
	}
	fields := strings.Fields(line)
	if len(fields) == 2 && fields[1] == "missing" {
		return nil, true, nil
	}
	if len(fields) != 3 || fields[0] != object || fields[1] != "blob" {
		return nil, false, errors.New("git answers something else than what was asked")
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return nil, false, errors.New("git answers a size that is none")
	}
	text = make([]byte, min(size, maxBlob))
	if _, err := io.ReadFull(b.out, text); err != nil {
		return nil, false, err
	}
	_, err = io.CopyN(io.Discard, b.out, size-int64(len(text))+1)
	return text, false, err
}

func (b *blobs) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cmd == nil || b.cmd.Process == nil {
		return nil
	}
	_ = b.in.Close() // it ends when nothing is asked any more
	err := b.cmd.Wait()
	b.cmd, b.err = nil, fs.ErrClosed
	return err
}
