package cloudformation_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// seen is what a transform is called with: the resources and the parameters of a template.
type seen struct {
	resources  string
	parameters string
}

// transformed reads templates with a transform called Shop that changes nothing, and says what it saw.
func transformed(t *testing.T, files map[string]string, opts cloudformation.Options) ([]seen, *cloudformation.Result) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.OpenTree(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	var calls []seen
	opts.Transforms = map[string]func(*source.Node, map[string]string) (*source.Node, []error){
		"Shop": func(root *source.Node, parameters map[string]string) (*source.Node, []error) {
			var names, values []string
			resources := root.Get("Resources")
			for _, key := range resources.Keys {
				names = append(names, key.Text)
			}
			for _, name := range slices.Sorted(maps.Keys(parameters)) {
				values = append(values, name+"="+parameters[name])
			}
			if declared := root.Get("Parameters"); declared != nil {
				for i, item := range declared.Items {
					if item.Get("Default") == nil {
						values = append(values, declared.Keys[i].Text+"?")
					}
				}
			}
			calls = append(calls, seen{strings.Join(names, " "), strings.Join(values, " ")})
			return root, nil
		},
	}
	result, err := cloudformation.Read(t.Context(), tree, opts)
	if err != nil {
		t.Fatal(err)
	}
	return calls, result
}

const shop = `
Transform: [AWS::LanguageExtensions, Shop]
Parameters: {Stage: {Type: String, Default: dev}, Names: {Type: CommaDelimitedList, Default: 'a,b'}}
Resources:
  Fn::ForEach::X: [N, !Ref Names, {'Q${N}': {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Ref N}}}]
`

func TestTransformsSeeWhatIsDeployed(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		opts  cloudformation.Options
		want  []seen
	}{
		"defaults":                  {map[string]string{"t.yaml": shop}, cloudformation.Options{}, []seen{{"Qa Qb", ""}}},
		"parameters":                {map[string]string{"t.yaml": shop}, cloudformation.Options{Parameters: map[string]string{"Names": "c"}}, []seen{{"Qc", "Names=c"}}},
		"a binding":                 {map[string]string{"t.yaml": shop}, cloudformation.Options{Bindings: map[string]cloudformation.Binding{"t.yaml": {Parameters: map[string]string{"Names": "c", "Stage": "x"}}}, Parameters: map[string]string{"Stage": "y"}}, []seen{{"Qc", "Names=c Stage=y"}}},
		"a binding of another":      {map[string]string{"t.yaml": shop}, cloudformation.Options{Bindings: map[string]cloudformation.Binding{"u.yaml": {Parameters: map[string]string{"Names": "c"}}}}, []seen{{"Qa Qb", ""}}},
		"a binding that is unknown": {map[string]string{"t.yaml": shop}, cloudformation.Options{Bindings: map[string]cloudformation.Binding{"t.yaml": {Rest: "why", Parameters: map[string]string{"Names": "c"}}}}, []seen{{"Qc", "Names=c Stage?"}}},
		"nested": {map[string]string{
			"t.yaml":    shop,
			"root.yaml": "Resources: {A: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: t.yaml, Parameters: {Names: c, Stage: !Ref 'AWS::StackName'}}}}",
		}, cloudformation.Options{}, []seen{{"Qa Qb", ""}, {"Qc", "Names=c Stage?"}}},
		"nested with the defaults": {map[string]string{
			"t.yaml":    shop,
			"root.yaml": "Resources: {A: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: t.yaml}}}",
		}, cloudformation.Options{}, []seen{{"Qa Qb", ""}}},
		"SAM first": {map[string]string{"t.yaml": strings.Replace(shop, "[AWS::LanguageExtensions, Shop]", "[Shop, AWS::LanguageExtensions]", 1)}, cloudformation.Options{}, []seen{{"Fn::ForEach::X", ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			calls, _ := transformed(t, c.files, c.opts)
			if diff := cmp.Diff(c.want, calls, cmp.AllowUnexported(seen{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Loops and includes that make too much are given up, and the neighbour is read.
func TestHostileTransforms(t *testing.T) {
	loop := func(body string, depth int) string {
		for i := range depth {
			body = fmt.Sprintf("{'Fn::ForEach::L%d': [V%d, [%s], %s]}", i, i, strings.TrimSuffix(strings.Repeat("abc,", 30), ","), body)
		}
		return "Transform: [AWS::LanguageExtensions, Shop]\nResources: " + body
	}
	large := "A: [" + strings.TrimSuffix(strings.Repeat("x,", 20_000), ",") + "]"
	includes := "Transform: Shop\nResources: {"
	for i := range 100 {
		includes += fmt.Sprintf("R%d: {Type: 'AWS::SQS::Queue', Properties: {X: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: large.yaml}}}}},", i)
	}
	nested := "Resources: {"
	for i := range 500 {
		nested += fmt.Sprintf("R%d: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: child.yaml, Parameters: {N: v%d}}},", i, i)
	}
	child := "Transform: Shop\nParameters: {N: {Type: String}}\nResources: {Q: {Type: 'AWS::SQS::Queue', Properties: {X: [" + strings.TrimSuffix(strings.Repeat("x,", 5_000), ",") + "]}}}"
	for name, files := range map[string]map[string]string{
		"loops":    {"t.yaml": loop("{'Q${V0}${V1}${V2}${V3}': {Type: 'AWS::SQS::Queue'}}", 4)},
		"includes": {"t.yaml": includes + "}", "large.yaml": large},
		"nested":   {"t.yaml": nested + "}", "child.yaml": child},
	} {
		t.Run(name, func(t *testing.T) {
			files["neighbour.yaml"] = neighbour
			_, result := transformed(t, files, cloudformation.Options{})
			if len(result.Refused) == 0 {
				t.Error("it is not refused")
			}
			if !slices.ContainsFunc(result.Apps, func(a *model.App) bool { return a.ID == "neighbour.yaml" }) {
				t.Error("its neighbour is not read")
			}
		})
	}
	// What includes itself comes to an end.
	transformed(t, map[string]string{"t.yaml": "Transform: Shop\nResources: {Q: {Type: 'AWS::SQS::Queue'}, 'Fn::Transform': {Name: AWS::Include, Parameters: {Location: a.yaml}}}", "a.yaml": "'Fn::Transform': {Name: AWS::Include, Parameters: {Location: a.yaml}}"}, cloudformation.Options{})
}
