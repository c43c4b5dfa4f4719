package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var nowhere = model.Location{}

func text(s string) model.Value { return model.NewString(s, nowhere) }

func ref(target, attribute string) model.Value {
	return model.NewReference(model.Ref{Target: target, Attribute: attribute}, nowhere)
}

func unknown(options ...model.Value) model.Value {
	return model.NewUnknown(model.Cause{Reason: "nobody says"}, nowhere, options...)
}

// holed is a policy in which @(name) stands for a value.
func holed(t *testing.T, list string, values map[string]model.Value) Set {
	t.Helper()
	v, problem := policy.ReadJSON([]byte(statements(list)), "p.json")
	if problem != nil {
		t.Fatal(problem.Message)
	}
	v = v.Map(func(part model.Value) model.Value {
		rest, isText := part.Text()
		if !isText || !strings.Contains(rest, "@(") {
			return part
		}
		var parts []model.Value
		for rest != "" {
			before, inside, _ := strings.Cut(rest, "@(")
			name, after, found := strings.Cut(inside, ")")
			if before != "" {
				parts = append(parts, text(before))
			}
			if rest = after; found {
				if len(parts) == 0 && after == "" {
					return values[name]
				}
				parts = append(parts, values[name])
			}
		}
		return model.NewTemplate(parts, nowhere)
	})
	d, _ := policy.Parse(v)
	return Set{Identity: []policy.Document{d}}
}

// TestHoles compares policies of which parts are not known: what is said holds whatever stands there.
func TestHoles(t *testing.T) {
	get := model.NewMap([]model.Field{{Key: "Effect", Value: text("Allow")}, {Key: "Action", Value: text("s3:GetObject")}, {Key: "Resource", Value: text("*")}}, nowhere)
	values := map[string]model.Value{
		"any": unknown(), "stage": unknown(text("dev"), text("prod")), "two": unknown(text("s3:Get*"), text("s3:PutObject")),
		"lists": unknown(model.NewList([]model.Value{text("s3:GetObject"), text("s3:PutObject")}, nowhere), text("s3:GetObject")),
		"A":     ref("t#A", "Arn"), "B": ref("t#B", "Arn"), "region": ref("", "AWS::Region"), "account": ref("", "AWS::AccountId"), "name": ref("t#A", "Ref"),
		"condition":  unknown(model.NewMap([]model.Field{{Key: "Bool", Value: model.NewMap([]model.Field{{Key: "aws:SecureTransport", Value: text("true")}}, nowhere)}}, nowhere), model.Value{}),
		"statements": unknown(), "get": unknown(get, model.Value{}), "named": ref("", "policy"),
	}
	source := func(pattern string) string {
		return allow(`"sqs:SendMessage"`, `"*"`, `, "Condition": {"ArnLike": {"aws:SourceArn": "`+pattern+`"}}`)
	}
	for _, c := range []struct {
		old, new string
		want     Relation
	}{
		{allow(`"@(two)"`, `"*"`, ""), allow(`"s3:*"`, `"*"`, ""), Wider},
		{allow(`"s3:*"`, `"*"`, ""), allow(`"@(two)"`, `"*"`, ""), Narrower},
		{allow(`"@(any)"`, `"*"`, ""), allow(`"*"`, `"*"`, ""), Unknown}, // within; whether there is more is not known
		{allow(`"s3:Get@(any)"`, `"*"`, ""), allow(`"s3:Get*"`, `"*"`, ""), Unknown},
		{allow(`"@(lists)"`, `"*"`, ""), allow(`"s3:GetObject"`, `"*"`, ""), Unknown},
		{allow(`["s3:@(name)", "s3:Put*"]`, `"*"`, ""), allow(`"s3:*"`, `"*"`, ""), Wider},
		{allow(`"*"`, `"a-@(stage)"`, ""), allow(`"*"`, `["a-dev", "a-prod"]`, ""), Unknown},
		{allow(`"*"`, `"*"`, "") + "," + deny(`"*"`, `"a-@(stage)"`), allow(`"*"`, `"*"`, "") + "," + deny(`"*"`, `"a-*"`), Narrower},
		{allow(`"*"`, `"*"`, "") + `, "@(statements)"`, allow(`"*"`, `"*"`, ""), Unknown},
		{`"@(named)"`, `"@(named)"`, Unknown},
		{allow(`"*"`, `"*"`, ""), `"@(get)"`, Narrower},
		{allow(`"iam:*"`, `"*"`, ""), `"@(get)"`, Unknown},
		{`{"Effect": "@(any)", "Action": "*", "Resource": "*"}`, allow(`"*"`, `"*"`, ""), Unknown},
		{allow(`"*"`, `"*"`, `, "Condition": "@(any)"`), allow(`"*"`, `"*"`, ""), Unknown},
		{allow(`"*"`, `"*"`, `, "Condition": {"StringEquals": {"aws:username": "@(any)"}}`), allow(`"*"`, `"*"`, ""), Wider},
		{allow(`"s3:*"`, `"*"`, ""), allow(`["s3:*", "iam:*"]`, `"*"`, "") + "," + allow(`"sqs:*"`, `"*"`, `, "Condition": "@(condition)"`), Wider},
		{`{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}`, allow(`"*"`, `"*"`, ""), Unknown},
		{`{"Effect": "Allow", "Action": "s3:*"}`, allow(`"s3:*"`, `"*"`, ""), Equal},

		// ARNs are compared part by part: a region or account is within its part.
		{source("arn:aws:events:@(region):@(account):rule/a"), source("arn:aws:events:@(region):@(account):rule/a"), Equal},
		{source("arn:aws:events:*:@(account):rule/*"), source("arn:aws:events:@(region):@(account):rule/a"), Narrower},
		{source("arn:aws:events:@(region):@(account):rule/@(name)"), source("arn:aws:events:*:@(account):rule/?*"), Unknown}, // a name may be empty
		{source("arn:aws:events:@(region):@(account):rule/@(name)"), source("arn:aws:events:*:@(account):rule/*"), Wider},
		{source("arn:aws:events:@(region):@(account):rule/a"), source("arn:aws:events:@(account):@(region):rule/a"), Incomparable},
		{source("arn:aws:s3:::a"), source("arn:aws:*"), Narrower}, // which is no ARN
		{source("@(A)"), source("@(A)"), Equal},
		{source("@(A)"), source("@(B)"), Incomparable},
		{source("@(A)"), source("arn:aws:sns:*:*:*"), Incomparable},
	} {
		old, now := holed(t, c.old, values), holed(t, c.new, values)
		r := Compare(old, now, Options{})
		if r.Relation != c.want {
			t.Errorf("%s\n to %s: %s, want %s\n%+v\n%+v", c.new, c.old, r.Relation, c.want, r.NewInOld, r.OldInNew)
		}
	}
}

// TestEveryRegion puts values into the holes of random SourceArn conditions: what is proved holds with each.
func TestEveryRegion(t *testing.T) {
	parts := []string{"*", "@(region)", "@(account)", "eu-west-1", "?u-*", "", "a:b"}
	var patterns []string
	for i, a := range parts {
		for j, b := range parts {
			patterns = append(patterns, fmt.Sprintf("arn:aws:sns:%s:%s:%s", a, b, parts[(i+2*j)%len(parts)]))
		}
	}
	fill := func(region, account string) map[string]model.Value {
		return map[string]model.Value{"region": text(region), "account": text(account)}
	}
	open := map[string]model.Value{"region": ref("", "AWS::Region"), "account": ref("", "AWS::AccountId")}
	statement := func(p string) string {
		return allow(`"sns:Publish"`, `"*"`, `, "Condition": {"ArnEquals": {"aws:SourceArn": "`+p+`"}}`)
	}
	decided := 0
	for i := 0; i < len(patterns); i += 6 {
		for j := 1; j < len(patterns); j += 5 {
			a, b := statement(patterns[i]), statement(patterns[j])
			within := Within(holed(t, a, open), holed(t, b, open), Options{})
			if within.Within != policy.Maybe {
				decided++
			}
			for _, values := range []map[string]model.Value{fill("eu-west-1", "111111111111"), fill("us-east-1", "222222222222"), fill("eu-west-1", "eu-west-1")} {
				if got := Within(holed(t, a, values), holed(t, b, values), Options{}); within.Within == policy.Yes && got.Within != policy.Yes {
					t.Errorf("%s within %s is proved, and is %s with %v", patterns[i], patterns[j], got.Within, values)
				}
			}
		}
	}
	if decided < 60 {
		t.Errorf("%d are decided", decided)
	}
}

// TestReplay asks about a request with references put in.
func TestReplay(t *testing.T) {
	values := map[string]model.Value{"stage": ref("", "Stage")}
	a, b := holed(t, allow(`"s3:*"`, `"a-@(stage)"`, ""), values), holed(t, allow(`"s3:*"`, `"a-prod"`, ""), values)
	w := Within(a, b, Options{}).Witness
	if w == nil {
		t.Fatal("there is no witness")
	}
	w.Request.Context["aws:username"] = policy.Values{List: []model.Value{ref("", "Stage")}}
	if !Replay(a, b, w.Request, map[string]string{"|Stage": "dev"}) || Replay(a, b, w.Request, map[string]string{"|Stage": "prod"}) {
		t.Error("the witness does not hold for dev, or holds for prod")
	}
}

// TestSecrets: what is marked as a secret is marked in a witness too, with what stands between its wildcards.
func TestSecrets(t *testing.T) {
	values := map[string]model.Value{"token": text("hunter2-*").Secret(), "bucket": text("arn:aws:s3:::hidden-name/?").Secret(), "short": text("a*").Secret()}
	when := `, "Condition": {"StringLike": {"aws:PrincipalTag/t": "@(token)", "aws:PrincipalTag/s": "@(short)"}, "StringEquals": {"aws:PrincipalTag/u": "open"}}`
	a := holed(t, allow(`"s3:*"`, `"@(bucket)"`, when), values)
	a.Identity[0].Statements = append(a.Identity[0].Statements, policy.Statement{Hole: unknown(), Alternatives: [][]policy.Statement{a.Identity[0].Statements}, Effect: model.UnknownEffect})
	w := Within(a, Set{}, Options{}).Witness
	if w == nil {
		t.Fatal("there is no witness")
	}
	if shown := w.Request.Resource.String(); !strings.HasPrefix(shown, "(secret") {
		t.Error(shown)
	}
	for key, secret := range map[string]bool{"aws:PrincipalTag/t": true, "aws:PrincipalTag/s": false, "aws:PrincipalTag/u": false} {
		if got := w.Request.Context[key].List[0]; got.IsSecret() != secret {
			t.Errorf("%s: %s", key, got)
		}
	}
}

func TestTexts(t *testing.T) {
	texts := NewTexts()
	number := func(n Text, ok bool) Text {
		if !ok {
			t.Error("it is not one text")
		}
		return n
	}
	get := number(texts.Action(text("s3:GetObject")))
	if get != number(texts.Action(text("S3:getobject"))) || !texts.Covers(number(texts.Action(text("s3:*"))), get) || texts.Covers(get, number(texts.Action(text("s3:*")))) {
		t.Error("actions")
	}
	name := number(texts.Resource(model.NewTemplate([]model.Value{text("a/"), ref("t#A", "Ref")}, nowhere), policy.Yes))
	if texts.Covers(number(texts.Resource(text("a/?"), policy.Yes)), name) || !texts.Covers(number(texts.Resource(text("a/*"), policy.Yes)), name) {
		t.Error("resources")
	}
	if number(texts.Operand(text("a*"), policy.StringEquals, policy.Yes)) == number(texts.Operand(text("a*"), policy.StringLike, policy.Yes)) {
		t.Error("a star is a wildcard for one operator alone")
	}
	for _, v := range []model.Value{unknown(), unknown(text("a"), text("b")), model.NewTemplate([]model.Value{text("a"), unknown()}, nowhere)} {
		if _, ok := texts.Resource(v, policy.Yes); ok {
			t.Errorf("%s is one text", v)
		}
	}
}

// TestDoubts: an answer that cannot be given says why.
func TestDoubts(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{allow(`"*"`, `"*"`, `, "Condition": {"NumericLessThan": {"x:a": "1"}, "StringLike": {"x:a": "1*"}}`), allow(`"*"`, `"*"`, `, "Condition": {"StringEquals": {"x:a": "1"}}`), "the values of x:a are compared in more ways than can be told apart"},
		{allow(`"*"`, `"arn:aws:s3:::${aws:username}"`, `, "Condition": {"StringEquals": {"aws:username": "@(any)"}}`), allow(`"iam:*"`, `"*"`, ""), "what a resource is called depends on the variable aws:username"},
	} {
		r := Compare(holed(t, c.old, map[string]model.Value{"any": unknown()}), holed(t, c.new, nil), Options{})
		all := slices.Concat(r.NewInOld.Because, r.OldInNew.Because)
		if !slices.ContainsFunc(all, func(of Reason) bool { return strings.HasPrefix(of.Text, c.want) }) {
			t.Errorf("%s, %v: want %s", r.Relation, all, c.want)
		}
	}
}
