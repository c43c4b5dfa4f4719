// Package lint warns of policies that are legal and do not do what their authors may think, as the
// provider's console does: unknown actions, resources and condition keys that the actions do not have,
// statements that add nothing. In go parsed documents, out come located warnings.
//
// It knows actions from the catalogue, so it is apart from package policy, which stays small.
package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// The codes of warnings. Those in a comment are the names that IAM Access Analyzer uses for the same
// check ("IAM Access Analyzer policy check reference").
const (
	CodeUnknownService     = "unknown-service"          // Invalid service in action
	CodeUnknownAction      = "unknown-action"           // Invalid action
	CodeResourceType       = "resource-type"            // Unsupported resource ARN in policy
	CodeUnknownKey         = "unknown-condition-key"    // Invalid service condition key
	CodeUnsupportedKey     = "unsupported-key"          // Irrelevant condition key in policy
	CodeRedundantStatement = "redundant-statement"      // Redundant statement
	CodeShadowedStatement  = "shadowed-statement"       // (a Deny takes all that the statement allows)
	CodeWildcardLiteral    = "wildcard-without-like"    // Wildcard without like operator
	CodeLiteralVariable    = "variable-without-version" // Variable unsupported in version
	CodeEmptyList          = "empty-list"               // Empty array action, resource, condition
)

// Check answers the warnings about a document, in the order of its statements.
func Check(d *policy.Document) []policy.Problem {
	l := &linter{document: d}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.IsHole() {
			continue
		}
		l.actions(s)
		l.resources(s)
		l.conditions(s)
		l.others(i)
	}
	return l.problems
}

type linter struct {
	document *policy.Document
	problems []policy.Problem
}

func (l *linter) warn(code string, at model.Location, format string, args ...any) {
	l.problems = append(l.problems, policy.Problem{Level: policy.Warning, Code: code, At: at, Message: fmt.Sprintf(format, args...)})
}

// actions: an action that does not exist allows and denies nothing.
func (l *linter) actions(s *policy.Statement) {
	for _, v := range append(append([]model.Value(nil), s.Actions...), s.NotActions...) {
		text, known := v.Text()
		if !known || !strings.Contains(text, ":") {
			continue
		}
		service, _, _ := strings.Cut(text, ":")
		if _, exists := catalogue.LookupService(service); !exists && !strings.ContainsAny(service, "*?") {
			l.warn(CodeUnknownService, v.At, "there is no service %q", service)
			continue
		}
		if !covers(text) {
			l.warn(CodeUnknownAction, v.At, "there is no action %q", text)
		}
	}
	if (s.Actions != nil && len(s.Actions) == 0) || (s.Resources != nil && len(s.Resources) == 0) {
		l.warn(CodeEmptyList, s.At, "the statement is about nothing: a list is empty")
	}
}

func covers(pattern string) bool {
	for range catalogue.Match(pattern) {
		return true
	}
	return false
}

// named are the actions that the statement's patterns cover; all is false when a pattern is not known
// or is about more than a service.
func named(s *policy.Statement) (actions []catalogue.Action, all bool) {
	for _, v := range s.Actions {
		text, known := v.Text()
		if service, _, found := strings.Cut(text, ":"); !known || !found || strings.ContainsAny(service, "*?") {
			return nil, false
		}
		for a := range catalogue.Match(text) {
			actions = append(actions, a)
		}
	}
	return actions, len(actions) > 0
}

// resources: a resource of a type on which none of the actions act has no effect, and an action none
// of whose resources are there is not allowed.
func (l *linter) resources(s *policy.Statement) {
	actions, all := named(s)
	if !all || len(s.Resources) == 0 {
		return
	}
	var arns []string
	for _, v := range s.Resources {
		text, known := v.Text()
		if !known {
			return
		}
		if !accepted(actions, text) {
			l.warn(CodeResourceType, v.At, "none of the statement's actions acts on %q", text)
		}
		arns = append(arns, text)
	}
	for _, v := range s.Actions {
		text, _ := v.Text()
		a, exact := catalogue.LookupAction(text)
		if exact && !acceptsAny(a, arns) {
			what := "another type of resource"
			if !a.HasResources() {
				what = "no resource: its Resource is \"*\""
			}
			l.warn(CodeResourceType, v.At, "the action %s acts on %s", a, what)
		}
	}
}

func accepted(actions []catalogue.Action, arn string) bool {
	for _, a := range actions {
		if a.Accepts(arn) {
			return true
		}
	}
	return false
}

func acceptsAny(a catalogue.Action, arns []string) bool {
	return slices.ContainsFunc(arns, a.Accepts)
}
