package aws

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// texts are the files of a directory.
type texts map[string]string

func (f texts) Read(name string) ([]byte, error) { return []byte(f[name]), nil }

func (f texts) Files() []string {
	var names []string
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (f texts) Stat(name string) (isFile, isDir bool) {
	_, isFile = f[name]
	for file := range f {
		isDir = isDir || strings.HasPrefix(file, name+"/")
	}
	return isFile, isDir
}

func TestWhereTheCodeOfAnAssetCanBeMended(t *testing.T) {
	const asset = "cdk.out/asset.1"
	for name, c := range map[string]struct {
		files         texts
		origin        Origin
		code, handler string
	}{
		"the author's copy":     {texts{asset + "/src/a.py": "x", "fn/src/a.py": "x", "other/src/a.py": "y", "cdk.out/asset.2/src/a.py": "x"}, Origin{Asset: asset}, "fn", "fn/src/a.py"},
		"at the top":            {texts{asset + "/src/a.py": "x", "src/a.py": "x"}, Origin{Asset: asset}, ".", "src/a.py"},
		"two copies":            {texts{asset + "/src/a.py": "x", "fn/src/a.py": "x", "old/src/a.py": "x"}, Origin{Asset: asset}, asset, asset + "/src/a.py"},
		"bundled":               {texts{asset + "/src/a.py": "x", "fn/src/a.py": "y"}, Origin{Asset: asset}, asset, asset + "/src/a.py"},
		"an archive":            {texts{asset + ".zip": "x"}, Origin{Asset: asset + ".zip"}, asset + ".zip", ""},
		"an image":              {texts{asset + "/Dockerfile": "FROM x\nCMD [\"src/a.f\"]", asset + "/src/a.py": "x"}, Origin{Asset: asset, Dockerfile: asset + "/Dockerfile"}, asset, asset + "/src/a.py"},
		"not here":              {texts{}, Origin{Asset: asset}, "", ""},
		"the library's, absent": {texts{}, Origin{Asset: asset, Library: "aws-cdk-lib"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
			declared := []Declared{{ID: "cdk.out/t.json#F", Type: "AWS::Lambda::Function", Template: "cdk.out/t.json", Origin: c.origin, Properties: model.NewMap([]model.Field{
				{Key: "Runtime", Value: text("python3.13")},
				{Key: "Handler", Value: text("src/a.f")},
				{Key: "Code", Value: model.NewMap([]model.Field{{Key: "S3Key", Value: text("1.zip")}}, model.Location{})},
			}, model.Location{})}}
			app := Build("t", declared, NewIndex(declared), c.files)
			if f := app.Functions[0]; f.CodePath != c.code || f.HandlerFile != c.handler {
				t.Errorf("got %q, %q; want %q, %q", f.CodePath, f.HandlerFile, c.code, c.handler)
			}
			if gap := len(app.Unknowns) > 0; gap != (c.code == "" && c.origin.Library == "") {
				t.Errorf("unknown: %v (in %s)", app.Unknowns, path.Base(asset))
			}
		})
	}
}

// What the CDK writes in place of two properties that CloudFormation has.
func TestResourcesOfTheCDK(t *testing.T) {
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	ref := func(id, attribute string) model.Value {
		return model.NewReference(model.Ref{Target: id, Attribute: attribute}, model.Location{})
	}
	fields := func(f ...model.Field) model.Value { return model.NewMap(f, model.Location{}) }
	declared := []Declared{
		{ID: "t#F", Name: "F", Type: "AWS::Lambda::Function", Properties: fields()},
		{ID: "t#B", Name: "B", Type: "AWS::S3::Bucket", Properties: fields()},
		{ID: "t#N", Name: "N", Type: "Custom::S3BucketNotifications", Properties: fields(
			model.Field{Key: "BucketName", Value: ref("t#B", "Ref")},
			model.Field{Key: "NotificationConfiguration", Value: fields(model.Field{Key: "LambdaFunctionConfigurations", Value: model.NewList([]model.Value{
				fields(model.Field{Key: "LambdaFunctionArn", Value: ref("t#F", "Arn")}),
			}, model.Location{})})},
		)},
		{ID: "t#L", Name: "L", Type: "Custom::LogRetention", Properties: fields(
			model.Field{Key: "LogGroupName", Value: model.NewTemplate([]model.Value{text("/aws/lambda/"), ref("t#F", "Ref")}, model.Location{})},
			model.Field{Key: "RetentionInDays", Value: text("30")},
		)},
	}
	app := Build("t", declared, NewIndex(declared), listed{})
	triggers := app.Functions[0].Triggers
	if len(triggers) != 1 || triggers[0].Kind != model.TriggerBucket || triggers[0].From != "t#B" || triggers[0].ID != "t#N" {
		t.Errorf("the bucket's notification is %+v", triggers)
	}
	if group, ok := app.Resource("t#L"); !ok || group.Kind != model.KindLogGroup || group.Name.IsAbsent() {
		t.Errorf("the log group is %+v", group)
	}
}
