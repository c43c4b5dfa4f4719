package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/exchange"
	"github.com/sconce-dev/sconce/internal/report/html"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/suggest"
)

// shown is a scan and what is needed to write it in any format.
type shown struct {
	result *scan.Result
	text   report.TextOptions
	other  exchange.Options
	page   html.Options
}

// format is a way to write a scan.
type format struct {
	name  string
	write func(w io.Writer, s shown) error
}

// formats are all ways to write a scan, the usual first.
var formats = []format{
	{"text", func(w io.Writer, s shown) error { return report.Text(w, s.result, s.text) }},
	{"json", func(w io.Writer, s shown) error { return report.Scan(w, s.result) }},
	{"sarif", exchanged(exchange.SARIF)},
	{"junit", exchanged(exchange.JUnit)},
	{"gitlab", exchanged(exchange.GitLab)},
	{"codequality", exchanged(exchange.CodeQuality)},
	{"github", exchanged(exchange.GitHub)},
	{"markdown", exchanged(exchange.Markdown)},
	{"csv", exchanged(exchange.CSV)},
	{"html", func(w io.Writer, s shown) error { return html.Write(w, s.result, s.page) }},
}

func exchanged(write func(io.Writer, *scan.Result, exchange.Options) error) func(io.Writer, shown) error {
	return func(w io.Writer, s shown) error { return write(w, s.result, s.other) }
}

func formatNames() []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// formatNamed finds a format; an unknown name is an error of a flag that suggests the nearest.
func formatNamed(flag, name string) (format, error) {
	if i := slices.IndexFunc(formats, func(f format) bool { return f.name == name }); i >= 0 {
		return formats[i], nil
	}
	if near := suggest.Nearest(name, formatNames()); near != "" {
		return format{}, usage(fmt.Errorf("%s: there is no format %q: did you mean %s?", flag, name, near))
	}
	return format{}, usage(fmt.Errorf("%s: there is no format %q: use %s", flag, name, strings.Join(formatNames(), ", ")))
}

// wanted is a format and the file that it is written to.
type wanted struct {
	format
	file string
}

// toTerminal is the name of a file that means the standard output, after all else that is printed.
const toTerminal = "-"

// parseReports reads every --report FORMAT=FILE. Two of them, or one and -o, do not name the same file.
func parseReports(flags []string, main string) ([]wanted, error) {
	taken := map[string]bool{placeOf(main): main != ""}
	var out []wanted
	for _, text := range flags {
		name, file, ok := strings.Cut(text, "=")
		if !ok || file == "" {
			return nil, usage(fmt.Errorf("--report %s: write FORMAT=FILE", text))
		}
		f, err := formatNamed("--report", name)
		if err != nil {
			return nil, err
		}
		if taken[placeOf(file)] {
			return nil, usage(fmt.Errorf("--report %s: %s is written to twice", text, file))
		}
		taken[placeOf(file)] = true
		if file != toTerminal {
			if err := (document{file: file}).writable(); err != nil {
				return nil, err
			}
		}
		out = append(out, wanted{format: f, file: file})
	}
	return out, nil
}

// placeOf is one name for a file, however it is written and whatever links lead to its directory.
func placeOf(file string) string {
	if file == toTerminal || file == "" {
		return file
	}
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	} else if dir, err := filepath.EvalSymlinks(filepath.Dir(file)); err == nil {
		file = filepath.Join(dir, filepath.Base(file))
	}
	if whole, err := filepath.Abs(file); err == nil {
		return whole
	}
	return file
}

// writeReports writes what was asked for: first all files, or none, then the report on the terminal, then what
// goes there besides.
func writeReports(cmd *cobra.Command, terminal wanted, reports []wanted, s shown) error {
	var files []document
	var printed []wanted
	for _, r := range append([]wanted{terminal}, reports...) {
		if r.file == "" || r.file == toTerminal {
			printed = append(printed, r)
			continue
		}
		plain := s
		plain.text.Style = report.Style{}
		files = append(files, document{file: r.file, render: func(w io.Writer) error { return r.write(w, plain) }})
	}
	if err := writeFiles(files); err != nil {
		return err
	}
	for _, r := range printed {
		if err := r.write(cmd.OutOrStdout(), s); err != nil {
			return err
		}
	}
	return nil
}

func completeReports(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, name := range formatNames() {
		out = append(out, name+"=")
	}
	return out, cobra.ShellCompDirectiveNoSpace
}
