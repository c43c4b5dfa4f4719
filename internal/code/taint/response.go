package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// responses are what the functions of Go's routers write their answers to.
var responses = map[string]bool{"net/http.ResponseWriter()": true, "github.com/gin-gonic/gin.Context().Writer": true}

// shownAsPage is whether a browser shows what is written to a response as a page: the function says so in the header, or
// says nothing and it begins like one, or like the caller wants (https://pkg.go.dev/net/http#ResponseWriter: without a
// Content-Type it is what the first bytes look like).
func (r *run) shownAsPage(c *term.Call, to, text term.Value) bool {
	if to == nil || !responses[term.Names(to)[0]] {
		return false
	}
	said := false
	for _, other := range r.trace.Calls {
		if other.Within != c.Within || len(other.Args) < 2 {
			continue
		}
		m, ok := other.Callee.(*term.Member)
		if !ok || m.Name != "Set" && m.Name != "Add" || !strings.HasSuffix(term.Names(m.Of)[0], ".Header()") {
			continue
		}
		if name, _ := term.Written(other.Args[0].Value); !strings.EqualFold(name, "content-type") {
			continue
		}
		said = true
		if kind, ok := term.Written(other.Args[1].Value); ok && strings.Contains(strings.ToLower(kind), "html") {
			return true
		}
	}
	return !said && beginsAsPage(text)
}

// htmlTag is the beginning or the end of an element of HTML.
var htmlTag = regexp.MustCompile(`(?i)</?(?:html|head|title|body|h[1-6]|p|br|hr|div|span|section|b|i|em|strong|pre|code|a|img|ul|ol|li|table|tr|td|th|form|input|button|label|script|style|svg|center)[\s/>]`)

// writesPage is whether a text that is an answer is a page: it begins like one or holds elements, and the function does not
// say that its answer is something else. Frameworks of JavaScript send texts as pages by themselves
// (https://expressjs.com/en/api.html#res.send).
func (r *run) writesPage(c *term.Call, v term.Value) bool {
	return (beginsWith(v, []string{"<"}) || holdsTag(v)) && !slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		return other.Within == c.Within && setsOtherType(other)
	})
}

// holdsTag is whether a known part of a text has elements of HTML.
func holdsTag(v term.Value) bool {
	return slices.ContainsFunc(term.Alternatives(v), func(o term.Value) bool {
		if s, ok := term.Written(o); ok {
			return htmlTag.MatchString(s)
		}
		t, ok := o.(*term.Text)
		return ok && slices.ContainsFunc(t.Parts, holdsTag)
	})
}

// setsOtherType is whether a call says that an answer is no page: set("Content-Type", "text/plain"), type("json").
func setsOtherType(c *term.Call) bool {
	m, ok := c.Callee.(*term.Member)
	if !ok {
		return false
	}
	var kind term.Value
	switch strings.ToLower(m.Name) {
	case "set", "header", "setheader":
		if name, _ := term.Written(term.Positional(c, 0)); strings.EqualFold(name, "content-type") {
			kind = term.Positional(c, 1)
		}
	case "type", "contenttype":
		kind = term.Positional(c, 0)
	case "=":
		if name, _ := term.Written(term.Positional(c, 0)); name == "type" {
			kind = term.Positional(c, 1)
		}
	}
	if kind == nil {
		return false
	}
	s, known := term.Written(kind)
	return known && !strings.Contains(strings.ToLower(s), "html")
}

// beginsAsPage is whether a text begins like HTML, or with something that is not known.
func beginsAsPage(v term.Value) bool {
	if l, ok := v.(*term.List); ok {
		if len(l.Items) == 0 {
			return false
		}
		v = l.Items[0]
	}
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Text:
			if len(x.Parts) == 0 {
				return false
			}
			v = x.Parts[0]
			continue
		case *term.Constant:
			s := strings.TrimSpace(x.Text)
			return strings.HasPrefix(s, "<") || strings.HasPrefix(s, "%s") || strings.HasPrefix(s, "%v")
		case *term.Result:
			switch term.Names(x.Call.Callee)[0] {
			case "[]byte", "string":
				v = term.FirstOf(x.Call)
				continue
			case "encoding/json.Marshal", "encoding/json.MarshalIndent", "strconv.Itoa":
				return false
			}
		}
		return true
	}
	return true
}
