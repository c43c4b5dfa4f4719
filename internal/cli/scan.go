package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// scanFlags are the flags of a scan.
type scanFlags struct {
	input
	output
	failOn  string
	only    []string
	skip    []string
	asOf    string
	verbose bool
	profile bool
}

func newScan() *cobra.Command {
	var f scanFlags
	cmd := &cobra.Command{
		Use:   "scan [PATH]",
		Short: "Scan the applications below a directory, or one template",
		Long: `Scan reads every application below PATH (default: this directory) and prints what
is wrong with it: per application a header, then the findings grouped by
function, worst first, one line each: severity, rule, what, file:line.

What cannot be found out is listed as unknown, with the reason; it is never
taken for good. Exit code: 0 clean, 1 findings at or above --fail-on, 2 usage
or input error (a template that cannot be read is one), 3 internal error.`,
		Example: `  sconce scan                                  everything below this directory
  sconce scan services/orders                  one directory of a repository
  sconce scan template.yaml -p Stage=prod      one template, as it is deployed to prod
  sconce scan --env all                        every environment of samconfig.toml
  sconce scan --only privilege --verbose       one practice, with reasons and remedies
  sconce scan --as-of 2027-06-30               what will have reached its end of life
  sconce scan --fail-on none --format json -o findings.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.input.flags(cmd)
	f.envFlag(cmd, "scan what is deployed to this `ENVIRONMENT` of samconfig.toml; all: every one, and say what differs")
	f.output.flags(cmd)
	cmd.Flags().StringVar(&f.failOn, "fail-on", "high", "exit with 1 at findings of this `SEVERITY` or worse: info, low, medium, high, critical, none")
	cmd.Flags().StringSliceVar(&f.only, "only", nil, "ask only these `RULES`, areas (privilege) or practices")
	cmd.Flags().StringSliceVar(&f.skip, "skip", nil, "do not ask these `RULES`, areas or practices")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "judge ends of life as of this `DAY`, YYYY-MM-DD (default: today)")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "evidence, reason and remedy of every finding, every unknown")
	cmd.Flags().BoolVar(&f.profile, "profile", false, "say on the error output what the model and each rule cost")
	return cmd
}

func (f *scanFlags) run(cmd *cobra.Command, args []string) error {
	threshold, err := parseFailOn(f.failOn)
	if err != nil {
		return err
	}
	if err := f.validate(); err != nil {
		return err
	}
	opts, err := f.options(cmd, args)
	if err != nil {
		return err
	}
	opts.Only, opts.Skip, opts.Now = f.only, f.skip, time.Now().UTC()
	if f.asOf != "" {
		if opts.Now, err = time.Parse(time.DateOnly, f.asOf); err != nil {
			return usage(fmt.Errorf("--as-of %q: write a day as YYYY-MM-DD", f.asOf))
		}
	}
	if f.profile {
		opts.Clock = time.Now
	}
	result, err := scan.Run(cmd.Context(), opts)
	if err != nil {
		return asError(err)
	}
	if err := f.check(result); err != nil {
		return err
	}
	if f.profile {
		if err := report.Profile(cmd.ErrOrStderr(), result); err != nil {
			return err
		}
	}
	again := "sconce scan"
	if len(args) > 0 {
		again += " " + args[0]
	}
	if err := f.write(cmd, func(w io.Writer) error {
		if f.format == "json" {
			return report.Scan(w, result)
		}
		return report.Text(w, result, report.TextOptions{Style: f.style(cmd), Verbose: f.verbose, Command: again})
	}); err != nil {
		return err
	}
	return outcome(cmd, result, threshold, f.output)
}

// parseFailOn reads --fail-on; none is 0.
func parseFailOn(name string) (finding.Severity, error) {
	if strings.EqualFold(name, "none") {
		return 0, nil
	}
	s, err := finding.ParseSeverity(name)
	if err != nil {
		return 0, usage(fmt.Errorf("--fail-on: %w, or none", err))
	}
	return s, nil
}

// outcome is the error, if any, that gives a scan its exit code. What could not be read weighs more
// than what was found.
func outcome(cmd *cobra.Command, r *scan.Result, threshold finding.Severity, out output) error {
	if err := refused(cmd, r, out); err != nil {
		return err
	}
	if threshold > 0 && r.Worst() >= threshold {
		return &status{code: exitFindings}
	}
	return nil
}

// refused is an error of exit code 2 if templates could not be read. They are named on the error
// output too, unless the report, which names them, is on the same terminal.
func refused(cmd *cobra.Command, r *scan.Result, out output) error {
	if len(r.Refused) == 0 {
		return nil
	}
	if out.format == "json" || out.file != "" || !isTerminal(cmd.OutOrStdout()) {
		for _, err := range r.Refused {
			_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: "+report.Clean(err.Error()))
		}
	}
	return &status{code: exitUsage}
}
