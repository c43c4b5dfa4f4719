package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// reviewFlags are the flags of a review.
type reviewFlags struct {
	input
	output
	strict bool
	asOf   string
	accept string
	owner  string
	reason string
	until  string
}

func newReview() *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review [PATH]",
		Short: "Print what is granted beyond least privilege, and who accepted it until when",
		Long: `Review lists the findings of least privilege: what nobody has accepted, what
somebody accepted until a day, and what was accepted until a day that is over.
It fails (exit code 1) when one has lapsed; with --strict also when one is
accepted without an owner or an end.

--accept writes into sconce.yaml that a finding is accepted: by whom, why and
until when. A finding is named by its id, or by the beginning of it.`,
		Example: `  sconce iam review
  sconce iam review --accept 59e716e6 --owner platform --until 2027-06-30 \
      --reason 'the report reads every table'
  sconce iam review --strict --format json       in a pipeline`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.input.flags(cmd)
	f.envFlag(cmd, "review what is deployed to this `ENVIRONMENT` of samconfig.toml; all: every one")
	f.output.flags(cmd)
	cmd.Flags().BoolVar(&f.strict, "strict", false, "also fail for what is accepted without an owner or an end")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "review as of this `DAY`, YYYY-MM-DD (default: today)")
	cmd.Flags().StringVar(&f.accept, "accept", "", "accept the finding with this `ID`")
	cmd.Flags().StringVar(&f.owner, "owner", "", "with --accept: `WHO` accepts it")
	cmd.Flags().StringVar(&f.reason, "reason", "", "with --accept: `WHY`")
	cmd.Flags().StringVar(&f.until, "until", "", "with --accept: the last `DAY` on which it holds, YYYY-MM-DD")
	return cmd
}

func (f *reviewFlags) run(cmd *cobra.Command, args []string) error {
	if err := f.validate(); err != nil {
		return err
	}
	opts, err := f.options(cmd, args)
	if err != nil {
		return err
	}
	if opts.Now, err = dayOf(f.asOf); err != nil {
		return err
	}
	opts.Only = []string{string(finding.Privilege)}
	environments(&opts)
	result, err := scan.Run(cmd.Context(), opts)
	if err != nil {
		return asError(err)
	}
	if err := f.check(result); err != nil {
		return err
	}
	if f.accept != "" {
		return f.record(cmd, result, opts.Now)
	}
	review := report.NewReview(result, opts.Now)
	if err := f.write(cmd, func(w io.Writer) error {
		if f.format == "json" {
			return review.JSON(w)
		}
		return review.Text(w, f.style(cmd))
	}); err != nil {
		return err
	}
	if review.Lapsed() > 0 || f.strict && review.Endless() > 0 {
		return &status{code: exitFindings}
	}
	return refused(cmd, result, f.output)
}

// record writes that a finding is accepted.
func (f *reviewFlags) record(cmd *cobra.Command, result *scan.Result, now time.Time) error {
	last, err := time.Parse(time.DateOnly, f.until)
	switch {
	case f.owner == "" || f.reason == "" || f.until == "":
		return usage(errors.New("--accept: say who accepts it, why and until when: --owner, --reason and --until"))
	case err != nil:
		return usage(fmt.Errorf("--until %q: write the day as YYYY-MM-DD", f.until))
	case last.Before(now.Truncate(24 * time.Hour)):
		return usage(fmt.Errorf("--until %s: the day is over", f.until))
	}
	found, err := unaccepted(result, f.accept)
	if err != nil {
		return usage(err)
	}
	name := filepath.Join(f.dir, config.Name)
	if f.file != "" {
		name = f.file
	}
	text, err := readFile(name, config.MaxBytes)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = []byte("version: 1\n"), nil
	}
	if err != nil {
		return usage(err)
	}
	after, err := withSuppression(name, text, found, f)
	if err != nil {
		return usage(err)
	}
	if err := writeFiles([]document{{file: name, render: func(w io.Writer) error { _, err := io.Copy(w, bytes.NewReader(after)); return err }}}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: accepted by %s until %s, in %s\n", report.Clean(found.Message), report.Clean(f.owner), f.until, report.Clean(name))
	return err
}

// unaccepted is the finding of least privilege that an id means, and that nobody has accepted.
func unaccepted(r *scan.Result, id string) (*finding.Finding, error) {
	var all []*finding.Finding
	for i := range r.Apps {
		for j := range r.Apps[i].Findings {
			if found := &r.Apps[i].Findings[j]; strings.HasPrefix(found.Fingerprint(), id) {
				all = append(all, found)
			}
		}
	}
	switch len(all) {
	case 0:
		return nil, fmt.Errorf("--accept %.40s: no finding of least privilege that is not accepted has this id: sconce iam review lists them", id)
	case 1:
		return all[0], nil
	}
	return nil, fmt.Errorf("--accept %.40s: %d findings have an id that begins so", id, len(all))
}

// withSuppression is a configuration with one suppression more. What is there stays as it is.
func withSuppression(name string, text []byte, found *finding.Finding, f *reviewFlags) ([]byte, error) {
	parsed, err := source.Parse(name, text)
	if err != nil {
		return nil, err
	}
	entry := splice.Map(
		splice.Field{Key: "finding", Value: splice.Text(found.Fingerprint())},
		splice.Field{Key: "rule", Value: splice.Text(found.Rule)},
		splice.Field{Key: "reason", Value: splice.Text(f.reason)},
		splice.Field{Key: "owner", Value: splice.Text(f.owner)},
		splice.Field{Key: "expires", Value: splice.Text(f.until)},
	)
	var edit finding.Edit
	if parsed.Root.Get("suppressions") == nil {
		edit, err = splice.AddEntries(parsed.Root, splice.Field{Key: "suppressions", Value: splice.List(entry)})
	} else {
		edit, err = splice.Append(parsed.Root, []string{"suppressions"}, entry)
	}
	if err != nil {
		return nil, err
	}
	after, err := splice.Apply(text, []finding.Edit{edit})
	if err != nil {
		return nil, err
	}
	if _, err := config.Parse(name, after); err != nil { // nothing is written that would not be read
		return nil, err
	}
	return after, nil
}
