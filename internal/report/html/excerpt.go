package html

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
)

// The limits of what is shown of a file.
const (
	before    = 2   // lines before the one that is meant
	after     = 6   // lines of it, and after it
	longLine  = 240 // runes
	maxSource = 4 << 20
)

var errNoFiles = errors.New("the files are not here")

// excerpts are the lines of files that findings show, secrets masked. A line is kept once.
type excerpts struct {
	read  func(name string) ([]byte, error)
	mask  *masks
	files map[string][]string
	Lines map[string]map[string]string // by file, by number
}

func newExcerpts(read func(string) ([]byte, error), m *masks) *excerpts {
	return &excerpts{read: read, mask: m, files: map[string][]string{}, Lines: map[string]map[string]string{}}
}

// keep takes the lines around a place, and answers the first and the last of them; 0 where there are none.
func (x *excerpts) keep(at model.Location, lead, most int) (first, last int) {
	if at.IsZero() || at.Line < 1 {
		return 0, 0
	}
	lines := x.file(at.File)
	if at.Line > len(lines) {
		return 0, 0
	}
	first = max(at.Line-lead, 1)
	last = min(max(at.EndLine, at.Line)+1, at.Line+most, len(lines))
	kept := x.Lines[at.File]
	if kept == nil {
		kept = map[string]string{}
		x.Lines[at.File] = kept
	}
	for n := first; n <= last; n++ {
		kept[strconv.Itoa(n)] = lines[n-1]
	}
	return first, last
}

// file is the lines of a file as they may be shown.
func (x *excerpts) file(name string) []string {
	if lines, there := x.files[name]; there {
		return lines
	}
	var lines []string
	if text, err := x.read(name); err == nil && len(text) <= maxSource && !slices.Contains(text, 0) {
		for line := range strings.SplitSeq(x.mask.in(name, string(text)), "\n") {
			line = strings.ReplaceAll(strings.TrimRight(line, "\r"), "\t", "    ")
			if runes := []rune(line); len(runes) > longLine {
				line = string(runes[:longLine]) + "…"
			}
			lines = append(lines, report.Clean(line))
		}
	}
	x.files[name] = lines
	return lines
}
