package policy

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

const (
	user      = `"arn:aws:iam::111111111111:user/ann"`
	role      = `"arn:aws:iam::111111111111:role/path/app"`
	session   = `"arn:aws:sts::111111111111:assumed-role/app/job"`
	federated = `"arn:aws:sts::111111111111:federated-user/ann"`
	root      = `"arn:aws:iam::111111111111:root"`
	linked    = `"arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/job"`
	lambda    = `"lambda.amazonaws.com"`
	provider  = `"arn:aws:iam::111111111111:saml-provider/x"`
	anonymous = `"*"`

	all       = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`
	nothing   = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "none:X", "Resource": "*"}}`
	denyAll   = `{"Version": "2012-10-17", "Statement": {"Sid": "No", "Effect": "Deny", "Action": "*", "Resource": "*"}}`
	everybody = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}`
)

// to is a resource policy that allows a principal everything.
func to(principal string) string {
	return `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": ` + principal + `, "Action": "*", "Resource": "*"}}`
}

// line is a request as Batch reads it: on an object of the requester's account unless the extra fields
// say otherwise.
func line(principal, extra string) string {
	fields := map[string]json.RawMessage{}
	add := func(text string) {
		if err := json.Unmarshal([]byte(text), &fields); err != nil {
			panic(err)
		}
	}
	add(`{"principal": ` + principal + `, "action": "s3:GetObject", "resource": "arn:aws:s3:::docs/a", "resourceAccount": "111111111111"}`)
	add("{" + extra + "}")
	text, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// verdict is what Batch answers to one line: the verdict and the layer that decided, or the error.
func verdict(t *testing.T, request string) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := Batch(strings.NewReader(request+"\n"), &out); err != nil {
		t.Fatal(err)
	}
	var answer batchAnswer
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v", out.Bytes(), err)
	}
	if answer.Error != "" {
		return answer.Error
	}
	return string(answer.Verdict) + " by " + string(answer.By.Layer)
}

func TestEvaluateCombinesPolicies(t *testing.T) {
	const cross = `"resourceAccount": "222222222222", `
	const key = `"action": "kms:Decrypt", "resource": "arn:aws:kms:e:111111111111:key/k", `
	const target = `"action": "sts:AssumeRole", "resource": "arn:aws:iam::111111111111:role/target", `
	self := func(name string) string { return `"resourcePolicy": ` + to(`{"AWS": `+name+`}`) }
	for _, c := range []struct{ name, principal, extra, want string }{
		{"nothing", user, ``, "implicit-deny by identity"},
		{"identity", user, `"identity": [` + all + `]`, "allowed by identity"},
		{"identity of others", user, `"identity": [` + nothing + `]`, "implicit-deny by identity"},
		{"explicit deny", user, `"identity": [` + all + `, ` + denyAll + `]`, "explicit-deny by identity"},
		{"resource alone", user, self(user), "allowed by resource"},
		{"resource denies", user, `"identity": [` + all + `], "resourcePolicy": {"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}`, "explicit-deny by resource"},
		{"account delegates", user, self(`"111111111111"`), "implicit-deny by identity"},
		{"account delegates by root", user, self(root) + `, "identity": [` + all + `]`, "allowed by identity"},
		{"another account", user, self(`"222222222222"`), "implicit-deny by identity"},

		{"cross: identity alone", user, cross + `"identity": [` + all + `]`, "implicit-deny by resource"},
		{"cross: resource alone", user, cross + self(user), "implicit-deny by identity"},
		{"cross: both", user, cross + self(user) + `, "identity": [` + all + `]`, "allowed by identity"},
		{"cross: account", user, cross + self(root) + `, "identity": [` + all + `]`, "allowed by identity"},
		{"cross: boundary", user, cross + self(user) + `, "identity": [` + all + `], "boundary": [` + nothing + `]`, "implicit-deny by boundary"},
		{"cross: session", session, cross + self(session) + `, "identity": [` + all + `], "session": ` + nothing, "implicit-deny by session"},

		{"boundary limits identity", user, `"identity": [` + all + `], "boundary": [` + nothing + `]`, "implicit-deny by boundary"},
		{"boundary allows", user, `"identity": [` + all + `], "boundary": [` + all + `]`, "allowed by identity"},
		{"no boundary", user, `"identity": [` + all + `], "boundary": []`, "allowed by identity"},
		{"boundary denies", user, self(user) + `, "boundary": [` + denyAll + `]`, "explicit-deny by boundary"},
		{"boundary does not limit a grant to the user", user, self(user) + `, "boundary": [` + nothing + `]`, "allowed by resource"},
		{"boundary limits a grant to the role", session, self(`"arn:aws:iam::111111111111:role/app"`) + `, "boundary": [` + nothing + `]`, "implicit-deny by identity"},
		{"boundary limits a grant to the role itself", role, self(role) + `, "boundary": [` + nothing + `]`, "implicit-deny by identity"},
		{"boundary does not limit a grant to the session", session, self(session) + `, "boundary": [` + nothing + `]`, "allowed by resource"},
		{"session policy limits identity", session, `"identity": [` + all + `], "session": ` + nothing, "implicit-deny by session"},
		{"session policy limits a grant to the role", session, self(role) + `, "session": ` + nothing, "implicit-deny by identity"},
		{"session policy does not limit a grant to the session", session, self(session) + `, "session": ` + nothing, "allowed by resource"},
		{"session policy does not limit a grant to everybody", session, `"resourcePolicy": ` + everybody + `, "session": ` + nothing, "allowed by resource"},
		{"grant to the role by path", session, self(role), "allowed by resource"},
		{"grant to the user of a federated session", federated, self(user) + `, "session": ` + all, "allowed by resource"},
		{"federated without session policy", federated, `"identity": [` + all + `]`, "implicit-deny by session"},
		{"federated with session policy", federated, `"identity": [` + all + `], "session": ` + all, "allowed by identity"},
		{"federated by its own ARN", federated, self(federated), "allowed by resource"},

		{"scp", user, `"identity": [` + all + `], "scp": [[` + all + `], [` + nothing + `]]`, "implicit-deny by scp"},
		{"scp allows on all levels", user, `"identity": [` + all + `], "scp": [[` + all + `], [` + nothing + `, ` + all + `]]`, "allowed by identity"},
		{"scp level without policies", user, `"identity": [` + all + `], "scp": [[]]`, "implicit-deny by scp"},
		{"scp denies", user, self(user) + `, "scp": [[` + all + `, ` + denyAll + `]]`, "explicit-deny by scp"},
		{"scp and a service-linked role", linked, `"identity": [` + all + `], "scp": [[` + denyAll + `]], "rcp": [[{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}]]`, "allowed by identity"},
		{"scp and a service", lambda, `"resourcePolicy": ` + everybody + `, "scp": [[` + denyAll + `]]`, "allowed by resource"},
		{"rcp without allow", user, `"identity": [` + all + `], "rcp": [[]]`, "allowed by identity"},
		{"rcp denies", lambda, `"resourcePolicy": ` + everybody + `, "rcp": [[{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}]]`, "explicit-deny by rcp"},
		{"endpoint", user, `"identity": [` + all + `], "endpoint": [` + to(`{"AWS": "333333333333"}`) + `]`, "implicit-deny by endpoint"},
		{"endpoint allows", user, `"identity": [` + all + `], "endpoint": [` + everybody + `]`, "allowed by identity"},

		{"root", root, ``, "allowed by root"},
		{"root and scp", root, `"scp": [[` + denyAll + `]]`, "explicit-deny by scp"},
		{"root of another account", root, cross, "implicit-deny by resource"},
		{"root is let in", root, cross + self(root), "allowed by root"},
		{"service", lambda, `"resourcePolicy": ` + to(`{"Service": `+lambda+`}`), "allowed by resource"},
		{"other service", lambda, `"resourcePolicy": ` + to(`{"Service": "sns.amazonaws.com"}`), "implicit-deny by resource"},
		{"service without resource policy", lambda, `"identity": [` + all + `]`, "implicit-deny by resource"},
		{"provider", provider, target + `"resourcePolicy": ` + to(`{"Federated": `+provider+`}`), "allowed by resource"},
		{"web identity", `"accounts.google.com"`, target + `"resourcePolicy": ` + to(`{"Federated": "accounts.google.com"}`), "allowed by resource"},
		{"anonymous", anonymous, `"resourcePolicy": ` + everybody, "allowed by resource"},
		{"anonymous is not an account", anonymous, self(`"111111111111"`), "implicit-deny by resource"},
		{"canonical user", user, `"resourcePolicy": ` + to(`{"CanonicalUser": "79a5"}`), "implicit-deny by identity"},
		{"not principal", user, `"resourcePolicy": {"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "222222222222"}, "Action": "*", "Resource": "*"}}`, "allowed by resource"},
		{"not principal, role", role, `"boundary": [` + nothing + `], "resourcePolicy": {"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "222222222222"}, "Action": "*", "Resource": "*"}}`, "implicit-deny by identity"},
		{"not principal, excepted", user, `"resourcePolicy": {"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "111111111111"}, "Action": "*", "Resource": "*"}}`, "implicit-deny by identity"},
		{"deny but not principal", user, `"identity": [` + all + `], "resourcePolicy": {"Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": ` + user + `}, "Action": "*", "Resource": "*"}}`, "allowed by identity"},
		{"deny but not principal with boundary", user, `"identity": [` + all + `], "boundary": [` + all + `], "resourcePolicy": {"Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": ` + user + `}, "Action": "*", "Resource": "*"}}`, "explicit-deny by resource"},

		{"key: identity alone", user, key + `"identity": [` + all + `]`, "implicit-deny by resource"},
		{"key: delegates", user, key + self(root) + `, "identity": [` + all + `]`, "allowed by identity"},
		{"key: delegates, identity does not allow", user, key + self(root), "implicit-deny by identity"},
		{"key: grants", user, key + self(user), "allowed by resource"},
		{"key: not a key", user, `"action": "kms:ListKeys", "resource": "*", "identity": [` + all + `]`, "allowed by identity"},
		{"key: root user needs it", root, key, "implicit-deny by resource"},
		{"role: identity alone", user, target + `"identity": [` + all + `]`, "implicit-deny by resource"},
		{"role: trusts the account", user, target + self(root) + `, "identity": [` + all + `]`, "allowed by identity"},
		{"role: trusts the user", user, target + self(user), "allowed by resource"},
		{"sts: not a role", user, `"action": "sts:GetCallerIdentity", "resource": "*", "identity": [` + all + `]`, "allowed by identity"},

		{"public: blocked", anonymous, `"blockPublicAccess": true, "resourcePolicy": ` + everybody, "explicit-deny by block-public-access"},
		{"public: own account", user, `"blockPublicAccess": true, "resourcePolicy": ` + everybody, "allowed by resource"},
		{"public: another account", user, cross + `"identity": [` + all + `], "blockPublicAccess": true, "resourcePolicy": ` + everybody, "explicit-deny by block-public-access"},
		{"public: service", lambda, cross + `"blockPublicAccess": true, "resourcePolicy": ` + everybody, "allowed by resource"},
		{"public: not public", user, cross + `"identity": [` + all + `], "blockPublicAccess": true, ` + self(user), "allowed by identity"},
		{"public: nothing to block", user, `"blockPublicAccess": true, "identity": [` + all + `]`, "allowed by identity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			extra := strings.TrimSuffix(strings.TrimSpace(c.extra), ",")
			if got := verdict(t, line(c.principal, extra)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestPublicPolicies(t *testing.T) {
	for _, c := range []struct{ condition, want string }{
		{`{"StringEquals": {"aws:SourceVpce": "vpce-1"}}`, "no"},
		{`{"StringEquals": {"aws:PrincipalOrgID": ["o-1", "o-2"]}}`, "no"},
		{`{"StringLike": {"aws:SourceVpce": "vpce-*"}}`, "yes"},
		{`{"StringEquals": {"aws:SourceVpce": "${aws:username}"}}`, "yes"},
		{`{"StringEqualsIgnoreCase": {"aws:PrincipalOrgID": "o-?"}}`, "no"},
		{`{"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::d*"}}`, "yes"},
		{`{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}`, "yes"},
		{`{"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}`, "yes"},
		{`{"ForAllValues:StringEquals": {"aws:SourceVpce": "vpce-1"}}`, "yes"},
		{`{"StringEquals": {"aws:SourceVpce": []}}`, "yes"},
		{`{"Bool": {"aws:SourceVpce": "true"}}`, "yes"},
		{`{"Bool": {"aws:SecureTransport": "true"}}`, "yes"},
		{`{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`, "no"},
		{`{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "172.16.3.0/24"]}}`, "no"},
		{`{"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}`, "yes"},
		{`{"IpAddress": {"aws:SourceIp": "nonsense"}}`, "yes"},
		{`{"IpAddress": {"aws:SourceIp": "2001:db8::/32"}}`, "no"},
		{`{"IpAddress": {"aws:SourceIp": "2000::/3"}}`, "yes"},
		{`{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::docs"}}`, "no"},
	} {
		doc, _ := ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*", "Condition": `+c.condition+`}}`), "")
		if got := isPublic(&doc).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.condition, got, c.want)
		}
	}
}

func TestPublicPoliciesWithHoles(t *testing.T) {
	everybody := []any{"Effect", str("Allow"), "Principal", str("*"), "Action", str("*"), "Resource", str("*")}
	fixed := object("StringEquals", object("aws:SourceVpce", str("v")))
	conditional := func(v model.Value) model.Value { return object(append(everybody[:8:8], "Condition", v)...) }
	for _, c := range []struct {
		statement model.Value
		want      Truth
	}{
		{object(everybody...), Yes},
		{oneOf(object(everybody...), model.Value{}), Maybe},
		{noClue, Maybe},
		{object("Effect", str("Deny"), "Principal", str("*"), "Action", str("*"), "Resource", str("*")), No},
		{object("Effect", noClue, "Principal", str("*"), "Action", str("*"), "Resource", str("*")), Maybe},
		{object("Effect", str("Allow"), "Principal", object("AWS", noClue), "Action", str("*"), "Resource", str("*")), Maybe},
		{conditional(noClue), Maybe},
		{conditional(oneOf(fixed, fixed)), No},
		{conditional(oneOf(fixed, model.Value{})), Maybe},
		{conditional(object("StringEquals", object("aws:SourceVpce", noClue))), Maybe},
		{conditional(object("ArnEquals", object("aws:SourceArn", tableArn))), No},
	} {
		doc := document2012(t, c.statement)
		if got := isPublic(&doc); got != c.want {
			t.Errorf("%s: %s, want %s", c.statement, got, c.want)
		}
	}
}

func TestChangesSayWhatIsMissing(t *testing.T) {
	for _, c := range []struct{ name, principal, extra, want string }{
		{"allowed", user, `"identity": [` + all + `]`, ""},
		{"identity", user, ``, "an identity policy must allow it"},
		{
			"near", user, `"identity": [{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::x"}, {"Sid": "Near", "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}]`,
			"an identity policy (identity policy 0, statement 0 is about other resources; identity policy 0, statement 1 (Near) fails on Bool aws:securetransport) must allow it",
		},
		{"denied", user, `"identity": [` + denyAll + `]`, "identity policy 0, statement 0 (No) must not deny it|an identity policy must allow it"},
		{"scp", user, `"identity": [` + all + `], "scp": [[` + nothing + `]]`, "scp level 0 must allow it"},
		{"scp denies", user, `"identity": [` + all + `], "scp": [[` + all + `], [` + all + `, ` + denyAll + `]]`, "scp level 1 policy 1, statement 0 (No) must not deny it"},
		{"boundary and session", session, `"boundary": [` + nothing + `], "session": ` + nothing, "an identity policy must allow it|the permissions boundary must allow it|the session policy must allow it"},
		{"federated", federated, `"identity": [` + all + `]`, "a session policy must allow it"},
		{"cross", user, `"resourceAccount": "2", "identity": [` + all + `]`, "the resource policy must allow it"},
		{"cross root", root, `"resourceAccount": "2"`, "the resource policy must allow it"},
		{"service", lambda, ``, "the resource policy must allow it"},
		{"key", user, `"action": "kms:Decrypt", "resource": "arn:aws:kms:e:1:key/k", "identity": [` + all + `]`, "the resource policy, for the principal or for its account, must allow it"},
		{"delegated key", user, `"action": "kms:Decrypt", "resource": "arn:aws:kms:e:1:key/k", "resourcePolicy": ` + to(`{"AWS": `+root+`}`), "an identity policy must allow it"},
		{"endpoint", user, `"identity": [` + all + `], "endpoint": [` + nothing + `]`, "an endpoint policy must allow it"},
		{"linked", linked, `"scp": [[` + denyAll + `]]`, "an identity policy must allow it"},
		{"public", anonymous, `"blockPublicAccess": true, "resourcePolicy": ` + everybody, "the bucket policy must not be public, or the bucket must not restrict public policies"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			if _, err := Batch(strings.NewReader(line(c.principal, c.extra)), &out); err != nil {
				t.Fatal(err)
			}
			var answer batchAnswer
			if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(answer.By.Change, "|"); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", answer.Verdict, got, c.want)
			}
		})
	}
}
