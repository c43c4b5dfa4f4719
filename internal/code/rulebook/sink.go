package rulebook

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
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

// Example is code with the lines of the sinks that the event reaches; none for code that does no harm.
type Example struct {
	Language ir.Language `yaml:"language"`
	Reaches  []int       `yaml:"reaches"`
	Why      string      `yaml:"why"`
	Code     string      `yaml:"code"`
}

// In is whether a sink is one of a language.
func (s *Sink) In(l ir.Language) bool {
	return len(s.Languages) == 0 || slices.Contains(s.Languages, l)
}
