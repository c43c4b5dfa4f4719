package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

func newInit() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init [DIRECTORY]",
		Short: "Write a " + config.Name + " with what can be set, after a look at the applications",
		Long: `Init looks at the applications below DIRECTORY (default: this one) and writes a
` + config.Name + ` there: every setting as a comment, with the templates and the
environments that were found. A scan says the same with it as without it until
something is changed. docs/configuration.md explains every setting.`,
		Example: `  sconce init
  sconce init services/orders --force
  sconce init ci --github                        a pipeline step`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if info, err := os.Stat(dir); err != nil || !info.IsDir() {
				return usage(fmt.Errorf("there is no directory %s", dir))
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				return usage(err)
			}
			defer root.Close() //nolint:errcheck // what is written through it is closed
			if _, err := root.Lstat(config.Name); err == nil && !force {
				return usage(fmt.Errorf("%s is there already: --force replaces it", filepath.Join(dir, config.Name)))
			}
			result, err := scan.Read(cmd.Context(), scan.Options{Path: dir, Progress: newProgress(cmd.ErrOrStderr()).show})
			if err != nil && !errors.Is(err, scan.ErrNoApplication) {
				return asError(err)
			}
			var text bytes.Buffer
			if err := report.Config(&text, result); err != nil {
				return err
			}
			if err := writeStep(root, config.Name, text.Bytes()); err != nil {
				return usage(err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is written. It changes nothing yet: take the # away from what you want to set.\n", report.Clean(filepath.Join(dir, config.Name)))
			return err
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace the file that is there")
	cmd.AddCommand(newInitCI())
	return cmd
}
