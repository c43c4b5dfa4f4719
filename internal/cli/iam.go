package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newIAM() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "iam",
		Short: "Ask about permissions",
		Example: `  sconce iam access OrdersTable            who can do what to a table
  sconce iam compare old.json new.json     whether a policy allows more than another one
  sconce iam diff main                     which access a change adds and removes
  sconce iam simulate --batch requests.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAccess(), newPolicy(), newWhy(), newUsed(), newReview(), newCompare(), newDiff(), newMinimise(), newSimulate())
	return cmd
}

func newAccess() *cobra.Command {
	var in input
	var out output
	cmd := &cobra.Command{
		Use:   "access RESOURCE [PATH]",
		Short: "Print who in an application can do what to a resource, and through which statement",
		Long: `Access puts every identity of the application, and everybody whom the resource's
own policy names, to the policy evaluator: each action that acts on the resource,
identity policies, boundary and resource policy together. RESOURCE is a logical
id, or a whole id such as services/orders/template.yaml#OrdersTable.

"Perhaps" means that it depends: on a part of the resource, on a condition, or on
something that is not known before the deployment.`,
		Example: `  sconce iam access OrdersTable
  sconce iam access '#OrdersTable' examples/shop --format json`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.validate(); err != nil {
				return err
			}
			result, err := in.ask(cmd, args[1:], scan.Read)
			if err != nil {
				return err
			}
			app, id, err := resolve(result, args[0])
			if err != nil {
				return usage(err)
			}
			actors, ok := access.To(app, id)
			if !ok {
				return usage(fmt.Errorf("%s cannot be the object of a permission", id))
			}
			if err := out.write(cmd, func(w io.Writer) error {
				if out.format == "json" {
					return report.Access(w, app, id, actors)
				}
				return report.AccessText(w, app, id, actors, out.style(cmd))
			}); err != nil {
				return err
			}
			return refused(cmd, result, out)
		},
	}
	in.flags(cmd)
	out.flags(cmd)
	return cmd
}

// resolve finds the element that a name means: a whole id, or a logical id that only one has.
func resolve(r *scan.Result, name string) (*model.App, string, error) {
	type element struct {
		app *model.App
		id  string
	}
	var found []element
	for _, a := range r.Apps {
		for _, id := range elements(a.Model) {
			if id == name || model.LocalName(id) == strings.TrimPrefix(name, "#") {
				found = append(found, element{a.Model, id})
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0].app, found[0].id, nil
	case 0:
		return nil, "", fmt.Errorf("there is no element %s: sconce model lists them", name)
	}
	var ids []string
	for _, e := range found {
		ids = append(ids, e.id)
	}
	slices.Sort(ids)
	return nil, "", fmt.Errorf("%s may be %s: give the whole id", name, strings.Join(ids, " or "))
}

// elements are the ids of what permissions can be about.
func elements(a *model.App) []string {
	var ids []string
	for i := range a.Functions {
		ids = append(ids, a.Functions[i].ID)
	}
	for i := range a.Identities {
		ids = append(ids, a.Identities[i].ID)
	}
	for i := range a.Resources {
		ids = append(ids, a.Resources[i].ID)
	}
	return ids
}

func newSimulate() *cobra.Command {
	var batch string
	cmd := &cobra.Command{
		Use:     "simulate --batch FILE|-",
		Short:   "Answer requests against policies: allowed, denied, or unknown because",
		Long:    "Simulate answers requests, one a line, as the provider's policy evaluation would.\n\n" + policy.BatchHelp,
		Example: "  sconce iam simulate --batch requests.jsonl\n  generate | sconce iam simulate --batch - | sort | uniq -c",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			in := cmd.InOrStdin()
			switch batch {
			case "":
				return usage(errors.New("--batch is missing: name a file of requests, or - for standard input"))
			case "-":
			default:
				file, err := os.Open(batch) //nolint:gosec // the user names the file
				if err != nil {
					return usage(fmt.Errorf("reading the requests: %w", err))
				}
				defer file.Close() //nolint:errcheck // opened for reading
				in = file
			}
			failed, err := policy.Batch(in, cmd.OutOrStdout())
			switch {
			case err != nil:
				return usage(err)
			case failed == 1:
				return usage(errors.New("1 line could not be answered"))
			case failed > 1:
				return usage(fmt.Errorf("%d lines could not be answered", failed))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&batch, "batch", "", "`FILE` of requests, JSON lines; - for standard input")
	return cmd
}
