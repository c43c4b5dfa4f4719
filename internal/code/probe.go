package code

import (
	"crypto/sha256"
	"path"
	"sync"

	"github.com/sconce-dev/sconce/internal/source"
)

// Probe is a question about the scanned directory that reading code has asked, and the fingerprint of the answer.
type Probe struct {
	Of     byte // what was asked: see below
	Name   string
	Answer [sha256.Size]byte
}

const (
	ofStat byte = iota // whether it is there
	ofList             // what is in it
	ofRead             // what it holds
	ofLong             // what it holds, where that may be much
)

type question struct {
	of   byte
	name string
}

// probes are the scanned directory as an application's code is looked for in it: they note what is asked, each
// question once.
type probes struct {
	files *source.Tree

	mu      sync.Mutex
	numbers map[question]int
	all     []Probe
}

func newProbes(files *source.Tree) *probes {
	return &probes{files: files, numbers: map[question]int{}}
}

// ask notes a question. Who asked it before has its answer; else find finds it.
func (p *probes) ask(q question, find func() [sha256.Size]byte) [sha256.Size]byte {
	p.mu.Lock()
	n, known := p.numbers[q]
	if known {
		defer p.mu.Unlock()
		return p.all[n].Answer
	}
	p.mu.Unlock()
	mark := find()
	p.mu.Lock()
	defer p.mu.Unlock()
	if n, known := p.numbers[q]; known {
		return p.all[n].Answer
	}
	p.numbers[q], p.all = len(p.all), append(p.all, Probe{q.of, q.name, mark})
	return mark
}

func printStat(isFile, isDir bool) (out [sha256.Size]byte) {
	if isFile {
		out[0] = 1
	}
	if isDir {
		out[1] = 1
	}
	return out
}

func printList(names []string) [sha256.Size]byte {
	h := sha256.New()
	for _, name := range names {
		_, _ = h.Write(append([]byte(name), 0))
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func printText(text []byte, err error) [sha256.Size]byte {
	if err != nil {
		return [sha256.Size]byte{}
	}
	return sha256.Sum256(text)
}

// holds reports whether a question has the same answer as before.
func (p *probes) holds(old Probe) bool {
	switch old.Of {
	case ofStat:
		return printStat(p.files.Stat(old.Name)) == old.Answer
	case ofList:
		return printList(p.files.List(old.Name)) == old.Answer
	case ofLong:
		return printText(p.files.ReadPrefix(old.Name, maxMap+1)) == old.Answer
	}
	return printText(p.files.Read(old.Name)) == old.Answer
}

// Stat is that of ir.Files.
func (p *probes) Stat(name string) (isFile, isDir bool) {
	answer := p.ask(question{ofStat, name}, func() [sha256.Size]byte { return printStat(p.files.Stat(name)) })
	return answer[0] == 1, answer[1] == 1
}

// List is that of ir.Files.
func (p *probes) List(dir string) []string {
	names := p.files.List(dir)
	p.ask(question{ofList, dir}, func() [sha256.Size]byte { return printList(names) })
	return names
}

// Read is that of ir.Files.
func (p *probes) Read(name string) ([]byte, error) {
	text, err := p.files.Read(name)
	p.ask(question{ofRead, name}, func() [sha256.Size]byte { return printText(text, err) })
	return text, err
}

// long is what a file holds that may be longer than any source file is.
func (p *probes) long(name string) ([]byte, error) {
	text, err := p.files.ReadPrefix(name, maxMap+1)
	p.ask(question{ofLong, name}, func() [sha256.Size]byte { return printText(text, err) })
	return text, err
}

// overlay is the scanned directory with the sources of a bundle over it.
type overlay struct {
	*probes
	bundle string            // "" for none
	over   map[string][]byte // these sources
	dirs   map[string]bool   // the directories that they are in
}

// lay puts the sources of a bundle over the directory.
func (p *probes) lay(bundle string, sources map[string][]byte) *overlay {
	o := &overlay{probes: p, bundle: bundle, over: sources, dirs: map[string]bool{}}
	for name := range sources {
		for dir := path.Dir(name); dir != "." && !o.dirs[dir]; dir = path.Dir(dir) {
			o.dirs[dir] = true
		}
	}
	return o
}

// Stat is that of ir.Files.
func (o *overlay) Stat(name string) (isFile, isDir bool) {
	if _, over := o.over[name]; over || o.dirs[name] {
		return over, !over
	}
	return o.probes.Stat(name)
}

// Read is that of ir.Files.
func (o *overlay) Read(name string) ([]byte, error) {
	if text, over := o.over[name]; over {
		return text, nil
	}
	return o.probes.Read(name)
}
