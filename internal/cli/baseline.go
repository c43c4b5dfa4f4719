package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// baselineName is where a baseline is written where nothing else is said.
const baselineName = ".sconce-baseline.json"

func newBaseline() *cobra.Command {
	var in input
	out := output{format: "json"}
	cmd := &cobra.Command{
		Use:   "baseline [PATH]",
		Short: "Write down what is found today, so that later scans show what is new",
		Long: `Baseline scans the applications below PATH (default: this directory) and writes
what it finds to a file. sconce scan --baseline FILE then shows and fails only
what is not in it. Findings are recognised when lines move, when text is written
in another way and when files are moved. Scan the same PATH both times.

What is suppressed is not in it, nor what is unknown.`,
		Example: `  sconce baseline                                and commit ` + baselineName + `
  sconce baseline services/orders -o orders.json
  sconce scan --baseline ` + baselineName,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			result, err := in.ask(cmd, args, scan.Run, asOfNow, environments)
			if err != nil {
				return err
			}
			document := baseline.Of(result.All(false))
			if err := out.write(cmd, func(w io.Writer) error { return report.Baseline(w, document) }); err != nil {
				return err
			}
			if out.file != "/dev/stdout" {
				_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "%d findings are in %s: sconce scan --baseline %s shows what is new\n", len(document.Findings), report.Clean(out.file), report.Clean(out.file))
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	in.cacheFlag(cmd)
	in.envFlag(cmd, "scan what is deployed to this `ENVIRONMENT` of samconfig.toml; all: every one")
	cmd.Flags().StringVarP(&out.file, "output", "o", baselineName, "write to `FILE`")
	return cmd
}
