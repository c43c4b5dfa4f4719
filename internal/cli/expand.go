package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/source"
)

// expansion are the flags of expand.
type expansion struct {
	input
	region    string
	partition string
	local     bool
	file      string
}

func newExpand() *cobra.Command {
	var x expansion
	cmd := &cobra.Command{
		Use:   "expand TEMPLATE",
		Short: "Print the plain CloudFormation that a SAM template deploys",
		Long: `Print the CloudFormation template that deploying a SAM template makes: the
roles, permissions, event sources and APIs that nobody wrote. Nothing is
deployed. A template that SAM would refuse is refused with the lines at fault.`,
		Example: `  sconce expand template.yaml
  sconce expand template.yaml --local                     code paths may be local, as before packaging
  sconce expand template.yaml --region cn-north-1 --parameter Stage=prod
  sconce expand template.yaml | jq '.Resources | keys'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return x.run(cmd, args[0]) },
	}
	x.flags(cmd)
	cmd.Flags().StringVar(&x.region, "region", "us-east-1", "`REGION` to expand for")
	cmd.Flags().StringVar(&x.partition, "partition", "", "`PARTITION`: aws, aws-cn, aws-us-gov ... (default: that of the region)")
	cmd.Flags().BoolVar(&x.local, "local", false, "accept local paths to code, as they are before packaging")
	cmd.Flags().StringVarP(&x.file, "output", "o", "", "write to `FILE` instead of the terminal")
	return cmd
}

func (x *expansion) run(cmd *cobra.Command, name string) error {
	opts, err := x.options(cmd, nil)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(name) //nolint:gosec // the user names the file
	if err != nil {
		return usage(fmt.Errorf("reading the template: %w", err))
	}
	f, err := source.Parse(filepath.ToSlash(name), text)
	if err != nil {
		return usage(err)
	}
	root, errs := sam.Transform(f.Root, sam.Options{
		Region: x.region, Partition: x.partition, Parameters: opts.Parameters, Source: x.local,
	})
	if len(errs) > 0 {
		for _, err := range errs {
			_, _ = fmt.Fprintln(cmd.ErrOrStderr(), "sconce: "+report.Clean(err.Error()))
		}
		return usage(nil) // all has been said
	}
	out := output{file: x.file}
	return out.write(cmd, func(w io.Writer) error { return sam.WriteJSON(w, root) })
}
