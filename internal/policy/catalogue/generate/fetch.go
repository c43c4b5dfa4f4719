package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"      //nolint:depguard // a program beside the package: it fetches and writes files
	"os/exec" //nolint:depguard // a program beside the package: it runs the registries' clients
	"path/filepath"
)

// source is one pinned origin of facts, as sources.json writes it.
type source struct {
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// sources reads the pins.
func sources(path string) (raw []byte, list []source, err error) {
	raw, err = os.ReadFile(path) //nolint:gosec // G304: the path is the program's own
	if err != nil {
		return nil, nil, fmt.Errorf("read the pins: %w", err)
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, nil, fmt.Errorf("read the pins in %s: %w", path, err)
	}
	return raw, list, nil
}

// fetch returns the bytes of a pinned source, taken with the ordinary client of its registry and verified before
// anything looks inside.
func fetch(ctx context.Context, s source, facts string) ([]byte, error) {
	data, err := download(ctx, s, facts)
	if err != nil {
		return nil, fmt.Errorf("fetch %s %s: %w", s.Name, s.Version, err)
	}
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != s.SHA256 {
		return nil, fmt.Errorf("fetch %s %s: sha256 is %s, pinned is %s", s.Name, s.Version, got, s.SHA256)
	}
	return data, nil
}

func download(ctx context.Context, s source, facts string) ([]byte, error) {
	switch s.Kind {
	case "file":
		return os.ReadFile(filepath.Join(facts, s.Name)) //nolint:gosec // G304: a file the operator points at
	case "npm":
		return client(ctx, "npm", "pack", "--silent", s.Name+"@"+s.Version)
	case "pypi":
		return client(ctx, "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", s.Name+"=="+s.Version)
	default:
		return nil, fmt.Errorf("unknown kind of source %q", s.Kind)
	}
}

// client runs a registry client in an empty directory and returns the one file it leaves there.
func client(ctx context.Context, name string, args ...string) (data []byte, err error) {
	dir, err := os.MkdirTemp("", "catalogue-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // G204: name and arguments come from the pins
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("run %s: %w", name, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return nil, err
	}
	if len(files) != 1 {
		return nil, fmt.Errorf("%s left %d files, not one", name, len(files))
	}
	return os.ReadFile(files[0])
}
