package iam_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator makes requests; the same seed makes the same ones. Reached counts what they contain.
type generator struct {
	random  *rand.Rand
	reached map[string]int
}

func newGenerator(seed uint64) *generator {
	return &generator{random: rand.New(rand.NewPCG(seed, 0x1a)), reached: map[string]int{}}
}

func (g *generator) reach(format string, args ...any) { g.reached[fmt.Sprintf(format, args...)]++ }

// chance is true in p of a hundred cases.
func (g *generator) chance(p int) bool { return g.random.IntN(100) < p }

func pick[T any](g *generator, list ...T) T { return list[g.random.IntN(len(list))] }

// next is one more request.
func (g *generator) next() *request {
	who := pick(g, requesters...)
	target := pick(g, targets...)
	r := &request{Principal: who.name, Action: target.action, ResourceAccount: pick(g, own, own, other), Context: map[string]any{}, Identity: []policyJSON{}}
	r.Resource = target.resource
	if strings.Contains(r.Resource, "%s") {
		r.Resource = fmt.Sprintf(r.Resource, r.ResourceAccount)
	}
	if g.chance(3) {
		r.Action = strings.ToUpper(r.Action)
		g.reach("quirk upper-case action")
	}
	g.reach("requester %s", who.kind)
	g.reach("service %s", strings.SplitN(strings.ToLower(r.Action), ":", 2)[0])
	g.reach("account %s", map[bool]string{true: "same", false: "cross"}[r.ResourceAccount == own])
	g.context(r)
	p := policies{generator: g, request: r}
	iam := who.kind != "service" && who.kind != "anonymous"
	if iam {
		for range g.random.IntN(3) + 1 {
			r.Identity = append(r.Identity, p.document("identity", ""))
		}
		if g.chance(15) && who.kind != "root" { // which has none
			r.Boundary = p.documents("boundary")
		}
		if g.chance(20) {
			for range g.random.IntN(3) + 1 {
				r.SCP = append(r.SCP, p.documents("scp"))
			}
		}
	}
	if who.kind == "session" && g.chance(40) || who.kind == "federated" && g.chance(80) || who.kind == "service-linked" && g.chance(10) {
		r.Session = p.document("session", "")
	}
	if !iam || g.chance(55) {
		r.ResourcePolicy = p.document("resource", "principal")
	}
	if g.chance(15) {
		for range g.random.IntN(2) + 1 {
			r.RCP = append(r.RCP, p.documents("rcp"))
		}
	}
	if g.chance(10) {
		r.Endpoint = p.documents("endpoint")
	}
	if strings.HasPrefix(r.Action, "s3:") && r.ResourcePolicy != nil && !exceptsConditionally(r.ResourcePolicy) && g.chance(15) {
		r.BlockPublicAccess = true
		g.reach("layer block-public-access")
	}
	g.prune(r)
	return r
}

// exceptsConditionally reports whether a policy has NotPrincipal beside a condition: whether that is
// public is not generated, because the other evaluator takes every NotPrincipal for public.
func exceptsConditionally(d policyJSON) bool {
	found := false
	(&request{ResourcePolicy: d}).copy().statements(func(_ policyJSON, s map[string]any) {
		found = found || s["NotPrincipal"] != nil && s["Condition"] != nil
	})
	return found
}

// prune removes most context keys that no policy mentions.
func (g *generator) prune(r *request) {
	policies := *r
	policies.Context = nil
	data, _ := json.Marshal(policies)
	text := strings.ToLower(string(data))
	for _, key := range keys {
		if !strings.Contains(text, strings.ToLower(key.name)) && g.chance(85) {
			delete(r.Context, key.name)
		}
	}
}

// context fills the request's context; every key is missing from some requests.
func (g *generator) context(r *request) {
	for _, key := range keys {
		switch {
		case g.chance(35):
			g.reach("context missing")
			continue
		case key.many:
			list := []string{}
			for range g.random.IntN(4) {
				list = append(list, pick(g, key.values...))
			}
			g.reach("context list of %d", len(list))
			r.Context[key.name] = list
		default:
			r.Context[key.name] = pick(g, key.values...)
			if g.chance(2) {
				r.Context[key.name] = pick(g, "", "nonsense")
				g.reach("context malformed")
			}
		}
	}
}

// key is a condition key with values that requests have and values that policies have.
type key struct {
	name     string
	class    string
	many     bool
	values   []string
	operands []string
}

var keys = []key{
	{"aws:username", "string", false, []string{"ann", "bob", "a*"}, []string{"ann", "Ann", "a*", "a?n", "*", "${aws:PrincipalTag/owner}"}},
	{
		"aws:PrincipalTag/team", "string", false,
		[]string{"team-a", "team-b", "TEAM-A", "x${y"},
		[]string{"team-a", "team-?", "team*", "Team-A", "${aws:username}", "${aws:PrincipalTag/missing}", "${aws:PrincipalTag/missing, 'team-a'}", "*-a", "te*-*", "team-${*}", "${AWS:UserName}"},
	},
	{"aws:PrincipalTag/owner", "string", false, []string{"ann", "bob"}, []string{"${aws:username}", "ann", "b*"}},
	{"s3:prefix", "string", false, []string{"ann/", "home/ann/x", "home/"}, []string{"", "home/", "home/${aws:username}/*", "*", "ann/"}},
	{"aws:TagKeys", "string", true, []string{"cost", "env", "Owner", "team-a"}, []string{"cost", "env", "owner", "o*", "*", "${aws:PrincipalTag/team}"}},
	{"s3:max-keys", "numeric", false, []string{"10", "10.0", "9", "-1", "1000", "0.5"}, []string{"10", "9.99", "100", "-1", "0"}},
	{"kms:MultipartCount", "numeric", true, []string{"1", "2", "3"}, []string{"1", "2", "2.5"}},
	{
		"aws:CurrentTime", "date", false,
		[]string{"2024-05-01T00:00:00Z", "2024-05-01T02:00:00+02:00", "2025-01-01T12:00:00Z", "2023-12-31T23:59:59Z"},
		[]string{"2024-05-01T00:00:00Z", "2024-05-01", "2025-01-01T00:00:00Z", "2024-01", "2024-05-01T00:00Z"},
	},
	{"aws:EpochTime", "date", false, []string{"1714521600", "1735732800", "2024-05-01T00:00:00Z"}, []string{"1714521600", "2024-05-01T00:00:00Z", "1735732799"}},
	{"aws:SecureTransport", "bool", false, []string{"true", "false"}, []string{"true", "false", "True"}},
	{"kms:GrantIsForAWSResource", "bool", true, []string{"true", "false"}, []string{"true", "false"}},
	{"aws:SourceIp", "ip", false, []string{"10.1.2.3", "203.0.113.9", "2001:db8::7", "54.1.1.1"}, []string{"10.0.0.0/8", "203.0.113.0/24", "203.0.113.9", "2001:db8::/32", "2001:db8::7", "128.0.0.0/1"}},
	{
		"aws:SourceArn", "arn", false,
		[]string{"arn:aws:sns:eu-west-1:111111111111:topic", "arn:aws:s3:::docs", "arn:aws:lambda:eu-west-1:111111111111:function:resize"},
		[]string{"arn:aws:sns:*:111111111111:*", "arn:aws:s3:::docs", "arn:aws:*:*:*:*", "arn:aws:lambda:eu-west-?:111111111111:function:*", "arn:aws:s3:::${aws:username}"},
	},
	{"aws:PrincipalArn", "arn", false, []string{"arn:aws:iam::111111111111:role/app", "arn:aws:iam::111111111111:user/ann"}, []string{"arn:aws:iam::111111111111:role/app", "arn:aws:iam::*:role/*", "arn:aws:iam::111111111111:user/${aws:username}"}},
	{"aws:Binary", "binary", false, []string{"QQ==", "Qg=="}, []string{"QQ==", "Qg==", "Qw=="}},
	{"aws:PrincipalOrgID", "string", false, []string{"o-1", "o-2"}, []string{"o-1", "o-?"}},
	{"aws:SourceVpce", "string", false, []string{"vpce-1"}, []string{"vpce-1", "vpce-2"}},
}

var operators = map[string][]string{
	"string":  {"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"},
	"numeric": {"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"},
	"date":    {"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"},
	"bool":    {"Bool"},
	"ip":      {"IpAddress", "NotIpAddress"},
	"arn":     {"ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike"},
	"binary":  {"BinaryEquals"},
}

// condition adds one to three conditions to a statement.
func (g *generator) condition(s policyJSON) {
	block := map[string]any{}
	for range pick(g, 1, 1, 1, 2, 3) {
		k := pick(g, keys...)
		op := pick(g, operators[k.class]...)
		operands := pick(g, k.operands...)
		values := any(operands)
		if g.chance(30) {
			list := []string{operands}
			for range g.random.IntN(3) {
				list = append(list, pick(g, k.operands...))
			}
			values = list
			g.reach("condition with list")
		}
		if k.class == "numeric" && g.chance(10) {
			values = 10
			g.reach("quirk number without quotation marks")
		}
		name := k.name
		switch {
		case g.chance(10):
			op, values = "Null", pick(g, "true", "false")
		case k.many && g.chance(90) || g.chance(5):
			op = pick(g, "ForAllValues:", "ForAnyValue:") + op
		}
		if op != "Null" && g.chance(15) {
			op += "IfExists"
		}
		g.reach("operator %s", op)
		if g.chance(3) && len(block) == 0 {
			op, name = strings.ToLower(op), strings.ToUpper(name)
			block[op] = map[string]any{name: values}
			g.reach("quirk case of operator and key")
			break
		}
		if existing, ok := block[op].(map[string]any); ok {
			existing[name] = values
			continue
		}
		block[op] = map[string]any{name: values}
	}
	s["Condition"] = block
}
