package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/policy/minimise"
	"github.com/sconce-dev/sconce/internal/report"
)

func newMinimise() *cobra.Command {
	var options minimise.Options
	var file string
	cmd := &cobra.Command{
		Use:   "minimise POLICY",
		Short: "Say the same as a policy in fewer words, proved",
		Long: `Minimise prints a policy that allows and denies exactly what POLICY does, with
statements put together and what another one says already left out. That it is
the same is proved; what cannot be proved stays as it is written. No wildcard is
written that was not there, unless it is asked for.

POLICY is a file with a policy document, - for standard input, or a policy of the
provider by its name or ARN. How many statements and characters there are is
said on the error output.`,
		Example: `  sconce iam minimise policy.json
  sconce iam minimise policy.json --wildcards --sids > short.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o := operands{cmd: cmd}
			of, err := o.document(args[0])
			if err != nil {
				return err
			}
			d := of.Set.Identity[0]
			result := minimise.Document(d, options)
			for i := range result.Statements {
				if v := minimise.Value(&result.Statements[i].Statement); report.HoldsSecret(v) {
					return usage(errors.New("the policy holds what looks like a secret: it is not printed"))
				}
			}
			out := output{file: file}
			if err := out.write(cmd, func(w io.Writer) error { return report.MinimisedPolicy(w, d.Variables, result.Statements) }); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.ErrOrStderr(), "%d statements, and %d before; %d characters of the %d that a managed policy may have\n",
				len(result.Statements), len(d.Statements), minimise.Size(result.Statements), minimise.Managed)
			return err
		},
	}
	cmd.Flags().BoolVar(&options.Wildcards, "wildcards", false, "write wildcards where they match the same actions of the catalogue")
	cmd.Flags().BoolVar(&options.Sids, "sids", false, "name every statement by what it says")
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to `FILE` instead of the terminal")
	return cmd
}
