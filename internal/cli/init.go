package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/step"
)

// ciFlags are the flags of init ci.
type ciFlags struct {
	systems map[string]*bool
	pin     string
	force   bool
	print   bool
}

func newInitCI() *cobra.Command {
	f := ciFlags{systems: map[string]*bool{}}
	cmd := &cobra.Command{
		Use:   "ci [DIR]",
		Short: "Write a pinned step that scans in a pipeline",
		Long: `Ci writes, below DIR (default: this directory), the file that makes a pipeline
scan: it installs this version of sconce, fails at high findings and hands the
reports to the system. A file that is there already is left alone, and then none
is written, unless --force is given.`,
		Example: `  sconce init ci --github
  sconce init ci --gitlab --pre-commit
  sconce init ci --jenkins --print              show it instead of writing it
  sconce init ci --codebuild --pin v1.4.0`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.run,
	}
	for _, s := range step.Steps() {
		f.systems[s.System] = cmd.Flags().Bool(s.System, false, "for "+s.Title+": "+s.File)
	}
	cmd.Flags().StringVar(&f.pin, "pin", "", "install this `VERSION`: v1.2.3, or the hash of a commit (default: this one)")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace files that are there already")
	cmd.Flags().BoolVar(&f.print, "print", false, "print the files instead of writing them")
	return cmd
}

func (f *ciFlags) run(cmd *cobra.Command, args []string) error {
	var chosen []step.Step
	var names []string
	for _, s := range step.Steps() {
		if names = append(names, "--"+s.System); *f.systems[s.System] {
			chosen = append(chosen, s)
		}
	}
	if len(chosen) == 0 {
		return usage(fmt.Errorf("for which system? Use %s", strings.Join(names, ", ")))
	}
	version := f.pin
	if version == "" {
		version = installable()
	}
	if version == "" {
		return usage(errors.New("this build is no version that a pipeline can install: name one with --pin VERSION"))
	}
	texts := make([][]byte, len(chosen))
	for i, s := range chosen {
		var err error
		if texts[i], err = s.Text(version); err != nil {
			return usage(fmt.Errorf("--pin: %w", err))
		}
		if f.print {
			if _, err := cmd.OutOrStdout().Write(texts[i]); err != nil {
				return err
			}
		}
	}
	if f.print {
		return nil
	}
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	if err := writeSteps(dir, chosen, texts, f.force); err != nil {
		return usage(err)
	}
	for _, s := range chosen {
		_, _ = fmt.Fprintf(cmd.OutOrStdout(), "wrote %s (sconce %s)\nNext: %s\n", s.File, version, s.Next)
	}
	return nil
}

// writeSteps writes files below a directory, or none where one is there already. Nothing outside of the directory
// can be reached, whatever links lie in it.
func writeSteps(dir string, steps []step.Step, texts [][]byte, force bool) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		if cause, ok := errors.AsType[*os.PathError](err); ok {
			err = cause.Err
		}
		return fmt.Errorf("opening %s: %w", dir, err)
	}
	defer root.Close() //nolint:errcheck // nothing is written through it but files that are closed
	for _, s := range steps {
		info, err := root.Lstat(s.File)
		switch {
		case err == nil && info.IsDir():
			return fmt.Errorf("%s is a directory", s.File)
		case err == nil && !force:
			return fmt.Errorf("%s is there already: --force replaces it, --print shows what would be written", s.File)
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	for i, s := range steps {
		if err := writeStep(root, s.File, texts[i]); err != nil {
			return fmt.Errorf("writing %s: %w", s.File, err)
		}
	}
	return nil
}

// writeStep puts a file into its place when it is complete. It is for everybody to read: it is to be committed.
func writeStep(root *os.Root, name string, text []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	beside := path.Join(path.Dir(name), ".sconce-"+path.Base(name))
	file, err := root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err == nil {
		err = root.Rename(beside, name)
	}
	if err != nil {
		_ = root.Remove(beside) // the first error counts
	}
	return err
}

// installable is the version of this program that go install takes, "" where it does not know one.
func installable() string {
	known := []string{release}
	if info, ok := debug.ReadBuildInfo(); ok {
		known = append(known, info.Main.Version)
		clean := true
		var revision string
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				revision = s.Value
			case "vcs.modified":
				clean = s.Value == "false"
			}
		}
		if clean {
			known = append(known, revision)
		}
	}
	return step.Pin(known...)
}
