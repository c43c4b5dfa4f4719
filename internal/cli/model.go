package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newModel() *cobra.Command {
	var in input
	var out output
	cmd := &cobra.Command{
		Use:   "model [PATH]",
		Short: "Print the model of the applications below a directory, or of one template",
		Long: `Model prints what sconce understands of an application: functions, what triggers
them, who they run as, what they may touch, and what is not known. Everything
else that sconce says follows from it.

A known property is plain JSON. {"$ref": id} points at another element,
{"$template": text} is text with holes, {"$unknown": reason} could not be found
out, {"$secret": fingerprint} is not shown.`,
		Example: `  sconce model
  sconce model --format json | jq '.apps[].functions[] | {id, role, triggers}'
  sconce model template.yaml -p Stage=prod --format json -o model.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			result, err := in.ask(cmd, args, scan.Read, environments)
			if err != nil {
				return err
			}
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Model(w, result)
				}
				return report.ModelText(w, result, out.style(cmd))
			}); err != nil {
				return err
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	in.envFlag(cmd, "read what is deployed to this `ENVIRONMENT` of samconfig.toml")
	out.flags(cmd)
	return cmd
}
