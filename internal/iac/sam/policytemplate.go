package sam

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/source"
)

//go:embed policytemplates.yaml
var policyTemplateData []byte

var errNoTemplate = errors.New("there is no policy template of that name")

// policyTemplates reads the data once.
var policyTemplates = sync.OnceValue(func() *node {
	f, err := source.Parse("policytemplates.yaml", policyTemplateData)
	if err != nil {
		return nil // a test holds the data to be read
	}
	return f.Root
})

// irregular are the parameters whose names are not those of their variables.
var irregular = map[string]string{"workgroupName": "WorkGroupName", "pipelinename": "PipelineName"}

var templateVariable = regexp.MustCompile(`\$\{(\w+)\}`)

// policyTemplate is the statements that a policy template stands for, with the given parameters.
func policyTemplate(name string, parameters *node) (*node, error) {
	template := policyTemplates().Get(name)
	if template == nil {
		return nil, errNoTemplate
	}
	if !isMap(parameters) && !isNull(parameters) || isIntrinsic(parameters) {
		return nil, fmt.Errorf("its parameters should be a map, not %s", parameters.Name())
	}
	b := templateBuilder{at: parameters, parameters: parameters}
	statements := made(parameters, source.List)
	for _, s := range template.Items {
		out := object(parameters, "Action", b.plain(s.Get("allow")), "Effect", "Allow", "Resource", b.resources(s.Get("on")))
		if when := s.Get("when"); when != nil {
			set(out, "Condition", object(parameters, stringOf(when.Get("operator")),
				object(parameters, stringOf(when.Get("key")), b.resource(when.Get("value")))))
		}
		statements.Items = append(statements.Items, out)
	}
	return statements, b.err
}

type templateBuilder struct {
	at         *node
	parameters *node
	err        error
}

func (b *templateBuilder) plain(n *node) *node { return placed(n, b.at) }

func (b *templateBuilder) resources(n *node) *node {
	if !isList(n) {
		return b.resource(n)
	}
	l := made(b.at, source.List)
	for _, item := range n.Items {
		l.Items = append(l.Items, b.resource(item))
	}
	return l
}

// resource is a resource of a statement: a text, or Fn::Sub where it has variables.
func (b *templateBuilder) resource(n *node) *node {
	pattern := stringOf(n)
	if !strings.Contains(pattern, "${") {
		return text(b.at, pattern)
	}
	variables := made(b.at, source.Map)
	for _, match := range templateVariable.FindAllStringSubmatch(pattern, -1) {
		name := irregular[match[1]]
		if name == "" {
			name = strings.ToUpper(match[1][:1]) + match[1][1:]
		}
		v := b.parameters.Get(name)
		switch {
		case v == nil:
			b.err = fmt.Errorf("the parameter %s is missing", name)
			continue
		case isNull(v), v.Kind == source.List, isMap(v) && !isIntrinsic(v):
			b.err = fmt.Errorf("the parameter %s should be a text, not %s", name, v.Name())
		}
		set(variables, match[1], v)
	}
	if len(variables.Keys) == 0 {
		return sub(b.at, pattern)
	}
	return object(b.at, fnSub, list(b.at, pattern, variables))
}
