package semgrep_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mark is an annotation: what is said of a statement, by its first and last line.
type mark struct {
	rule        string
	weak        bool
	first, last int
	uses        []int // the lines behind it that name the variable that it sets, up to where that is set anew
}

// used tells whether a line names what the statement sets.
func (m mark) used(line int) bool { return slices.Contains(m.uses, line) }

// holds tells whether a line is of the statement.
func (m mark) holds(line int) bool { return m.first <= line && line <= m.last }

// annotation is a comment that says of the next line what is to be said of it. "todoruleid" and "todook" are what the
// rules of the suite do not get right themselves: they are judged by what they should say.
var annotation = regexp.MustCompile(`^\s*(?:#|//)\s*(?:todo)?(ruleid|ok)\s*:\s*(.*?)\s*$`)

// annotations reads those of a file.
func annotations(text string) []mark {
	lines := strings.Split(text, "\n")
	var out []mark
	for i, line := range lines {
		m := annotation.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		at := i + 1
		for at < len(lines) && comment(lines[at]) {
			at++
		}
		last := end(lines, at)
		for rule := range strings.SplitSeq(m[2], ",") {
			out = append(out, mark{strings.TrimSpace(rule), m[1] == "ruleid", at + 1, last + 1, uses(lines, at, last)})
		}
	}
	return out
}

// assigned is the variable that a statement sets.
var assigned = regexp.MustCompile(`^\s*(?:const |let |var )?(\w+)\s*(?::=|\+=|=)[^=]`)

// uses are the lines behind a statement that name the variable it sets.
func uses(lines []string, first, last int) []int {
	m := assigned.FindStringSubmatch(lines[first])
	if m == nil {
		return nil
	}
	named := regexp.MustCompile(`\b` + m[1] + `\b`)
	anew := regexp.MustCompile(`^\s*(?:const |let |var )?` + m[1] + `\s*:?=[^=]`)
	var out []int
	for i := last + 1; i < len(lines); i++ {
		if at := anew.FindStringIndex(lines[i]); at != nil && !named.MatchString(lines[i][at[1]-1:]) {
			break
		}
		if named.MatchString(lines[i]) {
			out = append(out, i+1)
		}
	}
	return out
}

// comment tells whether a line has only a comment or nothing on it.
func comment(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//")
}

// end is the last line of the statement that begins at a line: where its brackets and its multi-line texts are closed. A block of
// code within it (a callback) is not of it.
func end(lines []string, at int) int {
	depth, quote := 0, ""
	for i := at; i < len(lines); i++ {
		rest := lines[i]
		for rest != "" {
			if quote != "" {
				_, after, closed := strings.Cut(rest, quote)
				if !closed {
					break
				}
				rest, quote = after, ""
				continue
			}
			if j := slices.IndexFunc(quotes, func(q string) bool { return strings.HasPrefix(rest, q) }); j >= 0 {
				quote, rest = quotes[j], rest[len(quotes[j]):]
				continue
			}
			switch rest[0] {
			case '(', '[':
				depth++
			case ')', ']':
				depth--
			}
			rest = rest[1:]
		}
		if quote == `"` || quote == "'" {
			quote = "" // of one line only
		}
		if quote == "" && (depth <= 0 || block.MatchString(lines[i])) {
			return i
		}
	}
	return at
}

// quotes begin and end a text, the longer ones first.
var quotes = []string{`"""`, "'''", `"`, "'", "`"}

// block is a line on which a function's body begins.
var block = regexp.MustCompile(`(\)|=>)\s*\{\s*$`)

func TestEnd(t *testing.T) {
	for text, want := range map[string]int{
		"f(a,\n  b)\ng()":                 1,
		"f(\"(\")\ng()":                   0,
		"x = '''a(\n'''.format(\n b)\nc":  2,
		"f(a, (e) => {\n  g()\n})":        0,
		"f(`\n${a}`, {\n  b: c,\n})\ng()": 3,
	} {
		if got := end(strings.Split(text, "\n"), 0); got != want {
			t.Errorf("%q ends at %d, want %d", text, got, want)
		}
	}
}
