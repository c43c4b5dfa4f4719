package report

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
)

// Clean makes text of a template safe to show: a name may hold what moves the cursor, recolours the
// screen or turns the line round, and all of that is written out instead. So is what a pipeline takes for
// a command where it prints the text.
func Clean(text string) string {
	text = tame(text)
	if strings.IndexFunc(text, commands) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case !commands(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.String()
}

// runnerCommand is how a command begins within a line that is printed: ##vso[ of Azure Pipelines, ##[ of it and of
// GitHub, ##teamcity[ of TeamCity.
var (
	runnerCommand = regexp.MustCompile(`##([A-Za-z]*\[)`)
	runnerPrefix  = regexp.MustCompile(`^##[A-Za-z]*\[`)
)

// tame puts a backslash into what the runner of a pipeline takes for a command: within a line, or, with ::, at its
// beginning (GitHub: actions/runner, ActionCommand.TryParseV2, which passes over blanks).
func tame(text string) string {
	if strings.Contains(text, "##") {
		text = runnerCommand.ReplaceAllString(text, `#\#$1`)
	}
	if rest := strings.TrimLeftFunc(text, unicode.IsSpace); strings.HasPrefix(rest, "::") {
		text = text[:len(text)-len(rest)] + `\` + rest
	}
	return text
}

// commands reports whether a terminal does something at a character other than showing it: control
// and formatting characters, line and paragraph separators, and what is no character.
func commands(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Noncharacter_Code_Point)
}

// pad fills text up to a width.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
}

// wrap breaks text into lines of at most a width, at spaces where there are any.
func wrap(text string, width int) []string {
	if width <= 0 {
		return []string{text}
	}
	var lines []string
	line, used := "", 0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line, used = "", 0
		}
	}
	for word := range strings.FieldsSeq(text) {
		room := lipgloss.Width(word)
		if used+1+room > width {
			flush()
		}
		for room > width && !strings.Contains(word, "\x1b") {
			var head string
			head, word = cut(word, width)
			lines = append(lines, head)
			room = lipgloss.Width(word)
		}
		if line != "" {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+room
	}
	flush()
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

// cut takes as many characters off the beginning of a line as fit into a width, at least one.
func cut(line string, width int) (head, rest string) {
	end, used := 0, 0
	for i, r := range line {
		used += lipgloss.Width(string(r))
		if used > width && i > 0 {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return line[:end], line[end:]
}
