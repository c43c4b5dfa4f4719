package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/exchange"
	"github.com/sconce-dev/sconce/internal/report/html"
	"github.com/sconce-dev/sconce/internal/scan"
)

// scanFlags are the flags of a scan.
type scanFlags struct {
	input
	output
	reports   []string
	withFixes bool
	failOn    string
	only      []string
	skip      []string
	asOf      string
	most      int // permissiveness that is not needed, in percent
	verbose   bool
	profile   bool
	known     string
	diff      string
	codeOnly  bool
	seen      observed
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
taken for good. With --code-only no template is read: what has the shape of a
handler is a function (sconce calls --help), which anybody may send a request
to, and the rules about code are asked.

Exit code: 0 clean, 1 findings at or above --fail-on, 2 usage
or input error (a template that cannot be read is one), 3 internal error.`,
		Example: `  sconce scan                                  everything below this directory
  sconce scan services/orders                  one directory of a repository
  sconce scan template.yaml -p Stage=prod      one template, as it is deployed to prod
  sconce scan --env all                        every environment of samconfig.toml
  sconce scan --only privilege --verbose       one practice, with reasons and remedies
  sconce scan --as-of 2027-06-30               what will have reached its end of life
  sconce scan --code-only src/                 code without a template
  sconce scan --baseline .sconce-baseline.json what is new since sconce baseline
  sconce scan --diff origin/main               what this change introduces
  sconce scan --cloudtrail logs/               what roles may do and were not seen to do
  sconce scan --fail-on none --format json -o findings.json
  sconce scan --report sarif=sconce.sarif --report junit=sconce.xml`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.input.flags(cmd)
	f.cacheFlag(cmd)
	f.envFlag(cmd, "scan what is deployed to this `ENVIRONMENT` of samconfig.toml; all: every one, and say what differs")
	f.output.flags(cmd)
	f.seen.flags(cmd)
	cmd.Flags().Lookup("format").Usage = "`FORMAT` of the output: " + strings.Join(formatNames(), ", ")
	cmd.Flags().StringArrayVar(&f.reports, "report", nil, "also write `FORMAT=FILE`, any format of --format; FILE - is the terminal (may be repeated)")
	cmd.Flags().BoolVar(&f.withFixes, "with-fixes", false, "put the changes that were proved into SARIF and HTML (takes longer)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp)) // there is such a flag
	_ = cmd.RegisterFlagCompletionFunc("report", completeReports)
	cmd.Flags().StringVar(&f.failOn, "fail-on", "high", "exit with 1 at findings of this `SEVERITY` or worse: info, low, medium, high, critical, none")
	cmd.Flags().IntVar(&f.most, "max-permissiveness", 100, "also exit with 1 where more than this `PERCENT` of what a function may do would go if it were granted what it needs")
	cmd.Flags().StringSliceVar(&f.only, "only", nil, "ask only these `RULES`, areas (privilege) or practices")
	cmd.Flags().StringSliceVar(&f.skip, "skip", nil, "do not ask these `RULES`, areas or practices")
	cmd.Flags().StringVar(&f.known, "baseline", "", "show and fail only what is not in this `FILE`, which sconce baseline writes")
	cmd.Flags().StringVar(&f.diff, "diff", "", "show and fail only what the working tree has and this `REVISION` of git has not")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "judge ends of life as of this `DAY`, YYYY-MM-DD (default: today)")
	cmd.Flags().BoolVar(&f.codeOnly, "code-only", false, "read no template: what has the shape of a handler is a function")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "evidence, reason and remedy of every finding, every unknown")
	cmd.Flags().BoolVar(&f.profile, "profile", false, "say on the error output what the model and each rule cost")
	return cmd
}

func (f *scanFlags) run(cmd *cobra.Command, args []string) error {
	if _, err := parseFailOn(f.failOn); err != nil {
		return err
	}
	if f.most < 0 || f.most > 100 {
		return usage(fmt.Errorf("--max-permissiveness %d: a part of 100", f.most))
	}
	main, reports, err := f.outputs()
	if err != nil {
		return err
	}
	opts, err := f.options(cmd, args)
	if err != nil {
		return err
	}
	environments(&opts)
	opts.Only, opts.Skip, opts.Counts, opts.CodeOnly = f.only, f.skip, !f.codeOnly, f.codeOnly
	if f.codeOnly && len(f.seen.records) > 0 {
		return usage(errors.New("--cloudtrail: without templates (--code-only) there are no roles to tell"))
	}
	if err := f.seen.read(cmd, &opts); err != nil {
		return err
	}
	if opts.Now, err = dayOf(f.asOf); err != nil {
		return err
	}
	if f.profile {
		opts.Clock = time.Now
	}
	result, fixes, err := f.scan(cmd.Context(), opts)
	if err != nil {
		return asError(err)
	}
	if err := errors.Join(f.check(result), f.seen.check(result)); err != nil {
		return err
	}
	threshold, err := f.threshold(cmd, result, opts.Config)
	if err != nil {
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
	if err := writeReports(cmd, main, reports, shown{
		result: result,
		text:   report.TextOptions{Style: linked(f.style(cmd), result.Root), Verbose: f.verbose, Command: again},
		other:  exchange.Options{Version: strings.Fields(version())[0], Prefix: fromHere(result.Root), Now: opts.Now, FailOn: threshold, Fixes: fixes},
		page:   f.pageOptions(cmd.Context(), result, html.Options{Now: opts.Now, FailOn: threshold, Fixes: fixes}),
	}); err != nil {
		return err
	}
	if text := report.OwnText(&result.Own); text != "" && (main.name != "text" || main.file != "") { // other formats have no room for it
		_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: "+text)
	}
	permissive := tooPermissive(cmd.ErrOrStderr(), result, f.most)
	if err := outcome(cmd, result, threshold, f.output); err != nil || !permissive {
		return err
	}
	return &status{code: exitFindings}
}

// tooPermissive names the functions of which more than a part, in percent, of what they may do is not needed.
func tooPermissive(w io.Writer, r *scan.Result, most int) (found bool) {
	if most == 100 {
		return false
	}
	for _, app := range r.Apps {
		for _, s := range app.Least {
			name := report.Clean(model.LocalName(s.Function))
			switch {
			case s.Role == "":
				_, _ = fmt.Fprintf(w, "sconce: how permissive %s is, is not known: %s\n", name, report.Clean(s.Unknown[0].Text))
			case s.Changes && -s.Change*100 > float64(most):
				found = true
				_, _ = fmt.Fprintf(w, "sconce: %.0f%% of what %s may do is not needed (--max-permissiveness %d)\n", -s.Change*100, name, most)
			}
		}
	}
	return found
}

// outputs are the formats that are asked for: that of the terminal, or of -o, and those of --report.
func (f *scanFlags) outputs() (main wanted, reports []wanted, err error) {
	if main.format, err = formatNamed("--format", f.format); err != nil {
		return main, nil, err
	}
	main.file = f.file
	if reports, err = parseReports(f.reports, f.file); err != nil {
		return main, nil, err
	}
	if f.withFixes && !slices.ContainsFunc(append(reports, main), func(w wanted) bool { return w.name == "sarif" || w.name == "html" }) {
		return main, nil, usage(errors.New("--with-fixes: neither SARIF nor HTML is asked for: add --report sarif=FILE or html=FILE, or use sconce fix"))
	}
	return main, reports, nil
}

// dayOf is the day that --as-of names, today where it names none.
func dayOf(asOf string) (time.Time, error) {
	if asOf == "" {
		return time.Now().UTC(), nil
	}
	day, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return day, usage(fmt.Errorf("--as-of %q: write a day as YYYY-MM-DD", asOf))
	}
	return day, nil
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
	if out.format != "text" || out.file != "" || !isTerminal(cmd.OutOrStdout()) {
		for _, err := range r.Refused {
			_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: "+report.Clean(err.Error()))
		}
	}
	return &status{code: exitUsage}
}
