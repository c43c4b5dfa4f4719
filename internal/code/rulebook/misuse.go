package rulebook

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Misuse is a kind of call that is weak wherever its data comes from: a file of internal/rules/misuse.
type Misuse struct {
	Family  string       `yaml:"family"`
	Says    string       `yaml:"says"` // what is said of it, behind the name of what is called
	Weak    []WeakCall   `yaml:"weak"`
	Objects []WeakObject `yaml:"objects"`
	// Examples are functions, with the lines of what is weak in them.
	Examples []Example `yaml:"examples"`
}

// WeakCall is a call that is weak where all of some conditions hold.
type WeakCall struct {
	Languages  []ir.Language  `yaml:"languages"`
	Calls      []string       `yaml:"calls"`
	When       []When         `yaml:"when"`
	Except     []string       `yaml:"except"` // calls that these patterns fit too, and that are not meant
	Secret     bool           `yaml:"secret"` // only where it makes or keeps a secret
	Says       string         `yaml:"says"`   // instead of what is said of the others
	Patterns   *term.Patterns `yaml:"-"`      // of calls
	Exceptions *term.Patterns `yaml:"-"`      // of those that are not meant
}

// WeakObject is an object of a library with an entry that is weak.
type WeakObject struct {
	Type  string `yaml:"type"`
	Field string `yaml:"field"`
	Is    string `yaml:"is"`
	// Unless are fields with which it is not.
	Unless []string `yaml:"unless"`
}
