package iam_test

import "strings"

// text is a text of a policy: a resource, or a value of a condition.
type text struct {
	value     string
	operator  string // of a condition
	variables bool   // the policy's version has variables
}

// never makes the text one that nothing equals.
func (t *text) never() bool {
	t.value = "never"
	if t.operator == "" || strings.Contains(strings.ToLower(t.operator), "arn") {
		t.value = "arn:aws:none:eu-west-1:000000000000:never"
	}
	return true
}

// documents are all policies of the request.
func (r *request) documents() []policyJSON {
	var out []policyJSON
	out = append(out, r.Identity...)
	out = append(out, r.Boundary...)
	out = append(out, r.Endpoint...)
	for _, level := range append(append([][]policyJSON(nil), r.SCP...), r.RCP...) {
		out = append(out, level...)
	}
	for _, d := range []policyJSON{r.ResourcePolicy, r.Session} {
		if d != nil {
			out = append(out, d)
		}
	}
	return out
}

// statements calls visit for every statement.
func (r *request) statements(visit func(d policyJSON, s map[string]any)) {
	for _, d := range r.documents() {
		list, isList := d["Statement"].([]any)
		if !isList {
			list = []any{d["Statement"]}
		}
		for _, s := range list {
			visit(d, s.(map[string]any))
		}
	}
}

// texts lets change alter every text; it reports whether one was altered.
func (r *request) texts(change func(*text) bool) bool {
	changed := false
	each := func(t text, v any) any {
		switch v := v.(type) {
		case string:
			t.value = v
			if change(&t) {
				changed = true
			}
			return t.value
		case []any:
			for i, item := range v {
				if s, ok := item.(string); ok {
					t.value = s
					if change(&t) {
						changed = true
					}
					v[i] = t.value
				}
			}
		}
		return v
	}
	r.statements(func(d policyJSON, s map[string]any) {
		of := text{variables: d["Version"] == "2012-10-17"}
		for _, element := range []string{"Resource", "NotResource"} {
			if v, ok := s[element]; ok {
				s[element] = each(of, v)
			}
		}
		block, _ := s["Condition"].(map[string]any)
		for operator, m := range block {
			of.operator = operator
			m := m.(map[string]any)
			for key, v := range m {
				m[key] = each(of, v)
			}
		}
	})
	return changed
}

// unresolved reports whether a text has a variable without a value in the request.
func (r *request) unresolved(text string) bool {
	for {
		_, rest, found := strings.Cut(text, "${")
		inside, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return false
		}
		key, _, hasDefault := strings.Cut(inside, ",")
		value, _ := r.Context[r.contextKey(key)].(string)
		if value == "" && !hasDefault && len(inside) > 1 {
			return true
		}
		text = after
	}
}

// resolve puts the values of variables into resources. A statement with a variable without a value in
// its NotResource becomes one about nothing.
func (r *request) resolve() bool {
	void := false
	r.statements(func(d policyJSON, s map[string]any) {
		list, isList := s["NotResource"].([]any)
		if !isList {
			list = []any{s["NotResource"]}
		}
		for _, v := range list {
			if text, ok := v.(string); ok && d["Version"] == "2012-10-17" && r.unresolved(text) {
				delete(s, "NotAction")
				s["Action"], void = "none:Nothing", true
			}
		}
	})
	return r.texts(func(t *text) bool {
		if t.operator != "" || !t.variables || !strings.Contains(t.value, "${") {
			return false
		}
		if r.unresolved(t.value) {
			return t.never()
		}
		before, rest, _ := strings.Cut(t.value, "${")
		inside, after, _ := strings.Cut(rest, "}")
		key, fallback, _ := strings.Cut(inside, ", ")
		value, found := r.Context[r.contextKey(key)].(string)
		if !found || value == "" {
			value = strings.Trim(fallback, "'")
		}
		if strings.ContainsAny(value, "*?$") || len(inside) == 1 { // characters that no resource has
			return t.never()
		}
		t.value = before + value + after
		return true
	}) || void
}

// contextKey is the request's spelling of a key.
func (r *request) contextKey(name string) string {
	for key := range r.Context {
		if strings.EqualFold(key, name) {
			return key
		}
	}
	return name
}

// nullKeys replaces set operators and Null on keys whose values are empty by conditions on a key that
// no request has.
func (r *request) nullKeys() bool {
	changed := false
	r.statements(func(_ policyJSON, s map[string]any) {
		block, _ := s["Condition"].(map[string]any)
		holds := map[bool]bool{}
		for operator, m := range block {
			keys := m.(map[string]any)
			for key, operand := range keys {
				if !isNull(r.Context[r.contextKey(key)]) {
					continue
				}
				name := strings.ToLower(operator)
				switch {
				case strings.HasPrefix(name, "forallvalues:"):
					holds[true] = true
				case strings.HasPrefix(name, "foranyvalue:"):
					holds[false] = true
				case name == "null":
					holds[operand == "true"] = true
				default:
					continue
				}
				delete(keys, key)
				changed = true
			}
			if len(keys) == 0 {
				delete(block, operator)
			}
		}
		if holds[false] { // a key that no request has: the condition does not hold; without it, it holds
			block["BinaryEquals"] = map[string]any{"none:Never": "QQ=="}
		}
	})
	return changed
}

// fixVisibly adds to statements that a condition limits to fixed values another one that does so in a
// way that nobody disputes.
func (r *request) fixVisibly() bool {
	changed := false
	r.statements(func(_ policyJSON, s map[string]any) {
		block, _ := s["Condition"].(map[string]any)
		for operator, m := range block {
			name := strings.ToLower(operator)
			if strings.Contains(name, "not") || strings.Contains(name, "ifexists") || strings.Contains(name, "forall") || strings.Contains(name, "null") {
				continue
			}
			for key, v := range m.(map[string]any) {
				key = strings.ToLower(key)
				list, isList := v.([]any)
				if !isList {
					list = []any{v}
				}
				fixed := key == "aws:sourcearn" || key == "aws:principalarn" || key == "aws:sourceip" || key == "aws:sourcevpce" || key == "aws:principalorgid"
				for _, item := range list {
					text, _ := item.(string)
					fixed = fixed && !strings.ContainsAny(text, "*?$") && !strings.HasSuffix(text, "/1")
				}
				if fixed {
					block["StringEquals"] = withKey(block["StringEquals"], "aws:SourceVpc", "vpc-fixed")
					r.Context["aws:SourceVpc"], changed = "vpc-fixed", true
				}
			}
		}
	})
	return changed
}

func withKey(m any, key, value string) any {
	keys, ok := m.(map[string]any)
	if !ok {
		keys = map[string]any{}
	}
	keys[key] = value
	return keys
}

func isNull(v any) bool {
	switch v := v.(type) {
	case string:
		return v == ""
	case []any:
		for _, item := range v {
			if item != "" {
				return false
			}
		}
		return true
	}
	return false
}

// onlyDirect removes the resource policy's grants to anybody but the requester itself and everybody.
func (r *request) onlyDirect() {
	r.statements(func(_ policyJSON, s map[string]any) {
		principal, isMap := s["Principal"].(map[string]any)
		if s["Effect"] != "Allow" || !isMap {
			return
		}
		var direct []any
		list, isList := principal["AWS"].([]any)
		if !isList {
			list = []any{principal["AWS"]}
		}
		for _, name := range list {
			if name == "*" || name == r.Principal {
				direct = append(direct, name)
			}
		}
		if direct == nil {
			direct = []any{nobody}
		}
		s["Principal"] = map[string]any{"AWS": direct}
	})
}
