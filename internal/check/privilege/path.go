package privilege

import (
	"fmt"
	"io/fs"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/rules"
)

// path is a published way in which an identity makes itself more powerful.
type path struct {
	ID    string   `yaml:"id"`
	By    string   `yaml:"by"`    // bySelf ...
	Needs []string `yaml:"needs"` // actions
	To    string   `yaml:"to"`    // the service that a role is passed to
	Runs  string   `yaml:"runs"`  // the type of what has the role that is steered
	Does  string   `yaml:"does"`  // in plain words

	actions []catalogue.Action
}

// How an identity makes itself more powerful.
const (
	bySelf = "self" // it changes its own permissions
	byUser = "user" // it becomes another identity
	byPass = "pass" // it hands a role to something it makes
	byCode = "code" // it steers something that has a role
)

// paths are the published ways, the worst first, from rules/escalation. They are part of the program:
// an error in them is one of the build, which a test finds.
var paths = sync.OnceValues(func() ([]path, error) {
	text, err := fs.ReadFile(rules.FS, "escalation/paths.yaml")
	if err != nil {
		return nil, err
	}
	var file struct {
		SHA256 string `yaml:"sha256"`
		Paths  []path `yaml:"paths"`
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	for i := range file.Paths {
		w := &file.Paths[i]
		for _, name := range w.Needs {
			action, ok := catalogue.LookupAction(name)
			if !ok {
				return nil, fmt.Errorf("path %s: there is no action %s", w.ID, name)
			}
			w.actions = append(w.actions, action)
		}
	}
	return file.Paths, nil
})
