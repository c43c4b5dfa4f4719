// Package git reads the database of a repository. The repository is hostile: only commands that look
// objects up are run, in a way in which nothing that its configuration names can be: no hook, monitor,
// filter, external diff or text conversion, and no fetching of what is missing.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// settings are of the command line, which come before those of the repository (git-config(1)).
var settings = []string{
	"core.fsmonitor=false",
	"core.hooksPath=/dev/null",
	"core.alternateRefsCommand=",
	"core.sshCommand=false",
	"core.bigFileThreshold=16m", // larger ones are passed on piece by piece
	"protocol.allow=never",
	"safe.bareRepository=explicit", // what only looks like a repository is none
	"credential.helper=",
}

// environment is the caller's without what says which repository is meant or what is to be run: that of
// a hook names another directory than the one that is scanned.
func environment() []string {
	var out []string
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); !strings.HasPrefix(name, "GIT_") || name == "GIT_CONFIG_GLOBAL" || name == "GIT_CONFIG_SYSTEM" {
			out = append(out, variable)
		}
	}
	return append(out, "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_ALLOW_PROTOCOL=none", "LC_ALL=C")
}

// command is a command of git in a directory. Only those that look objects up may be given.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	all := []string{"-C", dir, "--no-pager"}
	for _, s := range settings {
		all = append(all, "-c", s)
	}
	cmd := exec.CommandContext(ctx, "git", append(all, args...)...) //nolint:gosec // the program is fixed, and what follows are arguments of their own
	cmd.Env = environment()
	return cmd
}

// answer is the one line that a command prints.
func answer(ctx context.Context, dir string, input []byte, args ...string) (string, error) {
	cmd := command(ctx, dir, args...)
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", failure(err, stderr.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// failure says what git said, in one line.
func failure(err error, said string) error {
	if errors.Is(err, exec.ErrNotFound) {
		return errors.New("git is not installed")
	}
	said, _, _ = strings.Cut(strings.TrimSpace(said), "\n")
	if said = strings.TrimPrefix(said, "fatal: "); said != "" {
		return errors.New("git: " + said)
	}
	return fmt.Errorf("git: %w", err)
}

// Uncommitted reports whether git knows a file and its last commit has another content. Where there is
// no git, or no commit with the file, nothing can be lost that git would have kept.
func Uncommitted(ctx context.Context, file string, content []byte) bool {
	dir := filepath.Dir(file)
	committed, err := answer(ctx, dir, nil, "rev-parse", "--verify", "--quiet", "HEAD:./"+filepath.Base(file))
	if err != nil {
		return false
	}
	now, err := answer(ctx, dir, content, "hash-object", "--no-filters", "--stdin")
	return err != nil || now != committed
}

// Commit is the full name of the commit that a revision means in the repository of a directory.
func Commit(ctx context.Context, dir, revision string) (string, error) {
	if _, err := answer(ctx, dir, nil, "rev-parse", "--git-dir"); err != nil {
		return "", err
	}
	commit, err := answer(ctx, dir, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil || commit == "" {
		return "", fmt.Errorf("there is no commit %s in the repository of %s", revision, dir)
	}
	return commit, nil
}
