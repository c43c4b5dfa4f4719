package scan_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// TestCDKExample scans what the AWS CDK made of an application: two stacks, one of them with a third
// nested in it, and two functions that the library made by itself.
func TestCDKExample(t *testing.T) {
	r, err := scan.Run(t.Context(), scan.Options{Path: filepath.Join("..", "..", "examples", "orders-cdk"), Now: today})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Apps) != 1 || len(r.Refused) != 0 {
		t.Fatalf("got %d applications, refused %v", len(r.Apps), r.Refused)
	}
	app := r.Apps[0]
	functions := map[string]string{}
	for _, f := range app.Model.Functions {
		functions[f.Path] = f.Library + " " + f.HandlerFile
		if _, ok := app.Model.Identity(f.Role.Target()); !ok {
			t.Errorf("the role of %s is %s", f.ID, f.Role)
		}
	}
	want := map[string]string{
		"OrdersApi/Handler":         " functions/orders/index.mjs",
		"OrdersApi/Reports/Nightly": " functions/reports/app.py",
		"OrdersApi/Reports/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a":       "aws-cdk-lib ",
		"OrdersData/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler": "aws-cdk-lib ",
	}
	if diff := cmp.Diff(want, functions); diff != "" {
		t.Error(diff)
	}
	if len(app.Model.Unknowns) > 0 || len(app.Model.Excluded) > 0 {
		t.Errorf("unknown: %v, excluded: %v", app.Model.Unknowns, app.Model.Excluded)
	}
	var high []string
	apart := 0
	for _, f := range app.Findings {
		if f.Apart() {
			apart++
			continue
		}
		if f.Severity >= finding.High {
			high = append(high, f.Rule+" "+app.Model.PathOf(f.Resource))
		}
		for _, id := range f.Functions {
			if helper, _ := app.Model.Function(id); helper.Library != "" && len(f.Functions) == 1 {
				t.Errorf("a helper's finding is the author's: %s", f.Message)
			}
		}
	}
	slices.Sort(high)
	if diff := cmp.Diff([]string{
		"exposure-route-without-auth OrdersApi/Api/POST--orders", "privilege-wildcard-action OrdersApi/Reports/Nightly/ServiceRole", "secret-plaintext-environment OrdersApi/Handler",
	}, high); diff != "" {
		t.Error(diff)
	}
	if apart == 0 {
		t.Error("nothing is found in what the library made, so nothing tests that it is kept apart")
	}
	if edges := edgesTo(app.Model, "Orders"); !slices.Contains(edges, "OrdersApi/Handler writes") || !slices.Contains(edges, "OrdersApi/Reports/Nightly reads") {
		t.Errorf("the stacks are not joined at the table: %v", edges)
	}
}

// edgesTo are the functions connected to the table of the data stack, and how.
func edgesTo(app *model.App, construct string) []string {
	var out []string
	for _, e := range app.Edges {
		if f, ok := app.Function(e.From); ok && app.PathOf(e.To) == "OrdersData/"+construct {
			out = append(out, f.Path+" "+string(e.Kind))
		}
	}
	return out
}

// helperTemplate has an author's policy on the role of a helper of the library, and a critical fault
// in another helper.
const helperTemplate = `{"Resources": {
	"AWS679f53fac002430cb0da5b7982bd2287ServiceRoleC1EA0FF2": {"Type": "AWS::IAM::Role", "Properties": {
		"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}},
		"Metadata": {"aws:cdk:path": "S/AWS679f53fac002430cb0da5b7982bd2287/ServiceRole/Resource"}},
	"AnnounceCustomResourcePolicy6B6B6B6B": {"Type": "AWS::IAM::Policy", "Properties": {
		"PolicyName": "p", "Roles": [{"Ref": "AWS679f53fac002430cb0da5b7982bd2287ServiceRoleC1EA0FF2"}],
		"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "ssm:*", "Resource": "*"}]}},
		"Metadata": {"aws:cdk:path": "S/Announce/CustomResourcePolicy/Resource"}},
	"AWS679f53fac002430cb0da5b7982bd22872D164C4C": {"Type": "AWS::Lambda::Function", "Properties": {
		"Handler": "index.handler", "Runtime": "nodejs14.x", "Code": {"ZipFile": "x"},
		"Role": {"Fn::GetAtt": ["AWS679f53fac002430cb0da5b7982bd2287ServiceRoleC1EA0FF2", "Arn"]}},
		"Metadata": {"aws:cdk:path": "S/AWS679f53fac002430cb0da5b7982bd2287/Resource"}}CRITICAL}}`

const critical = `,
	"ProviderframeworkonEventServiceRole9FF04296": {"Type": "AWS::IAM::Role", "Properties": {
		"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
		"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]},
		"Metadata": {"aws:cdk:path": "S/Provider/framework-onEvent/ServiceRole/Resource"}},
	"ProviderframeworkonEvent83C1D0A7": {"Type": "AWS::Lambda::Function", "Properties": {
		"Handler": "framework.onEvent", "Runtime": "nodejs22.x", "Code": {"ZipFile": "x"},
		"Role": {"Fn::GetAtt": ["ProviderframeworkonEventServiceRole9FF04296", "Arn"]}},
		"Metadata": {"aws:cdk:path": "S/Provider/framework-onEvent/Resource"}}`

func TestWhoHasToMend(t *testing.T) {
	for name, c := range map[string]struct {
		more  string
		only  string
		worst finding.Severity
		apart map[string]bool // by rule
	}{
		"the author's policy on the library's role":      {"", "privilege", finding.High, map[string]bool{"privilege-wildcard-action": false}},
		"the library's function":                         {"", "pipeline-runtime-end-of-life", 0, map[string]bool{"pipeline-runtime-end-of-life": true}},
		"what is critical, although the library made it": {critical, "privilege-admin-policy", finding.Critical, map[string]bool{"privilege-admin-policy": false}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			text := strings.Replace(helperTemplate, "CRITICAL", c.more, 1)
			if err := os.WriteFile(filepath.Join(dir, "S.template.json"), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			r, err := scan.Run(t.Context(), scan.Options{Path: dir, Now: today, Only: []string{c.only}})
			if err != nil {
				t.Fatal(err)
			}
			if r.Worst() != c.worst {
				t.Errorf("the worst is %q, want %q", r.Worst(), c.worst)
			}
			apart := map[string]bool{}
			for _, f := range r.Apps[0].Findings {
				if _, asked := c.apart[f.Rule]; asked {
					apart[f.Rule] = f.Apart()
				}
			}
			if diff := cmp.Diff(c.apart, apart); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// write puts files into a new directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A value that a stack of one region passes to one of another goes through stored parameters.
func TestStacksOfTwoRegions(t *testing.T) {
	dir := write(t, map[string]string{
		"cdk.out/manifest.json": `{"version": "1", "artifacts": {
			"A": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1", "properties": {"templateFile": "A.template.json"}},
			"B": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/us-east-1", "properties": {"templateFile": "B.template.json"}}}}`,
		"cdk.out/A.template.json": `{"Resources": {
			"Bucket": {"Type": "AWS::S3::Bucket"},
			"Writer": {"Type": "Custom::CrossRegionExportWriter", "Properties": {"WriterProps": {"region": "us-east-1", "exports": {"/cdk/exports/B/x": {"Ref": "Bucket"}}}}}}}`,
		"cdk.out/B.template.json": `{"Resources": {
			"Reader": {"Type": "Custom::CrossRegionExportReader", "Properties": {"ReaderProps": {"imports": {}}}},
			"F": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ZipFile": "x"}, "Environment": {"Variables": {
				"BUCKET": {"Fn::GetAtt": ["Reader", "/cdk/exports/B/x"]}, "REGION": {"Fn::Sub": "${AWS::Region} ${AWS::AccountId} ${AWS::StackName}"}}}}}}}`,
		".gitignore": "cdk.out\n*.json\n",
	})
	r, err := scan.Read(t.Context(), scan.Options{Path: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Apps) != 1 {
		t.Fatalf("got %d applications", len(r.Apps))
	}
	got := map[string]string{}
	for _, v := range r.Apps[0].Model.Functions[0].Env {
		got[v.Name] = v.Value.Target() + v.Value.TextOr("")
	}
	if diff := cmp.Diff(map[string]string{"BUCKET": "cdk.out/A.template.json#Bucket", "REGION": "us-east-1 111122223333 B"}, got); diff != "" {
		t.Error(diff)
	}
}

// What is wrong with an assembly is unknown of its application; where it has none, it is refused.
func TestBrokenAssemblies(t *testing.T) {
	manifest := `{"version": "1", "artifacts": {"A": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "../A.template.json"}}}}`
	with := write(t, map[string]string{"cdk.out/manifest.json": manifest, "cdk.out/template.json": `{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}`})
	r, err := scan.Read(t.Context(), scan.Options{Path: with})
	if err != nil || len(r.Apps) != 1 || len(r.Refused) != 0 || len(r.Apps[0].Model.Unknowns) != 1 || r.Apps[0].Model.Unknowns[0].At.File != "cdk.out/manifest.json" {
		t.Errorf("got %+v, %v", r, err)
	}
	without := write(t, map[string]string{"cdk.out/manifest.json": manifest})
	r, err = scan.Read(t.Context(), scan.Options{Path: without})
	if err != nil || len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Error(), "cdk.out/manifest.json:1") {
		t.Errorf("got %+v, %v", r, err)
	}
}
