package catalogue

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// The two widest policies are the ones that the source lacks.
func TestWidestPoliciesAreKnown(t *testing.T) {
	for name, want := range map[string]string{
		"AdministratorAccess": `"Action":"*"`,
		"PowerUserAccess":     `"NotAction":["iam:*","organizations:*","account:*"]`,
	} {
		p, ok := ManagedPolicyByARN("arn:aws-cn:iam::aws:policy/" + name)
		if !ok || !strings.Contains(string(p.Document()), want) {
			t.Errorf("%s: found %v, document %s", name, ok, p.Document())
		}
	}
}

func TestManagedPolicies(t *testing.T) {
	for _, arn := range []string{
		"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
		"arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
	} {
		p, ok := ManagedPolicyByARN(arn)
		if p.ARN != "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" {
			t.Errorf("its ARN is %q", p.ARN)
		}
		if !ok || p.Name != "AWSLambdaBasicExecutionRole" || p.Deprecated {
			t.Fatalf("ManagedPolicyByARN(%q) = %+v, %v", arn, p, ok)
		}
		want := `{"Statement":[{"Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}`
		if got := string(p.Document()); got != want {
			t.Errorf("%s says %s, want %s", p.Name, got, want)
		}
	}
	for _, arn := range []string{
		"", "AdministratorAccess", "arn:aws:iam::aws:policy/NoSuchPolicy", "arn:aws:iam::123456789012:policy/AdministratorAccess",
		"arn:aws:iam::aws:policy/other/AdministratorAccess", "arn:aws:iam::aws:policy/", "arn::iam::aws:policy/AdministratorAccess",
		"arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole", "arn:aws:iam::aws:policy",
		"arn:aws:x:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/administratoraccess",
	} {
		if p, ok := ManagedPolicyByARN(arn); ok || p.Document() != nil {
			t.Errorf("ManagedPolicyByARN(%q) = %+v, %v: it is unknown", arn, p, ok)
		}
	}
	if p, ok := ManagedPolicyByARN("arn:aws:iam::aws:policy/AWSLambdaFullAccess"); !ok || !p.Deprecated || p.Document() == nil {
		t.Errorf("the deleted policy AWSLambdaFullAccess: %+v, %v", p, ok)
	}
	if p, ok := ManagedPolicyByName("AWSLambdaRole"); !ok || p.Document() == nil {
		t.Errorf("ManagedPolicyByName(AWSLambdaRole) = %+v, %v", p, ok)
	}
	if doc := (ManagedPolicy{Name: "AdministratorAccess", index: 3}).Document(); doc != nil {
		t.Errorf("a made-up value has the document %s", doc)
	}
}

// Every managed policy has a document with statements, and an unknown action in it is never a damaged known one.
func TestEveryManagedPolicyIsReadable(t *testing.T) {
	n, deprecated := 0, 0
	for p := range ManagedPolicies() {
		n++
		if p.Deprecated {
			deprecated++
		}
		var doc struct {
			Version   string
			Statement []struct{ Effect string }
		}
		if err := json.Unmarshal(p.Document(), &doc); err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if doc.Version != "2012-10-17" && doc.Version != "2008-10-17" || len(doc.Statement) == 0 || doc.Statement[0].Effect == "" {
			t.Errorf("%s: version %q, %d statements", p.Name, doc.Version, len(doc.Statement))
		}
		if q, ok := ManagedPolicyByARN(p.ARN); p.ARN != "" && (!ok || q != p) {
			t.Errorf("%s does not lead to itself", p.ARN)
		}
		if q, ok := ManagedPolicyByName(p.Name); !ok || q != p || !bytes.Equal(q.Document(), p.Document()) {
			t.Errorf("%s does not find itself", p.Name)
		}
	}
	if n < 1640 || deprecated == 0 {
		t.Errorf("%d managed policies, %d of them deprecated: the source lists 1,641", n, deprecated)
	}
}

func BenchmarkManagedPolicy(b *testing.B) {
	for _, name := range []string{"AWSLambdaBasicExecutionRole", "ReadOnlyAccess"} {
		b.Run(name, func(b *testing.B) {
			p, ok := ManagedPolicyByName(name)
			if !ok {
				b.Fatal("not found")
			}
			for b.Loop() {
				if p.Document() == nil {
					b.Fatal("no document")
				}
			}
		})
	}
}
