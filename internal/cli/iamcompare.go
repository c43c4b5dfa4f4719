package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newCompare() *cobra.Command {
	var in input
	var out output
	failOn := "none"
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Prove whether a policy allows more, less or the same as another one",
		Long: `Compare answers what NEW is to OLD: equal, narrower, wider, incomparable, or
unknown because of a part that is not known before the deployment. That one
allows nothing that the other does not is proved, for all requests; otherwise a
request is shown that the policy evaluator decides differently.

OLD and NEW are each ` + operandHelp + `.`,
		Example: `  sconce iam compare policy.json new-policy.json
  sconce iam compare ReadOnlyAccess 'template.yaml#OrdersRole' --fail-on wider,unknown
  aws iam get-role-policy --role-name orders --policy-name own | sconce iam compare - '#OrdersRole'`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			fails, err := parseRelations(failOn)
			if err != nil {
				return err
			}
			all := operands{cmd: cmd, in: &in, read: map[string]*scan.Result{}}
			var c report.Comparison
			if c.Old, err = all.find(args[0]); err != nil {
				return err
			}
			if c.New, err = all.find(args[1]); err != nil {
				return err
			}
			c.Result = access.Compare(c.Old.Set, c.New.Set, compare.Options{})
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Compare(w, c)
				}
				return report.CompareText(w, c, out.style(cmd))
			}); err != nil {
				return err
			}
			if fails(c.Result) {
				return &status{code: exitFindings}
			}
			return nil
		},
	}
	in.flags(cmd)
	out.flags(cmd)
	cmd.Flags().StringVar(&failOn, "fail-on", failOn, "exit with 1 if NEW is `RELATION` than OLD: wider, narrower, unknown, or several with commas; an incomparable one is both")
	return cmd
}

// parseRelations reads --fail-on. Each direction counts for itself: what is unknown in one may be wider in the other.
func parseRelations(text string) (func(compare.Result) bool, error) {
	var all []string
	for word := range strings.SplitSeq(text, ",") {
		if !slices.Contains([]string{"wider", "narrower", "unknown", "none"}, word) {
			return nil, usage(fmt.Errorf("--fail-on %q: use wider, narrower, unknown or none", word))
		}
		all = append(all, word)
	}
	return func(r compare.Result) bool {
		return r.NewInOld.Within == policy.No && slices.Contains(all, "wider") ||
			r.OldInNew.Within == policy.No && slices.Contains(all, "narrower") ||
			r.Relation == compare.Unknown && slices.Contains(all, "unknown")
	}, nil
}
