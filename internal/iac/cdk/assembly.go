package cdk

import (
	"bytes"
	"fmt"
	"path"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// The limits of what is read: real assemblies have some tens of stacks and hundreds of assets.
const (
	maxAssemblies = 2_000   // of a directory
	maxNested     = 8       // stages within stages
	maxAssets     = 20_000  // of an assembly
	maxPaths      = 200_000 // of constructs whose logical ids are kept, of an assembly
	maxPathLength = 1_024   // bytes of the path of a construct
	maxNotes      = 100     // of a directory
)

// Assemblies are the cloud assemblies of a directory.
type Assemblies struct {
	tree   *source.Tree
	byDir  map[string]*assembly
	stacks map[string]*stack // by the path of the template
	Notes  []model.Gap       // what is not as it should be
}

// assembly is one cloud assembly with the stages in it: they share their assets.
type assembly struct {
	dir     string // of the outermost manifest
	dirs    map[string]bool
	assets  map[string]asset // by id, object key and image tag
	files   map[string]bool  // templates that the assembly names
	made    map[string]bool  // paths of constructs that the library makes by itself
	unclear bool             // its manifest could not be read to the end: what it does not name may be its own
}

// Read finds the assemblies of a directory.
func Read(tree *source.Tree) *Assemblies {
	a := &Assemblies{tree: tree, byDir: map[string]*assembly{}, stacks: map[string]*stack{}}
	var manifests []string
	for _, name := range tree.Files() {
		if path.Base(name) == "manifest.json" && len(manifests) < maxAssemblies {
			manifests = append(manifests, name)
		}
	}
	// A stage lies below its assembly: the outer one is read first and takes its stages along.
	sort.SliceStable(manifests, func(i, j int) bool {
		return strings.Count(manifests[i], "/") < strings.Count(manifests[j], "/")
	})
	for _, name := range manifests {
		if of := a.within(path.Dir(name)); of == nil || !of.owns(path.Dir(name)) {
			a.open(name)
		}
	}
	a.findStale()
	return a
}

// within is the assembly that a directory is in, nil if it is in none.
func (a *Assemblies) within(dir string) *assembly {
	for {
		if found := a.byDir[dir]; found != nil {
			return found
		}
		if dir == "." || dir == "/" {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// owns reports whether a directory is one that the assembly, or an earlier synthesis of it, wrote: its
// own, that of a stage or an asset, or one in these. Other directories below it have nothing to do with it.
func (of *assembly) owns(dir string) bool {
	if of.dirs[dir] {
		return true
	}
	rest := dir
	if of.dir != "." {
		rest = strings.TrimPrefix(dir, of.dir+"/")
	}
	for part := range strings.SplitSeq(rest, "/") {
		if strings.HasPrefix(part, "asset.") || strings.HasPrefix(part, "assembly-") {
			return true
		}
	}
	return false
}

// open reads an outermost assembly. A manifest.json that is none of an assembly is passed over.
func (a *Assemblies) open(name string) {
	root := a.manifest(name)
	if root == nil {
		return
	}
	found := &assembly{dir: path.Dir(name), dirs: map[string]bool{}, assets: map[string]asset{}, files: map[string]bool{}, made: map[string]bool{}}
	a.byDir[found.dir] = found
	a.readManifest(found, root, found.dir, 0)
	a.readTree(found)
}

// manifest parses a manifest, nil if it is not that of an assembly.
func (a *Assemblies) manifest(name string) *source.Node {
	text, err := a.tree.Read(name)
	if err != nil || !bytes.Contains(text, []byte(`"artifacts"`)) {
		return nil
	}
	f, err := source.Parse(name, text)
	if err != nil {
		a.note(model.Location{File: name, Line: 1}, "the manifest of the cloud assembly cannot be read: "+reason(err))
		return nil
	}
	artifacts := f.Root.Get("artifacts")
	if version, ok := f.Root.Get("version").Scalar(); !ok || version == "" || artifacts == nil || artifacts.Kind != source.Map {
		return nil
	}
	return f.Root
}

// reason is the message of an error without its place.
func reason(err error) string {
	if located, ok := err.(*source.Error); ok { //nolint:errorlint // source.Parse wraps nothing
		return located.Message
	}
	return err.Error()
}

// document parses a file that a manifest names, nil with a note if that cannot be done.
func (a *Assemblies) document(name string, from *source.Node, what string) *source.Node {
	text, err := a.tree.Read(name)
	if err == nil {
		f, parseErr := source.Parse(name, text)
		if parseErr == nil {
			return f.Root
		}
		err = parseErr
	}
	a.note(from.Location(), fmt.Sprintf("the %s %s cannot be read: %s", what, name, reason(err)))
	return nil
}

// note remembers what is not as it should be.
func (a *Assemblies) note(at model.Location, reason string) {
	if len(a.Notes) < maxNotes {
		a.Notes = append(a.Notes, model.Gap{Reason: reason, At: at, Uses: 1})
	}
}

// inside joins a path that a manifest names to its directory. What leaves the assembly is refused.
func (a *Assemblies) inside(of *assembly, dir string, n *source.Node, what string) (string, bool) {
	text, ok := n.Scalar()
	if !ok || text == "" {
		return "", false
	}
	text = strings.ReplaceAll(text, `\`, "/") // an assembly made on Windows
	name := path.Join(dir, text)
	outside := path.IsAbs(text) || len(text) > 1 && text[1] == ':' || name == ".." || strings.HasPrefix(name, "../") ||
		of.dir != "." && name != of.dir && !strings.HasPrefix(name, of.dir+"/")
	if outside {
		a.note(n.Location(), what+" lies outside the cloud assembly and is not read")
		return "", false
	}
	return name, true
}
