package golang

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// module is a directory of the tree that is the root of a module, with the beginning of its packages' paths.
type module struct {
	path string
	dir  string
}

// manifest is what a go.mod or go.work says (https://go.dev/ref/mod#go-mod-file).
type manifest struct {
	module   string
	replaced []module // by a directory; dir as written
	used     []string // of a go.work: directories as written
}

// maxManifest is how many bytes of a go.mod are read.
const maxManifest = 1 << 20

// readManifest reads what matters here of a go.mod or go.work: lines of directives, alone or in blocks.
func readManifest(text []byte) manifest {
	var m manifest
	block := ""
	for line := range bytes.Lines(text[:min(len(text), maxManifest)]) {
		words := fields(string(line))
		if len(words) == 0 {
			continue
		}
		switch {
		case block != "" && words[0] == ")":
			block = ""
			continue
		case block != "":
			words = append([]string{block}, words...)
		case len(words) == 2 && words[1] == "(":
			block = words[0]
			continue
		}
		m.directive(words[0], words[1:])
	}
	return m
}

func (m *manifest) directive(name string, words []string) {
	switch name {
	case "module":
		if len(words) > 0 {
			m.module = words[0]
		}
	case "use":
		if len(words) > 0 {
			m.used = append(m.used, words[0])
		}
	case "replace": // path [version] => directory
		for i, w := range words {
			if w != "=>" || i == 0 || i+1 >= len(words) {
				continue
			}
			if dir := words[i+1]; strings.HasPrefix(dir, "./") || strings.HasPrefix(dir, "../") || dir == "." || dir == ".." {
				m.replaced = append(m.replaced, module{words[0], dir})
			}
		}
	}
}

// fields are the words of a line without its comment. One in quotes loses them.
func fields(line string) []string {
	line, _, _ = strings.Cut(line, "//")
	words := strings.Fields(line)
	for i, w := range words {
		if strings.HasPrefix(w, `"`) || strings.HasPrefix(w, "`") {
			if text, err := strconv.Unquote(w); err == nil {
				words[i] = text
			}
		}
	}
	return words
}

// manifestAt reads a go.mod or go.work.
func manifestAt(files ir.Files, name string) (manifest, bool) {
	if isFile, _ := files.Stat(name); !isFile {
		return manifest{}, false
	}
	text, err := files.Read(name)
	if err != nil {
		return manifest{}, false
	}
	return readManifest(text), true
}

// modules are those of the tree that a file's imports may be of: the one that it is part of, those that this one or a
// workspace around it replaces by a directory or uses, and those further out.
func modules(files ir.Files, from string) []module {
	var list []module
	own := true
	for dir := range outwards(path.Dir(from)) {
		if m, ok := manifestAt(files, path.Join(dir, "go.mod")); ok && m.module != "" {
			if own { // the replacements of others do not count
				list = append(list, inside(dir, m.replaced)...)
				own = false
			}
			list = append(list, module{m.module, dir})
		}
		w, ok := manifestAt(files, path.Join(dir, "go.work"))
		if !ok {
			continue
		}
		list = append(list, inside(dir, w.replaced)...)
		for _, used := range w.used {
			at, ok := below(dir, used)
			if !ok {
				continue
			}
			if m, ok := manifestAt(files, path.Join(at, "go.mod")); ok && m.module != "" {
				list = append(list, module{m.module, at})
			}
		}
	}
	return list
}

// inside are the modules with directories as they are named from the scanned one.
func inside(dir string, written []module) []module {
	var list []module
	for _, m := range written {
		if at, ok := below(dir, m.dir); ok {
			list = append(list, module{m.path, at})
		}
	}
	return list
}

// below joins a directory and a path that is relative to it; not ok is one outside of the scanned directory.
func below(dir, relative string) (string, bool) {
	at := path.Join(dir, relative)
	return at, at != ".." && !strings.HasPrefix(at, "../") && !path.IsAbs(relative)
}
