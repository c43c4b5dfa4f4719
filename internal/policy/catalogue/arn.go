package catalogue

import "strings"

// TypesOf returns the resource types that an ARN can name. The ARN may be one of a policy: `*` and `?` are wildcards, a
// policy variable stands for any text (`${*}`, `${?}` and `${$}` for that character). Wildcards reach no further than
// their part of the ARN, the last part excepted. What is not an ARN names nothing, only "*" names everything.
func TypesOf(arn string) []ResourceType {
	t := details()
	var out []ResourceType
	parts, ok := segments(arn)
	if ok && !wild(parts[2]) && !strings.Contains(parts[2], "${") {
		for _, list := range [...][]ResourceType{t.byARN[parts[2]], t.byARN[""]} {
			for _, r := range list {
				if r.Matches(arn) {
					out = append(out, r)
				}
			}
		}
		return out
	}
	if !ok && arn != "*" {
		return nil
	}
	for r := range t.types {
		if ResourceType(r).Matches(arn) {
			out = append(out, ResourceType(r))
		}
	}
	return out
}

// Matches reports whether an ARN, possibly with wildcards and variables as in a policy, can name a resource of the type.
func (r ResourceType) Matches(arn string) bool {
	e, ok := r.entry()
	if !ok {
		return false
	}
	if arn == "*" {
		return true
	}
	for _, form := range e.forms {
		if matchForm(form, arn) {
			return true
		}
	}
	return false
}

// Accepts reports whether an ARN of a policy can name a resource the action acts on. Only "*" fits an action that has
// no resource level.
func (a Action) Accepts(arn string) bool {
	if arn == "*" {
		return a.valid()
	}
	t := details()
	if a < 0 || int(a) >= len(t.shape) {
		return false
	}
	first := t.firstType[a.Service()]
	for _, u := range t.shapes[t.shape[a]] {
		if ResourceType(first + u.local).Matches(arn) {
			return true
		}
	}
	return false
}

// segments cuts an ARN into its six parts; colons inside a variable or placeholder do not count.
func segments(arn string) (parts [6]string, ok bool) {
	if !strings.HasPrefix(arn, "arn:") {
		return parts, false
	}
	n, from := 0, 0
	for i := 0; i < len(arn) && n < 5; i++ {
		switch {
		case arn[i] == '$' && strings.HasPrefix(arn[i:], "${"):
			if end := strings.IndexByte(arn[i:], '}'); end > 0 {
				i += end
			}
		case arn[i] == ':':
			parts[n] = arn[from:i]
			n, from = n+1, i+1
		}
	}
	parts[5] = arn[from:]
	return parts, n == 5
}

// matchForm matches an ARN of a policy against a form of the reference.
func matchForm(form arnForm, arn string) bool {
	f, ok := segments(form.text)
	if !ok {
		return false
	}
	a, ok := segments(arn)
	if !ok {
		return false
	}
	for i := 1; i < 5; i++ {
		if f[i] != a[i] && !meet(f[i], a[i], 0, true) {
			return false
		}
	}
	return meet(f[5], a[5], form.exclude, false)
}
