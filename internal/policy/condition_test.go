package policy

import (
	"strings"
	"testing"
)

// holds asks about one condition.
func holds(t *testing.T, condition string, context map[string]Values) Truth {
	t.Helper()
	doc, problems := ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": `+condition+`}}`), "")
	for _, p := range problems {
		if p.Level == Illegal {
			t.Fatalf("%s: %v", condition, p)
		}
	}
	q := Request{Principal: str("arn:aws:iam::111111111111:user/ann"), Action: "s3:GetObject", Resource: str("*"), ResourceAccount: str("111111111111"), Context: context}.Prepare()
	return Compile(Policies{Identity: []Document{doc}}).Evaluate(q).Access
}

func TestConditions(t *testing.T) {
	none := map[string]Values(nil)
	x := func(text string) map[string]Values {
		return map[string]Values{"aws:x": One(text), "aws:username": One("ann"), "aws:Empty": One(""), "aws:Many": Many("ann")}
	}
	many := func(texts ...string) map[string]Values { return map[string]Values{"AWS:X": Many(texts...)} }
	for _, c := range []struct {
		condition string
		context   map[string]Values
		want      Truth
	}{
		{`{"StringEquals": {"aws:x": ["a", "b"]}}`, x("b"), Yes},
		{`{"StringEquals": {"AWS:X": "B"}}`, x("b"), No},
		{`{"StringEquals": {"aws:x": "a*"}}`, x("ab"), No},
		{`{"StringNotEquals": {"aws:x": ["a", "b"]}}`, x("b"), No},
		{`{"StringNotEquals": {"aws:x": ["a", "b"]}}`, x("c"), Yes},
		{`{"StringNotEquals": {"aws:x": "a"}}`, none, Yes},
		{`{"StringEquals": {"aws:x": "a"}}`, none, No},
		{`{"StringEqualsIfExists": {"aws:x": "a"}}`, none, Yes},
		{`{"StringEqualsIfExists": {"aws:x": "a"}}`, x("b"), No},
		{`{"StringEqualsIgnoreCase": {"aws:x": "ANN"}}`, x("ann"), Yes},
		{`{"StringNotEqualsIgnoreCase": {"aws:x": "${aws:username}"}}`, x("ANN"), No},
		{`{"StringEqualsIgnoreCase": {"aws:x": "${aws:missing}"}}`, x("ANN"), No},
		{`{"StringLike": {"aws:x": "a?c*"}}`, x("abcd"), Yes},
		{`{"StringLike": {"aws:x": "a${*}"}}`, x("ab"), No},
		{`{"StringLike": {"aws:x": "a${*}"}}`, x("a*"), Yes},
		{`{"StringEquals": {"aws:x": "a${?}${$}"}}`, x("a?$"), Yes},
		{`{"StringNotLike": {"aws:x": "a*"}}`, x("ab"), No},
		{`{"StringLike": {"aws:x": "x${aws:username}*"}}`, x("xanny"), Yes},
		{`{"StringEquals": {"aws:x": "${aws:missing, 'def'}"}}`, x("def"), Yes},
		{`{"StringEquals": {"aws:x": "${aws:missing}"}}`, x(""), No},
		{`{"StringNotEquals": {"aws:x": "${aws:missing}"}}`, x("a"), Yes},
		{`{"StringEquals": {"aws:x": "x${aws:empty}"}}`, x("x"), No},
		{`{"StringEquals": {"aws:x": "${aws:many}"}}`, x("ann"), No},
		{`{"StringEquals": {"aws:x": ""}}`, x(""), Yes},
		{`{"StringEquals": {"aws:x": []}}`, x("a"), No},
		{`{"StringNotEquals": {"aws:x": []}}`, x("a"), Yes},

		{`{"NumericEquals": {"aws:x": "10"}}`, x("10.0"), Yes},
		{`{"NumericEquals": {"aws:x": 10}}`, x("1e1"), No},
		{`{"NumericNotEquals": {"aws:x": "10"}}`, x("11"), Yes},
		{`{"NumericNotEquals": {"aws:x": "10"}}`, x("ten"), No},
		{`{"NumericNotEquals": {"aws:x": "ten"}}`, x("10"), No},
		{`{"NumericLessThan": {"aws:x": "10"}}`, x("9.9"), Yes},
		{`{"NumericLessThan": {"aws:x": "10"}}`, x("10"), No},
		{`{"NumericLessThanEquals": {"aws:x": "10"}}`, x("10"), Yes},
		{`{"NumericGreaterThan": {"aws:x": "-10"}}`, x("-9"), Yes},
		{`{"NumericGreaterThanEquals": {"aws:x": ["20", "10"]}}`, x("15"), Yes},

		{`{"DateEquals": {"aws:x": "2024-05-01"}}`, x("2024-05-01T02:00:00+02:00"), Yes},
		{`{"DateEquals": {"aws:x": "2024"}}`, x("2024-01-01T00:00:00Z"), Yes},
		{`{"DateEquals": {"aws:x": "1714521600"}}`, x("2024-05-01T00:00:00Z"), Yes},
		{`{"DateNotEquals": {"aws:x": "2024-05-01"}}`, x("never"), No},
		{`{"DateLessThan": {"aws:x": "2024-05-01T00:00Z"}}`, x("2024-04-30T23:59:59.5Z"), Yes},
		{`{"DateLessThanEquals": {"aws:x": "2024-05"}}`, x("2024-05-01"), Yes},
		{`{"DateGreaterThan": {"aws:x": "2024-05"}}`, x("2024-05-01"), No},
		{`{"DateGreaterThanEquals": {"aws:x": "99999999999999999999"}}`, x("2024-05-01"), No},

		{`{"Bool": {"aws:x": "True"}}`, x("true"), Yes},
		{`{"Bool": {"aws:x": false}}`, x("true"), No},
		{`{"Bool": {"aws:x": "true"}}`, x("1"), No},
		{`{"Bool": {"aws:x": "${aws:username}"}}`, x("true"), No},
		{`{"Bool": {"aws:x": "${aws:x}"}}`, x("true"), Yes},
		{`{"Bool": {"aws:x": "${aws:missing}"}}`, x("true"), No},
		{`{"BinaryEquals": {"aws:x": "QQ=="}}`, x("QQ=="), Yes},
		{`{"BinaryEquals": {"aws:x": "QQ=="}}`, x("Qg=="), No},

		{`{"IpAddress": {"aws:x": "10.0.0.0/8"}}`, x("10.1.2.3"), Yes},
		{`{"IpAddress": {"aws:x": "0.0.0.0/0"}}`, x("10.1.2.3"), Yes},
		{`{"IpAddress": {"aws:x": "::/0"}}`, x("10.1.2.3"), No},
		{`{"IpAddress": {"aws:x": "2001:DB8::/32"}}`, x("2001:db8::1"), Yes},
		{`{"IpAddress": {"aws:x": "10.1.2.3"}}`, x("10.1.2.3"), Yes},
		{`{"NotIpAddress": {"aws:x": "10.1.2.3"}}`, x("2001:db8::1"), Yes},
		{`{"NotIpAddress": {"aws:x": "10.0.0.0/8"}}`, x("somewhere"), No},

		{`{"ArnEquals": {"aws:x": "arn:aws:sns:*:1:t*"}}`, x("arn:aws:sns:eu:1:t:sub"), Yes},
		{`{"ArnLike": {"aws:x": "arn:aws:someservice:*:1:finance/*"}}`, x("arn:aws:someservice:us:9:store/abc:1:finance/document.txt"), No},
		{`{"ArnLike": {"aws:x": "*"}}`, x("arn:aws:s3:::b"), No},
		{`{"ArnNotLike": {"aws:x": "arn:aws:s3:::b"}}`, x("not an arn"), No},
		{`{"ArnNotEquals": {"aws:x": "arn:aws:s3:::b"}}`, x("arn:aws:s3:::c"), Yes},
		{`{"ArnEquals": {"aws:x": "arn:aws:iam::1:user/${aws:username}"}}`, x("arn:aws:iam::1:user/ann"), Yes},
		{`{"ArnNotEquals": {"aws:x": "arn:aws:iam::1:user/${aws:missing}"}}`, x("arn:aws:iam::1:user/ann"), Yes},
		{`{"ArnNotEquals": {"aws:x": "arn:aws:iam::1:user/${aws:missing}"}}`, x("ann"), No},

		{`{"Null": {"aws:x": "true"}}`, none, Yes},
		{`{"Null": {"aws:x": "true"}}`, x("a"), No},
		{`{"Null": {"aws:x": "false"}}`, x("a"), Yes},
		{`{"Null": {"aws:x": "false"}}`, x(""), No},
		{`{"Null": {"aws:x": "true"}}`, many(), Yes},
		{`{"Null": {"aws:x": "perhaps"}}`, none, No},

		{`{"ForAllValues:StringEquals": {"aws:x": ["a", "b"]}}`, many("a", "b", "a"), Yes},
		{`{"ForAllValues:StringEquals": {"aws:x": ["a", "b"]}}`, many("a", "c"), No},
		{`{"ForAllValues:StringEquals": {"aws:x": "a"}}`, none, Yes},
		{`{"ForAllValues:StringEquals": {"aws:x": "a"}}`, many(), Yes},
		{`{"ForAllValues:StringEquals": {"aws:x": "a"}}`, many("", ""), Yes},
		{`{"ForAllValues:StringNotEquals": {"aws:x": "a"}}`, many("b", "a"), No},
		{`{"ForAnyValue:StringEquals": {"aws:x": ["a", "b"]}}`, many("c", "b"), Yes},
		{`{"ForAnyValue:StringEquals": {"aws:x": "a"}}`, many("b"), No},
		{`{"ForAnyValue:StringEquals": {"aws:x": "a"}}`, none, No},
		{`{"ForAnyValue:StringEqualsIfExists": {"aws:x": "a"}}`, none, No},
		{`{"ForAnyValue:StringNotEquals": {"aws:x": "a"}}`, many("a", "b"), Yes},
		{`{"ForAnyValue:StringNotEquals": {"aws:x": "a"}}`, many(""), No},
		{`{"StringEquals": {"aws:x": "a"}}`, many("a"), No},

		{`{"StringEquals": {"aws:x": "a", "aws:username": "ann"}, "Bool": {"aws:x": "true"}}`, x("a"), No},
		{`{"StringEquals": {"aws:x": "a", "aws:username": "ann"}, "StringLike": {"aws:x": "*"}}`, x("a"), Yes},
	} {
		if got := holds(t, c.condition, c.context); got != c.want {
			t.Errorf("%s in %v: %s, want %s", c.condition, c.context["aws:x"], got, c.want)
		}
	}
}

func TestVariablesNeedTheirVersion(t *testing.T) {
	for _, c := range []struct {
		version, element, resource string
		want                       Outcome
	}{
		{`"2012-10-17"`, `"Resource": "arn:aws:s3:::${aws:username}/*"`, "arn:aws:s3:::ann/k", Allowed},
		{`"2008-10-17"`, `"Resource": "arn:aws:s3:::${aws:username}/*"`, "arn:aws:s3:::ann/k", ImplicitDeny},
		{`"2008-10-17"`, `"Resource": "arn:aws:s3:::${aws:username}/*"`, "arn:aws:s3:::${aws:username}/k", Allowed},
		{`"2012-10-17"`, `"Resource": ["arn:aws:s3:::${aws:missing}/*", "arn:aws:s3:::b*"]`, "arn:aws:s3:::bob", Allowed},
		{`"2012-10-17"`, `"Resource": "arn:aws:s3:::${aws:missing}*"`, "arn:aws:s3:::bob", ImplicitDeny},
		{`"2012-10-17"`, `"NotResource": "arn:aws:s3:::${aws:missing}*"`, "arn:aws:s3:::bob", ImplicitDeny},
		{`"2012-10-17"`, `"NotResource": ["arn:aws:s3:::${aws:missing}*", "arn:aws:s3:::x"]`, "arn:aws:s3:::bob", ImplicitDeny},
		{`"2012-10-17"`, `"NotResource": ["arn:aws:s3:::x", "arn:aws:s3:::${aws:username}"]`, "arn:aws:s3:::bob", Allowed},
		{`"2012-10-17"`, `"NotResource": ["arn:aws:s3:::bob", "arn:aws:s3:::${aws:username}"]`, "arn:aws:s3:::bob", ImplicitDeny},
		{`"2012-10-17"`, `"Resource": "arn:aws:sqs:${aws:username}:1:q"`, "arn:aws:sqs:ann:1:q", ImplicitDeny},
		{`"2012-10-17"`, `"Resource": "arn:aws:s3:::a${*}"`, "arn:aws:s3:::a*", Allowed},
		{`"2012-10-17"`, `"Resource": "arn:aws:s3:::a${*}"`, "arn:aws:s3:::ab", ImplicitDeny},
	} {
		doc, _ := ParseJSON([]byte(`{"Version": `+c.version+`, "Statement": {"Effect": "Allow", "Action": "*", `+c.element+`}}`), "")
		q := Request{
			Principal: str("arn:aws:iam::111111111111:user/ann"), Action: "s3:X", Resource: str(c.resource), ResourceAccount: str("111111111111"),
			Context: map[string]Values{"aws:username": One("ann")},
		}.Prepare()
		if got := Compile(Policies{Identity: []Document{doc}}).Evaluate(q).Outcome; got != c.want {
			t.Errorf("%s %s on %s: %s, want %s", c.version, c.element, c.resource, got, c.want)
		}
	}
}

func TestActionsAreFoundByService(t *testing.T) {
	var names []string
	for c := 'a'; c <= 'z'; c++ {
		names = append(names, `"s3:Get`+string(c)+`"`)
	}
	doc, _ := ParseJSON([]byte(`{"Statement": [
		{"Effect": "Allow", "Action": [`+strings.Join(names, ",")+`], "Resource": "*"},
		{"Effect": "Allow", "Action": ["sqs:*", "sns:Pub*", "sns:?et", "lambda:Invoke", "*:Everywhere", "iam:*Role*s"], "Resource": "*"},
		{"Effect": "Deny", "NotAction": ["*:*"], "Resource": "*"}]}`), "")
	set := Compile(Policies{Identity: []Document{doc}})
	for action, want := range map[string]Outcome{
		"s3:GetQ": Allowed, "s3:Get": ImplicitDeny, "sqs:Anything": Allowed, "sns:Publish": Allowed, "sns:Get": Allowed, "sns:GetX": ImplicitDeny,
		"lambda:invoke": Allowed, "dynamodb:everywhere": Allowed, "dynamodb:else": ImplicitDeny, "iam:ListRolePolicies": Allowed, "iam:ListRole": ImplicitDeny,
	} {
		q := Request{Principal: str("arn:aws:iam::1:user/a"), Action: action, Resource: str("*"), ResourceAccount: str("1")}.Prepare()
		if got := set.Evaluate(q).Outcome; got != want {
			t.Errorf("%s: %s, want %s", action, got, want)
		}
	}
}

func TestComparisonNames(t *testing.T) {
	for _, c := range Comparisons() {
		for _, name := range []string{c.String(), strings.ToUpper("ForAnyValue:" + c.String()), "forallvalues:" + c.String()} {
			op, ok := ParseOperator(name)
			if !ok || op.Comparison != c || !strings.EqualFold(op.String(), name) {
				t.Errorf("%s: %v %v", name, op, ok)
			}
		}
	}
	if got := Comparison(99).String(); got != "invalid" {
		t.Error(got)
	}
	if Comparison(99).class() != classString {
		t.Error("an invalid comparison has a class")
	}
}
