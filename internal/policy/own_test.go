package policy_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// TestEvaluateOwn asks what an identity can do when nothing else stands in its way: a key's policy or
// a role's trust is not asked.
func TestEvaluateOwn(t *testing.T) {
	document := func(text string) policy.Document {
		d, problems := policy.ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": [`+text+`]}`), "")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return d
	}
	const all = `{"Effect": "Allow", "Action": "*", "Resource": "*"}`
	key := written("arn:aws:kms:eu-west-1:123456789012:key/1")
	for _, c := range []struct {
		name, identity, boundary string
		resource                 model.Value
		want                     policy.Outcome
		access                   policy.Truth
		layer                    policy.Layer
	}{
		{"a key without its policy", all, "", key, policy.Allowed, policy.Yes, policy.LayerIdentity},
		{"nothing", "", "", key, policy.ImplicitDeny, policy.No, policy.LayerIdentity},
		{"outside the boundary", all, `{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`, key, policy.ImplicitDeny, policy.No, policy.LayerBoundary},
		{"denied", all + `, {"Effect": "Deny", "Action": "kms:*", "Resource": "*"}`, "", key, policy.ExplicitDeny, policy.No, policy.LayerIdentity},
		{"denied under a condition", all + `, {"Effect": "Deny", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "x"}}}`, "", key, policy.Unknown, policy.Maybe, policy.LayerIdentity},
		{"allowed under a condition", `{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "x"}}}`, "", key, policy.Unknown, policy.Maybe, policy.LayerIdentity},
		{"one of two keys", `{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:kms:eu-west-1:123456789012:key/1"}`, "", either(key, written("arn:aws:kms:eu-west-1:123456789012:key/2")), policy.Unknown, policy.Maybe, policy.LayerIdentity},
	} {
		p := policy.Policies{Identity: []policy.Document{document(c.identity)}}
		if c.boundary != "" {
			p.Boundary = []policy.Document{document(c.boundary)}
		}
		q := policy.Request{Principal: written("arn:aws:iam::123456789012:role/app"), Action: "kms:Decrypt", Resource: c.resource, Open: true}.Prepare()
		if got := policy.Compile(p).EvaluateOwn(q); got.Outcome != c.want || got.Access != c.access || got.By.Layer != c.layer {
			t.Errorf("%s: %s, access %s, by %s; not %s, access %s, by %s", c.name, got.Outcome, got.Access, got.By.Layer, c.want, c.access, c.layer)
		}
	}
}
