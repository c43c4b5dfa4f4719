package javascript

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Find answers the file of the module that an import means, as Node and TypeScript look for it
// (https://nodejs.org/api/modules.html#all-together, https://www.typescriptlang.org/docs/handbook/modules/theory.html):
// relative to the importing file, in a layer, by the paths of a tsconfig.json, or as a package of the same repository.
// What a package manager installed is a library, and not looked for.
func Find(place ir.Place, i *ir.Import) []string {
	if i.Dynamic != nil || i.Module == "" || strings.HasPrefix(i.Module, "node:") {
		return nil
	}
	f := finder{place.Files}
	from := clean(place.From)
	name := i.Module
	switch {
	case name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../"):
		joined := path.Join(path.Dir(from), name)
		if joined == ".." || strings.HasPrefix(joined, "../") {
			return nil
		}
		return f.module(joined)
	case strings.HasPrefix(name, "/opt/"):
		return f.layered(place, strings.TrimPrefix(name, "/opt/"))
	case strings.HasPrefix(name, "/var/task/"):
		return f.module(path.Join(clean(place.Root), strings.TrimPrefix(name, "/var/task/")))
	case strings.HasPrefix(name, "/") || isSDK(name):
		return nil
	}
	if strings.HasPrefix(name, "#") {
		return f.private(from, name)
	}
	if found := f.mapped(from, name); found != nil {
		return found
	}
	if found := f.layeredPackage(place, name); found != nil {
		return found
	}
	return f.neighbour(from, name)
}

// isSDK reports whether a module is the provider's: what it does is known, and its text does not say it.
func isSDK(name string) bool {
	return name == "aws-sdk" || strings.HasPrefix(name, "aws-sdk/") || strings.HasPrefix(name, "@aws-sdk/") || strings.HasPrefix(name, "@smithy/")
}

func clean(name string) string {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if name == "" {
		return "."
	}
	return name
}

// finder looks files up.
type finder struct{ files ir.Files }

func (f finder) isFile(name string) bool {
	is, _ := f.files.Stat(name)
	return is
}

var extensions = []string{".ts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", ".mts", ".cts", ".json"}

// typed are the sources of which a compiler makes files of that extension: imports may name the latter.
var typedOf = map[string][]string{".js": {".ts", ".tsx"}, ".mjs": {".mts"}, ".cjs": {".cts"}, ".jsx": {".tsx"}}

// module finds a file, or the one that stands for a directory.
func (f finder) module(name string) []string {
	if found := f.file(name); found != nil {
		return found
	}
	if _, isDir := f.files.Stat(name); !isDir {
		return nil
	}
	if p, ok := f.manifest(name); ok {
		if found := f.entry(name, p, "."); found != nil {
			return found
		}
	}
	return f.file(path.Join(name, "index"))
}

func (f finder) file(name string) []string {
	ext := path.Ext(name)
	if known := slices.Contains(extensions, ext); known {
		for _, e := range typedOf[ext] {
			if source := strings.TrimSuffix(name, ext) + e; f.isFile(source) {
				return []string{source}
			}
		}
		if f.isFile(name) {
			return []string{name}
		}
	}
	for _, e := range extensions {
		if f.isFile(name + e) {
			return []string{name + e}
		}
	}
	return nil
}

// layered finds a file of a layer by its path at run time: /opt/nodejs/x.
func (f finder) layered(place ir.Place, name string) []string {
	for _, layer := range place.Extra {
		for _, n := range []string{name, strings.TrimPrefix(name, "nodejs/")} { // as it is mounted, and as it is built
			if found := f.module(path.Join(clean(layer), n)); found != nil {
				return found
			}
		}
	}
	return nil
}

// layeredPackage finds a package that a layer holds.
func (f finder) layeredPackage(place ir.Place, name string) []string {
	for _, layer := range place.Extra {
		for _, dir := range []string{"nodejs/node_modules", "node_modules"} {
			at := path.Join(clean(layer), dir, name)
			if p, ok := f.manifest(at); ok && p.installed() {
				return nil
			}
			if found := f.module(at); found != nil && path.Base(found[0]) != "package.json" {
				return found
			}
		}
	}
	return nil
}

// manifest is what matters of a package.json.
type manifest struct {
	Name         string            `json:"name"`
	Main         string            `json:"main"`
	Module       string            `json:"module"`
	Source       string            `json:"source"`
	Types        string            `json:"types"`
	Exports      json.RawMessage   `json:"exports"`
	Imports      json.RawMessage   `json:"imports"`
	Workspaces   json.RawMessage   `json:"workspaces"`
	Dependencies map[string]string `json:"dependencies"`
	Resolved     string            `json:"_resolved"`
	Repository   json.RawMessage   `json:"repository"`
	License      json.RawMessage   `json:"license"`
}

// installed reports whether a package looks like one of a registry.
func (m *manifest) installed() bool {
	return m.Resolved != "" || len(m.Repository) > 0 && len(m.License) > 0
}

func (f finder) manifest(dir string) (*manifest, bool) {
	data, err := f.files.Read(path.Join(dir, "package.json"))
	if err != nil || len(data) > maxText {
		return nil, false
	}
	var m manifest
	if json.Unmarshal(data, &m) != nil {
		return nil, false
	}
	return &m, true
}

// entry is the file of a package for one of its paths: "." or "./x".
func (f finder) entry(dir string, m *manifest, sub string) []string {
	var names []string
	if len(m.Exports) > 0 {
		names = append(names, targets(m.Exports, sub, 0)...)
	}
	if sub == "." {
		names = append(names, m.Source, m.Main, m.Module, strings.TrimSuffix(m.Types, ".d.ts"))
	} else {
		names = append(names, sub)
	}
	for _, n := range names {
		if n == "" {
			continue
		}
		at := path.Join(dir, n)
		if found := f.file(at); found != nil {
			return found
		}
		// what is built is often not there: its source is
		for _, built := range []string{"/dist/", "/lib/", "/build/"} {
			if source := strings.Replace("/"+at, built, "/src/", 1); source != "/"+at {
				if found := f.file(clean(source)); found != nil {
					return found
				}
			}
		}
		if found := f.file(path.Join(at, "index")); found != nil && sub != "." {
			return found
		}
	}
	if sub == "." {
		return f.file(path.Join(dir, "src/index"))
	}
	return f.file(path.Join(dir, "src", sub))
}

// targets are the files that a package's exports or imports name for a path, in the order of the conditions.
func targets(raw json.RawMessage, sub string, depth int) []string {
	if depth > 8 {
		return nil
	}
	var one string
	if json.Unmarshal(raw, &one) == nil {
		if sub == "." || depth > 0 {
			return []string{one}
		}
		return nil
	}
	var by map[string]json.RawMessage
	if json.Unmarshal(raw, &by) != nil {
		return nil
	}
	if v, ok := by[sub]; ok && depth == 0 {
		return targets(v, sub, depth+1)
	}
	var list []string
	for _, condition := range []string{"source", "node", "import", "require", "module", "default"} {
		if v, ok := by[condition]; ok && (sub == "." || depth > 0) {
			list = append(list, targets(v, sub, depth+1)...)
		}
	}
	if depth > 0 || len(list) > 0 {
		return list
	}
	keys := make([]string, 0, len(by))
	for k := range by {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		before, after, star := strings.Cut(k, "*")
		if star && strings.HasPrefix(sub, before) && strings.HasSuffix(sub, after) && len(sub) >= len(k)-1 {
			hole := sub[len(before) : len(sub)-len(after)]
			for _, t := range targets(by[k], sub, depth+1) {
				list = append(list, strings.ReplaceAll(t, "*", hole))
			}
		}
	}
	return list
}

// private finds what a package calls its own: #db, by the imports of its package.json.
func (f finder) private(from, name string) []string {
	for dir := path.Dir(from); ; dir = path.Dir(dir) {
		if m, ok := f.manifest(dir); ok {
			for _, t := range targets(m.Imports, name, 0) {
				if found := f.file(path.Join(dir, t)); found != nil {
					return found
				}
			}
			return nil
		}
		if dir == "." {
			return nil
		}
	}
}

// neighbour finds a package of the same repository: one of a workspace, or one that file: names.
func (f finder) neighbour(from, name string) []string {
	parts := strings.SplitN(name, "/", 3)
	pkg, sub := parts[0], strings.Join(parts[1:], "/")
	if strings.HasPrefix(name, "@") && len(parts) > 1 {
		pkg, sub = parts[0]+"/"+parts[1], strings.Join(parts[2:], "/")
	}
	inside := "."
	if sub != "" {
		inside = "./" + sub
	}
	for dir := path.Dir(from); ; dir = path.Dir(dir) {
		if m, ok := f.manifest(dir); ok {
			if m.Name == pkg {
				return f.entry(dir, m, inside)
			}
			for _, at := range f.candidates(dir, m, pkg) {
				if p, ok := f.manifest(at); ok && p.Name == pkg {
					return f.entry(at, p, inside)
				}
			}
		}
		if dir == "." {
			return nil
		}
	}
}

// candidates are the directories in which a package may stand.
func (f finder) candidates(dir string, m *manifest, pkg string) []string {
	var list []string
	for _, prefix := range []string{"file:", "link:", "portal:"} {
		if at, ok := strings.CutPrefix(m.Dependencies[pkg], prefix); ok {
			if joined := path.Join(dir, at); joined != ".." && !strings.HasPrefix(joined, "../") {
				list = append(list, joined)
			}
		}
	}
	var globs []string
	if json.Unmarshal(m.Workspaces, &globs) != nil {
		var with struct {
			Packages []string `json:"packages"`
		}
		_ = json.Unmarshal(m.Workspaces, &with)
		globs = with.Packages
	}
	if len(globs) == 0 && f.isFile(path.Join(dir, "pnpm-workspace.yaml")) {
		globs = []string{"packages/*", "libs/*", "apps/*", "services/*"}
	}
	all, listed := f.files.(interface{ Files() []string })
	for _, g := range globs {
		g = path.Join(dir, g)
		if !strings.ContainsAny(g, "*?[") {
			list = append(list, g)
			continue
		}
		if !listed {
			list = append(list, path.Join(path.Dir(g), path.Base(pkg)))
			continue
		}
		for _, name := range all.Files() {
			if path.Base(name) != "package.json" {
				continue
			}
			before, deep := strings.CutSuffix(g, "/**")
			if ok, _ := path.Match(g, path.Dir(name)); ok || deep && strings.HasPrefix(name, before+"/") {
				list = append(list, path.Dir(name))
			}
		}
	}
	return list
}
