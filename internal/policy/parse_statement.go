package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

var statementElements = []string{
	"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
}

// statements reads a statement or a list of statements.
func (p *parser) statements(v model.Value) []Statement {
	if v.Kind() == model.Null {
		p.illegal(CodeDataType, v.At, "Statement is null")
	}
	items := v.OneOrMany()
	out := make([]Statement, 0, len(items))
	for _, item := range items {
		switch item.Kind() {
		case model.Map:
			out = append(out, p.statement(item))
		case model.Reference, model.Unknown, model.Template:
			out = append(out, p.statementHole(item))
		case model.Absent:
		case model.Null, model.Bool, model.Number, model.String, model.List:
			p.illegal(CodeDataType, item.At, "a statement is a map, not %s", describe(item))
		}
	}
	return out
}

// statementHole stands where it is not known which statements there are. An option may be a
// statement, a list of them, a whole document, or nothing.
func (p *parser) statementHole(v model.Value) Statement {
	s := Statement{Effect: model.UnknownEffect, At: v.At, Hole: v}
	for _, option := range v.Options() {
		switch {
		case option.IsAbsent():
			s.Alternatives = append(s.Alternatives, []Statement{})
		case option.Kind() == model.Map && !option.Get("Statement").IsAbsent():
			s.Alternatives = append(s.Alternatives, p.document(option).Statements)
		default:
			s.Alternatives = append(s.Alternatives, p.statements(option))
		}
	}
	return s
}

func (p *parser) statement(v model.Value) Statement {
	s := Statement{At: v.At, Source: v}
	for _, f := range p.elements(v, "statement", statementElements) {
		switch f.Key {
		case "Sid":
			s.Sid = p.name(f)
		case "Effect":
			s.Effect = p.effect(f.Value)
		case "Principal":
			s.Principals = p.principals(f.Key, f.Value)
		case "NotPrincipal":
			s.NotPrincipals = p.principals(f.Key, f.Value)
		case "Action":
			s.Actions = p.texts(f.Key, f.Value, p.checkAction)
		case "NotAction":
			s.NotActions = p.texts(f.Key, f.Value, p.checkAction)
		case "Resource":
			s.Resources = p.texts(f.Key, f.Value, p.checkResource)
		case "NotResource":
			s.NotResources = p.texts(f.Key, f.Value, p.checkResource)
		case "Condition":
			s.Conditions = p.conditions(f.Value)
		}
	}
	p.combination(&s)
	return s
}

// combination checks which elements may stand together (IAM User Guide, "Grammar of the IAM JSON
// policy language").
func (p *parser) combination(s *Statement) {
	if s.Effect == "" {
		p.illegal(CodeMissingEffect, s.At, "the statement has no Effect")
		s.Effect = model.UnknownEffect
	}
	switch {
	case s.Actions == nil && s.NotActions == nil:
		p.illegal(CodeMissingAction, s.At, "the statement has neither Action nor NotAction")
	case s.Actions != nil && s.NotActions != nil:
		p.illegal(CodeElementCombination, s.At, "the statement has both Action and NotAction")
	}
	if s.Resources != nil && s.NotResources != nil {
		p.illegal(CodeElementCombination, s.At, "the statement has both Resource and NotResource")
	}
	if s.Principals != nil && s.NotPrincipals != nil {
		p.illegal(CodeElementCombination, s.At, "the statement has both Principal and NotPrincipal")
	}
}

func (p *parser) effect(v model.Value) model.Effect {
	text, known := v.Text()
	switch {
	case known && v.Kind() == model.String && (text == string(model.Allow) || text == string(model.Deny)):
		return model.Effect(text)
	case isHole(v):
		return p.effectOption(v)
	case known:
		p.illegal(CodeInvalidEffect, v.At, "the effect is %q, not \"Allow\" or \"Deny\" (case matters)", text)
	default:
		p.illegal(CodeDataType, v.At, "Effect is text, not %s", describe(v))
	}
	return model.UnknownEffect
}

// effectOption is the effect on which all options of an unknown one agree.
func (p *parser) effectOption(v model.Value) model.Effect {
	effect := model.Effect("")
	for _, option := range v.Options() {
		switch text, _ := option.Text(); {
		case effect != "" && text != string(effect):
			return model.UnknownEffect
		case text == string(model.Allow), text == string(model.Deny):
			effect = model.Effect(text)
		default:
			return model.UnknownEffect
		}
	}
	if effect == "" {
		return model.UnknownEffect
	}
	return effect
}

// checkAction checks the form "service:action"; the service has no wildcard unless the whole is "*".
func (p *parser) checkAction(v model.Value) {
	text, known := v.Text()
	if !known || text == "*" {
		return
	}
	service, name, found := strings.Cut(text, ":")
	switch {
	case !found:
		p.illegal(CodeInvalidAction, v.At, "the action %q is neither \"*\" nor \"service:action\"", text)
	case service == "" || name == "":
		p.illegal(CodeInvalidAction, v.At, "the action %q lacks a part: it is \"service:action\"", text)
	case strings.ContainsAny(text, " \t\r\n"):
		p.illegal(CodeInvalidAction, v.At, "the action %q has a space", text)
	}
}

// checkResource checks the form of an ARN: six parts of which the first is "arn", or "*". A pattern
// whose wildcard may stand for several parts has fewer.
func (p *parser) checkResource(v model.Value) {
	p.checkVariables(v)
	text, known := v.Text()
	if !known || text == "*" {
		return
	}
	parts := strings.SplitN(text, ":", 6)
	switch {
	case strings.HasPrefix(text, "*"), strings.HasPrefix(text, "arn*"):
	case parts[0] != "arn":
		p.illegal(CodeInvalidResource, v.At, "the resource %q is neither \"*\" nor an ARN", text)
	case len(parts) < 6 && !strings.HasSuffix(text, "*"):
		p.illegal(CodeInvalidResource, v.At, "the resource %q lacks a part: an ARN is arn:partition:service:region:account:resource", text)
	}
}
