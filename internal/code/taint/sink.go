package taint

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/rules"
)

// Family is a kind of sink: where data is more than data in one way. It is one file of internal/rules/sink.
type Family struct {
	Name string `yaml:"family"`
	// Witnesses are data that does harm here. What lets none of them through is a check.
	Witnesses []string `yaml:"witnesses"`
	Sinks     []Sink   `yaml:"sinks"`
	// Sanitizers are calls whose answer does no harm here, whatever goes in.
	Sanitizers []string `yaml:"sanitizers"`
	// Quotes says that sanitizers quote: inside of quotes they do not.
	Quotes bool `yaml:"quotes"`
	// Numbers are calls that make a number of data: here a number does harm too, where nothing bounds it.
	Numbers []string `yaml:"numbers"`
	// Delimited says that nothing leads out of quotes but the same quote.
	Delimited bool `yaml:"delimited"`
	// Doubled says that a quote that stands twice within quotes is one of the text.
	Doubled bool `yaml:"doubled"`
	// Removes are texts without which data does no harm: taking them out is enough.
	Removes []string `yaml:"removes"`
	// Parts are those of an event of the web whose text cannot hold what does harm: "headers" hold no line break.
	Parts []string `yaml:"parts"`
	// Models are calls that a language model answers: here their answer is what goes in.
	Models []string `yaml:"models"`
	// Into are the families whose sinks are this one's too, behind a model.
	Into []string `yaml:"into"`
	// Checks are calls that let only what does no harm pass: they answer true, or do not come back.
	Checks   []string  `yaml:"checks"`
	Examples []Example `yaml:"examples"`
}

// Sink is a place where data is more than data.
type Sink struct {
	Languages  []ir.Language `yaml:"languages"`  // none: all
	Calls      []string      `yaml:"calls"`      // patterns of what is called (term.Patterns)
	Operations []string      `yaml:"operations"` // of the provider: "dynamodb.ExecuteStatement"
	Returns    bool          `yaml:"returns"`    // what the function answers to a request
	Arguments  []string      `yaml:"arguments"`  // "0", "query", "0.text"; "*" for all
	Form       Form          `yaml:"form"`
	When       When          `yaml:"when"`
	Sanitizers []string      `yaml:"sanitizers"` // those of this sink instead of the family's
	Through    []string      `yaml:"through"`    // patterns of calls of which the data has to have passed one
	Response   string        `yaml:"response"`   // the argument that an answer is written to: only where a browser shows it as a page
	Firm       bool          `yaml:"firm"`       // what is called is known by its name alone
	Shortens   bool          `yaml:"shortens"`   // it takes dots out of a path before it looks for the file
}

// Form is which part of an argument counts.
type Form string

// The forms.
const (
	Anything  Form = ""          // every part
	URL       Form = "url"       // what decides where it leads to
	Target    Form = "link"      // the same, of what a browser follows: a path is no other place
	Argv      Form = "argv"      // a list of arguments: which program it is, and what a shell is given
	Line      Form = "line"      // text as it is written: what is quoted on the way does no harm
	Whole     Form = "whole"     // a document that is the attacker's as a whole: values within one that the code writes are none
	Shape     Form = "shape"     // an object whose entries the attacker chooses: text is none
	Page      Form = "page"      // an answer that a browser shows
	Message   Form = "message"   // a mail with its headers
	Plain     Form = "plain"     // text: an object is something else, whatever it holds
	Beginning Form = "beginning" // only how it begins
	Rest      Form = "rest"      // what follows a beginning that the code writes
	Undotted  Form = "undotted"  // a path that is refused with dots in it: only how it begins
	Statement Form = "statement" // text: what calls of a library put together is none
	Key       Form = "key"       // a name: behind what somebody else says it is in its own place
)

// When is what else has to hold of a call.
type When struct {
	Argument string   `yaml:"argument"` // with Is or Not: which
	Is       []string `yaml:"is"`       // it is one of these constants
	Not      []string `yaml:"not"`      // it is none of these: constants, or names of the library
	Looks    []string `yaml:"looks"`    // the known part of the argument begins with one of these words
	Page     bool     `yaml:"page"`     // the known part of the argument is of HTML, and the function says nothing else of its answer's type
	Absent   bool     `yaml:"absent"`   // of Is: or it is not given
	Given    bool     `yaml:"given"`    // it is given
	Missing  bool     `yaml:"missing"`  // it is not given; of several, none of them is
	Own      bool     `yaml:"own"`      // of an operation: it is the function's own, out of its environment or a file
	Feature  string   `yaml:"feature"`  // it is a parser of SAX in which this was turned on: setFeature(feature, True)
}

// Example is code with the lines of the sinks that the event reaches; none for code that does no harm.
type Example struct {
	Language ir.Language `yaml:"language"`
	Reaches  []int       `yaml:"reaches"`
	Why      string      `yaml:"why"`
	Code     string      `yaml:"code"`
}

// passing says what the calls of a language's libraries make of data that goes in: a file of internal/rules/passing.
type passing struct {
	Language ir.Language `yaml:"language"`
	// Clean are calls whose answer nobody can write anything into: a number, a digest, an identifier.
	Clean []string `yaml:"clean"`
	// Refuses are those of them that do not come back with anything else: what was given to one is checked.
	Refuses []string `yaml:"refuses"`
	// Checks are calls that answer true only for what does no harm anywhere.
	Checks []string `yaml:"checks"`
	// Elsewhere are calls whose answer comes from somewhere else.
	Elsewhere []string `yaml:"elsewhere"`
	// Methods are those whose arguments are in their answer, whatever they are methods of.
	Methods []string `yaml:"methods"`
	// Alike are calls that answer what they got in another spelling: a check of the answer is one of what went in.
	Alike []string `yaml:"alike"`
	// Attributes are those that nobody can write anything into.
	Attributes []string `yaml:"attributes"`
	// Libraries are those whose other functions answer what they are given, in another form.
	Libraries []string `yaml:"libraries"`
}

// tables are all files, read once.
type tables struct {
	families []*families
	sinks    map[string][]entry // by the last name of what is called
	asked    map[string][]entry // by operation
	answered []entry
	passing  map[ir.Language]*answers
	misuses  []*misuse
}

// entry is a sink with its family and one pattern.
type entry struct {
	family  *families
	sink    *Sink
	pattern string
	through *term.Patterns
}

// families is a family as it is asked.
type families struct {
	*Family
	sanitizers, checks, models, numbers *term.Patterns
}

// answers is what a language's calls answer.
type answers struct {
	clean, refuses, checks, elsewhere, methods, alike *term.Patterns
	attributes, libraries                             map[string]bool
}

// loaded reads the embedded files: an error in one is one of the build, which a test finds.
var loaded = sync.OnceValues(load)

func load() (*tables, error) {
	t := &tables{sinks: map[string][]entry{}, asked: map[string][]entry{}, passing: map[ir.Language]*answers{}}
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
		a := &answers{
			clean: term.NewPatterns(p.Clean), refuses: term.NewPatterns(p.Refuses), checks: term.NewPatterns(p.Checks), elsewhere: term.NewPatterns(p.Elsewhere), methods: term.NewPatterns(p.Methods), alike: term.NewPatterns(p.Alike),
			attributes: term.SetOf(p.Attributes), libraries: term.SetOf(p.Libraries),
		}
		t.passing[p.Language] = a
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each("misuse", func(_ string, text []byte) error {
		m := &misuse{}
		if err := strictly(text, m); err != nil {
			return err
		}
		for i := range m.Weak {
			m.Weak[i].patterns, m.Weak[i].except = term.NewPatterns(m.Weak[i].Calls), term.NewPatterns(m.Weak[i].Except)
		}
		t.misuses = append(t.misuses, m)
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
func (t *tables) add(f *Family) {
	of := &families{f, term.NewPatterns(f.Sanitizers), term.NewPatterns(f.Checks), term.NewPatterns(f.Models), term.NewPatterns(f.Numbers)}
	t.families = append(t.families, of)
	for i := range f.Sinks {
		s := &f.Sinks[i]
		through := term.NewPatterns(s.Through)
		for _, p := range s.Calls {
			t.sinks[term.LastName(p)] = append(t.sinks[term.LastName(p)], entry{of, s, p, through})
		}
		for _, o := range s.Operations {
			t.asked[o] = append(t.asked[o], entry{of, s, o, through})
		}
		if s.Returns {
			t.answered = append(t.answered, entry{of, s, "", through})
		}
	}
}

// joinInto gives families the sinks of those that they lead into.
func (t *tables) joinInto() {
	for _, f := range t.families {
		for _, name := range f.Into {
			for _, of := range t.families {
				if of.Name != name {
					continue
				}
				for i := range of.Sinks {
					s := &of.Sinks[i]
					for _, p := range s.Calls {
						t.sinks[term.LastName(p)] = append(t.sinks[term.LastName(p)], entry{f, s, p, f.models})
					}
					for _, o := range s.Operations {
						t.asked[o] = append(t.asked[o], entry{f, s, o, f.models})
					}
				}
			}
		}
	}
}

// in is whether a sink is one of a language.
func (s *Sink) in(l ir.Language) bool {
	return len(s.Languages) == 0 || slices.Contains(s.Languages, l)
}
