package git_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/git"
)

// run runs git as its user does.
func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir, "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgSign=false"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// repository is a directory with one commit of some files.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("SCONCE_CI") == "1" {
			t.Fatal("git is not installed")
		}
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	run(t, dir, "init", "-q", "-b", "main")
	write(t, dir, files)
	run(t, dir, "add", "-A")
	run(t, dir, "commit", "-q", "-m", "first")
	return dir
}

func TestSnapshotIsTheCommit(t *testing.T) {
	large := strings.Repeat("0123456789abcdef", 1<<20) // 16 MiB
	dir := repository(t, map[string]string{"a.yaml": "old\n", "deep/er/b.yaml": "b", "deep/c d\té.yaml": "c", "empty": "", "large": large})
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "add", "-A")
	run(t, dir, "commit", "-q", "-m", "a link")
	write(t, dir, map[string]string{"a.yaml": "new\n", "added.yaml": "x"})
	commit, err := git.Commit(t.Context(), dir, "main")
	if err != nil || len(commit) != 40 {
		t.Fatal(commit, err)
	}
	s, err := git.Open(t.Context(), dir, commit)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // nothing is kept
	if err := fstest.TestFS(sizedFS{s}, "a.yaml", "deep/er/b.yaml", "deep/c d\té.yaml", "empty"); err != nil {
		t.Error(err)
	}
	if text, err := fs.ReadFile(s, "a.yaml"); err != nil || string(text) != "old\n" {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := fs.ReadFile(s, "large"); err != nil || len(text) > 8<<20 || len(text) < 1<<20 {
		t.Errorf("%d bytes of a large file are read, %v", len(text), err)
	}
	if text, err := fs.ReadFile(s, "deep/er/b.yaml"); err != nil || string(text) != "b" {
		t.Errorf("after the large file: %q, %v", text, err)
	}
	for _, name := range []string{"link", "added.yaml", "../a.yaml", "/a.yaml", ".git/config", "deep/../a.yaml"} {
		if _, err := s.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	below, err := git.Open(t.Context(), filepath.Join(dir, "deep"), commit)
	if err != nil {
		t.Fatal(err)
	}
	defer below.Close() //nolint:errcheck // nothing is kept
	if text, err := fs.ReadFile(below, "er/b.yaml"); err != nil || string(text) != "b" {
		t.Errorf("below a directory: %q, %v", text, err)
	}
	write(t, dir, map[string]string{"later/x": "x"})
	later, err := git.Open(t.Context(), filepath.Join(dir, "later"), commit)
	if err != nil {
		t.Fatal(err)
	}
	if entries, err := later.ReadDir("."); err != nil || len(entries) != 0 {
		t.Errorf("a directory that the commit does not have: %v, %v", entries, err)
	}
}

// sizedFS is a snapshot without the file that is longer than what is read of one.
type sizedFS struct{ *git.Snapshot }

func (s sizedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := s.Snapshot.ReadDir(name)
	var out []fs.DirEntry
	for _, e := range entries {
		if e.Name() != "large" {
			out = append(out, e)
		}
	}
	return out, err
}

func (s sizedFS) Open(name string) (fs.File, error) {
	f, err := s.Snapshot.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return &listing{File: f, fsys: s, name: name}, nil
	}
	return f, nil
}

// listing is a directory that can be read as a file, as fstest wants it.
type listing struct {
	fs.File
	fsys sizedFS
	name string
	at   int
}

func (l *listing) ReadDir(n int) ([]fs.DirEntry, error) {
	all, err := l.fsys.ReadDir(l.name)
	if err != nil {
		return nil, err
	}
	return fstestRest(all, &l.at, n)
}

func fstestRest(all []fs.DirEntry, at *int, n int) ([]fs.DirEntry, error) {
	rest := all[*at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	*at += len(rest)
	return rest, nil
}

func TestRevisionsThatAreNone(t *testing.T) {
	dir := repository(t, map[string]string{"a": "a"})
	for _, revision := range []string{"nowhere", "--all", "-h", "--output=x", "main..HEAD", "", "HEAD:a", "HEAD^{tree}", "main main", "@{-1}"} {
		if commit, err := git.Commit(t.Context(), dir, revision); err == nil {
			t.Errorf("%q is %s", revision, commit)
		}
	}
	outside := t.TempDir()
	if _, err := git.Commit(t.Context(), outside, "HEAD"); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("outside of a repository: %v", err)
	}
}

// TestHostileConfiguration reads a repository whose configuration names programs wherever git would run
// one. None leaves a trace.
func TestHostileConfiguration(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "one\n", ".gitattributes": "* filter=evil diff=evil merge=evil text\n"})
	traces := t.TempDir()
	trace := func(name string) string { return "touch " + filepath.Join(traces, name) + "; cat" }
	for key, program := range map[string]string{
		"core.fsmonitor": trace("fsmonitor"), "core.sshCommand": trace("ssh"), "core.pager": trace("pager"), "core.editor": trace("editor"), "core.askPass": trace("askpass"),
		"core.gitProxy": trace("proxy"), "core.alternateRefsCommand": trace("alternates"),
		"diff.external": trace("external"), "diff.evil.textconv": trace("textconv"), "diff.evil.command": trace("diffcommand"),
		"filter.evil.clean": trace("clean"), "filter.evil.smudge": trace("smudge"), "filter.evil.process": trace("process"), "filter.evil.required": "true",
		"merge.evil.driver": trace("merge"), "credential.helper": "!" + trace("credential"), "gpg.program": trace("gpg"),
		"alias.rev-parse": "!" + trace("alias"), "alias.cat-file": "!" + trace("alias2"), "alias.ls-tree": "!" + trace("alias3"),
		"pager.cat-file": trace("pager2"), "uploadpack.packObjectsHook": trace("pack"), "receive.procReceiveRefs": "refs",
		"core.hooksPath":      filepath.Join(dir, "hooks"),
		"extensions.worktree": "x", "protocol.ext.allow": "always", "protocol.file.allow": "always",
	} {
		run(t, dir, "config", key, program)
	}
	hooks := map[string]string{}
	for _, hook := range []string{"post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman", "post-commit"} {
		for _, place := range []string{"hooks/", ".git/hooks/"} {
			hooks[place+hook] = "#!/bin/sh\n" + trace("hook-"+hook) + "\n"
		}
	}
	write(t, dir, hooks)
	for name := range hooks {
		if err := os.Chmod(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	commit, err := git.Commit(t.Context(), dir, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	s, err := git.Open(t.Context(), dir, commit)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(s, "a.yaml"); err != nil || string(text) != "one\n" {
		t.Errorf("%q, %v", text, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if git.Uncommitted(t.Context(), filepath.Join(dir, "a.yaml"), []byte("one\n")) || !git.Uncommitted(t.Context(), filepath.Join(dir, "a.yaml"), []byte("two\n")) {
		t.Error("what is committed is not known")
	}
	untouched(t, traces)
}

// TestNothingIsFetched reads a repository that lacks an object and says that a program brings it.
func TestNothingIsFetched(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "one\n", "b.yaml": "two\n"})
	traces := t.TempDir()
	object := run(t, dir, "rev-parse", "HEAD:a.yaml")
	if err := os.Remove(filepath.Join(dir, ".git", "objects", object[:2], object[2:])); err != nil {
		t.Fatal(err)
	}
	program := "touch " + filepath.Join(traces, "fetched")
	for key, value := range map[string]string{
		"extensions.partialClone": "origin", "core.repositoryFormatVersion": "1", "remote.origin.promisor": "true", "remote.origin.partialCloneFilter": "blob:none",
		"remote.origin.uploadpack": program + ";", "protocol.ext.allow": "always", "protocol.allow": "always",
		"remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
	} {
		run(t, dir, "config", key, value)
	}
	for _, url := range []string{"ext::sh -c touch% " + filepath.Join(traces, "helper"), dir, "file://" + dir, "ssh://host.invalid/x"} {
		run(t, dir, "config", "remote.origin.url", url)
		commit, err := git.Commit(t.Context(), dir, "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		s, err := git.Open(t.Context(), dir, commit)
		if err == nil {
			if text, err := fs.ReadFile(s, "a.yaml"); err == nil {
				t.Errorf("%s: what is not there is read: %q", url, text)
			}
			_ = s.Close() // git may have given up
		}
		untouched(t, traces)
	}
	run(t, dir, "config", "remote.origin.url", dir)
	if err := exec.CommandContext(t.Context(), "git", "-C", dir, "cat-file", "-e", object).Run(); err == nil {
		t.Error("the object is there")
	}
	if entries, err := os.ReadDir(traces); err != nil || len(entries) == 0 {
		t.Log("this git fetches nothing by itself: the test shows little")
	}
}

func untouched(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		t.Errorf("the repository ran a program: %s", e.Name())
	}
}
