package code

import (
	"bytes"
	"path"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// maxSource is the size up to which a file of code is read, in bytes: generated ones are larger.
const maxSource = 4 << 20

// loading is a module that is read once, by whoever asks for it first.
type loading struct {
	once   sync.Once
	module *ir.Module
}

// loader finds modules as one function sees them: from the root of its place and through its layers.
type loader struct {
	program  *program
	files    *overlay
	frontend *ir.Frontend
	root     string
	layers   []string
}

// start is the module in which a function begins, nil where it cannot be read.
func (l *loader) start(s start) *ir.Module {
	if s.inline != nil {
		return l.frontend.Parse([]ir.Source{*s.inline})
	}
	return l.program.module(l.files, l.frontend, s.files)
}

// Load finds the module that an import means.
func (l *loader) Load(from *ir.File, i *ir.Import) (*ir.Module, bool) {
	files := l.frontend.Find(ir.Place{Files: l.files, From: from.Path, Root: l.root, Extra: l.layers}, i)
	if len(files) == 0 {
		return nil, false
	}
	frontend := frontendOf(files[0])
	if frontend == nil { // data that the language imports: JSON
		frontend = l.frontend
	}
	m := l.program.module(l.files, frontend, files)
	return m, m != nil
}

// Among are the modules that an import may mean of which only the beginning is known.
func (l *loader) Among(from *ir.File, i *ir.Import) []string {
	if l.frontend.Among == nil {
		return nil
	}
	return l.frontend.Among(ir.Place{Files: l.files, From: from.Path, Root: l.root, Extra: l.layers}, i)
}

// module reads a module once.
func (p *program) module(in *overlay, frontend *ir.Frontend, files []string) *ir.Module {
	key := path.Clean(files[0])
	if len(files) > 1 {
		key = path.Dir(key) + "/" + string(frontend.Language)
	}
	key = in.bundle + "\x00" + key // sources of bundles are not what stands in the directory
	p.mu.Lock()
	l := p.modules[key]
	if l == nil {
		l = &loading{}
		p.modules[key] = l
	}
	p.mu.Unlock()
	l.once.Do(func() {
		var sources []ir.Source
		for _, file := range files {
			text, err := in.Read(file)
			if err != nil || len(text) > maxSource {
				continue
			}
			sources = append(sources, ir.Source{Path: file, Data: text})
		}
		if len(sources) > 0 {
			l.module = frontend.Parse(sources)
			p.originate(l.module, sources[0])
		}
	})
	return l.module
}

// originate lets the places of a file that a compiler made be those of its sources.
func (p *program) originate(m *ir.Module, s ir.Source) {
	if m.Language != ir.JavaScript || len(m.Files) == 0 || !bytes.Contains(s.Data, []byte(mapMark)) {
		return
	}
	if o := p.originsOf(s.Path, s.Data); o != nil {
		m.Files[0].Origin = o.find
	}
}
