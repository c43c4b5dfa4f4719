package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// variable is a policy variable: ${key} or ${key, 'default'} (IAM User Guide, "IAM policy elements:
// Variables and tags").
type variable struct {
	key        string // in lower case
	fallback   string // the default value
	hasDefault bool
}

// cutVariable finds the first ${...} of a text. It answers what stands between the braces; found is
// false when there is none that is closed.
func cutVariable(text string) (before, inside, after string, found bool) {
	start := strings.Index(text, "${")
	if start < 0 {
		return text, "", "", false
	}
	end := strings.IndexByte(text[start:], '}')
	if end < 0 {
		return text, "", "", false
	}
	return text[:start], text[start+2 : start+end], text[start+end+1:], true
}

// parseVariable reads what stands between the braces. The problem is "" for a well-formed variable.
func parseVariable(inside string) (v variable, problem string) {
	key, fallback, found := strings.Cut(inside, ",")
	key = strings.TrimSpace(key)
	v.key = strings.ToLower(key)
	switch {
	case key == "":
		return variable{key: unresolvable}, "is empty"
	case strings.ContainsAny(key, " \t"):
		return v, "has a space in its name"
	case !found:
		return v, ""
	}
	n := len(fallback)
	if n < 3 || fallback[:2] != " '" || fallback[n-1] != '\'' {
		return v, "has a default value that is not between single quotes behind a comma and a space"
	}
	v.fallback, v.hasDefault = fallback[2:n-1], true
	return v, ""
}

// isEscape reports whether what stands between the braces names a character: ${*}, ${?}, ${$}.
func isEscape(inside string) bool { return inside == "*" || inside == "?" || inside == "$" }

// checkVariables checks the form of the variables in a text.
func (p *parser) checkVariables(v model.Value) {
	for _, part := range v.Parts() {
		rest, _ := part.Text()
		for strings.Contains(rest, "${") {
			_, inside, after, found := cutVariable(rest)
			if !found {
				if v.Kind() != model.Template {
					p.illegal(CodeInvalidVariable, v.At, "a policy variable of %q lacks its closing brace", rest)
				}
				break
			}
			if _, problem := parseVariable(inside); problem != "" {
				p.illegal(CodeInvalidVariable, v.At, "the policy variable ${%s} %s", inside, problem)
			}
			rest = after
		}
	}
}
