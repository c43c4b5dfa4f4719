package cdk_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/iac/cdk"
	"github.com/sconce-dev/sconce/internal/source"
)

// FuzzRead reads an assembly of any three files and asks about it all that is asked: no panic, nothing
// outside the assembly, and a place for everything that is noted.
func FuzzRead(f *testing.F) {
	seed := orders()
	f.Add(seed["cdk.out/manifest.json"], seed["cdk.out/Orders.assets.json"], seed["cdk.out/tree.json"])
	f.Add(`{"version": "1", "artifacts": {"a": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "../t.json"}}}}`, `{"files": {"a": {"source": {"path": "/x"}}}}`, `{"tree": {"children": {"a": null}}}`)
	f.Add(`{"version": "1", "artifacts": {"a": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "."}}}}`, `{"dockerImages": {"a": {"source": {"directory": "a", "dockerFile": ".."}}}}`, `[]`)
	f.Add(`{"version": "1", "artifacts": {"a": {"type": "aws:cloudformation:stack", "metadata": {"/a": [{"type": "aws:cdk:asset", "data": {"packaging": "container-image", "path": "..", "id": "x"}}]}}}}`, `null`, `{"tree": {}}`)
	resources := []*source.Node{
		resource(f, `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": "`+hash+`.zip"}}}`),
		resource(f, `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ImageUri": "x:image"}}, "Metadata": {"aws:cdk:path": "////"}}`),
		resource(f, `{"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": {"Fn::Join": ["", ["nest.json"]]}}}`),
	}
	f.Fuzz(func(t *testing.T, manifest, assets, constructs string) {
		fsys := fstest.MapFS{}
		for name, text := range orders() {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		fsys["cdk.out/manifest.json"] = &fstest.MapFile{Data: []byte(manifest)}
		fsys["cdk.out/Orders.assets.json"] = &fstest.MapFile{Data: []byte(assets)}
		fsys["cdk.out/tree.json"] = &fstest.MapFile{Data: []byte(constructs)}
		tree, err := source.OpenTree(t.Context(), fsys)
		if err != nil {
			t.Fatal(err)
		}
		a := cdk.Read(tree)
		for _, n := range a.Notes {
			if n.At.IsZero() || n.At.Line == 0 || n.Reason == "" {
				t.Errorf("a note without a place: %+v", n)
			}
		}
		a.Platforms()
		for name := range fsys {
			a.Passed(name)
			for _, r := range resources {
				o := a.Origin(name, "Handler", r)
				for _, p := range []string{o.Asset, o.Dockerfile} {
					if p != "" && !strings.HasPrefix(p+"/", "cdk.out/") {
						t.Errorf("%s names %q, which lies outside the assembly", name, p)
					}
				}
			}
		}
	})
}
