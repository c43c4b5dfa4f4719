package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newPolicy() *cobra.Command {
	var in input
	var out output
	var functions []string
	var style string
	cmd := &cobra.Command{
		Use:   "policy [PATH]",
		Short: "Print the policy that each function needs, proved against what it is granted now",
		Long: `Policy reads the code of the functions and prints the policy that lets each do what
its code and the platform need, and nothing else. References stay references, and a
comment on each statement names the line that needs it.

Each policy is compared with what is needed and with what is granted now, for all
requests: what it allows beyond that is listed. A call on what is not known keeps
what it has now, for its own action; the line that would make it known is named.`,
		Example: `  sconce iam policy
  sconce iam policy --function OrdersFunction --style templates
  sconce iam policy --format json | jq '.functions[].policy'`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out.format != "sam" && out.format != "cfn" && out.format != "json" {
				return usage(fmt.Errorf("--format %q: use sam, cfn or json", out.format))
			}
			if style != "statements" && style != "templates" {
				return usage(fmt.Errorf("--style %q: use statements or templates", style))
			}
			result, err := in.ask(cmd, args, scan.Read, environments, withCode)
			if err != nil {
				return err
			}
			only, err := chosen(result, functions)
			if err != nil {
				return err
			}
			var list []report.PolicyOf
			for _, app := range result.Apps {
				list = append(list, report.ProposePolicies(app.Model, only)...)
			}
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Policies(w, list, result.Refused)
				}
				return report.PoliciesText(w, list, report.PolicyStyle{SAM: out.format == "sam", Templates: style == "templates"})
			}); err != nil {
				return err
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	in.envFlag(cmd, "read what is deployed to this `ENVIRONMENT` of samconfig.toml")
	out.flags(cmd)
	format := cmd.Flags().Lookup("format")
	format.Usage, format.DefValue = "`FORMAT` of the output: sam, cfn or json", "sam"
	out.format = "sam"
	cmd.Flags().StringVar(&style, "style", "statements", "write `STYLE`: statements, or policy templates of SAM where they say exactly the same")
	cmd.Flags().StringArrayVar(&functions, "function", nil, "only this `FUNCTION`, by its id or its logical id (may be repeated)")
	return cmd
}
