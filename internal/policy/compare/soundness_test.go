package compare

import (
	"math/rand/v2"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

func requests(resources []string, contexts []map[string]policy.Values) []*policy.Query {
	var out []*policy.Query
	for _, resource := range resources {
		for _, context := range contexts {
			out = append(out, policy.Request{
				Principal: model.NewString(requester, model.Location{}), Action: "s3:GetObject", Resource: model.NewString(resource, model.Location{}),
				ResourceAccount: model.NewString(account, model.Location{}), Context: context,
			}.Prepare())
		}
	}
	return out
}

// Conditions of every kind: no request over values that lie around what is written contradicts a proof.
func TestBruteForceOfConditions(t *testing.T) {
	values := map[string][]string{
		"x:arn":               {"arn:aws:s3:::a", "arn:aws:s3:::ab", "arn:aws:s3:r::a", "arn:aws:iam::1:x", "a", ""},
		"x:d":                 {"2024-01-01", "2024-06-01T00:00:00Z", "2025-01-01", "2023-12-31T23:59:59Z", "x"},
		"x:ip":                {"10.0.0.1", "10.128.0.0", "11.0.0.0", "2001:db8::1", "::1", "x"},
		"x:s":                 {"a", "A", "b", "ab", "B", ""},
		"x:n":                 {"0", "1", "1.5", "2", "3", "x"},
		"aws:SecureTransport": {"true", "false"},
	}
	contexts := []map[string]policy.Values{nil}
	for _, key := range sortedKeys(values) {
		for _, v := range values[key] {
			contexts = append(contexts, map[string]policy.Values{key: policy.One(v), "x:u": policy.One("a")}, map[string]policy.Values{key: policy.One(v), "x:s": policy.One("b"), "x:u": policy.One(v)})
			if key == "aws:SecureTransport" {
				continue
			}
			contexts = append(contexts, map[string]policy.Values{key: policy.Many(v)}, map[string]policy.Values{key: policy.Many(v, values[key][0])})
		}
	}
	queries := requests([]string{"a", "b"}, contexts)
	r := rand.New(rand.NewPCG(5, 6))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	condition := func() string {
		form := func(operator string) string {
			return pick("", "", "ForAllValues:", "ForAnyValue:") + operator + pick("", "", "IfExists")
		}
		switch r.IntN(7) {
		case 0:
			return `{"` + form(pick("ArnLike", "ArnNotEquals")) + `": {"x:arn": ["` + pick("arn:aws:s3:::a", "arn:aws:s3:*:*:a*", "arn:*:*:*:*:*", "a") + `"]}}`
		case 1:
			return `{"` + form(pick("DateLessThan", "DateGreaterThanEquals", "DateNotEquals")) + `": {"x:d": "` + pick("2024-01-01", "2024-06-01", "2025", "x") + `"}}`
		case 2:
			return `{"` + form(pick("IpAddress", "NotIpAddress")) + `": {"x:ip": ["` + pick("10.0.0.0/8", "10.128.0.0/9", "::/0", "0.0.0.0/0") + `", "` + pick("10.0.0.0/9", "2001:db8::/32", "11.0.0.0") + `"]}}`
		case 3:
			return `{"` + form(pick("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike")) + `": {"x:s": ["` + pick("a", "A*", "?", "*", "${x:u}", "${x:u, 'b'}") + `", "` + pick("b", "ab", "?b") + `"]}}`
		case 4:
			return `{"` + form(pick("NumericEquals", "NumericNotEquals", "NumericLessThanEquals", "NumericGreaterThan")) + `": {"x:n": ["` + pick("1", "2", "x") + `", 2]}}`
		case 5:
			return `{"` + pick("Bool", "BoolIfExists") + `": {"aws:SecureTransport": ` + pick("true", "false") + `}}`
		}
		return `{"Null": {"` + pick("x:arn", "x:s", "x:n", "aws:SecureTransport") + `": ` + pick("true", "false") + `}}`
	}
	generate := func() string {
		var list []string
		for range 1 + r.IntN(3) {
			list = append(list, `{"Effect": "`+pick("Allow", "Allow", "Deny")+`", "Action": "*", "Resource": "`+pick("a", "*", "${x:u}")+`", "Condition": `+condition()+`}`)
		}
		return statements(list...)
	}
	const pairs = 1500
	unknown := 0
	for range pairs {
		old, now := generate(), generate()
		a, b := set(t, old), set(t, now)
		got := Compare(a, b, Options{})
		if got.Relation == Unknown {
			unknown++
		}
		inA, inB := policy.Compile(policy.Policies{Identity: a.Identity}), policy.Compile(policy.Policies{Identity: b.Identity})
		for _, q := range queries {
			va, vb := inA.EvaluateOwn(q).Access, inB.EvaluateOwn(q).Access
			if va == policy.Yes && vb == policy.No && got.OldInNew.Within == policy.Yes || vb == policy.Yes && va == policy.No && got.NewInOld.Within == policy.Yes {
				t.Fatalf("%s\n%s\nis %v, which a request contradicts: %+v", old, now, got, q)
			}
		}
	}
	t.Logf("%d of %d pairs are decided", pairs-unknown, pairs)
}

// A proof about references and unknowns holds whatever they stand for.
func TestProofsHoldForEveryValue(t *testing.T) {
	at := model.Location{}
	str := func(s string) model.Value { return model.NewString(s, at) }
	ref := func(id string) model.Value { return model.NewReference(model.Ref{Target: id, Attribute: "Arn"}, at) }
	gapped := model.NewUnknown(model.Cause{Name: "gap", Reason: "nobody says"}, at)
	either := model.NewUnknown(model.Cause{Name: "either", Reason: "nobody says"}, at, str("a"), str("b"))
	resources := []model.Value{
		str("a"), str("a*"), str("*"), str("?b"), ref("A"), ref("B"), gapped, either,
		model.NewTemplate([]model.Value{ref("A"), str("/*")}, at), model.NewTemplate([]model.Value{str("a"), ref("A")}, at), model.NewTemplate([]model.Value{str("a"), gapped}, at),
	}
	names := []string{"a", "b", "ab", "c", "a/b", "aa"}
	queries := requests([]string{"a", "b", "ab", "aa", "c", "c/x", "a/b", "a/b/c", "ac"}, []map[string]policy.Values{nil, {"x:s": policy.One("a")}, {"x:s": policy.One("ab")}})
	r := rand.New(rand.NewPCG(7, 8))
	statement := func() policy.Statement {
		s := policy.Statement{Effect: model.Allow, Actions: []model.Value{str("*")}}
		if r.IntN(3) == 0 {
			s.Effect = model.Deny
		}
		of := []model.Value{resources[r.IntN(len(resources))], resources[r.IntN(len(resources))]}
		if r.IntN(4) == 0 {
			s.NotResources = of
		} else {
			s.Resources = of
		}
		if r.IntN(3) == 0 {
			op, _ := policy.ParseOperator([]string{"StringEquals", "StringNotLike", "StringEqualsIgnoreCase"}[r.IntN(3)])
			s.Conditions = []policy.Condition{{Operator: op, Key: "x:s", Values: []model.Value{resources[r.IntN(len(resources))]}}}
		}
		return s
	}
	counts := map[Relation]int{}
	for range 600 {
		var sets [2]Set
		for i := range sets {
			d := policy.Document{Version: policy.Version2012, Variables: policy.Yes}
			for range 1 + r.IntN(2) {
				d.Statements = append(d.Statements, statement())
			}
			sets[i].Identity = []policy.Document{d}
		}
		if r.IntN(2) == 0 { // what they have in common can be proved
			sets[1].Identity[0].Statements = append(sets[1].Identity[0].Statements, sets[0].Identity[0].Statements...)
		}
		got := Compare(sets[0], sets[1], Options{})
		counts[got.Relation]++
		for i, a := range names {
			for j, b := range names {
				if i == j {
					continue
				}
				for gap := range 4 {
					stand := func(v model.Value) model.Value {
						return v.Map(func(part model.Value) model.Value {
							cause, unknown := part.Cause()
							switch {
							case part.Target() == "A":
								return str(a)
							case part.Target() == "B":
								return str(b)
							case unknown && cause.Name == "gap":
								return str(names[gap])
							case unknown:
								return str(names[gap%2])
							case part.Kind() == model.Template:
								return model.NewTemplate(part.Parts(), at)
							}
							return part
						})
					}
					inA, inB := policy.Compile(policy.Policies{Identity: put(sets[0], stand)}), policy.Compile(policy.Policies{Identity: put(sets[1], stand)})
					for _, q := range queries {
						va, vb := inA.EvaluateOwn(q).Access, inB.EvaluateOwn(q).Access
						if va == policy.Yes && vb == policy.No && got.OldInNew.Within == policy.Yes || vb == policy.Yes && va == policy.No && got.NewInOld.Within == policy.Yes {
							t.Fatalf("%+v\n%+v\nis %v, which a request contradicts where A is %q and B %q: %+v", sets[0], sets[1], got, a, b, q)
						}
					}
				}
			}
		}
	}
	t.Log(counts)
}

func put(s Set, stand func(model.Value) model.Value) []policy.Document {
	d := s.Identity[0]
	var list []policy.Statement
	all := func(values []model.Value) []model.Value {
		if values == nil {
			return nil
		}
		var out []model.Value
		for _, v := range values {
			out = append(out, stand(v))
		}
		return out
	}
	for _, of := range d.Statements {
		of.Resources, of.NotResources = all(of.Resources), all(of.NotResources)
		var conditions []policy.Condition
		for _, c := range of.Conditions {
			c.Values = all(c.Values)
			conditions = append(conditions, c)
		}
		of.Conditions = conditions
		list = append(list, of)
	}
	d.Statements = list
	return []policy.Document{d}
}
