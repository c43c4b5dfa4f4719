package policy

import "github.com/sconce-dev/sconce/internal/model"

// Level says what a problem means for the document.
type Level uint8

// The levels of a problem.
const (
	Illegal Level = iota // the provider refuses the document
	Warning              // the document is legal and does not do what its author may think
)

// String is the level's name.
func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// Problem is something wrong with a document.
type Problem struct {
	Level   Level
	Code    string // stable, in lower-case words: "missing-effect"
	Message string // a clause in lower case, without a full stop
	At      model.Location
}

// String is the message behind the place where it applies.
func (p Problem) String() string {
	if p.At.IsZero() {
		return p.Message
	}
	return p.At.String() + ": " + p.Message
}

// The codes of illegal documents. Those in a comment are the names that IAM Access Analyzer uses for
// the same check ("IAM Access Analyzer policy check reference").
const (
	CodeSyntax              = "json-syntax"           // Json syntax error
	CodeDataType            = "data-type"             // Data type mismatch
	CodeUnknownElement      = "unknown-element"       // Invalid policy element
	CodeElementCase         = "element-case"          // Invalid policy element
	CodeDuplicateKey        = "duplicate-key"         // Duplicate keys with different case
	CodeVersion             = "invalid-version"       // Invalid version
	CodeMissingStatement    = "missing-statement"     // Missing statement
	CodeMissingEffect       = "missing-effect"        // Missing effect
	CodeInvalidEffect       = "invalid-effect"        // Invalid effect
	CodeMissingAction       = "missing-action"        // Missing action
	CodeInvalidAction       = "invalid-action"        // Invalid action
	CodeMissingResource     = "missing-resource"      // Missing resource
	CodeInvalidResource     = "invalid-resource"      // Invalid ARN prefix, Missing ARN field
	CodeMissingPrincipal    = "missing-principal"     // Missing principal
	CodeInvalidPrincipal    = "invalid-principal"     // Invalid principal format, Invalid principal key
	CodeElementCombination  = "element-combination"   // Unsupported element combination
	CodeInvalidOperator     = "invalid-operator"      // Invalid condition operator, Null with if exists
	CodeInvalidConditionKey = "invalid-condition-key" // Invalid condition key format
	CodeInvalidValue        = "invalid-value"         // Invalid condition data type
	CodeInvalidVariable     = "invalid-variable"      // Missing brace, Missing quote, Empty variable
	CodeInvalidSid          = "invalid-sid"           // Unsupported Sid
	CodeDuplicateSid        = "duplicate-sid"         // Unique Sids required
	CodeUnsupportedElement  = "unsupported-element"   // SCP syntax error, Role trust policy syntax error
	CodeInvalidCharacter    = "invalid-character"     // Json syntax error
	CodeTooDeep             = "too-deep"              // (a limit of this package)
)
