package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newWhy() *cobra.Command {
	var in input
	var out output
	var function string
	cmd := &cobra.Command{
		Use:   "why ACTION [RESOURCE] [PATH]",
		Short: "Print why a permission is needed, what grants it, and what breaks without it",
		Long: `Why answers for each role of a function: which call needs the permission, with the
way there from the handler, which statement grants it, and which calls are refused
where it goes. ACTION may be a pattern such as dynamodb:Delete*. RESOURCE is a
logical id, a whole id such as services/orders/template.yaml#OrdersTable, or * for any.`,
		Example: `  sconce iam why dynamodb:PutItem OrdersTable
  sconce iam why 's3:*' '*' --function Thumbnails
  sconce iam why kms:Decrypt '#Key' examples/shop --format json`,
		Args: cobra.RangeArgs(1, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			if err := actionPattern(args[0]); err != nil {
				return usage(err)
			}
			result, err := in.ask(cmd, args[min(2, len(args)):], scan.Read, withCode)
			if err != nil {
				return err
			}
			element, roles, err := why(result, args, function)
			if err != nil {
				return usage(err)
			}
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Why(w, args[0], element, roles)
				}
				return report.WhyText(w, args[0], element, roles, out.style(cmd))
			}); err != nil {
				return err
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	in.envFlag(cmd, "read what is deployed to this `ENVIRONMENT` of samconfig.toml")
	out.flags(cmd)
	cmd.Flags().StringVar(&function, "function", "", "only for this `FUNCTION`")
	return cmd
}

// actionPattern is an error for what means no action that there is: a slip of the pen would answer that nobody needs it.
func actionPattern(action string) error {
	service, name, ok := strings.Cut(action, ":")
	if !ok || service == "" || name == "" {
		return fmt.Errorf("%.100q is no action: write service:Action, such as dynamodb:PutItem", action)
	}
	for range catalogue.Match(action) {
		return nil
	}
	return fmt.Errorf("the catalogue has no action %.100s", action)
}

// why asks the applications that have the element and the function, or all.
func why(r *scan.Result, args []string, function string) (element string, roles []least.Why, err error) {
	apps := r.Apps
	if len(args) > 1 && args[1] != "*" {
		app, id, err := resolve(r, args[1])
		if err != nil {
			return "", nil, err
		}
		return id, least.Of(app).Why(args[0], id, only(r, function)), functionError(r, function)
	}
	for i := range apps {
		roles = append(roles, least.Of(apps[i].Model).Why(args[0], "", only(r, function))...)
	}
	return "", roles, functionError(r, function)
}

// only is the id of the function that a name means, or the name.
func only(r *scan.Result, name string) string {
	if name == "" {
		return ""
	}
	if _, id, err := resolve(r, name); err == nil {
		return id
	}
	return name
}

func functionError(r *scan.Result, name string) error {
	if name == "" {
		return nil
	}
	app, id, err := resolve(r, name)
	if err != nil {
		return err
	}
	if _, ok := app.Function(id); !ok {
		return errors.New(id + " is no function")
	}
	return nil
}
