package iam_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// A difference is explained when it vanishes as soon as the request is written so that both
// evaluators must read it alike: each reading below rewrites what the documentation decides into
// something that says the same and is not in dispute, and cites the decision.

// reading is a rule of the documentation that the other evaluator reads differently.
type reading struct {
	cites   string
	rewrite func(r *request) bool // reports whether it changed anything
}

var readings = []reading{
	{
		`IAM User Guide, "Policy evaluation logic": "all requests are implicitly denied with the exception of the AWS account root user, which has full access"`,
		func(r *request) bool {
			if !strings.HasSuffix(r.Principal, ":root") {
				return false
			}
			r.Identity = append(r.Identity, allowing("*", ""))
			return true
		},
	},
	{
		`Organizations User Guide, "Service control policies (SCPs)" and "Resource control policies (RCPs)": they do not affect service-linked roles`,
		func(r *request) bool {
			changed := strings.Contains(r.Principal, "/AWSServiceRoleFor") && len(r.SCP)+len(r.RCP) > 0
			if changed {
				r.SCP, r.RCP = nil, nil
			}
			return changed
		},
	},
	{
		`STS API Reference, "GetFederationToken": without a session policy "the resulting federated user session has no permissions"`,
		func(r *request) bool {
			changed := strings.Contains(r.Principal, ":federated-user/") && r.Session == nil
			if changed {
				r.Session = allowing("none:Nothing", "")
			}
			return changed
		},
	},
	{
		`IAM User Guide, "Policy evaluation logic": role trust policies "must explicitly allow access for principals"`,
		func(r *request) bool {
			changed := strings.HasPrefix(strings.ToLower(r.Action), "sts:") && r.ResourcePolicy == nil
			if changed {
				r.ResourcePolicy = allowing("none:Nothing", "*")
			}
			return changed
		},
	},
	{
		`IAM User Guide, "IAM JSON policy elements: Version": before 2012-10-17 variables "are instead treated as literal strings"`,
		func(r *request) bool {
			return r.texts(func(t *text) bool { return !t.variables && strings.Contains(t.value, "${") && t.never() })
		},
	},
	{
		`IAM User Guide, "IAM policy elements: Variables and tags", predefined policy variables: "can be used in any string where you can use regular policy variables"`,
		func(r *request) bool {
			return r.texts(func(t *text) bool {
				return t.operator != "" && strings.Contains(t.value, "${*}") && !strings.Contains(strings.ToLower(t.operator), "like") && t.never()
			})
		},
	},
	{
		`IAM User Guide, "IAM policy elements: Variables and tags", policy variables with no value: inverted operators "do match against a null value"`,
		func(r *request) bool {
			return r.texts(func(t *text) bool { return t.operator != "" && r.unresolved(t.value) && t.never() })
		},
	},
	{
		`IAM User Guide, "IAM policy elements: Variables and tags": a variable not present "fails and causes the statement to be invalid", so that a statement with it in NotResource is about nothing; anywhere behind the fifth colon it stands for its value`,
		func(r *request) bool { return r.resolve() },
	},
	{
		`IAM User Guide, "IAM JSON policy elements: Resource": "any single character with a question mark (?)"; "if you use the * wildcard as the last character of a resource ARN segment, it can expand to match beyond the colon boundaries"`,
		func(r *request) bool {
			parts := strings.SplitN(r.Resource, ":", 6)
			head, tail := strings.Join(parts[:5], ":")+":", parts[5]
			end := "*" + tail[len(tail)-2:]
			return r.texts(func(t *text) bool {
				switch {
				case t.operator != "":
					return false
				case t.value == head+"?"+tail[1:], t.value == head+tail[:2]+end, t.value == head+end:
					t.value = r.Resource
				case strings.Count(t.value, ":") == 3 && strings.HasSuffix(t.value, ":*"):
					t.value += ":*:*"
				default:
					return false
				}
				return true
			})
		},
	},
	{
		`IAM User Guide, "IAM JSON policy elements: Condition operators", NotIpAddress: "all IP addresses except the specified IP address or range"; an address is a range of itself`,
		func(r *request) bool {
			return r.texts(func(t *text) bool {
				if !strings.Contains(strings.ToLower(t.operator), "notipaddress") || strings.Contains(t.value, "/") {
					return false
				}
				t.value += map[bool]string{true: "/128", false: "/32"}[strings.Contains(t.value, ":")]
				return true
			})
		},
	},
	{
		`IAM User Guide, "IAM JSON policy elements: Condition operators", date operators: "epoch (UNIX) time", which is in seconds`,
		func(r *request) bool {
			changed := r.texts(func(t *text) bool {
				date, isEpoch := fromEpoch(t.value)
				if isEpoch {
					t.value = date
				}
				return isEpoch
			})
			for key, v := range r.Context {
				text, _ := v.(string)
				if date, isEpoch := fromEpoch(text); isEpoch {
					r.Context[key], changed = date, true
				}
			}
			return changed
		},
	},
	{
		`S3 User Guide, "Blocking public access to your Amazon S3 storage", the meaning of "public": fixed values of aws:SourceArn, of principals and of single addresses make a policy non-public`,
		func(r *request) bool { return r.BlockPublicAccess && r.fixVisibly() },
	},
	{
		`IAM User Guide, "Creating a condition with multiple keys or values" and "IAM JSON policy elements: Condition operators": ForAllValues holds, ForAnyValue does not, for "a null data set, such as an empty string"; Null is false where "the key exists and its value is not null"`,
		func(r *request) bool { return r.nullKeys() },
	},
}

// fromEpoch is a date in seconds since 1970 in the other notation.
func fromEpoch(text string) (string, bool) {
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 1e9 {
		return "", false
	}
	return time.Unix(seconds, 0).UTC().Format(time.RFC3339), true
}

// rewritten is the request written in the undisputed way, and what had to be rewritten. Besides the
// readings, a grant to the session itself is not limited by its session policy: it is a request of its
// own then, of which it is enough that it is allowed.
func rewritten(original *request) (alternatives []*request, cited []string) {
	r := original.copy()
	for _, reading := range readings {
		if reading.rewrite(r) {
			cited = append(cited, reading.cites)
		}
	}
	alternatives = []*request{r}
	if r.Session != nil && r.ResourcePolicy != nil && r.ResourceAccount == own {
		direct := r.copy()
		direct.Session, direct.Identity, direct.Boundary = nil, nil, nil
		direct.onlyDirect()
		alternatives = append(alternatives, direct)
		cited = append(cited, `IAM User Guide, "Policy evaluation logic": permissions granted directly to a session "are not limited by an implicit deny in an identity-based policy, a permissions boundary, or session policy"`)
	}
	return alternatives, cited
}

// combine is the verdict of a request from those of its alternatives.
func combine(verdicts []string) string {
	if verdicts[0] == "explicit-deny" || len(verdicts) == 1 || verdicts[1] != "allowed" {
		return verdicts[0]
	}
	return "allowed"
}

func allowing(action, principal string) policyJSON {
	s := map[string]any{"Effect": "Allow", "Action": action, "Resource": "*"}
	if principal != "" {
		s["Principal"] = map[string]any{"AWS": nobody}
	}
	return policyJSON{"Version": "2012-10-17", "Statement": []any{s}}
}

// copy is the request with everything in it as JSON decodes it.
func (r *request) copy() *request {
	var out request
	data, err := json.Marshal(r)
	if err == nil {
		err = json.Unmarshal(data, &out)
	}
	if err != nil {
		panic(err)
	}
	if out.Context == nil {
		out.Context = map[string]any{}
	}
	return &out
}
