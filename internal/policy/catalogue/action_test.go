package catalogue

import (
	"slices"
	"strings"
	"testing"
)

func TestLookupAction(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		level      Level
	}{
		{"s3:GetObject", "s3:GetObject", LevelRead},
		{"S3:getobject", "s3:GetObject", LevelRead},
		{"s3:ListBucket", "s3:ListBucket", LevelList},
		{"lambda:InvokeFunction", "lambda:InvokeFunction", LevelWrite},
		{"iam:PassRole", "iam:PassRole", LevelWrite},
		{"iam:AttachRolePolicy", "iam:AttachRolePolicy", LevelPermissions},
		{"dynamodb:TagResource", "dynamodb:TagResource", LevelTagging},
		{"kms:CreateGrant", "kms:CreateGrant", LevelPermissions},
	} {
		a, ok := LookupAction(tt.name)
		if !ok || a.String() != tt.want || a.Level() != tt.level {
			t.Errorf("LookupAction(%q) = %q, %v, level %v; want %q, level %v", tt.name, a, ok, a.Level(), tt.want, tt.level)
		}
	}
	for _, name := range []string{"", ":", "s3", "s3:", "s3:ListObjects", "s3:Get*", "s3:GetObjectX", "s3:GetObjec", "nosuch:Get", "s3:GetObject "} {
		if a, ok := LookupAction(name); ok {
			t.Errorf("LookupAction(%q) = %q: it does not exist", name, a)
		}
	}
}

// Every action finds itself, whatever the case, and the numbers are dense and in order.
func TestActionsAreDense(t *testing.T) {
	if n := ActionCount(); n < 22000 {
		t.Fatalf("the catalogue holds %d actions: the source lists 22,091", n)
	}
	previous := ""
	for i := range ActionCount() {
		name := Action(i).String()
		for _, spelling := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
			if a, ok := LookupAction(spelling); !ok || a != Action(i) {
				t.Fatalf("LookupAction(%q) = %d, %v; want %d", spelling, a, ok, i)
			}
		}
		if s := Action(i).Service(); s.Prefix()+":"+Action(i).Name() != name {
			t.Fatalf("action %q is in service %q under the name %q", name, s, Action(i).Name())
		}
		if Action(i).Level() == LevelUnknown {
			t.Errorf("%s has no access level", name)
		}
		if low := strings.ToLower(strings.Replace(name, ":", "\x00", 1)); low <= previous {
			t.Errorf("%s is out of order", name)
		} else {
			previous = low
		}
	}
}

func TestNumbersOutsideTheCatalogue(t *testing.T) {
	for _, n := range []int{-1, ActionCount(), 1 << 40} {
		a := Action(n)
		if a.String() != "" || a.Name() != "" || a.Service() != NoService || a.Level() != LevelUnknown || a.Resources() != nil ||
			a.HasResources() || a.Accepts("*") || a.Accepts("arn:aws:s3:::b") {
			t.Errorf("Action(%d) answers like an action", n)
		}
		s := Service(n)
		if s.Prefix() != "" || s.Title() != "" || len(slices.Collect(s.Actions())) > 0 ||
			len(slices.Collect(s.ResourceTypes())) > 0 || len(slices.Collect(s.ConditionKeys())) > 0 {
			t.Errorf("Service(%d) answers like a service", n)
		}
		r := ResourceType(n)
		if r.String() != "" || r.ARN() != "" || r.Matches("*") || r.Service() != NoService || len(slices.Collect(r.ConditionKeys())) > 0 {
			t.Errorf("ResourceType(%d) answers like a type", n)
		}
		k := ConditionKey(n)
		if k.String() != "" || k.Type() != TypeUnknown || k.Global() || k.Matches("aws:SourceIp") {
			t.Errorf("ConditionKey(%d) answers like a key", n)
		}
	}
}

func TestServices(t *testing.T) {
	s, ok := LookupService("S3")
	if !ok || s.Prefix() != "s3" || s.Title() != "Amazon S3" {
		t.Errorf("LookupService(S3) = %q %q, %v", s, s.Title(), ok)
	}
	if s, ok := LookupService("sfn"); ok {
		t.Errorf("LookupService(sfn) = %q: the prefix is states", s)
	}
	if n := len(slices.Collect(Services())); n != ServiceCount() || n < 450 {
		t.Errorf("%d services, counted %d: the source lists 456", n, ServiceCount())
	}
}

func BenchmarkLookupAction(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := LookupAction("secretsmanager:GetSecretValue"); !ok {
			b.Fatal("not found")
		}
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	a, _ := LookupAction("s3:GetObject")
	object, _ := a.Service().ResourceType("object")
	bucket, _ := LookupKey("aws:SourceIp")
	for name, f := range map[string]func() bool{
		"LookupAction": func() bool { _, ok := LookupAction("LAMBDA:invokeFunction"); return ok },
		"Level":        func() bool { return a.Level() == LevelRead },
		"Type.Matches": func() bool { return object.Matches("arn:aws:s3:::bucket/some/*") },
		"Accepts":      func() bool { return a.Accepts("arn:aws:s3:::bucket/some/*") },
		"Key.Matches":  func() bool { return bucket.Matches("AWS:sourceip") },
	} {
		if !f() {
			t.Errorf("%s answers wrongly", name)
		}
		if n := testing.AllocsPerRun(100, func() { f() }); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
