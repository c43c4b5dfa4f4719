package minimise_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

// TestSize: what is counted is what the provider counts.
func TestSize(t *testing.T) {
	for _, text := range []string{
		`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a b/\"*"}`,
		`{"Sid": "A", "Effect": "Deny", "NotAction": ["s3:*", "iam:*"], "NotResource": ["arn:aws:s3:::a", "arn:aws:s3:::b"],
		  "Condition": {"StringLike": {"aws:PrincipalArn": ["a", "b"], "s3:prefix": "c"}, "Bool": {"aws:SecureTransport": "true"}}}`,
	} {
		r := minimise.Document(parse(t, text), minimise.Options{})
		written, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": []any{minimise.Value(&r.Statements[0].Statement)}})
		if err != nil {
			t.Fatal(err)
		}
		want := len(strings.Join(strings.Fields(string(written)), ""))
		if got := minimise.Size(r.Statements); got < want || got > want+8 {
			t.Errorf("%d characters, not %d: %s", got, want, written)
		}
	}
}

// TestSplit: what is too long for one policy goes into several that say the same together.
func TestSplit(t *testing.T) {
	var statements []string
	for i := range 40 {
		statements = append(statements, fmt.Sprintf(`{"Effect": "Allow", "Action": "s3:Get%c*", "Resource": "arn:aws:s3:::bucket-%d/*"}`, 'A'+i%26, i))
	}
	var many []string
	for i := range 200 {
		many = append(many, fmt.Sprintf(`"arn:aws:sqs:eu-west-1:111111111111:queue-%d"`, i))
	}
	statements = append(statements, `{"Sid": "Many", "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": [`+strings.Join(many, ",")+`]}`)
	d := parse(t, strings.Join(statements, ","))
	r := minimise.Document(d, minimise.Options{})
	parts, err := minimise.Split(r.Statements, minimise.Managed)
	if err != nil {
		t.Fatal(err)
	}
	var together compare.Set
	sids := map[string]bool{}
	for _, p := range parts {
		if n := minimise.Size(p); n > minimise.Managed {
			t.Errorf("a part has %d characters", n)
		}
		together.Identity = append(together.Identity, document(minimise.Result{Statements: p}))
		for _, s := range p {
			sids[s.Sid] = true
		}
	}
	if is := compare.Compare(set(d), together, compare.Options{}); is.Relation != compare.Equal || len(parts) < 3 {
		t.Errorf("%d parts, %s", len(parts), is.Relation)
	}
	if !sids["ManyA"] || !sids["ManyB"] || sids["Many"] {
		t.Errorf("the Sids are %v", sids)
	}
	var verbs []string
	for i := range 400 {
		verbs = append(verbs, fmt.Sprintf(`"sconce:DoSomethingOfNumber%d"`, i))
	}
	wordy := minimise.Document(parse(t, `{"Effect": "Allow", "Action": [`+strings.Join(verbs, ",")+`], "Resource": "*"}`), minimise.Options{})
	if parts, err := minimise.Split(wordy.Statements, minimise.Managed); err != nil || len(parts) < 2 || len(parts[0][0].Actions)+len(parts[1][0].Actions) > 400 {
		t.Errorf("many actions: %d parts, %v", len(parts), err)
	}
	long := []minimise.Statement{{Statement: policy.Statement{
		Effect: model.Allow, NotActions: []model.Value{model.NewString("s3:"+strings.Repeat("x", minimise.Managed), model.Location{})},
	}}}
	if _, err := minimise.Split(long, minimise.Managed); !errors.Is(err, minimise.ErrTooLong) {
		t.Errorf("what cannot be split is: %v", err)
	}
}
