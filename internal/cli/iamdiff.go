package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/change"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/exchange"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newDiff() *cobra.Command {
	var in input
	var out output
	var noNew, unknownIsNew bool
	cmd := &cobra.Command{
		Use:   "diff REVISION [PATH]",
		Short: "Say which access a change adds and removes, and for whom",
		Long: `Diff compares what the identities and functions of an application may do, and who
may use its resources by their own policies, with what they might at a revision
of git. It compares what policies allow, not how they are written: statements
that are cut, ordered or named in another way are no difference. With what is not
committed yet.

--no-new-access makes it fail (exit code 1) when somebody may do something that
he might not. What cannot be told counts as new with --unknown-is-new.`,
		Example: `  sconce iam diff main
  sconce iam diff origin/main --no-new-access
  sconce iam diff origin/main --format markdown > comment.md`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains([]string{"text", "json", "markdown"}, out.format) {
				return usage(fmt.Errorf("--format %q: use text, json or markdown", out.format))
			}
			opts, err := in.options(cmd, args[1:])
			if err != nil {
				return err
			}
			before, notes, err := modelsAt(cmd, opts, args[0])
			if err != nil {
				return err
			}
			now, err := scan.Read(cmd.Context(), opts)
			if err != nil {
				return asError(err)
			}
			if err := in.check(now); err != nil {
				return err
			}
			d := report.AccessDiff{Revision: args[0], Actors: change.Between(before, models(now)), Notes: notes}
			if err := out.write(cmd, func(w io.Writer) error {
				switch out.format {
				case "json":
					return report.ChangedAccess(w, d)
				case "markdown":
					return exchange.AccessDiff(w, d)
				}
				return report.ChangedAccessText(w, d, out.style(cmd))
			}); err != nil {
				return err
			}
			if err := refused(cmd, now, out); err != nil {
				return err
			}
			if noNew && slices.ContainsFunc(d.Actors, func(a change.Actor) bool { return gains(a, unknownIsNew) }) {
				return &status{code: exitFindings}
			}
			return nil
		},
	}
	in.flags(cmd)
	in.envFlag(cmd, "compare what is deployed to this `ENVIRONMENT` of samconfig.toml")
	cmd.Flags().StringVar(&out.format, "format", "text", "`FORMAT` of the output: text, json or markdown (a comment on a pull request)")
	cmd.Flags().StringVarP(&out.file, "output", "o", "", "write to `FILE` instead of the terminal")
	cmd.Flags().BoolVar(&noNew, "no-new-access", false, "exit with 1 if somebody may do something that he might not at REVISION")
	cmd.Flags().BoolVar(&unknownIsNew, "unknown-is-new", false, "with --no-new-access, count what cannot be told as new")
	return cmd
}

// gains reports whether an actor gained access.
func gains(a change.Actor, unknown bool) bool {
	return len(a.Gained) > 0 || unknown && slices.ContainsFunc(a.Unknown, func(u change.Unknown) bool { return u.Gained })
}

// modelsAt are the applications of a revision, and what of it could not be read.
func modelsAt(cmd *cobra.Command, opts scan.Options, revision string) ([]*model.App, []string, error) {
	files, err := snapshot(cmd.Context(), opts.Path, revision)
	if err != nil {
		return nil, nil, usage(err)
	}
	defer files.Close() //nolint:errcheck // nothing is kept
	result, notes, err := scan.ReadAt(cmd.Context(), opts, files, revision)
	if err != nil {
		return nil, nil, asError(fmt.Errorf("reading %s: %w", revision, err))
	}
	return models(result), notes, nil
}

func models(r *scan.Result) []*model.App {
	if r == nil {
		return nil
	}
	out := make([]*model.App, len(r.Apps))
	for i, app := range r.Apps {
		out[i] = app.Model
	}
	return out
}
