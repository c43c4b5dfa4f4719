package catalogue

import (
	"slices"
	"testing"
)

func TestConditionKeys(t *testing.T) {
	for _, tt := range []struct {
		action, key string
		want        bool
	}{
		{"s3:ListBucket", "s3:prefix", true},
		{"s3:ListBucket", "S3:Prefix", true},
		{"s3:GetObject", "s3:prefix", false},
		{"s3:GetObject", "s3:ExistingObjectTag/team", true},
		{"s3:GetObject", "s3:ExistingObjectTag/", false},
		{"dynamodb:GetItem", "dynamodb:LeadingKeys", true},
		{"iam:PassRole", "iam:PassedToService", true},
		{"iam:GetRole", "iam:PassedToService", false},
		{"lambda:InvokeFunction", "lambda:EventSourceToken", true},
		{"lambda:InvokeFunction", "aws:ResourceTag/team", true},
		{"kms:Decrypt", "kms:ViaService", true},
		{"kms:Decrypt", "kms:EncryptionContext:app", true},
		{"sqs:SendMessage", "aws:SourceIp", true},
		{"sqs:SendMessage", "aws:principaltag/Team", true},
		{"sqs:SendMessage", "aws:NoSuchKey", false},
		{"sns:Publish", "sqs:anything", false},
	} {
		if got := action(t, tt.action).SupportsKey(tt.key); got != tt.want {
			t.Errorf("%s supports %s: %v", tt.action, tt.key, got)
		}
	}
}

func TestLookupKey(t *testing.T) {
	for _, tt := range []struct {
		key, want, kind string
		global, many    bool
	}{
		{"aws:sourceip", "aws:SourceIp", "IPAddress", true, false},
		{"aws:TagKeys", "aws:TagKeys", "ArrayOfString", true, true},
		{"aws:PrincipalTag/team", "aws:PrincipalTag/${TagKey}", "String", true, false},
		{"aws:SecureTransport", "aws:SecureTransport", "Bool", true, false},
		{"aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", "Numeric", true, false},
		{"dynamodb:LeadingKeys", "dynamodb:LeadingKeys", "ArrayOfString", false, true},
		{"s3:TlsVersion", "s3:TlsVersion", "Numeric", false, false},
		{"iam:PermissionsBoundary", "iam:PermissionsBoundary", "ARN", false, false},
		{"accounts.google.com:aud", "accounts.google.com:aud", "String", false, false},
	} {
		k, ok := LookupKey(tt.key)
		if !ok || k.String() != tt.want || k.Type().String() != tt.kind || k.Global() != tt.global || k.Type().Multivalued() != tt.many {
			t.Errorf("LookupKey(%q) = %v %v, global %v, %v", tt.key, k, k.Type(), k.Global(), ok)
		}
	}
	for _, key := range []string{"", "aws:", "aws:NoSuchKey", "s3:NoSuchKey", "aws:PrincipalTag/", "nosuch:key"} {
		if k, ok := LookupKey(key); ok {
			t.Errorf("LookupKey(%q) = %v", key, k)
		}
	}
}

func TestActionKeysAreListedOnce(t *testing.T) {
	keys := slices.Collect(action(t, "ec2:RunInstances").ConditionKeys())
	if len(keys) < 20 || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Errorf("ec2:RunInstances lists %d keys", len(keys))
	}
}

func FuzzLookupKey(f *testing.F) {
	f.Add("aws:ResourceTag/${TagKey}")
	f.Add("kms:EncryptionContext:a:b")
	f.Add("a${<>}")
	f.Fuzz(func(t *testing.T, key string) {
		if k, ok := LookupKey(key); ok && !k.Matches(key) {
			t.Errorf("LookupKey(%q) = %v, which does not match", key, k)
		}
	})
}
