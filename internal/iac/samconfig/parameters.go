package samconfig

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// reader reads one environment.
type reader struct {
	files    Files
	document *document
	into     *Environment
	dir      string          // that paths are relative to
	stack    map[string]bool // files of parameters that are being read
	included int
}

func (r *reader) note(keys []string, message string) {
	r.into.Notes = append(r.into.Notes, r.document.fail(keys, message))
}

// lost notes that some parameters are set which cannot be read: any of them may be.
func (r *reader) lost(keys []string, message string) {
	r.note(keys, message)
	r.into.Rest = message
}

// set gives a parameter its value; the last one counts.
func (r *reader) set(keys []string, name, v string) {
	delete(r.into.Unknown, name)
	switch {
	case len(r.into.Parameters) >= maxParameters:
		r.lost(keys, fmt.Sprintf("the environment %s sets more than %d parameters", r.into.Name, maxParameters))
	case len(v) > maxValue:
		r.unreadable(keys, name, fmt.Sprintf("is longer than the %d bytes that a parameter may have", maxValue))
	default:
		r.into.Parameters[name] = v
	}
}

func (r *reader) unreadable(keys []string, name, why string) {
	message := "the value of parameter " + name + " " + why
	r.note(keys, message)
	delete(r.into.Parameters, name)
	if len(r.into.Unknown) < maxParameters {
		r.into.Unknown[name] = message
	}
}

// parameters reads parameter_overrides: a text "A=b C=d" or one that names a file, a table, or a
// list of these.
func (r *reader) parameters(v *value, at []string) {
	switch v.kind {
	case text:
		if name, isFile := strings.CutPrefix(v.text, "file://"); isFile {
			r.include(name, at)
			return
		}
		r.assignments(v.text, at)
	case list:
		for _, item := range v.list {
			r.parameters(item, at)
		}
	case table:
		for _, name := range v.keys {
			r.entry(name, v.table[name], append(slices.Clip(at), name))
		}
	case nothing:
	case other:
		r.lost(at, overrides+" should be a text, a list or a table, not "+v.name())
	}
}

// entry is one entry of a table of parameters: a list is joined with commas, and $include names files.
func (r *reader) entry(name string, v *value, at []string) {
	switch {
	case name == "$include" && (v.kind == text || v.kind == list):
		for _, item := range append([]*value{v}, v.list...) {
			if item.kind == text && item.text != "" {
				r.parameters(item, at)
			}
		}
	case name == "$include":
		r.lost(at, "$include should be a text or a list of texts, not "+v.name())
	case v.kind == text:
		r.set(at, name, v.text)
	case v.kind == nothing:
		r.set(at, name, "")
	case v.kind == list:
		var parts []string
		for _, item := range v.list {
			if item.kind != text && item.kind != nothing {
				r.unreadable(at, name, "is a list with "+item.name()+" in it")
				return
			}
			if part := strings.TrimSpace(item.text); part != "" {
				parts = append(parts, part)
			}
		}
		r.set(at, name, strings.Join(parts, ","))
	default:
		r.unreadable(at, name, "should be a text or a list, not "+v.name())
	}
}

// The two ways to write assignments in a text, as the SAM CLI matches them: values may be quoted,
// and a backslash keeps the next character.
var (
	longForm  = regexp.MustCompile(`ParameterKey=([A-Za-z0-9"']+),ParameterValue=` + assigned)
	shortForm = regexp.MustCompile(` ([A-Za-z0-9"']+)=` + assigned)
)

const assigned = `("(?:\\.|[^"\\]+)*"|'(?:\\.|[^'\\]+)*'|(?:\\.|[^ "\\]+)+)`

func (r *reader) assignments(s string, at []string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	s = " " + strings.TrimSpace(s)
	found := longForm.FindAllStringSubmatch(s, maxParameters+1)
	if found == nil {
		found = shortForm.FindAllStringSubmatch(s, maxParameters+1)
	}
	if found == nil {
		r.lost(at, overrides+` should look like "Name=value Other='two words'"`) // what is written may be a secret
		return
	}
	for _, m := range found {
		r.set(at, unquoted(m[1]), strings.TrimRight(unquoted(m[2]), "\r\n"))
	}
}

// unquoted takes quotes around a text away, and the backslashes before blanks and quotes.
func unquoted(s string) string {
	if len(s) > 1 && s[0] == s[len(s)-1] && (s[0] == '"' || s[0] == '\'') {
		s = s[1 : len(s)-1]
	}
	return strings.NewReplacer(`\ `, " ", `\"`, `"`, `\'`, "'").Replace(s)
}

// include reads a file of parameters. Its path is relative to the directory of the file that names it.
func (r *reader) include(location string, at []string) {
	name := path.Join(r.dir, location)
	switch {
	case path.IsAbs(location) || name == ".." || strings.HasPrefix(name, "../"):
		r.lost(at, "the file of parameters that it names is outside of the scanned directory")
		return
	case r.stack[name]:
		r.lost(at, "the file of parameters "+name+" includes itself")
		return
	case r.included >= maxIncludes:
		r.lost(at, fmt.Sprintf("the environment names more than %d files of parameters", maxIncludes))
		return
	}
	r.included++
	d, err := read(r.files, name)
	if err != nil {
		r.lost(at, "the file of parameters "+name+" cannot be read")
		return
	}
	outer, dir := r.document, r.dir
	r.document, r.dir, r.stack[name] = d, path.Dir(name), true
	r.parameters(d.root, nil)
	r.document, r.dir = outer, dir
	delete(r.stack, name)
}
