package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/sconce-dev/sconce/internal/cache"
	"github.com/sconce-dev/sconce/internal/code"
)

// codeStore is where code that was read is kept: in the user's cache directory, never in the one that is read. There
// is none where that cannot be had; everything is then read again.
func codeStore(scanned string) code.Store {
	home, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	path := filepath.Join(home, "sconce")
	if !filepath.IsAbs(path) || within(path, scanned) {
		return nil
	}
	version, err := programPrint()
	if err != nil {
		return nil
	}
	dir, err := cache.Open(path, version)
	if err != nil {
		return nil
	}
	return dir
}

// within reports whether a path lies in a directory, or may: whoever wrote the directory may have written it.
func within(path, dir string) bool {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return true
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return true
	}
	for {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
			break
		}
		if path == filepath.Dir(path) {
			return true
		}
		path = filepath.Dir(path) // it is not there yet
	}
	rest, err := filepath.Rel(dir, path)
	return err != nil || rest == "." || rest != ".." && !strings.HasPrefix(rest, ".."+string(filepath.Separator))
}

// programPrint is the fingerprint of this very build: of its first bytes, in which the linker notes what it is made
// of, and of its size and time. With another one all that was kept is void.
func programPrint() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Open(name) //nolint:gosec // the program itself
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // opened for reading
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	const head = 64 << 10
	h := sha256.New()
	if _, err := io.CopyN(h, file, min(head, info.Size())); err != nil {
		return "", err
	}
	_, _ = fmt.Fprintf(h, "%d %d", info.Size(), info.ModTime().UnixNano())
	return hex.EncodeToString(h.Sum(nil)), nil
}
