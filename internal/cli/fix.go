package cli

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// fixFlags are the flags of a fix.
type fixFlags struct {
	input
	rules       []string
	functions   []string
	write       bool
	force       bool
	split       bool
	interactive bool
	verbose     bool
	seen        observed
}

func newFix() *cobra.Command {
	var f fixFlags
	cmd := &cobra.Command{
		Use:   "fix [PATH]",
		Short: "Propose changes that mend findings, each proved, as a patch",
		Long: `Fix prints a patch that mends what it can. Every change is proved before it is
shown: the changed file is read and scanned again, the finding is gone, nothing
new is found, and nothing of the application differs but what the change names.
All bytes that are not changed stay as they are, comments included.

--write changes the files instead. A file with changes that are not committed is
left alone unless --force is given.`,
		Example: `  sconce fix                                    what could be mended below this directory
  sconce fix > mend.patch && git apply mend.patch
  sconce fix --rule observability-tracing-off --write
  sconce fix --rule privilege --split-roles     least privilege, each function with a role of its own
  sconce fix --function Orders --interactive    ask about each change`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	f.flags(cmd)
	f.cacheFlag(cmd)
	f.seen.flags(cmd)
	cmd.Flags().StringSliceVar(&f.rules, "rule", nil, "mend only findings of these `RULES`, areas or practices")
	cmd.Flags().StringSliceVar(&f.functions, "function", nil, "mend only findings that concern these `FUNCTIONS`")
	cmd.Flags().BoolVar(&f.write, "write", false, "change the files")
	cmd.Flags().BoolVar(&f.split, "split-roles", false, "also give each function that shares a role one of its own")
	cmd.Flags().BoolVar(&f.force, "force", false, "also change files that have changes which are not committed")
	cmd.Flags().BoolVarP(&f.interactive, "interactive", "i", false, "ask about each change")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "say of each finding that is left why, and what to write")
	return cmd
}

func (f *fixFlags) run(cmd *cobra.Command, args []string) error {
	opts, err := f.options(cmd, args)
	if err != nil {
		return err
	}
	opts.Now, opts.Split = time.Now().UTC(), f.split
	if err := f.seen.read(cmd, &opts); err != nil {
		return err
	}
	chosen, err := scan.Select(f.rules, nil)
	if err != nil {
		return usage(err)
	}
	choose := func(found finding.Finding) bool {
		return slices.ContainsFunc(chosen, func(r *check.Rule) bool { return r.ID == found.Rule }) && f.concerns(found)
	}
	fixes, err := scan.Fix(cmd.Context(), opts, choose)
	if err != nil {
		return asError(err)
	}
	if err := f.seen.check(fixes.Before); err != nil {
		return err
	}
	if f.interactive {
		accepted, err := f.ask(cmd, fixes)
		if err != nil {
			return err
		}
		if fixes, err = scan.Fix(cmd.Context(), opts, func(found finding.Finding) bool { return accepted[found.Fingerprint()] }); err != nil {
			return asError(err)
		}
		f.write = f.write || len(fixes.Mended) > 0
	}
	style := (&output{}).style(cmd)
	if f.write {
		if err := writeFixes(cmd.Context(), fixes, f.force); err != nil {
			return usage(err)
		}
	} else if err := report.Diff(cmd.OutOrStdout(), fixes, fromHere(fixes.Before.Root), style); err != nil {
		return err
	}
	if text := report.OwnText(&fixes.Before.Own); text != "" {
		_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: "+text)
	}
	return report.FixSummary(cmd.ErrOrStderr(), fixes, report.TextOptions{Style: style, Verbose: f.verbose}, f.write)
}

// concerns reports whether a finding is about one of the functions that were named.
func (f *fixFlags) concerns(found finding.Finding) bool {
	if len(f.functions) == 0 {
		return true
	}
	return slices.ContainsFunc(found.Functions, func(id string) bool {
		return slices.ContainsFunc(f.functions, func(name string) bool {
			return id == name || model.LocalName(id) == strings.TrimPrefix(name, "#")
		})
	})
}

// ask shows each change and answers those that are wanted, by fingerprint.
func (f *fixFlags) ask(cmd *cobra.Command, fixes *scan.Fixes) (map[string]bool, error) {
	accepted := map[string]bool{}
	in := bufio.NewScanner(cmd.InOrStdin())
	all := false
	for i, m := range fixes.Mended {
		if all {
			accepted[m.Finding.Fingerprint()] = true
			continue
		}
		rule := fixes.Before.Rules[slices.IndexFunc(fixes.Before.Rules, func(r *check.Rule) bool { return r.ID == m.Finding.Rule })]
		if err := report.Offer(cmd.OutOrStdout(), m, rule, (&output{}).style(cmd)); err != nil {
			return nil, err
		}
		for answered := false; !answered; {
			_, _ = fmt.Fprintf(cmd.OutOrStdout(), "Make this change (%d of %d)? [y]es, [n]o, [a]ll that follow, [q]uit: ", i+1, len(fixes.Mended))
			if !in.Scan() {
				return accepted, in.Err()
			}
			answered = true
			switch strings.ToLower(strings.TrimSpace(in.Text())) {
			case "y", "yes":
				accepted[m.Finding.Fingerprint()] = true
			case "n", "no":
			case "a", "all":
				all, accepted[m.Finding.Fingerprint()] = true, true
			case "q", "quit":
				return accepted, nil
			default:
				answered = false
			}
		}
	}
	return accepted, nil
}

// fromHere is the way from the working directory to another, "" where it leads out of the first.
func fromHere(dir string) string {
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	there, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(here, there)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}
