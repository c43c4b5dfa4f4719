package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

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

// write calls back with where to write. A file appears only when it is complete: until then what was
// there stays. What is no file, such as /dev/stdout or a pipe, is written to as it is.
func (o *output) write(cmd *cobra.Command, render func(w io.Writer) error) error {
	if o.file == "" {
		return render(cmd.OutOrStdout())
	}
	if info, err := os.Stat(o.file); err == nil && !info.Mode().IsRegular() {
		return o.writeThrough(render)
	}
	name := o.file
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // a link stays one
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".sconce-*")
	if err != nil {
		return o.failed(err)
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // it is gone when all went well
	if err := render(tmp); err != nil {
		_ = tmp.Close() // the first error counts
		return err
	}
	if info, err := os.Stat(name); err == nil {
		_ = tmp.Chmod(info.Mode().Perm()) // what was there keeps its mode; what is new is its owner's alone
	}
	if err := tmp.Close(); err != nil {
		return o.failed(err)
	}
	if err := os.Rename(tmp.Name(), name); err != nil {
		return o.failed(err)
	}
	return nil
}

// writeThrough writes to a device or a pipe.
func (o *output) writeThrough(render func(w io.Writer) error) error {
	file, err := os.OpenFile(o.file, os.O_WRONLY, 0)
	if err != nil {
		return o.failed(err)
	}
	if err := render(file); err != nil {
		_ = file.Close() // the first error counts
		return err
	}
	if err := file.Close(); err != nil {
		return o.failed(err)
	}
	return nil
}

func (o *output) failed(err error) error {
	return usage(fmt.Errorf("writing %s: %w", o.file, err))
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
