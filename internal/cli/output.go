package cli

import (
	"fmt"
	"io"
	"os"

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

// style is how text looks where it goes: coloured on a terminal unless NO_COLOR is set
// (https://no-color.org).
func (o *output) style(cmd *cobra.Command) report.Style {
	w := cmd.OutOrStdout()
	if o.file != "" || !isTerminal(w) {
		return report.Style{}
	}
	return report.Style{Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", Width: columns(w)}
}
