package cdk_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/iac/aws"
	"github.com/sconce-dev/sconce/internal/iac/cdk"
	"github.com/sconce-dev/sconce/internal/source"
)

const hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// read reads the assemblies of a directory.
func read(tb testing.TB, files map[string]string) *cdk.Assemblies {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.OpenTree(tb.Context(), fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return cdk.Read(tree)
}

// resource parses a resource of a template.
func resource(tb testing.TB, text string) *source.Node {
	tb.Helper()
	f, err := source.Parse("r.json", []byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return f.Root
}

// orders is an assembly with a stack, a stack nested in it and a stage.
func orders() map[string]string {
	return map[string]string{
		"cdk.out/manifest.json": `{"version": "36.0.0", "artifacts": {
			"Orders.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Orders.assets.json"}},
			"Orders": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
				"properties": {"templateFile": "Orders.template.json", "stackName": "orders-prod"},
				"metadata": {
					"/Orders/Handler/Resource": [{"type": "aws:cdk:logicalId", "data": "Handler"}],
					"/Orders/Report.NestedStack/Report.NestedStackResource": [{"type": "aws:cdk:logicalId", "data": "ReportStack"}],
					"/Orders/Report/Handler/Resource": [{"type": "aws:cdk:logicalId", "data": "Handler"}],
					"/Orders/Own": [{"type": "aws:cdk:is-custom-resource-handler-singleton", "data": true}],
					"/Orders/Own/Resource": [{"type": "aws:cdk:logicalId", "data": "Own"}]
				}},
			"assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}}}`,
		"cdk.out/Orders.assets.json": `{"version": "36.0.0", "files": {
			"` + hash + `": {"source": {"path": "asset.` + hash + `", "packaging": "zip"}, "destinations": {"c": {"bucketName": "b", "objectKey": "code/orders.zip"}}},
			"nest": {"source": {"path": "OrdersReport01234567.nested.template.json", "packaging": "file"}, "destinations": {"c": {"objectKey": "nest.json"}}}},
			"dockerImages": {"image": {"source": {"directory": "asset.image", "dockerFile": "prod.Dockerfile"}, "destinations": {"c": {"imageTag": "v1-image"}}}}}`,
		"cdk.out/Orders.template.json":                      `{"Resources": {}}`,
		"cdk.out/OrdersReport01234567.nested.template.json": `{"Resources": {}}`,
		"cdk.out/asset." + hash + "/index.js":               ``,
		"cdk.out/asset." + hash + "/sample.template.json":   `{"Resources": {}}`,
		"cdk.out/assembly-Prod/manifest.json":               `{"version": "36.0.0", "artifacts": {"Prod": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/cn-north-1", "properties": {"templateFile": "Prod.template.json"}}, "Prod.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Prod.assets.json"}}}}`,
		"cdk.out/assembly-Prod/Prod.assets.json":            `{"version": "36.0.0", "files": {"p": {"source": {"path": "../asset.` + hash + `", "packaging": "zip"}, "destinations": {"c": {"objectKey": "prod.zip"}}}}}`,
		"cdk.out/assembly-Prod/Prod.template.json":          `{"Resources": {}}`,
		"cdk.out/tree.json":                                 `{"version": "tree-0.1", "tree": {"id": "App", "path": "", "children": {"Orders": {"id": "Orders", "path": "Orders", "children": {"Provider": {"path": "Orders/Provider", "constructInfo": {"fqn": "aws-cdk-lib.custom_resources.Provider"}}, "Mine": {"path": "Orders/Mine", "constructInfo": {"fqn": "aws-cdk-lib.CustomResourceProvider"}}}}}}}`,
	}
}

func TestPlatformOfStacks(t *testing.T) {
	a := read(t, orders())
	if len(a.Notes) > 0 {
		t.Errorf("noted %v", a.Notes)
	}
	for template, want := range map[string]map[string]string{
		"cdk.out/Orders.template.json":             {"AWS::AccountId": "111122223333", "AWS::Region": "eu-west-1", "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com", "AWS::StackName": "orders-prod"},
		"cdk.out/assembly-Prod/Prod.template.json": {"AWS::Region": "cn-north-1", "AWS::Partition": "aws-cn", "AWS::URLSuffix": "amazonaws.com.cn", "AWS::StackName": "Prod"},
		"template.yaml":                            nil,
	} {
		if diff := cmp.Diff(want, a.Platforms()[template]); diff != "" {
			t.Errorf("%s: %s", template, diff)
		}
	}
}

func TestOriginOfResources(t *testing.T) {
	a := read(t, orders())
	const template, nested, stage = "cdk.out/Orders.template.json", "cdk.out/OrdersReport01234567.nested.template.json", "cdk.out/assembly-Prod/Prod.template.json"
	code := aws.Origin{Asset: "cdk.out/asset." + hash}
	for name, c := range map[string]struct {
		template, id, text string
		want               aws.Origin
	}{
		"path from the metadata of the assembly": {template, "Handler", `{"Type": "AWS::Lambda::Function"}`, aws.Origin{Path: "Orders/Handler"}},
		"the same id in a nested stack":          {nested, "Handler", `{"Type": "AWS::Lambda::Function"}`, aws.Origin{Path: "Orders/Report/Handler"}},
		"path from the template":                 {template, "X", `{"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Orders/Queue/Resource"}}`, aws.Origin{Path: "Orders/Queue"}},
		"code by its hash":                       {template, "X", `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": "` + hash + `.zip"}}}`, code},
		"code by its object key":                 {template, "X", `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": "code/orders.zip"}}}`, code},
		"code by a parameter with its hash":      {template, "X", `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": {"Fn::Select": [0, {"Fn::Split": ["||", {"Ref": "AssetParameters` + hash + `S3VersionKey01234567"}]}]}}}}`, code},
		"code of a stage beside it":              {stage, "X", `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": "prod.zip"}}}`, code},
		"inline code":                            {template, "X", `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ZipFile": "` + hash + `"}}}`, aws.Origin{}},
		"image": {template, "X", `{"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ImageUri": {"Fn::Sub": "1.dkr.ecr.eu-west-1.${AWS::URLSuffix}/assets:v1-image"}}}}`, aws.Origin{
			Asset: "cdk.out/asset.image", Dockerfile: "cdk.out/asset.image/prod.Dockerfile",
		}},
		"nested stack":                     {template, "X", `{"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::Region"}, "/b/nest.json"]]}}}`, aws.Origin{Asset: nested}},
		"marked in the metadata":           {template, "Own", `{"Type": "AWS::Lambda::Function"}`, aws.Origin{Path: "Orders/Own", Library: cdk.Library}},
		"known by its class":               {template, "X", `{"Type": "AWS::IAM::Role", "Metadata": {"aws:cdk:path": "Orders/Provider/framework/ServiceRole/Resource"}}`, aws.Origin{Path: "Orders/Provider/framework/ServiceRole", Library: cdk.Library}},
		"a provider of the author":         {template, "X", `{"Type": "AWS::Lambda::Function", "Metadata": {"aws:cdk:path": "Orders/Mine/Handler"}}`, aws.Origin{Path: "Orders/Mine/Handler"}},
		"known by its name":                {"other.json", "X", `{"Type": "AWS::IAM::Role", "Metadata": {"aws:cdk:path": "S/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role"}}`, aws.Origin{Path: "S/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role", Library: cdk.Library}},
		"known by its logical id":          {"other.json", "LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A", `{"Type": "AWS::Lambda::Function"}`, aws.Origin{Library: cdk.Library}},
		"an author's name that is alike":   {"other.json", "X", `{"Type": "AWS::Lambda::Function", "Metadata": {"aws:cdk:path": "S/Custom::MineCustomResourceProvider/Handler"}}`, aws.Origin{Path: "S/Custom::MineCustomResourceProvider/Handler"}},
		"an author's policy on its role":   {"other.json", "X", `{"Type": "AWS::IAM::Policy", "Metadata": {"aws:cdk:path": "S/Announce/CustomResourcePolicy/Resource"}}`, aws.Origin{Path: "S/Announce/CustomResourcePolicy"}},
		"a stack called as a helper":       {"other.json", "X", `{"Type": "AWS::IAM::Policy", "Metadata": {"aws:cdk:path": "waiter-state-machine/P/Resource"}}`, aws.Origin{Path: "waiter-state-machine/P"}},
		"an author's id that begins alike": {"other.json", "AWSFunction", `{"Type": "AWS::Lambda::Function"}`, aws.Origin{}},
	} {
		if diff := cmp.Diff(c.want, a.Origin(c.template, c.id, resource(t, c.text))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatIsSearchedForTemplates(t *testing.T) {
	files := orders()
	files["cdk.out/Old.template.json"] = `{"Resources": {}}`
	files["cdk.out/assembly-Old/manifest.json"] = files["cdk.out/assembly-Prod/manifest.json"]
	files["cdk.out/assembly-Old/Prod.template.json"] = `{"Resources": {}}`
	files["web/manifest.json"] = `{"name": "shop", "icons": []}`
	files["web/x.template.json"] = `{"Resources": {}}`
	a := read(t, files)
	var searched []string
	for name := range files {
		if strings.HasSuffix(name, ".json") && !a.Passed(name) {
			searched = append(searched, name)
		}
	}
	slices.Sort(searched)
	want := []string{
		"cdk.out/Orders.template.json", "cdk.out/OrdersReport01234567.nested.template.json", "cdk.out/assembly-Prod/Prod.template.json",
		"web/manifest.json", "web/x.template.json",
	}
	if diff := cmp.Diff(want, searched); diff != "" {
		t.Error(diff)
	}
	if len(a.Notes) != 1 || a.Notes[0].At.String() != "cdk.out/manifest.json:1" || !strings.Contains(a.Notes[0].Reason, "cdk.out/Old.template.json") {
		t.Errorf("what an earlier synthesis left is noted as %v", a.Notes)
	}
}

// An assembly at the top of a repository hides nothing that has nothing to do with it.
func TestOtherTemplatesBelowAnAssembly(t *testing.T) {
	a := read(t, map[string]string{
		"manifest.json":               `{"version": "1", "artifacts": {}}`,
		"services/x.template.json":    `{"Resources": {}}`,
		"services/cdk.out/a.json":     ``,
		"template.json":               `{"Resources": {}}`,
		"sub/cdk.out/manifest.json":   `{"version": "1", "artifacts": {"S": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "S.template.json"}}}}`,
		"sub/cdk.out/S.template.json": `{"Resources": {}}`,
	})
	for _, name := range []string{"services/x.template.json", "template.json", "sub/cdk.out/S.template.json"} {
		if a.Passed(name) {
			t.Errorf("%s is passed over", name)
		}
	}
	if a.Platforms()["sub/cdk.out/S.template.json"]["AWS::StackName"] != "S" {
		t.Error("the assembly below the other is not read")
	}
}

func TestWhatLeavesAnAssemblyIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"template":            {"cdk.out/manifest.json", `"Orders.template.json"`, `"../template.json"`, "cdk.out/manifest.json:4: the template of stack Orders lies outside"},
		"template, Windows":   {"cdk.out/manifest.json", `"Orders.template.json"`, `"..\\template.json"`, "cdk.out/manifest.json:4: the template of stack Orders lies outside"},
		"absolute template":   {"cdk.out/manifest.json", `"Orders.template.json"`, `"/etc/passwd"`, "cdk.out/manifest.json:4: the template of stack Orders lies outside"},
		"asset":               {"cdk.out/Orders.assets.json", `"asset.` + hash + `", "packaging"`, `"a/../../x", "packaging"`, "cdk.out/Orders.assets.json:2: the asset 0123456789ab lies outside"},
		"asset, drive letter": {"cdk.out/Orders.assets.json", `"asset.` + hash + `", "packaging"`, `"C:\\code", "packaging"`, "cdk.out/Orders.assets.json:2: the asset 0123456789ab lies outside"},
		"image":               {"cdk.out/Orders.assets.json", `"asset.image"`, `"../.."`, "cdk.out/Orders.assets.json:4: the image image lies outside"},
		"Dockerfile":          {"cdk.out/Orders.assets.json", `"prod.Dockerfile"`, `"../Dockerfile"`, "cdk.out/Orders.assets.json:4: the Dockerfile of the image image lies outside"},
		"stage":               {"cdk.out/manifest.json", `"assembly-Prod"}`, `".."}`, "cdk.out/manifest.json:12: the assembly of a stage lies outside"},
		"stage in itself":     {"cdk.out/manifest.json", `"assembly-Prod"}`, `"."}`, "cdk.out/manifest.json:12: the assembly of a stage is nested"},
		"stage not here":      {"cdk.out/manifest.json", `"assembly-Prod"}`, `"assembly-X"}`, "cdk.out/manifest.json:12: the assembly of the stage assembly-X is not here"},
		"asset manifest":      {"cdk.out/manifest.json", `"Orders.assets.json"`, `"../x.json"`, "cdk.out/manifest.json:2: the asset manifest lies outside"},
		"broken manifest":     {"cdk.out/manifest.json", `"Prod"}`, `"Prod"`, "cdk.out/manifest.json:1: the manifest of the cloud assembly cannot be read"},
		"broken assets":       {"cdk.out/Orders.assets.json", `{"version"`, `{{"version"`, "cdk.out/manifest.json:2: the asset manifest cdk.out/Orders.assets.json cannot be read"},
		"broken tree":         {"cdk.out/tree.json", `{"version"`, `{{"version"`, "cdk.out/tree.json:1: the tree of constructs cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			files := orders()
			if !strings.Contains(files[c.file], c.old) && name != "broken manifest" {
				t.Fatal("nothing to change")
			}
			files[c.file] = strings.Replace(files[c.file], c.old, c.new, 1)
			if name == "broken manifest" {
				files[c.file] += "}"
			}
			var got []string
			for _, n := range read(t, files).Notes {
				got = append(got, n.At.String()+": "+n.Reason)
			}
			if !slices.ContainsFunc(got, func(n string) bool { return strings.HasPrefix(n, c.want) }) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Where a manifest cannot be read, every template is read: none is known to be left over.
func TestBrokenAssembliesHideNothing(t *testing.T) {
	for name, change := range map[string]func(files map[string]string){
		"no manifest":       func(f map[string]string) { delete(f, "cdk.out/manifest.json") },
		"broken manifest":   func(f map[string]string) { f["cdk.out/manifest.json"] += "}" },
		"no asset manifest": func(f map[string]string) { delete(f, "cdk.out/Orders.assets.json") },
		"no stage manifest": func(f map[string]string) { delete(f, "cdk.out/assembly-Prod/manifest.json") },
	} {
		files := orders()
		change(files)
		a := read(t, files)
		for _, template := range []string{"cdk.out/Orders.template.json", "cdk.out/OrdersReport01234567.nested.template.json", "cdk.out/assembly-Prod/Prod.template.json"} {
			if a.Passed(template) {
				t.Errorf("%s: %s is passed over", name, template)
			}
		}
	}
}
