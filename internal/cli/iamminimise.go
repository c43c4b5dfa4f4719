package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newMinimise() *cobra.Command {
	var options minimise.Options
	var in input
	var file string
	var split bool
	cmd := &cobra.Command{
		Use:   "minimise POLICY",
		Short: "Say the same as a policy in fewer words, proved",
		Long: `Minimise prints a policy that allows and denies exactly what POLICY does, with
statements put together and what another one says already left out. That it is
the same is proved; what cannot be proved stays as it is written. No wildcard is
written that was not there, unless it is asked for.

POLICY is ` + operandHelp + `.
Of an identity it is what all its policies allow and deny together, without its
boundary. How many statements and characters there are is said on the error output.`,
		Example: `  sconce iam minimise policy.json
  sconce iam minimise policy.json --wildcards --sids > short.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o := operands{cmd: cmd, in: &in, read: map[string]*scan.Result{}}
			of, err := o.find(args[0])
			if err != nil {
				return err
			}
			d, err := together(of.Set.Identity)
			if err != nil {
				return err
			}
			result := minimise.Document(d, options)
			for i := range result.Statements {
				if v := minimise.Value(&result.Statements[i].Statement); report.HoldsSecret(v) {
					return usage(errors.New("the policy holds what looks like a secret: it is not printed"))
				}
			}
			m := report.Minimised{Of: of, Variables: d.Variables, Policies: [][]minimise.Statement{result.Statements}, Many: split}
			if split {
				if m.Policies, err = minimise.Split(result.Statements, minimise.Managed); err != nil {
					return usage(err)
				}
			}
			out := output{file: file}
			if err := out.write(cmd, func(w io.Writer) error { return report.MinimisedPolicy(w, m) }); errors.Is(err, report.ErrUnspelled) {
				return usage(err)
			} else if err != nil {
				return err
			}
			_, err = io.WriteString(cmd.ErrOrStderr(), sizes(m, len(d.Statements)))
			return err
		},
	}
	cmd.Flags().BoolVar(&split, "split", false, "divide it among policies that are each as long as a managed policy may be; a list is written")
	in.flags(cmd)
	cmd.Flags().BoolVar(&options.Wildcards, "wildcards", false, "write wildcards where they match the same actions of the catalogue")
	cmd.Flags().BoolVar(&options.Sids, "sids", false, "name every statement by what it says")
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to `FILE` instead of the terminal")
	return cmd
}

// together is one document that says what some say. Of those without policy variables a text may look like one.
func together(list []policy.Document) (policy.Document, error) {
	out := policy.Document{Version: policy.Version2012, Variables: policy.Yes}
	for i, d := range list {
		if i > 0 && d.Variables != list[0].Variables {
			return out, usage(errors.New("the policies are of different versions of the language: minimise each alone"))
		}
		out.Version, out.Variables = d.Version, d.Variables
		out.Statements = append(out.Statements, d.Statements...)
	}
	return out, nil
}

// sizes says how long what is written is, beside what it may be.
func sizes(m report.Minimised, before int) string {
	statements, longest := 0, 0
	for _, p := range m.Policies {
		statements += len(p)
		longest = max(longest, minimise.Size(p))
	}
	count := fmt.Sprintf("%d statements, and %d before", statements, before)
	if m.Many {
		return fmt.Sprintf("%d policies of at most %d characters each, of the %d that a managed policy may have; %s\n", len(m.Policies), longest, minimise.Managed, count)
	}
	text := fmt.Sprintf("%s; %d characters of the %d that a managed policy may have", count, longest, minimise.Managed)
	if longest > minimise.Managed {
		text += fmt.Sprintf(" (all inline policies of a role: %d): --split divides it", minimise.InlineRole)
	}
	return text + "\n"
}
