package policy

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func object(pairs ...any) model.Value {
	var fields []model.Field
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, model.Field{Key: pairs[i].(string), Value: pairs[i+1].(model.Value)})
	}
	return model.NewMap(fields, nowhere)
}

func document2012(t *testing.T, statements ...model.Value) Document {
	t.Helper()
	doc, problems := Parse(object("Version", str(Version2012), "Statement", list(statements...)))
	for _, p := range problems {
		if p.Level == Illegal {
			t.Fatal(p)
		}
	}
	return doc
}

func allowStatement(action, resource model.Value, more ...any) model.Value {
	return object(append([]any{"Effect", str("Allow"), "Action", action, "Resource", resource}, more...)...)
}

// appRequest is a role of the application that reads its table.
func appRequest() Request {
	return Request{
		Principal: model.NewReference(model.Ref{Target: "t.yaml#Role", Attribute: "Arn"}, nowhere), PrincipalAccount: str("111111111111"),
		Action: "dynamodb:GetItem", Resource: tableArn, ResourceAccount: str("111111111111"), Open: true,
	}
}

func TestHolesInPolicies(t *testing.T) {
	read, anything, table := str("dynamodb:GetItem"), str("*"), tableArn
	deny := object("Effect", str("Deny"), "Action", anything, "Resource", anything)
	allow := allowStatement(read, anything)
	condition := func(v model.Value) []any { return []any{"Condition", v} }
	for _, c := range []struct {
		name       string
		statements []model.Value
		want       Outcome
		access     Truth
	}{
		{"reference to the resource", []model.Value{allowStatement(read, table)}, Allowed, Yes},
		{"reference to another", []model.Value{allowStatement(read, otherArn)}, Unknown, Maybe},
		{"index of the table", []model.Value{allowStatement(read, tmpl(table, str("/index/*")))}, Unknown, Maybe},
		{"everything of the table", []model.Value{allowStatement(read, tmpl(table, str("*")))}, Allowed, Yes},
		{"a hole that does not matter", []model.Value{allowStatement(noClue, noClue), allow}, Allowed, Yes},
		{"an action that cannot be", []model.Value{allowStatement(tmpl(str("s3:"), noClue), anything)}, ImplicitDeny, No},
		{"an action that may be", []model.Value{allowStatement(tmpl(str("dynamodb:"), noClue), anything)}, Unknown, Maybe},
		{"all options allow", []model.Value{allowStatement(oneOf(read, str("dynamodb:*"), list(read, noClue)), anything)}, Allowed, Yes},
		{"an option allows", []model.Value{allowStatement(oneOf(read, str("s3:*")), anything)}, Unknown, Maybe},
		{"no option allows", []model.Value{allowStatement(oneOf(str("sqs:*"), str("s3:*")), anything)}, ImplicitDeny, No},
		{"options of a resource", []model.Value{allowStatement(read, oneOf(anything, table))}, Allowed, Yes},
		{"options of a not resource", []model.Value{object("Effect", str("Allow"), "Action", anything, "NotResource", oneOf(anything, str("arn:aws:s3:::b")))}, Unknown, Maybe},
		{"variable with a hole in its name", []model.Value{allowStatement(read, tmpl(str("arn:aws:dynamodb:e:1:${aws:PrincipalTag/"), noClue, str("}")))}, Unknown, Maybe},
		{"variable that the request may have", []model.Value{allowStatement(read, str("arn:aws:dynamodb:e:1:${aws:username}"))}, Unknown, Maybe},
		{"unknown effect", []model.Value{object("Effect", noClue, "Action", read, "Resource", anything)}, Unknown, Maybe},
		{"unknown effect beside an allow", []model.Value{object("Effect", noClue, "Action", read, "Resource", anything), allow}, Unknown, Maybe},
		{"unknown effect elsewhere", []model.Value{object("Effect", noClue, "Action", str("s3:*"), "Resource", anything), allow}, Allowed, Yes},
		{"unknown statement", []model.Value{noClue}, Unknown, Maybe},
		{"unknown statement and a deny", []model.Value{noClue, deny}, ExplicitDeny, No},
		{"perhaps a statement", []model.Value{oneOf(allow, model.Value{})}, Unknown, Maybe},
		{"one of two that allow", []model.Value{oneOf(allow, list(deny2(), allow))}, Allowed, Yes},
		{"one of two, one denies", []model.Value{oneOf(allow, deny)}, Unknown, Maybe},
		{"perhaps denied, never allowed", []model.Value{oneOf(deny, model.Value{})}, Unknown, No},
		{"a document as an option", []model.Value{oneOf(object("Version", str(Version2012), "Statement", allow), allow)}, Allowed, Yes},

		{"unknown condition", []model.Value{allowStatement(read, anything, condition(noClue)...)}, Unknown, Maybe},
		{"perhaps a condition that cannot be known", []model.Value{allowStatement(read, anything, condition(oneOf(model.Value{}, object("Bool", object("aws:SecureTransport", str("true")))))...)}, Unknown, Maybe},
		{"no condition either way", []model.Value{allowStatement(read, anything, condition(oneOf(model.Value{}, object()))...)}, Allowed, Yes},
		{"unknown keys", []model.Value{allowStatement(read, anything, condition(object("Bool", noClue))...)}, Unknown, Maybe},
		{"perhaps keys", []model.Value{allowStatement(read, anything, condition(object("Bool", oneOf(object(), object())))...)}, Allowed, Yes},
		{"key that the request may have", []model.Value{allowStatement(read, anything, condition(object("Bool", object("aws:SecureTransport", str("true"))))...)}, Unknown, Maybe},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := Compile(Policies{Identity: []Document{document2012(t, c.statements...)}})
			q := appRequest().Prepare()
			got := set.Evaluate(q)
			if got.Outcome != c.want || got.Access != c.access {
				t.Errorf("%s %s, want %s %s", got.Outcome, got.Access, c.want, c.access)
			}
			if changes := set.Changes(q); (len(changes) == 0) != (c.want == Allowed) {
				t.Errorf("changes: %q", changes)
			}
		})
	}
}

// deny2 denies what nobody asks for.
func deny2() model.Value {
	return object("Effect", str("Deny"), "Action", str("s3:*"), "Resource", str("*"))
}

func TestHolesInConditions(t *testing.T) {
	context := map[string]Values{
		"aws:x": One("ann"), "aws:arn": One("arn:aws:s3:::b"), "aws:n": One("5"), "aws:ip": One("10.0.0.1"), "aws:d": One("2024-01-01"), "aws:b": One("true"),
		"aws:hole": {List: []model.Value{tmpl(str("team-"), noClue)}}, "aws:ref": {List: []model.Value{tableArn}},
		"aws:option": {List: []model.Value{oneOf(str("a"), str("b"))}}, "aws:many": {Many: true, List: []model.Value{str("a"), tmpl(str("b"), noClue)}},
	}
	for _, c := range []struct {
		operator, key string
		value         model.Value
		want          Truth
	}{
		{"StringEquals", "aws:x", noClue, Maybe},
		{"StringEquals", "aws:x", tmpl(str("bob"), noClue), No},
		{"StringNotEquals", "aws:x", tmpl(str("bob"), noClue), Yes},
		{"StringEquals", "aws:x", oneOf(str("ann"), list(str("ann"), str("bob"))), Yes},
		{"StringEquals", "aws:x", oneOf(str("ann"), str("bob")), Maybe},
		{"StringEquals", "aws:x", oneOf(str("eve"), str("bob")), No},
		{"StringEquals", "aws:x", oneOf(str("ann"), str("bob"), noClue), Maybe},
		{"StringEqualsIgnoreCase", "aws:x", noClue, Maybe},
		{"StringNotEqualsIgnoreCase", "aws:x", str("${aws:hole}"), Maybe},
		{"StringLike", "aws:x", str("a${aws:hole}"), No},
		{"StringLike", "aws:hole", str("team-*"), Yes},
		{"StringLike", "aws:hole", str("crew-*"), No},
		{"StringLike", "aws:hole", str("team-a*"), Maybe},
		{"StringEquals", "aws:hole", str("${aws:hole}"), Maybe},
		{"StringEquals", "aws:x", str("${aws:option}"), Maybe},
		{"StringEquals", "aws:option", str("a"), Maybe},
		{"BinaryEquals", "aws:x", noClue, Maybe},
		{"NumericEquals", "aws:n", noClue, Maybe},
		{"NumericNotEquals", "aws:hole", str("5"), Maybe},
		{"DateEquals", "aws:d", noClue, Maybe},
		{"Bool", "aws:b", noClue, Maybe},
		{"Bool", "aws:b", str("${aws:hole}"), No},
		{"Bool", "aws:b", str("${aws:ref}"), Maybe},
		{"Bool", "aws:b", str("${aws:option}"), Maybe},
		{"IpAddress", "aws:ip", noClue, Maybe},
		{"Null", "aws:x", noClue, Maybe},
		{"Null", "aws:option", str("true"), Maybe},
		{"ArnEquals", "aws:arn", tmpl(str("arn:aws:s3:::"), noClue), Maybe},
		{"ArnEquals", "aws:arn", tmpl(str("arn:aws:sns:::"), noClue), No},
		{"ArnEquals", "aws:ref", tableArn, Yes},
		{"ArnEquals", "aws:ref", otherArn, Maybe},
		{"ArnEquals", "aws:arn", str("arn:aws:s3:::${aws:option}"), Maybe},
		{"ArnEquals", "aws:arn", str("arn:aws:s3:::${aws:hole}"), Maybe},
		{"ForAllValues:StringLike", "aws:many", list(str("a"), str("b*")), Yes},
		{"ForAllValues:StringLike", "aws:many", list(str("a"), str("bc")), Maybe},
		{"ForAnyValue:StringLike", "aws:many", str("a"), Yes},
		{"ForAllValues:StringLike", "aws:many", str("x"), No},
	} {
		doc := document2012(t, allowStatement(str("*"), str("*"), "Condition", object(c.operator, object(c.key, c.value))))
		q := Request{Principal: str("arn:aws:iam::1:user/a"), Action: "s3:X", Resource: str("*"), ResourceAccount: str("1"), Context: context}.Prepare()
		if got := Compile(Policies{Identity: []Document{doc}}).Evaluate(q).Access; got != c.want {
			t.Errorf("%s %s %s: %s, want %s", c.operator, c.key, c.value, got, c.want)
		}
	}
}

func TestHolesInRequests(t *testing.T) {
	allowAll := document2012(t, allowStatement(str("*"), str("*")))
	anything := str("*")
	roleRef := appRequest().Principal
	trust := func(principal model.Value) *Document {
		doc := document2012(t, object("Effect", str("Allow"), "Principal", principal, "Action", str("*"), "Resource", str("*")))
		return &doc
	}
	aws := func(v model.Value) model.Value { return object("AWS", v) }
	for _, c := range []struct {
		name     string
		change   func(*Request)
		policies Policies
		want     Outcome
	}{
		{"role by reference", func(*Request) {}, Policies{Resource: trust(aws(roleRef))}, Allowed},
		{"another role by reference", func(*Request) {}, Policies{Resource: trust(aws(otherArn))}, Unknown},
		{"everybody", func(*Request) {}, Policies{Resource: trust(aws(anything))}, Allowed},
		{"options of the account", func(r *Request) { r.ResourceAccount = oneOf(str("111111111111"), str("222222222222")) }, Policies{Identity: []Document{allowAll}}, Unknown},
		{"unknown principal", func(*Request) {}, Policies{Resource: trust(noClue)}, Unknown},
		{"principal with options", func(*Request) {}, Policies{Resource: trust(aws(oneOf(roleRef, otherArn)))}, Unknown},
		{"account", func(*Request) {}, Policies{Resource: trust(aws(str("111111111111"))), Identity: []Document{allowAll}}, Allowed},
		{"unknown account", func(r *Request) { r.PrincipalAccount = model.Value{} }, Policies{Identity: []Document{allowAll}}, Unknown},
		{"unknown account and both grants", func(r *Request) { r.PrincipalAccount = model.Value{} }, Policies{Identity: []Document{allowAll}, Resource: trust(str("*"))}, Allowed},
		{"unknown account of the resource", func(r *Request) { r.ResourceAccount = noClue }, Policies{}, ImplicitDeny},
		{"root of an unknown account", func(r *Request) {
			r.Principal = tmpl(str("arn:aws:iam::"), noClue, str(":root"))
			r.PrincipalAccount = model.Value{}
			r.PrincipalKind = RequesterRoot
		}, Policies{Resource: trust(aws(str("111111111111")))}, Unknown},
		{"account by a hole", func(*Request) {}, Policies{Resource: trust(aws(tmpl(str("arn:aws:iam::"), noClue, str(":root")))), Identity: []Document{allowAll}}, Allowed},
		{"kms key by reference", func(r *Request) { r.Action = "kms:Decrypt" }, Policies{Identity: []Document{allowAll}}, ImplicitDeny},
		{
			"resource with options", func(r *Request) { r.Resource = oneOf(str("arn:aws:s3:::a"), str("arn:aws:s3:::b")) },
			Policies{Identity: []Document{document2012(t, allowStatement(str("*"), str("arn:aws:s3:::a")))}},
			Unknown,
		},
		{
			"resource with options, all allowed", func(r *Request) { r.Resource = oneOf(str("arn:aws:s3:::a"), str("arn:aws:s3:::b")) },
			Policies{Identity: []Document{allowAll}},
			Allowed,
		},
		{"resource that is a list", func(r *Request) { r.Resource = list(str("a"), str("b")) }, Policies{Identity: []Document{allowAll}}, Allowed},
		{"service by name", func(r *Request) { r.Principal, r.PrincipalKind = str("x.amazonaws.com"), RequesterService }, Policies{Resource: trust(object("Service", noClue))}, Unknown},
		{"role session with a hole", func(r *Request) {
			r.Principal = tmpl(str("arn:aws:sts::111111111111:assumed-role/app/"), noClue)
		}, Policies{Resource: trust(aws(str("arn:aws:iam::111111111111:role/app")))}, Allowed},
		{
			"public policy unknown", func(r *Request) { r.Action, r.ResourceAccount = "s3:GetObject", str("2") },
			Policies{BlockPublicAccess: true, Identity: []Document{allowAll}, Resource: trust(oneOf(str("*"), aws(roleRef)))},
			Unknown,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := appRequest()
			c.change(&r)
			if got := Compile(c.policies).Evaluate(r.Prepare()); got.Outcome != c.want {
				t.Errorf("%s, want %s (%s)", got.Outcome, c.want, got.By)
			}
		})
	}
}

func TestUnknownVersionMakesVariablesUnknown(t *testing.T) {
	doc, _ := Parse(object("Version", noClue, "Statement", allowStatement(str("*"), str("arn:aws:s3:::${aws:username}"))))
	q := Request{Principal: str("arn:aws:iam::1:user/a"), Action: "s3:X", Resource: str("arn:aws:s3:::b"), ResourceAccount: str("1")}.Prepare()
	if got := Compile(Policies{Identity: []Document{doc}}).Evaluate(q).Outcome; got != Unknown {
		t.Error(got)
	}
}

func TestManyOptionsAreTakenForAnything(t *testing.T) {
	var options []model.Value
	for range maxOptions + 1 {
		options = append(options, str("s3:Get"))
	}
	two := oneOf(str("a"), str("b"))
	for _, c := range []struct {
		pattern model.Value
		want    Truth
	}{
		{oneOf(options...), Maybe},
		{oneOf(oneOf(options[:40]...), oneOf(options[:40]...)), Maybe},
		{tmpl(str("s"), oneOf(str("3"), str("q")), str(":"), two, two, two, two, two, two), No},
		{tmpl(oneOf(str("s"), str("sq")), oneOf(str("3"), str("q")), str(":"), oneOf(str("g"), str("")), oneOf(str("e"), str("")), oneOf(str("t"), str("")), oneOf(str(""), str("")), two), Maybe},
		{list(two, two, two, two, two, two, two, str("s3:get")), Yes},
		{tmpl(str("s3:"), oneOf(list(str("Get")), list(str("Get"), str("x")))), Maybe},
		{object(), Maybe},
		{model.NewNull(nowhere), No},
	} {
		if got := MatchAction(c.pattern, "s3:Get"); got != c.want {
			t.Errorf("%s: %s, want %s", c.pattern, got, c.want)
		}
	}
}
