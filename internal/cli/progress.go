package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal what takes longer than half a second; elsewhere it is quiet.
type progress struct {
	w     io.Writer
	on    bool
	start time.Time
	shown bool
	last  time.Time
}

const (
	quiet   = 500 * time.Millisecond
	refresh = 100 * time.Millisecond
)

func newProgress(w io.Writer) *progress {
	return &progress{w: w, on: isTerminal(w), start: time.Now()}
}

// show is called as work goes on, by one goroutine at a time.
func (p *progress) show(stage string, done, total int) {
	now := time.Now()
	switch {
	case !p.on || now.Sub(p.start) < quiet:
		return
	case done >= total:
		if p.shown {
			_, _ = fmt.Fprint(p.w, "\r\x1b[K")
			p.shown = false
		}
	case now.Sub(p.last) >= refresh:
		p.last, p.shown = now, true
		_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s %d of %d", stage, done, total)
	}
}

// isTerminal reports whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns is the width of a terminal, 0 if the writer is none.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
