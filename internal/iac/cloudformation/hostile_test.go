package cloudformation_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

type object = map[string]any

// neighbour stands beside every hostile template and is read all the same.
const neighbour = `
Resources:
  Neighbour:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: app.handler, Code: {ZipFile: x}}
`

func read(tb testing.TB, files map[string]string) *cloudformation.Result {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.OpenTree(tb.Context(), fsys)
	if err != nil {
		tb.Fatal(err)
	}
	result, err := cloudformation.Read(tb.Context(), tree, cloudformation.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return result
}

func template(tb testing.TB, parts object) string {
	tb.Helper()
	if parts["Resources"] == nil {
		parts["Resources"] = object{"Q": object{"Type": "AWS::SQS::Queue", "Properties": object{"QueueName": ref("P40")}}}
	}
	parts["AWSTemplateFormatVersion"] = "2010-09-09"
	text, err := json.Marshal(parts)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func ref(name string) object { return object{"Ref": name} }

func repeat(n int, item any) []any { return slices.Repeat([]any{item}, n) }

// doubling are parameters P0 to P40 of which each is made of the one before.
func doubling(first any, next func(before object) any) object {
	parameters := object{"P0": object{"Type": "String", "Default": first}}
	for i := range 40 {
		parameters[fmt.Sprintf("P%d", i+1)] = object{"Type": "String", "Default": next(ref(fmt.Sprintf("P%d", i)))}
	}
	return parameters
}

func resource(properties any) object {
	return object{"Q": object{"Type": "AWS::SQS::Queue", "Properties": properties}}
}

// TestHostileTemplates holds the evaluation to its limits: what a template makes of itself does not
// fill the memory, does not take long, and does not keep its neighbour from being read.
func TestHostileTemplates(t *testing.T) {
	items := make([]any, 1000)
	for i := range items {
		items[i] = fmt.Sprintf("i%d", i)
	}
	loop := func(collection any) object {
		body := object{"R${a}${b}": object{"Type": "AWS::SQS::Queue"}}
		for _, v := range []string{"a", "b", "c", "d", "e", "f"} {
			body = object{"Fn::ForEach::" + v: []any{v, collection, body}}
		}
		return body
	}
	nestedSub := any("x")
	for range 70 {
		nestedSub = object{"Fn::Sub": []any{"${A}${A}", object{"A": nestedSub}}}
	}
	amplified := object{"R": object{"Type": "AWS::SQS::Queue", "Properties": object{"a": "${v0}"}}}
	for i := range 9 {
		amplified = object{fmt.Sprintf("Fn::ForEach::x%d", i): []any{fmt.Sprintf("v%d", i), []any{strings.Repeat(fmt.Sprintf("${v%d}", i+1), 1000)}, amplified}}
	}
	exports := func(n int, value func(i int) any) object {
		outputs := object{}
		for i := range n {
			outputs[fmt.Sprintf("O%d", i)] = object{"Value": value(i), "Export": object{"Name": fmt.Sprintf("e%d", i)}}
		}
		return outputs
	}
	imported := resource(object{"a": object{"Fn::ImportValue": "e0"}})
	chain := object{}
	for i := range 30_000 {
		chain[fmt.Sprintf("P%d", i)] = object{"Type": "String", "Default": ref(fmt.Sprintf("P%d", i+1))}
	}
	conditions := object{}
	for i := range 30_000 {
		conditions[fmt.Sprintf("C%d", i)] = object{"Fn::Not": []any{object{"Condition": fmt.Sprintf("C%d", i+1)}}}
	}
	mapping := object{}
	for i := range 60_000 {
		mapping[fmt.Sprintf("k%d", i)] = object{"a": "v"}
	}
	roles := object{"P": object{"Type": "AWS::IAM::ManagedPolicy", "Properties": object{"PolicyDocument": object{"Statement": repeat(400, object{"Effect": "Allow", "Action": "s3:*", "Resource": "*"})}}}}
	for i := range 1500 {
		roles[fmt.Sprintf("R%d", i)] = object{"Type": "AWS::IAM::Role", "Properties": object{"ManagedPolicyArns": []any{ref("P")}}}
	}
	many := object{}
	for i := range 3000 {
		many[fmt.Sprintf("R%d", i)] = object{"Type": "AWS::SQS::Queue"}
	}
	long := object{"L": object{"Type": "CommaDelimitedList", "Default": strings.Repeat("a,", 500_000)}}
	commas := object{"L": object{"Type": "String", "Default": strings.Repeat(",", 500_000)}}

	tests := map[string]struct {
		parts   object
		refused bool
	}{
		"texts joined twice":          {object{"Parameters": doubling("xxxxxxxx", func(p object) any { return object{"Fn::Join": []any{"", []any{p, p}}} })}, true},
		"lists in lists":              {object{"Parameters": doubling([]any{"x"}, func(p object) any { return []any{p, p} })}, true},
		"JSON in JSON":                {object{"Parameters": doubling(`"\`, func(p object) any { return object{"Fn::ToJsonString": []any{p, p}} })}, false},
		"undecided alternatives":      {object{"Conditions": object{"C": object{"Fn::Equals": []any{ref("AWS::Region"), "x"}}}, "Parameters": doubling("x", func(p object) any { return object{"Fn::If": []any{"C", p, p}} })}, true},
		"texts in texts":              {object{"Resources": resource(object{"a": nestedSub})}, true},
		"loops in loops":              {object{"Resources": loop(items)}, true},
		"loops over a long list":      {object{"Parameters": long, "Resources": loop(ref("L"))}, true},
		"loop variables in others":    {object{"Resources": amplified}, false},
		"a long list split often":     {object{"Parameters": commas, "Resources": resource(object{"a": repeat(50, object{"Fn::Split": []any{",", ref("L")}})})}, true},
		"a list imported by its own":  {object{"Outputs": exports(14, func(int) any { return repeat(14, object{"Fn::ImportValue": "e1"}) }), "Resources": imported}, false},
		"exports that double":         {object{"Outputs": exports(40, func(i int) any { return repeat(2, object{"Fn::ImportValue": fmt.Sprintf("e%d", i+1)}) }), "Resources": imported}, true},
		"a row of exports":            {object{"Outputs": exports(10_000, func(i int) any { return object{"Fn::ImportValue": fmt.Sprintf("e%d", i+1)} }), "Resources": imported}, true},
		"a row of parameters":         {object{"Parameters": chain, "Resources": resource(object{"a": ref("P0")})}, false},
		"a row of conditions":         {object{"Conditions": conditions, "Resources": object{"Q": object{"Type": "AWS::SQS::Queue", "Condition": "C0"}}}, false},
		"a mapping with unknown keys": {object{"Mappings": object{"M": mapping}, "Resources": resource(object{"a": repeat(20_000, object{"Fn::FindInMap": []any{"M", ref("AWS::Region"), "a"}})})}, true},
		"many holes":                  {object{"Resources": resource(object{"a": object{"Fn::Sub": strings.Repeat("${a}", 900_000)}})}, true},
		"many statements and roles":   {object{"Resources": roles}, false},
		"many resources":              {object{"Resources": many}, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result := read(t, map[string]string{"hostile.json": template(t, test.parts), "z.yaml": neighbour})
			if !slices.ContainsFunc(result.Apps, func(a *model.App) bool { return len(a.Functions) == 1 && a.ID == "z.yaml" }) {
				t.Error("the neighbour was not read")
			}
			if test.refused != (len(result.Refused) > 0) {
				t.Errorf("refused: %v", result.Refused)
			}
			for _, err := range result.Refused {
				var located *source.Error
				if !errors.As(err, &located) || located.File != "hostile.json" || located.Line == 0 {
					t.Errorf("refused without its line: %v", err)
				}
			}
		})
	}
}

// TestTooManyTemplates reads templates that are each within the limits and together are not: the small
// ones are read, and of the large ones those that there is room for.
func TestTooManyTemplates(t *testing.T) {
	files := map[string]string{"z.yaml": neighbour}
	for i := range 4 {
		files[fmt.Sprintf("large%d.yaml", i)] = "Resources:\n  A: {Type: 'AWS::X::Y'}\nMetadata: [" + strings.Repeat("a,", 390_000) + "]\n"
	}
	result := read(t, files)
	if len(result.Apps) != 3 || len(result.Refused) != 2 {
		t.Errorf("%d applications, refused %v", len(result.Apps), result.Refused)
	}
	for i, err := range result.Refused {
		if want := fmt.Sprintf("large%d.yaml:1: ", i+2); !strings.HasPrefix(err.Error(), want) {
			t.Errorf("refused %v, want %s", err, want)
		}
	}
}

// TestHiddenParameters follows a hidden parameter through every function that makes text of it: in no
// reason and in no document stands what it holds.
func TestHiddenParameters(t *testing.T) {
	const hidden = "CANARY0x7f"
	uses := map[string]any{
		"Ref": ref("S"), "part": object{"Fn::Sub": "${S}-${AWS::Region}"},
		"part of a part": object{"Fn::Join": []any{"-", []any{"x", object{"Fn::Sub": "${S}-${AWS::Region}"}}}},
		"split":          object{"Fn::Select": []any{0, object{"Fn::Split": []any{"/", ref("S")}}}},
		"of a list":      object{"Fn::Select": []any{1, ref("L")}}, "joined": object{"Fn::Join": []any{":", ref("L")}}, "list in text": object{"Fn::Sub": "a${L}"},
		"JSON": object{"Fn::ToJsonString": object{"a": ref("S")}}, "option": ref("O"), "alternative": object{"Fn::If": []any{"C", ref("S"), "b"}},
		"attribute": object{"Fn::GetAtt": []any{ref("S"), "Arn"}}, "name": object{"Ref": object{"Fn::Sub": "${S}"}}, "import": object{"Fn::ImportValue": ref("S")},
		"key": object{"Fn::FindInMap": []any{"M", ref("S"), "a"}}, "stored": ref("V"), "loop": object{"Fn::ForEach::x": []any{"x", ref("L"), object{"k${x}": "${x}"}}},
		"include": object{"Fn::Transform": object{"Name": "AWS::Include", "Parameters": object{"Location": ref("S")}}},
		"nested":  object{"Fn::GetAtt": []any{"Nested", "Outputs.A"}},
	}
	for name, use := range uses {
		t.Run(name, func(t *testing.T) {
			result := read(t, map[string]string{
				"t.json": template(t, object{
					"Parameters": object{
						"S": object{"Type": "String", "NoEcho": true, "Default": hidden},
						"L": object{"Type": "CommaDelimitedList", "NoEcho": true, "Default": "a," + hidden},
						"O": object{"Type": "String", "NoEcho": true, "AllowedValues": []any{hidden, "x"}},
						"V": object{"Type": "AWS::SSM::Parameter::Value<String>", "NoEcho": true, "Default": hidden},
					},
					"Conditions": object{"C": object{"Fn::Equals": []any{ref("AWS::Region"), "x"}}},
					"Mappings":   object{"M": object{"a": object{"a": "b"}}},
					"Resources": object{
						"F":      object{"Type": "AWS::Lambda::Function", "Properties": object{"FunctionName": use, "Runtime": use, "Code": use, "Environment": object{"Variables": object{"A": use}}}},
						"R":      object{"Type": "AWS::IAM::Role", "Properties": object{"RoleName": use, "ManagedPolicyArns": []any{use}, "Policies": []any{object{"PolicyName": use, "PolicyDocument": object{"Statement": object{"Effect": use, "Action": use, "Resource": use}}}}}},
						"Route":  object{"Type": "AWS::ApiGatewayV2::Route", "Properties": object{"RouteKey": use, "AuthorizationType": use, "Target": use}},
						"Nested": object{"Type": "AWS::CloudFormation::Stack", "Properties": object{"TemplateURL": "nested.json", "Parameters": object{"A": ref("S")}}},
						"Else":   object{"Type": "AWS::CloudFormation::Stack", "Properties": object{"TemplateURL": use}},
					},
				}),
				"nested.json": template(t, object{
					"Parameters": object{"A": object{"Type": "String"}},
					"Resources":  resource(object{"QueueName": ref("A")}),
					"Outputs":    object{"A": object{"Value": object{"Fn::Sub": "q-${A}"}}},
				}),
			})
			text, err := json.Marshal(result.Apps)
			if err != nil {
				t.Fatal(err)
			}
			if i := strings.Index(string(text), hidden); i >= 0 {
				t.Errorf("... %s", text[max(0, i-200):i+len(hidden)])
			}
		})
	}
}

// TestCircles reads elements that name one another in a circle.
func TestCircles(t *testing.T) {
	tests := map[string]object{
		"aliases":    {"A": object{"Type": "AWS::Lambda::Alias", "Properties": object{"FunctionName": ref("B")}}, "B": object{"Type": "AWS::Lambda::Version", "Properties": object{"FunctionName": ref("A")}}, "U": object{"Type": "AWS::Lambda::Url", "Properties": object{"TargetFunctionArn": ref("A")}}},
		"paths":      {"A": object{"Type": "AWS::ApiGateway::Resource", "Properties": object{"ParentId": ref("A"), "PathPart": "x"}}, "M": object{"Type": "AWS::ApiGateway::Method", "Properties": object{"ResourceId": ref("A")}}},
		"stacks":     {"A": object{"Type": "AWS::CloudFormation::Stack", "Properties": object{"TemplateURL": "t.json"}}},
		"functions":  {"F": object{"Type": "AWS::Lambda::Function", "Properties": object{"Role": object{"Fn::GetAtt": []any{"F", "Arn"}}, "Layers": []any{ref("F")}}}},
		"references": {"Q": object{"Type": "AWS::SQS::Queue", "Properties": object{"QueueName": ref("Q")}}},
	}
	for name, resources := range tests {
		t.Run(name, func(t *testing.T) {
			result := read(t, map[string]string{"t.json": template(t, object{"Resources": resources})})
			if len(result.Apps) != 1 || len(result.Refused) != 0 {
				t.Errorf("%d applications, refused %v", len(result.Apps), result.Refused)
			}
		})
	}
}

// FuzzRead reads any text as a template, twice: it never panics, every error has a file, and both
// times the answer is the same.
func FuzzRead(f *testing.F) {
	f.Add("AWSTemplateFormatVersion: '2010-09-09'\nParameters: {P: {Type: String, NoEcho: true}}\nResources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Role: !GetAtt R.Arn, FunctionName: !Sub 'a-${P}'}\n")
	f.Add(`{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"Policies":[{"PolicyDocument":{"Statement":{"Effect":"Allow","Action":"*","Resource":{"Fn::If":["C","*",{"Ref":"AWS::NoValue"}]}}}}]}}},"Conditions":{"C":{"Fn::Not":[{"Condition":"C"}]}}}`)
	f.Add("Resources:\n  Fn::ForEach::X: [x, [a, b], {'R${x}': {Type: 'AWS::SQS::Queue', Properties: {<<: &a {b: 1}, c: *a}}}]\nOutputs: {O: {Value: !ImportValue e, Export: {Name: e}}}\n")
	f.Add(`{"Resources":{"A":{"Type":"AWS::ApiGateway::RestApi","Properties":{"Body":{"paths":{"/":{"get":{"security":[{}]}}}}}},"S":{"Type":"AWS::StepFunctions::StateMachine","Properties":{"DefinitionString":{"Fn::Join":["",[{"Fn::GetAtt":["A","Arn"]}]]}}}}}`)
	f.Add("Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: t.yaml}\n  C: {Type: 'AWS::X::Y', Properties: {a: !Cidr [10.0.0.0/8, 2, 8], b: !Select [0, !Split [',', 'a,b']], c: !FindInMap [a, b, c]}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		var first []byte
		for range 2 {
			result := read(t, map[string]string{"t.yaml": text})
			for _, err := range result.Refused {
				var located *source.Error
				if !errors.As(err, &located) || located.File != "t.yaml" {
					t.Fatalf("an error without its file: %v", err)
				}
			}
			document, err := json.Marshal(result.Apps)
			if err != nil {
				t.Fatal(err)
			}
			if first != nil && string(first) != string(document) {
				t.Fatalf("read differently:\n%s\n%s", first, document)
			}
			first = document
		}
	})
}
