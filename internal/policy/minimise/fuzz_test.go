package minimise_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

// FuzzDocument minimises whatever is read as a policy: what comes out says the same, or that cannot be told of the policy
// itself.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": ["a*", "${aws:username}"]}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}`))
	f.Add([]byte(`{"Statement": [{"Effect": "Deny", "NotAction": [], "NotResource": "*", "Condition": {"ForAllValues:StringLike": {"x:y": ["a*", "?"]}}}, {"Effect": "Deny", "Action": "*", "Principal": "*"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<11 {
			t.Skip()
		}
		d, _ := policy.ParseJSON(data, "")
		r := minimise.Document(d, minimise.Options{Sids: true, Steps: 1 << 16})
		after := document(r)
		after.Version, after.Variables = d.Version, d.Variables
		switch is := compare.Compare(set(d), set(after), compare.Options{Steps: 1 << 18}); is.Relation {
		case compare.Equal, compare.Unknown:
		case compare.Narrower, compare.Wider, compare.Incomparable:
			t.Errorf("%s: %v", is.Relation, values(r))
		}
		if parts, err := minimise.Split(r.Statements, minimise.Managed); err == nil && len(r.Statements) > 0 && len(parts) == 0 {
			t.Error("nothing is left")
		}
	})
}
