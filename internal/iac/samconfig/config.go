package samconfig

import (
	"fmt"
	"path"
	"slices"
	"sort"

	"github.com/sconce-dev/sconce/internal/source"
)

// Files is the scanned directory; no other file is read.
type Files interface {
	Files() []string
	Read(name string) ([]byte, error)
	Stat(name string) (isFile, isDir bool)
}

// Config is one configuration file.
type Config struct {
	Path         string
	Environments []Environment // by name
}

// Environment is how "sam deploy --config-env NAME" deploys a template.
type Environment struct {
	Name       string
	Line       int               // where it begins, 0 where that is not known
	Template   string            // path of the template; "" where there is none
	Region     string            // "" where it is not said
	Stack      string            // name of the stack, "" where it is not said
	Parameters map[string]string // of the template
	Unknown    map[string]string // parameters that are given a value which cannot be read, and why
	Rest       string            // why every other parameter may have any value; "" where none is given
	Notes      []*source.Error   // what is wrong with it
}

// Sets reports whether the environment says anything about how the template is deployed.
func (e *Environment) Sets() bool {
	return e.Region != "" || e.Stack != "" || len(e.Parameters) > 0 || len(e.Unknown) > 0 || e.Rest != ""
}

// The limits of a configuration.
const (
	maxBytes        = 128 << 10
	maxConfigs      = 500
	maxEnvironments = 32
	maxParameters   = 1_000
	maxValue        = 4_096 // bytes; CloudFormation takes no longer value of a parameter
	maxNesting      = 64
	maxIncludes     = 16 // files of parameters that one environment names
)

// names are the names of configuration files: of several beside one another the first is used.
var names = []string{"samconfig.toml", "samconfig.yaml", "samconfig.yml", "samconfig.json"}

// Find reads the configurations of a directory and those below it. What cannot be read is refused,
// each with a *source.Error.
func Find(files Files) (configs []*Config, refused []error) {
	beside := map[string]string{}
	for _, name := range files.Files() {
		rank := slices.Index(names, path.Base(name))
		if rank < 0 {
			continue
		}
		dir := path.Dir(name)
		if other, taken := beside[dir]; !taken || rank < slices.Index(names, path.Base(other)) {
			beside[dir] = name
		}
	}
	paths := make([]string, 0, len(beside))
	for _, name := range beside {
		paths = append(paths, name)
	}
	sort.Strings(paths)
	for i, name := range paths {
		if i == maxConfigs {
			refused = append(refused, &source.Error{File: name, Message: fmt.Sprintf("the directory has more than %d SAM configurations: scan a smaller one", maxConfigs)})
			break
		}
		c, err := Read(files, name)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		configs = append(configs, c)
	}
	return configs, refused
}

// Read reads one configuration.
func Read(files Files, name string) (*Config, error) {
	d, err := read(files, name)
	if err != nil {
		return nil, err
	}
	if d.root.kind != table {
		return nil, d.fail(nil, "a SAM configuration is a map of environments, not "+d.root.name())
	}
	c := &Config{Path: name}
	for _, key := range slices.Sorted(slices.Values(d.root.keys)) {
		v := d.root.table[key]
		if v.kind != table {
			continue // the version of the format
		}
		if len(c.Environments) == maxEnvironments {
			return nil, d.fail([]string{key}, fmt.Sprintf("the configuration has more than %d environments", maxEnvironments))
		}
		c.Environments = append(c.Environments, d.environment(files, key, v))
	}
	return c, nil
}

// Names are the names of the environments, sorted, each once; with effect only those that set
// something in one of the configurations.
func Names(configs []*Config, effect bool) []string {
	var out []string
	for _, c := range configs {
		for i := range c.Environments {
			if e := &c.Environments[i]; !effect || e.Sets() {
				out = append(out, e.Name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Environment is the one of a name.
func (c *Config) Environment(name string) (*Environment, bool) {
	for i := range c.Environments {
		if c.Environments[i].Name == name {
			return &c.Environments[i], true
		}
	}
	return nil, false
}

// Templates are the templates that the environments deploy: in all but unusual ones a single one.
func (c *Config) Templates() []string {
	var out []string
	for i := range c.Environments {
		if t := c.Environments[i].Template; t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
