package golang

import (
	"bytes"
	"go/build/constraint"
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// isBuilt reports whether a file belongs to the package when it is built for Linux on amd64, by its name and the
// constraint at its beginning (https://pkg.go.dev/cmd/go#hdr-Build_constraints).
func isBuilt(s ir.Source) bool {
	name, ok := strings.CutSuffix(path.Base(s.Path), ".go")
	if !ok || strings.HasSuffix(name, "_test") || strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") {
		return false
	}
	return nameFits(name) && textFits(s.Data)
}

// nameFits reads the system and the architecture that a file's name ends with.
func nameFits(name string) bool {
	name, _, _ = strings.Cut(name, ".")
	_, rest, ok := strings.Cut(name, "_") // before the first line stands no system: linux.go is for all
	if !ok {
		return true
	}
	parts := strings.Split(rest, "_")
	last := parts[len(parts)-1]
	if len(parts) > 1 && systems[parts[len(parts)-2]] && architectures[last] {
		return tagHolds(parts[len(parts)-2]) && tagHolds(last)
	}
	return !systems[last] && !architectures[last] || tagHolds(last)
}

// textFits reads the constraint before the package clause. A //go:build line counts before the older // +build ones.
func textFits(text []byte) bool {
	fits := true
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0:
		case bytes.HasPrefix(line, []byte("/*")):
			_, after, closed := bytes.Cut(text, []byte("*/"))
			if !closed {
				return fits
			}
			rest = after
		case !bytes.HasPrefix(line, []byte("//")):
			return fits
		case constraint.IsGoBuild(string(line)):
			x, err := constraint.Parse(string(line))
			return err != nil || x.Eval(tagHolds)
		case constraint.IsPlusBuild(string(line)):
			x, err := constraint.Parse(string(line))
			fits = fits && (err != nil || x.Eval(tagHolds))
		}
		text = rest
	}
	return fits
}

// tagHolds reports whether a build tag is set. Those that people invent are not.
func tagHolds(tag string) bool {
	switch tag {
	case "linux", "amd64", "unix", "cgo", "gc":
		return true
	}
	return strings.HasPrefix(tag, "go1.")
}

// The systems and architectures that a file's name may end with: internal/syslist of the standard library.
var (
	systems = set("aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl",
		"netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos")
	architectures = set("386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle",
		"mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x",
		"sparc", "sparc64", "wasm")
)

func set(names ...string) map[string]bool {
	is := make(map[string]bool, len(names))
	for _, n := range names {
		is[n] = true
	}
	return is
}
