package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/scan"
)

// configured are the flags that say whether the owner's configuration counts.
type configured struct {
	file string
	none bool
	dir  string // of the configuration that is used
}

func (c *configured) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.file, "config", "", "`FILE` to use instead of the "+config.Name+" in the scanned directory")
	cmd.Flags().BoolVar(&c.none, "no-config", false, "use neither "+config.Name+" nor the suppressions in templates")
}

// load reads the configuration that counts for a path, nil where there is none.
func (c *configured) load(path string) (*config.Config, error) {
	switch {
	case c.none && c.file != "":
		return nil, usage(errors.New("--config and --no-config exclude one another"))
	case c.none:
		return nil, nil
	case c.file != "":
		c.dir = filepath.Dir(c.file)
		text, err := readFile(c.file, config.MaxBytes)
		if err != nil {
			return nil, usage(fmt.Errorf("reading the configuration: %w", err))
		}
		return parsed(config.Parse(c.file, text))
	}
	c.dir = path
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		c.dir = filepath.Dir(path)
	}
	text, err := readBelow(c.dir, config.Name, config.MaxBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, usage(fmt.Errorf("reading %s: %w (--no-config scans without it)", config.Name, err))
	}
	return parsed(config.Parse(config.Name, text))
}

func parsed(c *config.Config, err error) (*config.Config, error) {
	if err != nil {
		return nil, usage(err)
	}
	return c, nil
}

// baseline reads the baseline that a scan is compared with: that of the command line, or that of the
// configuration, which lies below its directory.
func (c *configured) baseline(named string, of *config.Config) (*baseline.Document, string, error) {
	var text []byte
	var err error
	name := named
	switch {
	case named != "":
		text, err = readFile(named, baseline.MaxBytes)
	case of != nil && of.Scan.Baseline != "":
		name = of.Scan.Baseline
		if text, err = readBelow(c.dir, filepath.FromSlash(name), baseline.MaxBytes); err != nil {
			err = fmt.Errorf("%s: %w", of.Scan.BaselineAt, err)
		}
	default:
		return nil, "", nil
	}
	if err != nil {
		return nil, "", usage(fmt.Errorf("reading the baseline: %w", err))
	}
	document, err := baseline.Parse(name, text)
	if err != nil {
		return nil, "", usage(err)
	}
	return document, name, nil
}

// readFile reads a file that the user names, up to one byte more than a limit.
func readFile(name string, limit int64) ([]byte, error) {
	file, err := os.Open(name) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // opened for reading
	return io.ReadAll(io.LimitReader(file, limit+1))
}

// readBelow reads a regular file below a directory, and follows no link out of it.
func readBelow(dir, name string, limit int64) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close() //nolint:errcheck // opened for reading
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for a writer
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // opened for reading
	return io.ReadAll(io.LimitReader(file, limit+1))
}

// environments takes the environments of the configuration where the command line names none.
func environments(opts *scan.Options) {
	if opts.Env != "" || opts.Config == nil {
		return
	}
	switch names := opts.Config.Scan.Environments; len(names) {
	case 0:
	case 1:
		opts.Env = names[0]
	default:
		opts.Env, opts.Envs = scan.EveryEnvironment, names
	}
}
