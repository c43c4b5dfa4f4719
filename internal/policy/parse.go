package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Parse reads a policy document: a map, or text that is JSON. It answers as much of the document as
// can be read, and everything for which the provider would refuse it. What has a hole stays unknown:
// a document of which nothing is known has one statement that is a hole.
//
// Rules that depend on what the policy is attached to are checked by [Document.Check].
func Parse(v model.Value) (Document, []Problem) {
	p := &parser{}
	doc := p.document(v)
	return doc, p.problems
}

// parser collects the problems of a document while reading it.
type parser struct {
	problems []Problem
}

func (p *parser) illegal(code string, at model.Location, format string, args ...any) {
	p.problems = append(p.problems, Problem{Level: Illegal, Code: code, At: at, Message: fmt.Sprintf(format, args...)})
}

func (p *parser) document(v model.Value) Document {
	doc := Document{At: v.At, Variables: No}
	switch v.Kind() {
	case model.Map:
	case model.String, model.Template:
		inner, problem := decodeText(v)
		if problem != nil {
			p.problems = append(p.problems, *problem)
			return doc
		}
		if inner.Kind() == model.Map {
			return p.document(inner)
		}
		return p.document(inner.WithAt(v.At))
	case model.Unknown, model.Reference:
		doc.Variables = Maybe
		doc.Statements = []Statement{p.statementHole(v)}
		return doc
	case model.Absent, model.Null, model.Bool, model.Number, model.List:
		p.illegal(CodeDataType, v.At, "a policy document is a map, not %s", describe(v))
		return doc
	}
	for _, f := range p.elements(v, "document", []string{"Version", "Id", "Statement"}) {
		switch f.Key {
		case "Version":
			p.version(&doc, f.Value)
		case "Id":
			doc.ID = p.name(f)
		case "Statement":
			doc.Statements = p.statements(f.Value)
		}
	}
	if doc.Statements == nil {
		p.illegal(CodeMissingStatement, v.At, "the document has no Statement")
	}
	return doc
}

func (p *parser) version(doc *Document, v model.Value) {
	text, known := v.Text()
	switch {
	case known && text == Version2012:
		doc.Version, doc.Variables = text, Yes
	case known && text == Version2008:
		doc.Version = text
	case known:
		p.illegal(CodeVersion, v.At, "the version is %q, not %q or %q", text, Version2012, Version2008)
	case isHole(v):
		doc.Variables = Maybe
	default:
		p.illegal(CodeDataType, v.At, "Version is text, not %s", describe(v))
	}
}

// elements are the fields of a map that has the given elements, spelled as given. Unknown elements
// and elements written twice are problems.
func (p *parser) elements(v model.Value, of string, known []string) []model.Field {
	fields := v.Fields()
	out := make([]model.Field, 0, len(fields))
	seen := make([]string, 0, len(known))
	for _, f := range fields {
		if f.Value.Kind() == model.Absent {
			continue
		}
		i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, f.Key) })
		if i < 0 {
			p.illegal(CodeUnknownElement, f.KeyAt, "a %s has no element %q", of, f.Key)
			continue
		}
		if f.Key != known[i] {
			p.illegal(CodeElementCase, f.KeyAt, "the element %q is spelled %q", known[i], f.Key)
			f.Key = known[i]
		}
		if slices.Contains(seen, f.Key) {
			p.illegal(CodeDuplicateKey, f.KeyAt, "the element %s is written twice", f.Key)
		}
		seen = append(seen, f.Key)
		out = append(out, f)
	}
	return out
}

// name is the text of an element that only names something: its holes do not matter.
func (p *parser) name(f model.Field) string {
	if f.Value.Kind() == model.String || isHole(f.Value) {
		return f.Value.String()
	}
	p.illegal(CodeDataType, f.Value.At, "%s is text, not %s", f.Key, describe(f.Value))
	return ""
}

// texts reads a text or a list of texts. The result is never nil.
func (p *parser) texts(element string, v model.Value, check func(model.Value)) []model.Value {
	items := v.OneOrMany()
	out := make([]model.Value, 0, len(items))
	if v.Kind() == model.Null {
		p.illegal(CodeDataType, v.At, "%s is null", element)
	}
	for _, item := range items {
		switch item.Kind() {
		case model.Absent:
		case model.String, model.Template:
			p.characters(element, item)
			check(item)
			out = append(out, item)
		case model.Reference, model.Unknown:
			out = append(out, item)
		case model.Null, model.Bool, model.Number, model.List, model.Map:
			p.illegal(CodeDataType, item.At, "%s is text, not %s", element, describe(item))
		}
	}
	return out
}

// characters checks that a text has only characters that a policy may have (IAM API Reference,
// "CreatePolicy": tab, line feed, carriage return and U+0020 to U+00FF; other services allow more,
// none the other control characters).
func (p *parser) characters(element string, v model.Value) {
	for _, part := range v.Parts() {
		text, _ := part.Text()
		if strings.ContainsFunc(text, isForbiddenControl) {
			p.illegal(CodeInvalidCharacter, v.At, "%s has a control character", element)
			return
		}
	}
}

func isForbiddenControl(r rune) bool { return r < 0x20 && r != '\t' && r != '\n' && r != '\r' }

func isHole(v model.Value) bool {
	kind := v.Kind()
	return kind == model.Reference || kind == model.Template || kind == model.Unknown
}

func describe(v model.Value) string {
	if v.IsAbsent() {
		return "null"
	}
	return "a " + v.Kind().String()
}
