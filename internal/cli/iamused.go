package cli

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newUsed() *cobra.Command {
	var in input
	var out output
	var seen observed
	cmd := &cobra.Command{
		Use:   "used [PATH] --cloudtrail RECORDS",
		Short: "Print what roles need by their code, were seen to do, and are granted",
		Long: `Used joins three answers about each role of the functions: what their code and the
platform need, what the role was seen to do in CloudTrail's records, and what its
policies grant. What is granted and was not seen is listed by statement.

Records are files as a trail delivers them (JSON, also packed) or as the AWS CLI
answers them (lookup-events); exports of when services were last accessed
(get-service-last-accessed-details) count as well. Requests for data, such as
reading an item of a table, are recorded only where somebody asked for that: of
these, that nothing is seen says nothing.

A role is told by its name. What is named in another way is said with --role.`,
		Example: `  sconce iam used --cloudtrail logs/
  sconce iam used --cloudtrail logs/,last-accessed.json --unused-days 30
  sconce iam used --cloudtrail logs/ --role OrdersRole=arn:aws:iam::123456789012:role/orders`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			if len(seen.records) == 0 {
				return usage(errors.New("what was recorded? Use --cloudtrail FILE or DIRECTORY"))
			}
			opts, err := in.options(cmd, args)
			if err != nil {
				return err
			}
			opts.Code = true
			if err := seen.read(cmd, &opts); err != nil {
				return err
			}
			result, err := scan.Read(cmd.Context(), opts)
			if err != nil {
				return asError(err)
			}
			if err := errors.Join(in.check(result), seen.check(result)); err != nil {
				return err
			}
			used := report.NewUsed(result)
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return used.JSON(w)
				}
				return used.Text(w, out.style(cmd))
			}); err != nil {
				return err
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	in.envFlag(cmd, "read what is deployed to this `ENVIRONMENT` of samconfig.toml")
	out.flags(cmd)
	seen.flags(cmd)
	return cmd
}
