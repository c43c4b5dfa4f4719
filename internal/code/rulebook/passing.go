package rulebook

import "github.com/sconce-dev/sconce/internal/code/ir"

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
