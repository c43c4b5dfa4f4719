package rulebook

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/rules"
)

// Tables are all files, read once.
type Tables struct {
	Families []*AskedFamily
	Sinks    map[string][]Entry // by the last name of what is called
	Asked    map[string][]Entry // by operation
	Answered []Entry
	Passing  map[ir.Language]*Answers
	Misuses  []*Misuse
}

// Entry is a sink with its family and one pattern.
type Entry struct {
	Family  *AskedFamily
	Sink    *Sink
	Pattern string
	Through *term.Patterns
}

// AskedFamily is a family as it is asked.
type AskedFamily struct {
	*Family
	SanitizerCalls, CheckCalls, ModelCalls, NumberCalls *term.Patterns
}

// Answers is what a language's calls answer.
type Answers struct {
	Clean, Refuses, Checks, Elsewhere, Methods, Alike *term.Patterns
	Attributes, Libraries                             map[string]bool
}

// Loaded reads the embedded files: an error in one is one of the build, which a test finds.
var Loaded = sync.OnceValues(load)

func load() (*Tables, error) {
	t := &Tables{Sinks: map[string][]Entry{}, Asked: map[string][]Entry{}, Passing: map[ir.Language]*Answers{}}
	err := each("sink", func(name string, text []byte) error {
		f := &Family{}
		if err := strictly(text, f); err != nil {
			return err
		}
		if f.Name != strings.TrimSuffix(path.Base(name), ".yaml") {
			return fmt.Errorf("its family is %q", f.Name)
		}
		t.add(f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	t.joinInto()
	err = each("passing", func(_ string, text []byte) error {
		p := &passing{}
		if err := strictly(text, p); err != nil {
			return err
		}
		a := &Answers{
			Clean: term.NewPatterns(p.Clean), Refuses: term.NewPatterns(p.Refuses), Checks: term.NewPatterns(p.Checks), Elsewhere: term.NewPatterns(p.Elsewhere), Methods: term.NewPatterns(p.Methods), Alike: term.NewPatterns(p.Alike),
			Attributes: term.SetOf(p.Attributes), Libraries: term.SetOf(p.Libraries),
		}
		t.Passing[p.Language] = a
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each("misuse", func(_ string, text []byte) error {
		m := &Misuse{}
		if err := strictly(text, m); err != nil {
			return err
		}
		for i := range m.Weak {
			m.Weak[i].Patterns, m.Weak[i].Exceptions = term.NewPatterns(m.Weak[i].Calls), term.NewPatterns(m.Weak[i].Except)
		}
		t.Misuses = append(t.Misuses, m)
		return nil
	})
	return t, err
}

// each reads the files of a directory of the rules, in their order.
func each(dir string, read func(name string, text []byte) error) error {
	names, err := fs.Glob(rules.FS, dir+"/*.yaml")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(rules.FS, name)
		if err != nil {
			return err
		}
		if err := read(name, text); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func strictly(text []byte, to any) error { return yaml.Load(text, to, yaml.WithKnownFields()) }

// add puts the sinks of a family where they are looked for.
func (t *Tables) add(f *Family) {
	of := &AskedFamily{f, term.NewPatterns(f.Sanitizers), term.NewPatterns(f.Checks), term.NewPatterns(f.Models), term.NewPatterns(f.Numbers)}
	t.Families = append(t.Families, of)
	for i := range f.Sinks {
		s := &f.Sinks[i]
		through := term.NewPatterns(s.Through)
		for _, p := range s.Calls {
			t.Sinks[term.LastName(p)] = append(t.Sinks[term.LastName(p)], Entry{of, s, p, through})
		}
		for _, o := range s.Operations {
			t.Asked[o] = append(t.Asked[o], Entry{of, s, o, through})
		}
		if s.Returns {
			t.Answered = append(t.Answered, Entry{of, s, "", through})
		}
	}
}

// joinInto gives families the sinks of those that they lead into.
func (t *Tables) joinInto() {
	for _, f := range t.Families {
		for _, name := range f.Into {
			for _, of := range t.Families {
				if of.Name != name {
					continue
				}
				for i := range of.Sinks {
					s := &of.Sinks[i]
					for _, p := range s.Calls {
						t.Sinks[term.LastName(p)] = append(t.Sinks[term.LastName(p)], Entry{f, s, p, f.ModelCalls})
					}
					for _, o := range s.Operations {
						t.Asked[o] = append(t.Asked[o], Entry{f, s, o, f.ModelCalls})
					}
				}
			}
		}
	}
}
