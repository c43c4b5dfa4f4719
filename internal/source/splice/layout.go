package splice

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// tightBrace matches a map in braces that begins without a blank.
var tightBrace = regexp.MustCompile(`: \{["'A-Za-z]`)

// styleOf is how the document of a node is spelled around it.
func styleOf(n *source.Node) style {
	data := n.File.Data
	s := style{newline: "\n", step: "  "}
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		s.newline = "\r\n"
	}
	root := n.File.Root
	s.json = root.Style == source.Flow && len(root.Keys) > 0 && root.Keys[0].Style == source.Double
	s.tight = !bytes.Contains(data, []byte("{ ")) && tightBrace.Match(data)
	if step := stepOf(root); step != "" {
		s.step = step
	}
	return s
}

// stepOf is one level of indentation in a document, by the entries of the first map in its root.
func stepOf(root *source.Node) string {
	if root.Kind != source.Map {
		return ""
	}
	data := root.File.Data
	for i, item := range root.Items {
		if item.Kind != source.Map || len(item.Keys) == 0 || item.Alias || !ownLine(data, item.Keys[0].Start) {
			continue
		}
		outer, inner := indentOf(data, root.Keys[i].Start), indentOf(data, item.Keys[0].Start)
		if step, ok := strings.CutPrefix(inner, outer); ok && step != "" {
			return step
		}
	}
	return ""
}

// lineStart is the offset of the first byte of the line around an offset.
func lineStart(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

// lineRest is how many bytes the line still has behind an offset, its end included.
func lineRest(data []byte, at int) int {
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return i + 1
	}
	return len(data) - at
}

// ownLine reports whether only blanks stand before an offset on its line.
func ownLine(data []byte, at int) bool {
	return len(bytes.Trim(data[lineStart(data, at):at], " \t")) == 0
}

// indentOf is what the line around an offset begins with.
func indentOf(data []byte, at int) string {
	line := data[lineStart(data, at):at]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// aboveComments is the start of the comment lines that stand directly above a line, or of the line.
func aboveComments(data []byte, start int) int {
	for start > 0 {
		before := lineStart(data, start-1)
		if line := bytes.TrimSpace(data[before:start]); len(line) == 0 || line[0] != '#' {
			break
		}
		start = before
	}
	return start
}
