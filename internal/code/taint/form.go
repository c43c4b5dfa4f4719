package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// dangerous are the parts of the event in an argument that do harm in the form that the sink takes.
func (w *Walk) dangerous(v term.Value, form rulebook.Form) []Origin {
	switch form {
	case rulebook.URL, rulebook.Target:
		return w.each(v, func(v term.Value) []Origin { return w.address(v, form) })
	case rulebook.Argv:
		return w.each(v, w.argv)
	case rulebook.Line:
		return w.each(v, w.line)
	case rulebook.Shape:
		return w.each(v, w.shape)
	case rulebook.Whole:
		return w.each(v, w.whole)
	case rulebook.Key:
		return w.each(v, w.key)
	case rulebook.Message:
		return w.each(v, w.message)
	case rulebook.Plain:
		return w.each(unwritten(v), w.Origins)
	case rulebook.Beginning:
		return w.each(v, w.beginning)
	case rulebook.Rest:
		return w.each(v, func(v term.Value) []Origin {
			if len(w.beginning(v)) > 0 {
				return nil
			}
			return w.Origins(v)
		})
	case rulebook.Undotted:
		return w.each(v, w.undotted)
	case rulebook.Statement:
		return w.each(v, w.statement)
	case rulebook.Anything, rulebook.Page:
	}
	if w.family.Name == "path" {
		return append(slices.Clone(w.Origins(v)), w.each(v, w.alone)...)
	}
	return w.Origins(v)
}

// each asks each of the values that a value may be.
func (w *Walk) each(v term.Value, ask func(term.Value) []Origin) []Origin {
	if w.clean[v] {
		return nil
	}
	var out []Origin
	for _, o := range term.Alternatives(v) {
		c, ok := o.(*term.Combined)
		switch {
		case w.clean[o]:
		case ok && c.How == "checked":
			out = append(out, w.checked(c, ask)...)
		default:
			out = append(out, ask(o)...)
		}
	}
	return out
}

// eachOf asks each of the values that several values may be.
func (w *Walk) eachOf(vs []term.Value, ask func(term.Value) []Origin) []Origin {
	var out []Origin
	for _, v := range vs {
		if v != nil {
			out = append(out, w.each(v, ask)...)
		}
	}
	return out
}

// oneName is whether a value was encoded so that it has no slash and no colon: it is one name of a path.
func oneName(v term.Value) bool {
	r, ok := v.(*term.Result)
	if !ok {
		return false
	}
	switch term.Names(r.Call.Callee)[0] {
	case "urllib.parse.quote_plus", "encodeURIComponent", "net/url.PathEscape", "net/url.QueryEscape":
		return true
	case "urllib.parse.quote":
		safe, known := term.Written(term.Either(r.Call, 1, "safe"))
		return known && safe == ""
	}
	return false
}

// shells are programs that take a command in their arguments.
var shells = []string{"sh", "bash", "/bin/sh", "/bin/bash", "zsh", "cmd", "cmd.exe", "powershell", "/usr/bin/env", "eval", "ssh", "python", "python3", "node", "perl"}

// beginning is how a text begins.
func (w *Walk) beginning(v term.Value) []Origin {
	if t, ok := v.(*term.Text); ok && len(t.Parts) > 0 {
		if s, known := term.Written(t.Parts[0]); !known || strings.Trim(s, ".") != "" {
			return w.Origins(t.Parts[0])
		}
	}
	return w.Origins(v)
}

// statement is text that goes in as it is: a statement that methods of a library's objects put together has values in it.
func (w *Walk) statement(v term.Value) []Origin {
	r, ok := v.(*term.Result)
	if !ok {
		return w.Origins(v)
	}
	m, ok := r.Call.Callee.(*term.Member)
	if !ok || ofTexts[m.Name] || m.Name == "format" || m.Name == "join" || m.Name == "get" || m.Name == "pop" {
		return w.Origins(v)
	}
	return nil
}

// argv is a list of arguments: the program, and what a shell takes for a command.
func (w *Walk) argv(v term.Value) []Origin {
	if c, ok := v.(*term.Combined); ok && c.How == "+" && len(c.Of) == 2 { // shlex.split("tool -x") + [name]
		if r, ok := c.Of[0].(*term.Result); ok && !w.holds(r) {
			program, known := term.Written(term.FirstOf(r.Call))
			if words := strings.Fields(program); known && len(words) > 0 && !slices.Contains(shells, words[0]) {
				return nil
			}
		}
	}
	l, ok := v.(*term.List)
	if !ok {
		return w.Origins(v)
	}
	if len(l.Items) == 0 {
		return w.Origins(l.Rest)
	}
	if isShell(l.Items[0]) {
		rest := l.Items[1:]
		if len(rest) > 1 && isShell(rest[0]) { // env starts it, or it is the name that the program is told it has
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return w.Origins(l.Rest)
		}
		flag, _ := term.Written(rest[0])
		if strings.HasPrefix(flag, "-") && strings.HasSuffix(flag, "c") || strings.HasPrefix(flag, "/c") || flag == "-e" {
			if len(rest) > 1 {
				return w.Origins(rest[1])
			}
			return w.Origins(l.Rest)
		}
		return nil
	}
	return w.Origins(l.Items[0])
}

// isShell is whether a value may be the name of a program that takes a command in its arguments.
func isShell(v term.Value) bool {
	return slices.ContainsFunc(term.Alternatives(v), func(v term.Value) bool {
		program, known := term.Written(v)
		return known && slices.Contains(shells, program)
	})
}

// key is a name: behind what somebody else says it is in its own place.
func (w *Walk) key(v term.Value) []Origin {
	t, ok := v.(*term.Text)
	if !ok {
		return w.Origins(v)
	}
	for _, p := range t.Parts {
		if found := w.Origins(p); len(found) > 0 {
			if in, isInput := p.(*term.Input); isInput && !Held(model.TriggerHTTP, in.Path) {
				return nil
			}
			return found
		}
		if _, known := term.Written(p); !known {
			return nil
		}
	}
	return nil
}

// message is a mail as text: what stands behind the empty line is no header.
func (w *Walk) message(v term.Value) []Origin {
	t, ok := v.(*term.Text)
	if !ok {
		return w.line(v)
	}
	var out []Origin
	for _, p := range t.Parts {
		if s, ok := term.Written(p); ok {
			if strings.Contains(s, "\n\n") || strings.Contains(s, "\r\n\r\n") {
				break
			}
			continue
		}
		out = append(out, w.Origins(p)...)
	}
	return out
}

// whole is a document that is the attacker's from its root: within one that the code writes he has values only.
func (w *Walk) whole(v term.Value) []Origin {
	switch x := v.(type) {
	case *term.Object: // {...document}
		if all, ok := x.Rest.(*term.Item); ok && all.Key == nil {
			return w.Origins(all)
		}
		return nil
	case *term.Text:
		return nil
	}
	return w.Origins(v)
}

// normal are functions that take the dots out of a path.
var normal = map[string]bool{
	"realpath": true, "abspath": true, "normpath": true, "resolve": true, "normalize": true, "Clean": true, "Abs": true, "EvalSymlinks": true,
	"realpathSync": true, "absolute": true,
}

// anchored is whether what begins like this does no harm: an address with its host, a path without dots.
func (w *Walk) anchored(subject, prefix term.Value) bool {
	if subject == nil || prefix == nil || w.callers(prefix) {
		return false
	}
	if w.family.Name == "presigned-key" {
		return true // what it begins with is not the caller's
	}
	if w.namespace(prefix) {
		return true
	}
	if w.leads() {
		s, ok := term.Written(prefix)
		if t, isText := prefix.(*term.Text); isText && len(t.Parts) > 0 {
			last, _ := term.Written(t.Parts[len(t.Parts)-1])
			return strings.HasSuffix(last, "/")
		}
		return ok && hosted.MatchString(s)
	}
	if w.ofPaths() {
		for _, o := range term.Alternatives(subject) {
			if t, ok := o.(*term.Text); ok && w.language == ir.Go && w.trace.Joined[t] {
				continue // filepath.Join cleans
			}
			r, ok := o.(*term.Result)
			if !ok || !normal[term.LastName(term.Names(r.Call.Callee)[0])] {
				return false
			}
		}
		return true
	}
	return false
}

// isPage is whether an answer is one that a browser shows as HTML.
func isPage(v term.Value) bool {
	o, ok := v.(*term.Object)
	if !ok {
		return false
	}
	headers, ok := term.Field(o, "headers").(*term.Object)
	if !ok {
		return false
	}
	s, _ := term.Written(term.Field(headers, "content-type"))
	return strings.Contains(strings.ToLower(s), "html")
}

// beginsWith is whether the known beginning of a text is one of some words.
func beginsWith(v term.Value, words []string) bool {
	for _, o := range term.Alternatives(v) {
		s, ok := term.Written(o)
		if t, isText := o.(*term.Text); isText && len(t.Parts) > 0 {
			s, ok = term.Written(t.Parts[0])
		}
		if c, isCombined := o.(*term.Combined); isCombined && len(c.Of) > 0 {
			if beginsWith(c.Of[0], words) {
				return true
			}
		}
		s = strings.ToLower(strings.TrimLeft(s, " \t\r\n("))
		if ok && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, strings.ToLower(w)) }) {
			return true
		}
	}
	return false
}

// callers is whether a value holds something that the caller of a web function says.
func (w *Walk) callers(v term.Value) bool {
	other := w.begin(w.family, w.sanitizers)
	for _, o := range other.Origins(v) {
		if o.input == nil || Held(model.TriggerHTTP, o.input.Path) {
			return true
		}
	}
	return false
}
