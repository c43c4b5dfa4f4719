package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/suggest"
)

func newCalls() *cobra.Command {
	var in input
	var out output
	var functions []string
	var codeOnly bool
	cmd := &cobra.Command{
		Use:   "calls [PATH]",
		Short: "Print what the functions' code calls: which operation, on which resource, where",
		Long: `Calls reads the code of the functions (Python, JavaScript, TypeScript, Go) from
their handlers on, through everything that can be reached, and prints every call
of the provider's API with the permissions it takes and the resource it acts on:
a name in an environment variable is the resource that the template puts there.
Connections to other hosts are printed too. What is not known says why.

With --code-only no template is read. What has the shape of a handler is taken
for a function: def handler(event, context), exports.handler, lambda.Start(x), an
application of a web framework; its id is path#export.`,
		Example: `  sconce calls
  sconce calls --function OrdersFunction
  sconce calls --code-only src/
  sconce calls --format json | jq '.functions[].calls[] | {service, operation, file, line}'`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			result, err := in.ask(cmd, args, scan.Read, environments, withCode, func(o *scan.Options) { o.CodeOnly = codeOnly })
			if err != nil {
				return err
			}
			only, err := chosen(result, functions)
			if err != nil {
				return err
			}
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Calls(w, result, only)
				}
				return report.CallsText(w, result, only, out.style(cmd))
			}); err != nil {
				return err
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	in.cacheFlag(cmd)
	in.envFlag(cmd, "read what is deployed to this `ENVIRONMENT` of samconfig.toml")
	out.flags(cmd)
	cmd.Flags().BoolVar(&codeOnly, "code-only", false, "read no template: what has the shape of a handler is a function")
	cmd.Flags().StringArrayVar(&functions, "function", nil, "only this `FUNCTION`, by its id or its logical id (may be repeated)")
	return cmd
}

// chosen reports which functions are meant by the ids that were given. A name that none has is an error.
func chosen(r *scan.Result, names []string) (func(id string) bool, error) {
	if len(names) == 0 {
		return nil, nil //nolint:nilnil // nil means every function
	}
	var ids, known []string
	for _, app := range r.Apps {
		for _, f := range app.Model.Functions {
			known = append(known, model.LocalName(f.ID))
			if slices.Contains(names, f.ID) || slices.Contains(names, model.LocalName(f.ID)) || slices.Contains(names, "#"+model.LocalName(f.ID)) {
				ids = append(ids, f.ID)
			}
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(ids, func(id string) bool {
			return id == name || model.LocalName(id) == name || "#"+model.LocalName(id) == name
		}) {
			message := fmt.Sprintf("--function %s: there is no such function", name)
			if near := suggest.Nearest(name, known); near != "" {
				message += fmt.Sprintf(" (did you mean %s?)", near)
			}
			return nil, usage(fmt.Errorf("%s", message))
		}
	}
	return func(id string) bool { return slices.Contains(ids, id) }, nil
}
