package minimise_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

var nowhere = model.Location{}

func text(s string) model.Value { return model.NewString(s, nowhere) }

func unknown(options ...model.Value) model.Value {
	return model.NewUnknown(model.Cause{Reason: "nobody says"}, nowhere, options...)
}

func field(key string, v model.Value) model.Field { return model.Field{Key: key, Value: v} }

// statement is an Allow with some elements in the place of its own.
func statement(fields ...model.Field) model.Value {
	all := []model.Field{field("Effect", text("Allow")), field("Action", text("s3:GetObject")), field("Resource", text("*"))}
	for _, f := range fields {
		switch f.Key {
		case "Effect":
			all[0] = f
		case "Action":
			all[1] = f
		case "Resource":
			all[2] = f
		default:
			all = append(all, f)
		}
	}
	return model.NewMap(all, nowhere)
}

// TestKept: a statement of which not all is known stays as it is written, with the reason.
func TestKept(t *testing.T) {
	condition := func(v model.Value) model.Field {
		return field("Condition", model.NewMap([]model.Field{field("StringEquals", model.NewMap([]model.Field{field("aws:username", v)}, nowhere))}, nowhere))
	}
	for _, c := range []struct {
		of   model.Value
		want string
	}{
		{unknown(), "it is not known which statements stand here"},
		{statement(field("Effect", unknown())), "it is not known whether the statement allows or denies"},
		{statement(field("Principal", text("*"))), "the statement names principals"},
		{statement(field("Action", unknown())), "not all of its actions are known"},
		{statement(field("Resource", unknown(text("arn:aws:s3:::a"), text("arn:aws:s3:::b")))), "not all of its resources are known"},
		{statement(condition(unknown())), "not all of its conditions are known"},
		{statement(field("Condition", unknown())), "not all of its conditions are known"},
	} {
		d, _ := policy.Parse(model.NewMap([]model.Field{
			field("Version", text("2012-10-17")),
			field("Statement", model.NewList([]model.Value{c.of, statement(field("Action", text("sqs:*"))), statement(field("Action", text("sns:*")))}, nowhere)),
		}, nowhere))
		r := minimise.Document(d, minimise.Options{Sids: true})
		if len(r.Kept) != 1 || r.Kept[0].Statement != 0 || r.Kept[0].Text != c.want {
			t.Errorf("%s: kept %v, want %s", c.of, r.Kept, c.want)
		}
		found := false
		for i := range r.Statements {
			written := minimise.Value(&r.Statements[i].Statement)
			if fields := written.Fields(); len(fields) > 0 && fields[0].Key == "Sid" { // which is given
				written = model.NewMap(fields[1:], nowhere)
			}
			found = found || written.String() == c.of.String() || cmp.Equal(r.Statements[i].From, []int{0})
		}
		if !found || len(r.Statements) != 2 {
			t.Errorf("%s: %v", c.of, values(r))
		}
	}
}

// TestReferences: what is declared is compared by its name, counts with the longest that it may be, and names statements.
func TestReferences(t *testing.T) {
	table := model.NewReference(model.Ref{Target: "t.yaml#Orders", Attribute: "Arn"}, nowhere)
	name := model.NewTemplate([]model.Value{
		text("arn:aws:s3:::"), model.NewReference(model.Ref{Attribute: "AWS::Region"}, nowhere), text("-"),
		model.NewReference(model.Ref{Target: "t.yaml#Docs", Attribute: "Ref"}, nowhere), text("/*"),
	}, nowhere)
	secret := text("arn:aws:s3:::hunter2").Secret()
	d, _ := policy.Parse(model.NewMap([]model.Field{
		field("Version", text("2012-10-17")),
		field("Statement", model.NewList([]model.Value{
			statement(field("Action", text("dynamodb:GetItem")), field("Resource", table)),
			statement(field("Action", text("dynamodb:Query")), field("Resource", model.NewList([]model.Value{table}, nowhere))),
			statement(field("Resource", name)), statement(field("Action", text("s3:PutObject")), field("Resource", secret)),
			statement(field("Action", text("s3:DeleteObject")), field("Resource", model.NewTemplate([]model.Value{text("arn:aws:s3:::"), model.NewReference(model.Ref{Attribute: "AWS::StackName"}, nowhere)}, nowhere))),
		}, nowhere)),
	}, nowhere))
	r := minimise.Document(d, minimise.Options{Sids: true})
	var sids []string
	for _, s := range r.Statements {
		sids = append(sids, s.Sid)
	}
	if diff := cmp.Diff([]string{"DynamodbReadOrders", "S3DeleteObject", "S3GetObjectDocs", "S3PutObject"}, sids); diff != "" {
		t.Error(diff)
	}
	if n := minimise.Size(r.Statements); n < 900 || n > 1100 { // an ARN, a name of the stack and one with a region
		t.Errorf("%d characters", n)
	}
}

// TestKeptNeedlessly: what is not known is left out where all that it may say is said.
func TestKeptNeedlessly(t *testing.T) {
	d, _ := policy.Parse(model.NewMap([]model.Field{
		field("Version", text("2012-10-17")),
		field("Statement", model.NewList([]model.Value{statement(field("Condition", unknown())), statement()}, nowhere)),
	}, nowhere))
	if r := minimise.Document(d, minimise.Options{}); len(r.Statements) != 1 || len(r.Kept) > 0 || !cmp.Equal(r.Needless, []int{0}) {
		t.Errorf("%v, kept %v, needless %v", values(r), r.Kept, r.Needless)
	}
}

// TestUnproved: with a budget that proves nothing, everything stays as it is written.
func TestUnproved(t *testing.T) {
	var list []string
	for i := range 30 {
		list = append(list, fmt.Sprintf(`{"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:%d"}`, i))
	}
	for i := range 12 {
		list = append(list, fmt.Sprintf(`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b-%d", "Condition": {"StringLike": {"aws:PrincipalTag/t": "*%d*"}}}`, i, i))
		list = append(list, fmt.Sprintf(`{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b-%d", "Condition": {"StringLike": {"aws:PrincipalTag/t": "*%d*"}}}`, i, i))
	}
	d := parse(t, strings.Join(list, ","))
	partly := 0
	for steps := 1; steps < 1<<14; steps += 1 + steps/4 {
		r := minimise.Document(d, minimise.Options{Steps: steps})
		if is := compare.Compare(set(d), set(document(r)), compare.Options{}); is.Relation != compare.Equal {
			t.Errorf("with %d steps it is %s", steps, is.Relation)
		}
		from(t, len(d.Statements), r)
		if len(r.Kept) > 0 && len(r.Kept) < len(d.Statements) {
			partly++
		}
		if len(r.Kept) == 0 && len(r.Statements) != 13 {
			t.Errorf("with %d steps there are %d statements", steps, len(r.Statements))
		}
	}
	if partly == 0 {
		t.Error("it is never proved in part")
	}
}

// TestManyWays: where there are more statements to choose from than are looked at, it still says the same.
func TestManyWays(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var list []string
	for i := range 80 {
		for j := range 80 {
			if random.IntN(2) == 0 {
				list = append(list, fmt.Sprintf(`{"Effect": "Allow", "Action": "sconce:Do%d", "Resource": "arn:aws:s3:::b-%d"}`, i, j))
			}
		}
	}
	d := parse(t, strings.Join(list, ","))
	r := minimise.Document(d, minimise.Options{})
	if is := compare.Compare(set(d), set(document(r)), compare.Options{}); is.Relation != compare.Equal || len(r.Statements) > 80 {
		t.Errorf("%s, %d statements", is.Relation, len(r.Statements))
	}
}

// TestLarge: what is larger than any policy stays as it is, or is put together in the simpler ways.
func TestLarge(t *testing.T) {
	list := func(form string, n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = `"` + fmt.Sprintf(form, i) + `"`
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	for _, n := range []int{150, 1100} {
		d := parse(t, fmt.Sprintf(`{"Effect": "Allow", "Action": %s, "Resource": %s}, {"Effect": "Allow", "Action": %s, "Resource": "arn:aws:s3:::b-7"}`,
			list("sconce:Do%d", n), list("arn:aws:s3:::b-%d", n), list("sconce:Do%d", 3)))
		if r := minimise.Document(d, minimise.Options{}); len(r.Statements) > 2 || len(r.Kept) > 0 {
			t.Errorf("%d: %d statements, %v", n, len(r.Statements), r.Kept)
		}
	}
}
