package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T, path, version string) *Dir {
	t.Helper()
	d, err := Open(path, version)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEntries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b")
	d := open(t, path, "1")
	if d.Load("x") != nil {
		t.Error("there is something in the beginning")
	}
	d.Save("x", []byte("one"))
	d.Save("x", []byte("two"))
	d.Save("y", nil)
	if got := d.Load("x"); string(got) != "two" {
		t.Errorf("x is %q", got)
	}
	if open(t, path, "2").Load("x") != nil {
		t.Error("another version has it too")
	}
	list, err := os.ReadDir(path)
	if err != nil || len(list) != 2 {
		t.Fatalf("%v %v", list, err)
	}
	for _, e := range list {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v %v", e.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory may be read by others: %v %v", info.Mode(), err)
	}
}

// TestWhatOthersWrote: an entry that is broken, of another key, a link, or that others may write to is none.
func TestWhatOthersWrote(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "c"), "1")
	harm := map[string]func(name string) error{
		"cut off": func(name string) error { return os.Truncate(name, 20) },
		"changed": func(name string) error {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			data[len(data)-1]++
			return os.WriteFile(name, data, 0o600)
		},
		"of another key": func(name string) error {
			d.Save("other", []byte("other"))
			return os.Rename(d.name("other"), name)
		},
		"writable": func(name string) error { return os.Chmod(name, 0o666) },
		"a link": func(name string) error {
			if err := os.Rename(name, name+"x"); err != nil {
				return err
			}
			return os.Symlink(name+"x", name)
		},
	}
	for what, do := range harm {
		d.Save("x", []byte("one"))
		if err := do(d.name("x")); err != nil {
			t.Fatal(err)
		}
		if got := d.Load("x"); got != nil {
			t.Errorf("%s: it is %q", what, got)
		}
		_ = os.Remove(d.name("x"))
	}
}

func TestSharedDirectory(t *testing.T) {
	path := t.TempDir()
	if err := os.Chmod(path, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, "1"); err == nil {
		t.Error("a directory that others may write to is used")
	}
}

func TestPrune(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "c"), "1")
	data := bytes.Repeat([]byte("x"), 1000)
	for i, key := range []string{"a", "b", "c"} {
		d.Save(key, data)
		used := time.Now().Add(time.Duration(i-10) * time.Minute)
		if err := os.Chtimes(d.name(key), used, used); err != nil {
			t.Fatal(err)
		}
	}
	d.Load("a") // now the last that was used
	d.prune(2500)
	var left []string
	for _, key := range []string{"a", "b", "c"} {
		if d.Load(key) != nil {
			left = append(left, key)
		}
	}
	if got := strings.Join(left, ""); got != "ac" {
		t.Errorf("%q is left", got)
	}
}
