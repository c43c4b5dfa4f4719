package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// attribute is the end of a text behind which an attribute without quotes begins, or the address of a link: what is escaped
// for text may begin another attribute there, or say javascript:.
var attribute = regexp.MustCompile(`<[^>]*(=|\s(href|src|action|formaction)=["'])$`)

// quoted is the end of a text within the quotes of an attribute.
var quoted = regexp.MustCompile(`<[a-zA-Z][^>]*=("[^"]*|'[^']*)$`)

// keepsQuote is whether a quote is left in what a call answers that takes something else out of a text.
func keepsQuote(v term.Value, quote string) bool {
	for range term.MaxName {
		r, ok := v.(*term.Result)
		if !ok || !rulebook.Replacing[term.LastName(term.Names(r.Call.Callee)[0])] {
			return true
		}
		for _, a := range append(term.Arguments(r.Call), term.CalledOn(r.Call)) {
			if p, ok := regex.Compiled(a); ok && strings.Contains(p, quote) || negated.MatchString(p) {
				return false
			}
			if s, ok := term.Written(a); ok && s == quote {
				return false
			}
		}
		v = term.CalledOn(r.Call)
	}
	return true
}

// scripted are the parts of a page that stand within a script: what is escaped for text is not for code.
func (w *Walk) scripted(t *term.Text) []Origin {
	within, open, known := false, false, ""
	var out []Origin
	for _, p := range t.Parts {
		if s, ok := term.Written(p); ok {
			s = strings.ToLower(s)
			known += s
			open = attribute.MatchString(s)
			if begin, end := strings.LastIndex(s, "<script"), strings.LastIndex(s, "</script"); begin >= 0 || end >= 0 {
				within = begin > end
			}
			continue
		}
		for _, o := range term.Alternatives(p) {
			if r, ok := o.(*term.Result); ok {
				out = append(out, w.misplaced(r, known, within || open)...)
			}
		}
		open = false
	}
	return out
}

// misplaced are the parts of a page that were made harmless for another place: behind known within the quotes of an
// attribute, or where code or an attribute without quotes is.
func (w *Walk) misplaced(r *term.Result, known string, code bool) []Origin {
	called := term.Names(r.Call.Callee)
	last := term.LastName(called[0])
	if m := quoted.FindStringSubmatch(known); m != nil && w.removed(r.Call, last) && keepsQuote(r, m[1][:1]) {
		return w.all(append(term.Arguments(r.Call), term.CalledOn(r.Call)))
	}
	if !code {
		return nil
	}
	switch last {
	case "dumps", "stringify", "encodeURIComponent", "quote":
		return nil
	}
	if w.sanitizers.Has(called) {
		return w.all(term.Arguments(r.Call))
	}
	return nil
}

// escapes is whether a call puts values into a page with a template engine that was told to escape them: Jinja's
// Environment(autoescape=...).
func (w *Walk) escapes(c *term.Call, name string) bool {
	if w.family.Name != "html" {
		return false
	}
	if escapedBy(c, name) {
		return true
	}
	if !strings.HasSuffix(name, ".render") {
		return false
	}
	v := c.Callee
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Member:
			v = x.Of
		case *term.Result:
			if e, ok := x.Call.Callee.(*term.Extern); ok {
				set := term.ArgumentAt(x.Call, "autoescape")
				off, _ := term.Written(set)
				of := term.LastName(term.ExternName(e))
				return (of == "Environment" || of == "Template") && set != nil && off != "false"
			}
			v = x.Call.Callee
		default:
			return false
		}
	}
	return false
}

// escapedBy is whether a template of the code's own escapes what it is given: EJS, Pug, Handlebars and Nunjucks do but where
// the template says otherwise.
func escapedBy(c *term.Call, name string) bool {
	marks := []string{"<%-", "!=", "!{", "{{{", "| safe", "|safe", "{{&"}
	template := term.FirstOf(c)
	switch {
	case name == "ejs.render", name == "pug.render", name == "nunjucks.renderString", name == "mustache.render":
	case strings.HasPrefix(name, "handlebars.compile("), strings.HasPrefix(name, "pug.compile("), strings.HasPrefix(name, "ejs.compile("):
		r, ok := c.Callee.(*term.Result)
		if !ok {
			return false
		}
		template = term.FirstOf(r.Call)
	default:
		r, ok := c.Callee.(*term.Result) // the name is cut off behind a long template
		if !ok || !slices.Contains([]string{"handlebars.compile", "pug.compile", "ejs.compile"}, term.Names(r.Call.Callee)[0]) {
			return false
		}
		template = term.FirstOf(r.Call)
	}
	s, ok := term.Written(template)
	return ok && !slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(s, m) })
}
