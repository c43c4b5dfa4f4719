// Package cli is the command line: flags, wiring, exit codes; a file per subcommand.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/report"
)

// The exit codes; docs/errors.md says which error has which.
const (
	exitClean    = 0
	exitFindings = 1 // findings at or above --fail-on
	exitUsage    = 2 // usage or input
	exitInternal = 3
)

// memoryLimit is where the collector starts to work harder, in bytes: a scan stays well below 512 MB.
const memoryLimit = 320 << 20

// collectAt is by how much the heap grows before it is collected again, in per cent of what was left: a scan is over soon,
// and leaving more behind saves a quarter of its time. The limit above keeps large ones in bounds.
const collectAt = 300

// status is an error that carries its exit code. An empty message means that all has been said.
type status struct {
	code int
	err  error
}

func (s *status) Error() string {
	if s.err == nil {
		return ""
	}
	return s.err.Error()
}

func (s *status) Unwrap() error { return s.err }

// usage is an error of the caller: exit code 2.
func usage(err error) error { return &status{code: exitUsage, err: err} }

// Run runs a command line and answers the exit code.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			_, _ = fmt.Fprintf(stderr, "sconce: internal error: %v\n%s\nPlease report this with what was scanned.\n", r, debug.Stack())
			code = exitInternal
		}
	}()
	debug.SetMemoryLimit(memoryLimit)
	debug.SetGCPercent(collectAt)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the second time a signal ends the program at once
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	var s *status
	if !errors.As(err, &s) {
		s = &status{code: exitUsage, err: err} // cobra's own errors are about flags and arguments
		if errors.Is(err, context.Canceled) {
			s.code = exitInternal
		}
	}
	if text := s.Error(); text != "" {
		_, _ = fmt.Fprintln(stderr, "sconce: "+report.Clean(text))
	}
	return s.code
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "sconce",
		Short: "Find what is wrong with a serverless application",
		Long: `sconce reads a serverless application as it is written (infrastructure and
function code) into one model, and says what is wrong with it, per function,
with the line that causes it. It runs offline and changes nothing.`,
		Example: `  sconce scan                      scan the applications below this directory
  sconce scan --fail-on medium     ... and fail a pipeline at medium findings
  sconce rules privilege-pass-role what a rule looks for, why, and what to do
  sconce model --format json       the model of the application, for scripts`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("sconce {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage(fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath()))
	})
	root.AddCommand(newScan(), newBaseline(), newInit(), newModel(), newCalls(), newRules(), newFix(), newExplain(), newGraph(), newIAM(), newExpand())
	return root
}

// release is set when a release is built.
var release = ""

// version is the release and the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	v := release
	if v == "" {
		v = "development"
		if ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
			v = strings.TrimPrefix(info.Main.Version, "v")
		}
	}
	if !ok {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " (" + s.Value[:12] + ")"
		}
	}
	return v + " " + info.GoVersion
}
