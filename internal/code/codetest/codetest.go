// Package codetest gives tests of function code what they all need: source files in memory, a loader of their modules
// in every language that is read, modules as text to compare with, and what fuzzing begins with.
package codetest

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/javascript"
	"github.com/sconce-dev/sconce/internal/code/python"
)

// Files are source files in memory, by path.
type Files map[string][]byte

// Of are the files of an archive but for what the test expects of them.
func Of(a *txtar.Archive, expected ...string) Files {
	files := Files{}
	for _, f := range a.Files {
		if !slices.Contains(expected, f.Name) {
			files[f.Name] = f.Data
		}
	}
	return files
}

// Stat is that of ir.Files.
func (f Files) Stat(name string) (isFile, isDir bool) {
	if _, ok := f[name]; ok {
		return true, false
	}
	for n := range f {
		if name == "." || strings.HasPrefix(n, name+"/") {
			return false, true
		}
	}
	return false, false
}

// Read is that of ir.Files.
func (f Files) Read(name string) ([]byte, error) {
	if data, ok := f[name]; ok {
		return data, nil
	}
	return nil, os.ErrNotExist
}

// List is that of ir.Files.
func (f Files) List(dir string) []string {
	var names []string
	for n := range f {
		if path.Dir(n) == path.Clean(dir) {
			names = append(names, path.Base(n))
		}
	}
	slices.Sort(names)
	return names
}

// Loader parses each module once. It is not safe for concurrent use.
type Loader struct {
	files   Files
	modules map[string]*ir.Module
}

// NewLoader is a loader of the modules of some files.
func NewLoader(files Files) *Loader { return &Loader{files: files, modules: map[string]*ir.Module{}} }

// Load is that of eval.Loader.
func (l *Loader) Load(from *ir.File, i *ir.Import) (*ir.Module, bool) {
	found := frontend(from.Path).Find(ir.Place{Files: l.files, From: from.Path, Root: "."}, i)
	if len(found) == 0 || frontend(found[0]) == nil {
		return nil, false
	}
	return l.Module(found...), true
}

// Among is that of eval.Loader.
func (l *Loader) Among(from *ir.File, i *ir.Import) []string {
	f := frontend(from.Path)
	if f.Among == nil {
		return nil
	}
	return f.Among(ir.Place{Files: l.files, From: from.Path, Root: "."}, i)
}

// Module is the module that some files make together.
func (l *Loader) Module(names ...string) *ir.Module {
	key := strings.Join(names, " ")
	if m, ok := l.modules[key]; ok {
		return m
	}
	var sources []ir.Source
	for _, n := range names {
		sources = append(sources, ir.Source{Path: n, Data: l.files[n]})
	}
	m := frontend(names[0]).Parse(sources)
	l.modules[key] = m
	return m
}

func frontend(name string) *ir.Frontend {
	for _, f := range []*ir.Frontend{&python.Frontend, &golang.Frontend, &javascript.Frontend} {
		if slices.Contains(f.Extensions, path.Ext(name)) {
			return f
		}
	}
	return nil
}

// Seed has fuzzing begin with the files of a kind in archives, which patterns name.
func Seed(f *testing.F, extension string, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			a, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range a.Files {
				if strings.HasSuffix(file.Name, extension) {
					f.Add(string(file.Data))
				}
			}
		}
	}
}
