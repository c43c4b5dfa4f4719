package code

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/javascript"
)

// The limits of a source map. One of a bundle with its libraries has a few megabytes.
const (
	maxMap     = 32 << 20
	maxSources = 10_000
)

// mapMark stands before the place of a source map.
const mapMark = "//# sourceMappingURL="

// sourceMap is what matters of a source map: the files that a bundle was made of, and what was in them
// (ECMA-426, "Source map format").
type sourceMap struct {
	Version        int       `json:"version"`
	SourceRoot     string    `json:"sourceRoot"`
	Sources        []*string `json:"sources"`
	SourcesContent []*string `json:"sourcesContent"`
}

// unbundle puts the sources of a bundle in its place where the bundle itself is not read: it is minified, or mostly
// libraries. Its source map says what they are. The reason says why it cannot.
func (p *program) unbundle(s *start) (reason string) {
	bundle := s.files[0]
	text, err := p.files.long(bundle)
	if err != nil {
		return ""
	}
	unreadable := javascript.Unreadable(text)
	if unreadable == "" {
		return ""
	}
	data := p.mapOf(bundle, text)
	if data == nil {
		return unreadable + ", and it has no source map"
	}
	var m sourceMap
	if len(data) > maxMap || json.Unmarshal(data, &m) != nil || m.Version != 3 || len(m.Sources) > maxSources {
		return unreadable + ", and its source map cannot be read"
	}
	sources := m.contents(path.Dir(bundle))
	over := p.files.lay(bundle, sources)
	var fits []string
	for name := range sources {
		if module := p.module(over, s.frontend, []string{name}); module != nil && exports(module, s.path[0]) {
			fits = append(fits, name)
		}
	}
	if len(fits) != 1 {
		return fmt.Sprintf("%s, and of the sources in its map %d export %s", unreadable, len(fits), s.path[0])
	}
	s.files, s.over = fits, over
	return ""
}

// mapOf is the source map that the last line of a file names: a file beside it, or the text itself.
func (p *program) mapOf(file string, text []byte) []byte {
	i := bytes.LastIndex(text, []byte(mapMark))
	if i < 0 {
		return nil
	}
	url, _, _ := strings.Cut(strings.TrimSpace(string(text[i+len(mapMark):])), "\n")
	if inline, ok := strings.CutPrefix(url, "data:application/json"); ok {
		_, encoded, ok := strings.Cut(inline, ";base64,")
		data, err := base64.StdEncoding.DecodeString(encoded)
		if !ok || err != nil {
			return nil
		}
		return data
	}
	name := path.Join(path.Dir(file), url)
	if strings.Contains(url, ":") || strings.HasPrefix(url, "/") || strings.HasPrefix(name, "../") {
		return nil
	}
	data, err := p.files.long(name)
	if err != nil {
		return nil
	}
	return data
}

// contents are the sources that people wrote, by where they stand: below the scanned directory, as seen from that of
// the map. Libraries stay libraries.
func (m *sourceMap) contents(dir string) map[string][]byte {
	out := map[string][]byte{}
	for i, source := range m.Sources {
		if source == nil || i >= len(m.SourcesContent) || m.SourcesContent[i] == nil {
			continue
		}
		name := m.place(*source, dir)
		if strings.Contains(*source, "node_modules/") || !slices.Contains(javascript.Frontend.Extensions, path.Ext(name)) {
			continue
		}
		out[name] = []byte(*m.SourcesContent[i])
	}
	return out
}

// place is where a source stands below the scanned directory, as seen from that of the map. What lies above it is taken
// to begin there.
func (m *sourceMap) place(source, dir string) string {
	name := path.Join(dir, m.SourceRoot, source)
	if inner, ok := strings.CutPrefix(source, "webpack://"); ok { // webpack://NAME/./src/app.ts: from where it was started
		_, inner, _ = strings.Cut(strings.TrimPrefix(inner, "/"), "/")
		name = path.Join(dir, "..", inner)
	}
	for strings.HasPrefix(name, "../") {
		name = strings.TrimPrefix(name, "../")
	}
	return name
}

// exports reports whether a module exports a name of its own.
func exports(m *ir.Module, name string) bool {
	if m.Init == nil {
		return false
	}
	_, has := bindingsOf(m).exports[name]
	return has
}
