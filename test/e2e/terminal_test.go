//go:build linux

package e2e_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"golang.org/x/sys/unix"

	"github.com/sconce-dev/sconce/internal/cli"
)

// On a terminal there are colours and lines no longer than it is wide; NO_COLOR and a terminal that cannot show
// colours do without, and so does everything that is no terminal.
func TestColours(t *testing.T) {
	const escape = "\x1b["
	shop := filepath.Join("..", "..", "examples", "shop")
	for _, args := range [][]string{{"scan", shop}, {"model", shop}, {"rules"}, {"rules", "exposure-url-without-auth"}, {"iam", "access", "OrdersTable", shop}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Setenv("TERM", "xterm-256color")
			t.Setenv("NO_COLOR", "")
			if out := onTerminal(t, args); !strings.Contains(out, escape) {
				t.Errorf("no colour on a terminal:\n%s", out)
			}
			t.Setenv("NO_COLOR", "1")
			if out := onTerminal(t, args); strings.Contains(out, escape) || out == "" {
				t.Errorf("colours in spite of NO_COLOR:\n%q", out)
			}
			t.Setenv("NO_COLOR", "")
			t.Setenv("TERM", "dumb")
			if out := onTerminal(t, args); strings.Contains(out, escape) || out == "" {
				t.Errorf("colours on a dumb terminal:\n%q", out)
			}
			t.Setenv("TERM", "xterm-256color")
			var out bytes.Buffer
			cli.Run(args, strings.NewReader(""), &out, io.Discard)
			if strings.Contains(out.String(), escape) || out.Len() == 0 {
				t.Errorf("colours without a terminal:\n%q", out.String())
			}
		})
	}
}

// Where the terminal has links, places lead to their files; the lines stay as long as they look.
func TestLinks(t *testing.T) {
	shop, err := filepath.Abs(filepath.Join("..", "..", "examples", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"TERM_PROGRAM", "KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "VTE_VERSION"} {
		t.Setenv(name, "")
	}
	t.Setenv("TERM", "xterm-256color")
	t.Setenv("NO_COLOR", "")
	const begin = "\x1b]8;;"
	if out := onTerminal(t, []string{"scan", shop}); strings.Contains(out, begin) || out == "" {
		t.Error("links in a terminal that does not say it has them")
	}
	t.Setenv("VTE_VERSION", "7600")
	out := onTerminal(t, []string{"scan", shop})
	if want := begin + "file://" + filepath.ToSlash(filepath.Join(shop, "template.yaml")) + "\x1b\\"; !strings.Contains(out, want) {
		t.Errorf("no link %q", want)
	}
	if strings.Count(out, begin)%2 != 0 {
		t.Error("a link does not end")
	}
	for line := range strings.Lines(out) {
		if width := lipgloss.Width(strings.TrimRight(line, "\r\n")); width > 100 {
			t.Errorf("%d columns: %q", width, line)
		}
	}
	t.Setenv("NO_COLOR", "1")
	if out := onTerminal(t, []string{"scan", shop}); strings.Contains(out, begin) {
		t.Error("links in spite of NO_COLOR")
	}
}

// onTerminal is what a command line writes to a terminal.
func onTerminal(t *testing.T, args []string) string {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	defer master.Close() //nolint:errcheck // nothing is kept
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetUint32(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100}); err != nil {
		t.Fatal(err)
	}
	shown := make(chan string)
	go func() {
		text, _ := io.ReadAll(master) // it ends with an error: the terminal is closed
		shown <- string(text)
	}()
	cli.Run(args, strings.NewReader(""), terminal, terminal)
	if err := terminal.Close(); err != nil {
		t.Fatal(err)
	}
	return <-shown
}
