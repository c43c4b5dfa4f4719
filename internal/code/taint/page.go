package taint

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// scripted are the parts of a page that stand within a script: what is escaped for text is not for code.
func (w *walk) scripted(t *eval.Text) []origin {
	within := false
	var out []origin
	for _, p := range t.Parts {
		if s, ok := constant(p); ok {
			s = strings.ToLower(s)
			if begin, end := strings.LastIndex(s, "<script"), strings.LastIndex(s, "</script"); begin >= 0 || end >= 0 {
				within = begin > end
			}
			continue
		}
		r, ok := p.(*eval.Result)
		if !ok || !within {
			continue
		}
		switch called := names(r.Call.Callee); lastName(called[0]) {
		case "dumps", "stringify", "encodeURIComponent", "quote":
		default:
			if w.sanitizers.has(called) {
				out = append(out, w.all(arguments(r.Call))...)
			}
		}
	}
	return out
}

// escapes is whether a call puts values into a page with a template engine that was told to escape them: Jinja's
// Environment(autoescape=...).
func (w *walk) escapes(c *eval.Call, name string) bool {
	if w.family.Name != "html" || !strings.HasSuffix(name, ".render") {
		return false
	}
	v := c.Callee
	for range maxName {
		switch x := v.(type) {
		case *eval.Member:
			v = x.Of
		case *eval.Result:
			if e, ok := x.Call.Callee.(*eval.Extern); ok {
				set := argument(x.Call, "autoescape")
				off, _ := constant(set)
				return strings.HasSuffix(externName(e), "Environment") && set != nil && off != "false"
			}
			v = x.Call.Callee
		default:
			return false
		}
	}
	return false
}
