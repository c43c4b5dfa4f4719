package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

// graphFlags are the flags of a drawing.
type graphFlags struct {
	input
	output
	app  string
	by   string
	diff string
}

// graphFormats are the ways to write a drawing, the usual first.
var graphFormats = []string{"svg", "mermaid", "dot", "json"}

// groupings are what functions are drawn together by.
var groupings = map[string]func(*drawing.Node) string{"stack": drawing.ByStack, "trigger": drawing.ByTrigger}

// mostMermaid is how many edges Mermaid draws (its setting maxEdges, https://mermaid.js.org/config/schema-docs/config.html).
const mostMermaid = 500

func edges(drawings []*drawing.Drawing) int {
	n := 0
	for _, d := range drawings {
		n += len(d.Edges)
	}
	return n
}

func newGraph() *cobra.Command {
	var f graphFlags
	cmd := &cobra.Command{
		Use:   "graph [PATH]",
		Short: "Draw the applications below a directory, or of one template",
		Long: `Graph draws an application: the internet, the ways in, the functions, who they
run as, and the queues, data and secrets that they may touch, from left to
right, with the findings on them. With --diff it draws what the working tree adds
and removes: for a pull request.`,
		Example: `  sconce graph -o application.svg
  sconce graph --format mermaid                 for Markdown
  sconce graph --by stack --format mermaid      of a large one: the functions of a stack together
  sconce graph --diff origin/main --format mermaid
  sconce graph --format json | jq '.apps[].edges[] | select(.wide)'`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.input.flags(cmd)
	f.cacheFlag(cmd)
	f.envFlag(cmd, "draw what is deployed to this `ENVIRONMENT` of samconfig.toml")
	cmd.Flags().StringVar(&f.format, "format", "svg", "`FORMAT` of the drawing: "+strings.Join(graphFormats, ", "))
	cmd.Flags().StringVarP(&f.file, "output", "o", "", "write to `FILE` instead of the terminal")
	cmd.Flags().StringVar(&f.app, "app", "", "draw only this `APPLICATION`, named by its template")
	cmd.Flags().StringVar(&f.by, "by", "", "draw functions together that have the same `WHAT`: stack, trigger")
	cmd.Flags().StringVar(&f.diff, "diff", "", "draw only what the working tree has and this `REVISION` of git has not, and the other way round")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(graphFormats, cobra.ShellCompDirectiveNoFileComp)) // there is such a flag
	return cmd
}

func (f *graphFlags) run(cmd *cobra.Command, args []string) error {
	if !slices.Contains(graphFormats, f.format) {
		return usage(fmt.Errorf("--format %q: use %s", f.format, strings.Join(graphFormats, ", ")))
	}
	if f.by != "" && (groupings[f.by] == nil || f.diff != "" || f.format == "json") {
		return usage(fmt.Errorf("--by %q: use stack or trigger, without --diff, in another format than json", f.by))
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
	told := drawing.Told{Refused: result.Refused}
	if f.diff != "" {
		if drawings, told.Notes, err = f.compare(cmd, opts, drawings); err != nil {
			return err
		}
		told.Since = f.diff
	}
	if len(drawings) > 1 && f.format == "svg" {
		return usage(errors.New("there are several applications, and an SVG shows one: name it with --app: " + strings.Join(names(drawings), ", ")))
	}
	if n := edges(drawings); f.format == "mermaid" && n > mostMermaid {
		_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "sconce: %d edges: Mermaid draws %d unless it is set up for more; --by stack draws groups, --app one application\n", n, mostMermaid)
	}
	if err := f.write(cmd, func(w io.Writer) error { return f.render(w, drawings, told) }); err != nil {
		return err
	}
	return refused(cmd, result, f.output)
}

// drawings are those that are asked for.
func (f *graphFlags) drawings(r *scan.Result) ([]*drawing.Drawing, error) {
	var all, out []*drawing.Drawing
	for i := range r.Apps {
		app := &r.Apps[i]
		all = append(all, drawing.Of(app.Model, slices.Concat(app.Findings, app.Known)))
		switch by := groupings[f.by]; {
		case f.app != "" && f.app != app.Model.ID:
		case by != nil:
			out = append(out, drawing.Grouped(all[i], f.by, by))
		default:
			out = append(out, all[i])
		}
	}
	if len(out) == 0 && f.app != "" {
		return nil, usage(fmt.Errorf("--app %s: there are %s", f.app, strings.Join(names(all), ", ")))
	}
	return out, nil
}

func names(drawings []*drawing.Drawing) []string {
	var out []string
	for _, d := range drawings {
		out = append(out, d.App)
	}
	return out
}

// compare draws what differs from a revision, of the applications in which anything does. What could not be compared is
// said on the error output too: a drawing has no room for it.
func (f *graphFlags) compare(cmd *cobra.Command, opts scan.Options, now []*drawing.Drawing) ([]*drawing.Drawing, []string, error) {
	files, err := snapshot(cmd.Context(), opts.Path, f.diff)
	if err != nil {
		return nil, nil, usage(err)
	}
	defer files.Close() //nolint:errcheck // nothing is kept
	opts.Code = true    // as it is read now: else every call were new
	earlier, notes, err := scan.ReadAt(cmd.Context(), opts, files, f.diff)
	if err != nil {
		return nil, nil, asError(fmt.Errorf("reading %s: %w", f.diff, err))
	}
	before := map[string]*drawing.Drawing{}
	for i := range earlier.Apps {
		if app := earlier.Apps[i].Model; f.app == "" || f.app == app.ID {
			before[app.ID] = drawing.Of(app, nil)
		}
	}
	var out []*drawing.Drawing
	take := func(d *drawing.Drawing) {
		if len(d.Nodes) > 0 {
			out = append(out, d)
		}
	}
	for _, d := range now {
		take(drawing.Compare(before[d.App], d))
		delete(before, d.App)
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		take(drawing.Compare(before[id], nil))
	}
	for _, note := range notes {
		_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: not compared: "+report.Clean(note))
	}
	if len(out) == 0 {
		_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: nothing that is drawn differs from "+f.diff)
		out = []*drawing.Drawing{{App: "nothing differs"}}
	}
	return out, notes, nil
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
