package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
)

// output are the flags that say where and how something is written.
type output struct {
	format string
	file   string
}

func (o *output) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "text", "`FORMAT` of the output: text or json")
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to `FILE` instead of the terminal")
}

func (o *output) validate() error {
	switch o.format {
	case "text", "json":
		return nil
	}
	return usage(fmt.Errorf("--format %q: use text or json", o.format))
}

// write calls back with where to write: the terminal, or a file that appears when it is complete.
func (o *output) write(cmd *cobra.Command, render func(w io.Writer) error) error {
	if o.file == "" {
		return render(cmd.OutOrStdout())
	}
	return writeFiles([]document{{file: o.file, render: render}})
}

// widest is how many columns text fills: farther to the right nobody finds the place of what stands on the left.
const widest = 160

// style is how text looks where it goes: coloured on a terminal unless NO_COLOR is set
// (https://no-color.org).
func (o *output) style(cmd *cobra.Command) report.Style {
	w := cmd.OutOrStdout()
	if o.file != "" || !isTerminal(w) {
		return report.Style{}
	}
	return report.Style{Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", Width: min(columns(w), widest)}
}

// linked is a style whose places are links to the files of a directory, in a terminal that is known to have them.
func linked(s report.Style, dir string) report.Style {
	if !s.Color || !hasLinks(os.Getenv) {
		return s
	}
	if root, err := filepath.Abs(dir); err == nil {
		s.Root = filepath.ToSlash(root)
	}
	return s
}

// hasLinks reports whether the terminal has links, as far as it says what it is: others would show what is written to make
// one, or nothing.
func hasLinks(env func(string) string) bool {
	switch env("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio":
		return true
	}
	for _, name := range []string{"KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"} {
		if env(name) != "" {
			return true
		}
	}
	version, err := strconv.Atoi(env("VTE_VERSION"))
	return err == nil && version >= 5000
}
