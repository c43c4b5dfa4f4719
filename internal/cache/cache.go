// Package cache keeps what was found out in a directory of the user's own, so that it is not found out again. Whatever
// stands there may be missing, broken or of another version: then there is nothing.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The limits of a directory, in bytes. What was not used for the longest time goes first.
const (
	maxEntry = 64 << 20
	maxTotal = 256 << 20
)

// Dir is a directory of entries for one version of the program. It is safe for concurrent use, also of other programs:
// an entry is there as a whole or not at all.
type Dir struct {
	path    string
	version string
}

var errShared = errors.New("others may write to it")

// Open makes the directory where it is not there. It is an error where others than the user may read it or write to
// it. The version is all that says by which rules an entry was made.
func Open(path, version string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("making the cache: %w", err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return nil, fmt.Errorf("opening the cache: %w", err)
	}
	if !info.IsDir() || !private(info) {
		return nil, fmt.Errorf("opening the cache %s: %w", path, errShared)
	}
	return &Dir{path: path, version: version}, nil
}

const ending = ".entry"

// name is the file of a key. The key and the version are in the fingerprint alone.
func (d *Dir) name(key string) string {
	sum := sha256.Sum256([]byte(d.version + "\x00" + key))
	return filepath.Join(d.path, hex.EncodeToString(sum[:])+ending)
}

// seal is the fingerprint of an entry with its key, which stands before it.
func (d *Dir) seal(key string, data []byte) []byte {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%d %s %d %s ", len(d.version), d.version, len(key), key)
	_, _ = h.Write(data)
	return h.Sum(nil)
}

// Load is the entry of a key, nil if there is none that was written as it is.
func (d *Dir) Load(key string) []byte {
	name := d.name(key)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || !private(info) || info.Size() > maxEntry {
		return nil
	}
	text, err := os.ReadFile(name) //nolint:gosec // a fingerprint in a directory of its own
	if err != nil || len(text) < sha256.Size {
		return nil
	}
	data := text[sha256.Size:]
	if !bytes.Equal(text[:sha256.Size], d.seal(key, data)) {
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(name, now, now) // it was used
	return data
}

// Save makes the entry of a key. It is no fault where that does not succeed.
func (d *Dir) Save(key string, data []byte) {
	if len(data) > maxEntry-sha256.Size {
		return
	}
	file, err := os.CreateTemp(d.path, "new-*") // only the user may read it
	if err != nil {
		return
	}
	_, err = file.Write(append(d.seal(key, data), data...))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), d.name(key))
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return
	}
	d.prune(maxTotal)
}

// prune takes the entries away that were not used for the longest time, until the rest is within a size; and what
// programs left that were stopped while they wrote.
func (d *Dir) prune(most int64) {
	list, err := os.ReadDir(d.path)
	if err != nil {
		return
	}
	type entry struct {
		name string
		size int64
		used time.Time
	}
	var entries []entry
	total := int64(0)
	for _, e := range list {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		name := filepath.Join(d.path, e.Name())
		switch {
		case strings.HasSuffix(e.Name(), ending):
			entries = append(entries, entry{name, info.Size(), info.ModTime()})
			total += info.Size()
		case strings.HasPrefix(e.Name(), "new-") && time.Since(info.ModTime()) > time.Hour:
			_ = os.Remove(name)
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return a.used.Compare(b.used) })
	for _, e := range entries {
		if total <= most {
			return
		}
		if os.Remove(e.name) == nil {
			total -= e.size
		}
	}
}
