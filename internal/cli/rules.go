package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newRules() *cobra.Command {
	var out output
	cmd := &cobra.Command{
		Use:   "rules [RULE|PRACTICE]",
		Short: "List the rules, or explain one",
		Example: `  sconce rules
  sconce rules privilege                       the rules of one practice
  sconce rules exposure-url-without-auth       one rule: why, what to do, where to read on
  sconce rules --format json`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, r := range scan.Rules() {
				ids = append(ids, r.ID+"\t"+r.Title)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			rules, err := scan.Select(args, nil)
			if err != nil {
				return usage(err)
			}
			return out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Rules(w, rules)
				}
				return report.RulesText(w, rules, out.style(cmd))
			})
		},
	}
	out.flags(cmd)
	return cmd
}
