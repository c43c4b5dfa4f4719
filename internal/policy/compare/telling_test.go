package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// TestTellingWitness: of actions that no statement tells apart, the witness is one that says much, and that acts on what
// the witness is about.
func TestTellingWitness(t *testing.T) {
	logs := allow(`"logs:*"`, `"*"`, "")
	for _, c := range []struct{ name, old, new, want string }{
		{"an administrator", logs, logs + "," + allow(`"*"`, `"*"`, ""), "iam:AttachGroupPolicy"},
		{"objects of a bucket", logs, logs + "," + allow(`"s3:Put*"`, `"arn:aws:s3:::docs/*"`, ""), "s3:PutObjectAcl"},
		{"a table, whatever is done with it", logs, logs + "," + allow(`"*"`, `"arn:aws:dynamodb:eu-west-1:111111111111:table/a"`, ""), "dynamodb:DeleteResourcePolicy"},
		{"reading", logs, logs + "," + allow(`"sqs:Get*"`, `"*"`, ""), "sqs:GetQueueAttributes"},
		{"the worst of several statements", logs, allow(`"sqs:Get*"`, `"*"`, "") + "," + allow(`["sns:*", "iam:PutRolePolicy"]`, `"*"`, ""), "iam:PutRolePolicy"},
	} {
		w := Compare(set(t, statements(c.old)), set(t, statements(c.new)), Options{}).NewInOld.Witness
		if w == nil {
			t.Errorf("%s: there is no witness", c.name)
			continue
		}
		a, _ := catalogue.LookupAction(w.Request.Action)
		if on, _ := w.Request.Resource.Text(); w.Request.Action != c.want || on != "" && !a.Accepts(on) {
			t.Errorf("%s: %s on %s, want %s", c.name, w.Request.Action, w.Request.Resource, c.want)
		}
	}
}

// TestRepeated: what is written alike is within, however many ways there are to combine it; with one statement less it is
// not taken to be.
func TestRepeated(t *testing.T) {
	var list []string
	for i := range 13 {
		list = append(list, allow(fmt.Sprintf(`"s3:*%c*"`, 'a'+i), `"arn:aws:s3:::${aws:username}/*"`, `, "Condition": {"StringLike": {"aws:PrincipalTag/a": "*${aws:username}?"}}`))
	}
	all := strings.Join(list, ",") + "," + deny(`"s3:*b*"`, `"*c"`)
	if r := Compare(set(t, statements(all)), set(t, statements(all)), Options{Steps: 1}); r.Relation != Equal {
		t.Errorf("a policy with itself: %s", r.Relation)
	}
	if r := Compare(set(t, statements(all)), set(t, statements(strings.Join(list, ","))), Options{Steps: 1}); r.Relation != Unknown {
		t.Errorf("without its Deny, and without steps: %s", r.Relation)
	}
	if r := Compare(set(t, statements(all)), set(t, statements(strings.Join(list[1:], ","), deny(`"s3:*b*"`, `"*c"`))), Options{Steps: 1}); r.NewInOld.Within.String() != "yes" || r.Relation == Equal {
		t.Errorf("with a statement less: %s", r.Relation)
	}
}
