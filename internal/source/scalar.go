package source

import (
	"bytes"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// scalar reads a scalar in the sense of YAML 1.1, which is what CloudFormation and SAM read, and
// finds where it ends.
func (b *yamlBuilder) scalar(n *Node, y *yaml.Node, indent int) {
	n.Text = y.Value
	data := b.f.Data
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		n.Kind, n.Style, n.End = String, Double, quotedEnd(data, n.Start, '"')
	case y.Style&yaml.SingleQuotedStyle != 0:
		n.Kind, n.Style, n.End = String, Single, quotedEnd(data, n.Start, '\'')
	case y.Style&yaml.LiteralStyle != 0:
		n.Kind, n.Style, n.End = String, Literal, blockEnd(data, n.Start, indent)
	case y.Style&yaml.FoldedStyle != 0:
		n.Kind, n.Style, n.End = String, Folded, blockEnd(data, n.Start, indent)
	case y.Value == "":
		n.Kind, n.Start = Null, min(b.offset(y.Line, y.Column), n.Start)
		if y.Style&yaml.TaggedStyle != 0 {
			n.Kind, n.Start = String, n.End
		}
		n.End = n.Start
	default:
		n.End = plainEnd(data, n.Start, y.Value)
		n.Kind = plainKind(y.Value)
	}
	if y.Tag == "!!str" && y.Style&yaml.TaggedStyle != 0 || y.Tag == "!" {
		n.Kind = String
	}
}

var (
	yaml11Number = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?$`)
	yaml11Bool   = map[string]bool{
		"true": true, "True": true, "TRUE": true, "false": true, "False": true, "FALSE": true,
		"yes": true, "Yes": true, "YES": true, "no": true, "No": true, "NO": true,
		"on": true, "On": true, "ON": true, "off": true, "Off": true, "OFF": true,
	}
)

// plainKind is the kind of a plain scalar. Octal, hexadecimal and sexagesimal numbers stay text in
// their spelling: what looks like one is an account id, a time or a port mapping.
func plainKind(s string) Kind {
	switch {
	case s == "~" || s == "null" || s == "Null" || s == "NULL":
		return Null
	case yaml11Bool[s]:
		return Bool
	case strings.IndexByte("+-0123456789", s[0]) >= 0 && yaml11Number.MatchString(s):
		return Number
	default:
		return String
	}
}

// quotedEnd is the offset past the closing quote.
func quotedEnd(data []byte, start int, quote byte) int {
	for i := start + 1; i < len(data); i++ {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == quote && quote == '\'' && i+1 < len(data) && data[i+1] == '\'':
			i++
		case data[i] == quote:
			return i + 1
		}
	}
	return len(data)
}

// plainEnd is the offset past a plain scalar whose value is known: the text is followed as long as
// it folds to the value (a line break to a space, n+1 of them to n).
func plainEnd(data []byte, start int, value string) int {
	i, j := start, 0
	for i < len(data) && j < len(value) {
		if !isSpace(data[i]) {
			if data[i] != value[j] {
				return i
			}
			i++
			j++
			continue
		}
		run := i
		for run < len(data) && isSpace(data[run]) {
			run++
		}
		folded := fold(data[i:run])
		if !strings.HasPrefix(value[j:], folded) {
			return i
		}
		i, j = run, j+len(folded)
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func fold(space []byte) string {
	breaks := bytes.Count(space, []byte{'\n'})
	if breaks == 0 {
		breaks = bytes.Count(space, []byte{'\r'})
	}
	switch breaks {
	case 0:
		return string(space)
	case 1:
		return " "
	default:
		return strings.Repeat("\n", breaks-1)
	}
}

// blockEnd is the end of a block scalar: of its last line that is not blank, without the line break.
func blockEnd(data []byte, start, indent int) int {
	header := lineEnd(data, start)
	end := header
	if header > start && data[header-1] == '\r' {
		end--
	}
	explicit := bytes.ContainsAny(bytes.SplitN(data[start:header], []byte("#"), 2)[0], "123456789")
	content := -1
	for i := header + 1; i < len(data); {
		next := lineEnd(data, i)
		line := bytes.TrimRight(data[i:next], " \t\r")
		if len(line) > 0 {
			deep := len(line) - len(bytes.TrimLeft(line, " "))
			if content < 0 && !explicit {
				content = deep
			}
			if deep <= indent || deep < content {
				break
			}
			end = i + len(bytes.TrimRight(data[i:next], "\r"))
		}
		i = next + 1
	}
	return end
}
