package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

// graphFlags are the flags of a drawing.
type graphFlags struct {
	input
	output
	app string
}

// graphFormats are the ways to write a drawing, the usual first.
var graphFormats = []string{"svg", "mermaid", "dot", "json"}

func newGraph() *cobra.Command {
	var f graphFlags
	cmd := &cobra.Command{
		Use:   "graph [PATH]",
		Short: "Draw the applications below a directory, or of one template",
		Long: `Graph draws an application: the internet, the ways in, the functions, who they
run as, and the queues, data and secrets that they may touch, from left to
right, with the findings on them.`,
		Example: `  sconce graph -o application.svg
  sconce graph --format mermaid                 for Markdown
  sconce graph --format json | jq '.apps[].edges[] | select(.wide)'`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.input.flags(cmd)
	f.envFlag(cmd, "draw what is deployed to this `ENVIRONMENT` of samconfig.toml")
	cmd.Flags().StringVar(&f.format, "format", "svg", "`FORMAT` of the drawing: "+strings.Join(graphFormats, ", "))
	cmd.Flags().StringVarP(&f.file, "output", "o", "", "write to `FILE` instead of the terminal")
	cmd.Flags().StringVar(&f.app, "app", "", "draw only this `APPLICATION`, named by its template")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(graphFormats, cobra.ShellCompDirectiveNoFileComp)) // there is such a flag
	return cmd
}

func (f *graphFlags) run(cmd *cobra.Command, args []string) error {
	if !slices.Contains(graphFormats, f.format) {
		return usage(fmt.Errorf("--format %q: use %s", f.format, strings.Join(graphFormats, ", ")))
	}
	opts, err := f.options(cmd, args)
	if err != nil {
		return err
	}
	opts.Now = time.Now().UTC()
	result, err := scan.Run(cmd.Context(), opts)
	if err != nil {
		return asError(err)
	}
	if err := f.check(result); err != nil {
		return err
	}
	drawings, err := f.drawings(result)
	if err != nil {
		return err
	}
	if err := f.write(cmd, func(w io.Writer) error { return f.render(w, drawings, drawing.Told{Refused: result.Refused}) }); err != nil {
		return err
	}
	return refused(cmd, result, f.output)
}

// drawings are those that are asked for.
func (f *graphFlags) drawings(r *scan.Result) ([]*drawing.Drawing, error) {
	var out []*drawing.Drawing
	var names []string
	for i := range r.Apps {
		app := &r.Apps[i]
		names = append(names, app.Model.ID)
		if f.app == "" || f.app == app.Model.ID {
			out = append(out, drawing.Of(app.Model, slices.Concat(app.Findings, app.Known)))
		}
	}
	switch {
	case len(out) == 0 && f.app != "":
		return nil, usage(fmt.Errorf("--app %s: there are %s", f.app, strings.Join(names, ", ")))
	case len(out) > 1 && f.format == "svg":
		return nil, usage(errors.New("there are several applications, and an SVG shows one: name it with --app: " + strings.Join(names, ", ")))
	}
	return out, nil
}

func (f *graphFlags) render(w io.Writer, drawings []*drawing.Drawing, told drawing.Told) error {
	switch f.format {
	case "mermaid":
		return drawing.Mermaid(w, drawings)
	case "dot":
		return drawing.DOT(w, drawings)
	case "json":
		return drawing.JSON(w, drawings, told)
	}
	for _, d := range drawings {
		drawing.Place(d)
		if err := drawing.SVG(w, d); err != nil {
			return err
		}
	}
	return nil
}
