package source

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// TestHostileDocuments holds the reader to its limits: a document that nobody would write for a
// deployment is refused with its line, soon, and without using much memory.
func TestHostileDocuments(t *testing.T) {
	const head = "Resources:\n  A: "
	tests := map[string]struct {
		text    string
		message string // "" when the document can be read
	}{
		"open lists":             {head + strings.Repeat("[", 500_000), "depth"},
		"open maps":              {head + strings.Repeat("{", 500_000), "depth"},
		"lists in lists":         {"Resources:\n  " + strings.Repeat("- ", 1<<20), "depth"},
		"values":                 {head + "[" + strings.Repeat("a,", 2_000_000) + "]", "separators"},
		"keys without values":    {head + "{" + strings.Repeat("a,", 2_000_000) + "}", "separators"},
		"lines":                  {head + strings.Repeat("\n", 2_000_000), "separators"},
		"JSON values":            {`{"Resources":[` + strings.Repeat("1,", 2_000_000) + "1]}", "more than 400000 values"},
		"one line":               {head + "[" + strings.Repeat("{é: 1}, ", 120_000) + "]", ""},
		"one line of JSON":       {`{"Resources":[` + strings.Repeat(`"é",`, 350_000) + "1]}", ""},
		"a long text repeated":   {"a: &a " + strings.Repeat("x", 1<<20) + "\nb: [" + strings.Repeat("*a,", 100_000) + "]", "aliases"},
		"a list merged often":    {"a: &a {k: 1}\nb: &b [" + strings.Repeat("*a,", 5_000) + "]\nc: [" + strings.Repeat("{<<: *b},", 5_000) + "]", "aliases"},
		"quotes":                 {head + "'" + strings.Repeat("''", 1<<20) + "'", ""},
		"a text of many lines":   {head + strings.Repeat("a\n   ", 500_000), ""},
		"an alias to itself":     {"a: &a [*a]", "within its own anchor"},
		"UTF-16":                 {"\xff\xfea\x00:\x00", "UTF-8"},
		"a byte that is no text": {head + "\x00", "t.yaml:2:6: a control character"},
		"an old line end":        {head + "a\nB: \f", "t.yaml:3:4: a control character"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Parse("t.yaml", []byte(test.text))
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 600 {
				t.Errorf("allocated %d MB", used)
			}
			var located *Error
			switch {
			case test.message == "" && err != nil:
				t.Error(err)
			case test.message != "" && (!errors.As(err, &located) || located.Line == 0 || !strings.Contains(err.Error(), test.message)):
				t.Errorf("got %v, want a line and %q", err, test.message)
			}
		})
	}
}
