package cdk

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// maxTree is how large a tree.json may be that is read: it repeats every template, and only says who
// made what.
const maxTree = 32 << 20

// construct is a node of tree.json (aws-cdk-lib, core/lib/private/tree-metadata).
type construct struct {
	Path     string                `json:"path"`
	Info     *constructInfo        `json:"constructInfo"`
	Children map[string]*construct `json:"children"`
}

type constructInfo struct {
	Name string `json:"fqn"` // of its class, with the package
}

// readTree finds in the tree of constructs those that the library makes by itself.
func (a *Assemblies) readTree(of *assembly) {
	name := path.Join(of.dir, "tree.json")
	if isFile, _ := a.tree.Stat(name); !isFile {
		return
	}
	at := model.Location{File: name, Line: 1}
	text, err := a.tree.ReadPrefix(name, maxTree+1)
	switch {
	case err != nil:
		return
	case len(text) > maxTree:
		a.note(at, fmt.Sprintf("the tree of constructs has more than %d bytes and is not read: what the library made is known by its names alone", maxTree))
		return
	}
	var document struct {
		Tree *construct `json:"tree"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		a.note(at, "the tree of constructs cannot be read: what the library made is known by its names alone")
		return
	}
	of.mark(document.Tree, 0)
}

// mark finds the constructs that the library makes by itself. What is below one is not looked at.
func (of *assembly) mark(c *construct, depth int) {
	if c == nil || depth > 200 {
		return
	}
	if c.Info != nil && c.Path != "" && len(c.Path) <= maxPathLength && ownClasses[class(c.Info.Name)] {
		of.made[c.Path] = true
		return
	}
	for _, child := range c.Children {
		of.mark(child, depth+1)
	}
}

// class is the name of a class without what differs between the versions of the library:
// aws-cdk-lib.aws_eks.KubectlProvider and @aws-cdk/aws-eks.KubectlProvider are aws_eks.KubectlProvider.
func class(name string) string {
	for _, prefix := range []string{"aws-cdk-lib.", "@aws-cdk/core.", "@aws-cdk/", "monocdk."} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return strings.ReplaceAll(rest, "-", "_")
		}
	}
	return ""
}

// ownClasses are the constructs in which the author writes nothing: their functions, roles and
// policies are all the library's. CustomResourceProviderBase is what the providers that come with
// the library are built on; CustomResourceProvider, for those of authors, is not one of them.
var ownClasses = map[string]bool{
	"CustomResourceProviderBase":                        true,
	"custom_resources.Provider":                         true,
	"aws_logs.LogRetention":                             true,
	"aws_eks.KubectlProvider":                           true,
	"aws_eks.ClusterResourceProvider":                   true,
	"aws_eks_v2.KubectlProvider":                        true,
	"lambda_layer_awscli.AwsCliLayer":                   true,
	"lambda_layer_kubectl.KubectlLayer":                 true,
	"aws_certificatemanager.DnsValidatedCertificate":    true,
	"aws_stepfunctions_tasks.EvaluateExpression":        true,
	"lambda_layer_node_proxy_agent.NodeProxyAgentLayer": true,
}
