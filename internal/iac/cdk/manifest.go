package cdk

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// stack is a template of an assembly and what the assembly says of its deployment.
type stack struct {
	assembly *assembly
	platform map[string]string   // values of pseudo parameters; nil for a nested stack
	paths    map[string][]string // of constructs, by logical id; those of the stacks nested in it too
	nested   []string            // paths of the stacks nested in it, longest first
	prefix   string              // path of a nested stack; "" for one that is not
}

// The types of artifacts (cloud-assembly-schema, ArtifactType).
const (
	typeStack    = "aws:cloudformation:stack"
	typeAssets   = "cdk:asset-manifest"
	typeAssembly = "cdk:cloud-assembly"
)

// readManifest reads the artifacts of a manifest, those of stages in it too.
func (a *Assemblies) readManifest(of *assembly, root *source.Node, dir string, depth int) {
	of.dirs[dir] = true
	artifacts := root.Get("artifacts")
	for i, key := range artifacts.Keys {
		n := artifacts.Items[i]
		properties := n.Get("properties")
		switch kind, _ := n.Get("type").Scalar(); kind {
		case typeStack:
			a.readStack(of, key.Text, n, dir)
		case typeAssets:
			file := properties.Get("file")
			if name, ok := a.inside(of, dir, file, "the asset manifest"); ok {
				root := a.document(name, file, "asset manifest")
				of.unclear = of.unclear || root == nil // the stacks nested in others stand in it
				a.readAssets(of, root, path.Dir(name))
			}
		case typeAssembly:
			a.readStage(of, properties.Get("directoryName"), dir, depth)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.stacks)) {
		if s := a.stacks[name]; s.assembly == of && path.Dir(name) == dir && s.prefix == "" {
			a.nest(s, dir)
		}
	}
}

// readStage reads the assembly of a stage.
func (a *Assemblies) readStage(of *assembly, n *source.Node, dir string, depth int) {
	stage, ok := a.inside(of, dir, n, "the assembly of a stage")
	if !ok {
		return
	}
	if depth >= maxNested || of.dirs[stage] {
		a.note(n.Location(), "the assembly of a stage is nested too deeply or in itself")
		return
	}
	root := a.manifest(path.Join(stage, "manifest.json"))
	if root == nil {
		of.unclear = true
		a.note(n.Location(), "the assembly of the stage "+path.Base(stage)+" is not here")
		return
	}
	a.readManifest(of, root, stage, depth+1)
}

// readStack reads an artifact that is a stack.
func (a *Assemblies) readStack(of *assembly, id string, n *source.Node, dir string) {
	properties := n.Get("properties")
	template, ok := a.inside(of, dir, properties.Get("templateFile"), "the template of stack "+id)
	if !ok {
		return
	}
	s := &stack{assembly: of, platform: platform(n, id), paths: map[string][]string{}}
	of.files[template] = true
	a.stacks[template] = s
	a.readMetadata(s, n.Get("metadata"), dir)
	if file := n.Get("additionalMetadataFile"); file != nil {
		if name, ok := a.inside(of, dir, file, "the metadata of stack "+id); ok {
			a.readMetadata(s, a.document(name, file, "metadata file"), dir)
		}
	}
}

// nest adds the stacks nested in a stack, which the manifest does not list: the resource of one has the
// path Stack/Name.NestedStack/Name.NestedStackResource, and the file of its template is called after the
// path of the construct, Stack/Name, without punctuation and with a hash.
func (a *Assemblies) nest(s *stack, dir string) {
	for _, paths := range s.paths {
		for _, p := range paths {
			if strings.HasSuffix(p, ".NestedStackResource") {
				s.nested = append(s.nested, strings.TrimSuffix(path.Dir(p), ".NestedStack"))
			}
		}
	}
	slices.SortFunc(s.nested, func(x, y string) int { return cmp.Or(len(y)-len(x), strings.Compare(x, y)) })
	byName := map[string]string{}
	for _, p := range s.nested {
		byName[strings.Map(alphanumeric, p)] = p
	}
	if len(byName) == 0 {
		return
	}
	for name := range s.assembly.files {
		base, ok := strings.CutSuffix(path.Base(name), ".nested.template.json")
		const hash = 8
		if !ok || path.Dir(name) != dir || len(base) < hash {
			continue
		}
		if prefix, known := byName[base[:len(base)-hash]]; known && a.stacks[name] == nil {
			a.stacks[name] = &stack{assembly: s.assembly, paths: s.paths, nested: s.nested, prefix: prefix}
		}
	}
}

func alphanumeric(r rune) rune {
	if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
		return r
	}
	return -1
}

// around is the nested stack that a construct is in, "" if it is in none.
func (s *stack) around(construct string) string {
	for _, n := range s.nested {
		if strings.HasPrefix(construct, n+"/") {
			return n
		}
	}
	return ""
}

// platform are the pseudo parameters that the environment of a stack, "aws://ACCOUNT/REGION", and its
// name make known. What the assembly leaves open is written unknown-account, unknown-region.
func platform(n *source.Node, id string) map[string]string {
	out := map[string]string{"AWS::StackName": id}
	if name, ok := n.Get("properties").Get("stackName").Scalar(); ok && name != "" {
		out["AWS::StackName"] = name
	}
	environment, _ := n.Get("environment").Scalar()
	rest, ok := strings.CutPrefix(environment, "aws://")
	account, region, found := strings.Cut(rest, "/")
	if !ok || !found {
		return out
	}
	if len(account) == 12 && strings.Trim(account, "0123456789") == "" {
		out["AWS::AccountId"] = account
	}
	if region == "unknown-region" || region == "" || strings.Trim(region, "abcdefghijklmnopqrstuvwxyz-0123456789") != "" {
		return out
	}
	out["AWS::Region"] = region
	// The partitions and their domains: IAM User Guide, "Amazon Resource Names (ARNs)", and the
	// CloudFormation User Guide, "Pseudo parameters reference". Isolated regions are left open.
	switch {
	case strings.HasPrefix(region, "cn-"):
		out["AWS::Partition"], out["AWS::URLSuffix"] = "aws-cn", "amazonaws.com.cn"
	case strings.HasPrefix(region, "us-gov-"):
		out["AWS::Partition"], out["AWS::URLSuffix"] = "aws-us-gov", "amazonaws.com"
	case !strings.Contains(region, "iso") && !strings.HasPrefix(region, "eusc-"):
		out["AWS::Partition"], out["AWS::URLSuffix"] = "aws", "amazonaws.com"
	}
	return out
}

// readMetadata reads what is said of the constructs of a stack, by path: their logical ids, the
// assets of the older synthesis, and which of them the library made for a custom resource of its own.
func (a *Assemblies) readMetadata(s *stack, metadata *source.Node, dir string) {
	if metadata == nil || metadata.Kind != source.Map {
		return
	}
	for i, key := range metadata.Keys {
		construct := strings.TrimPrefix(key.Text, "/")
		if metadata.Items[i].Kind != source.List || len(construct) > maxPathLength {
			continue
		}
		for _, entry := range metadata.Items[i].Items {
			data := entry.Get("data")
			switch kind, _ := entry.Get("type").Scalar(); {
			case kind == "aws:cdk:logicalId":
				if id, ok := data.Scalar(); ok && len(s.paths) < maxPaths {
					s.paths[id] = append(s.paths[id], construct)
				}
			case kind == "aws:cdk:asset":
				a.readOldAsset(s.assembly, data, dir)
			case handlerMarks[kind]:
				s.assembly.made[construct] = true
			}
		}
	}
}

// handlerMarks are left by aws-cdk-lib on the functions of its own custom resources (aws-cdk-lib,
// custom-resources/lib/custom-resource-config).
var handlerMarks = map[string]bool{
	"aws:cdk:is-custom-resource-handler-singleton":              true,
	"aws:cdk:is-custom-resource-handler-customResourceProvider": true,
	"aws:cdk:is-custom-resource-handler-runtime-family":         true,
}
