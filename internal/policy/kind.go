package policy

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Kind says what a policy is attached to.
type Kind string

// The kinds of policy.
const (
	KindIdentity Kind = "identity policy" // also boundaries and session policies
	KindResource Kind = "resource policy"
	KindTrust    Kind = "trust policy"
	KindSCP      Kind = "service control policy"
	KindRCP      Kind = "resource control policy"
	KindEndpoint Kind = "endpoint policy"
)

// Check answers why the provider would refuse the document as a policy of a kind, beside what [Parse]
// answered (IAM Access Analyzer policy check reference; Organizations User Guide, "SCP syntax" and
// "RCP syntax").
func (d *Document) Check(kind Kind) []Problem {
	c := kindCheck{kind: kind, sids: map[string]bool{}}
	if kind == KindIdentity && d.ID != "" {
		c.illegal(CodeUnsupportedElement, d.At, "an identity policy has no Id")
	}
	for i := range d.Statements {
		c.statement(&d.Statements[i])
	}
	return c.problems
}

type kindCheck struct {
	kind     Kind
	sids     map[string]bool
	problems []Problem
}

func (c *kindCheck) illegal(code string, at model.Location, format string, args ...any) {
	c.problems = append(c.problems, Problem{Level: Illegal, Code: code, At: at, Message: fmt.Sprintf(format, args...)})
}

func (c *kindCheck) statement(s *Statement) {
	if s.IsHole() {
		return
	}
	c.sid(s)
	c.principal(s)
	c.resource(s)
	c.action(s)
}

// sid: Sids are unique; in policies of IAM and Organizations they have letters and digits alone.
func (c *kindCheck) sid(s *Statement) {
	if s.Sid == "" {
		return
	}
	if c.sids[s.Sid] {
		c.illegal(CodeDuplicateSid, s.At, "two statements have the Sid %q", s.Sid)
	}
	c.sids[s.Sid] = true
	if c.kind != KindResource && c.kind != KindEndpoint && strings.ContainsFunc(s.Sid, notAlphanumeric) && !strings.Contains(s.Sid, "${") {
		c.illegal(CodeInvalidSid, s.At, "the Sid %q of %s has characters other than letters and digits", s.Sid, withArticle(c.kind))
	}
}

func notAlphanumeric(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

func (c *kindCheck) principal(s *Statement) {
	written := s.Principals != nil || s.NotPrincipals != nil
	switch c.kind {
	case KindIdentity, KindSCP:
		if written {
			c.illegal(CodeUnsupportedElement, s.At, "%s has no Principal: it applies to whom it is attached", withArticle(c.kind))
		}
	case KindResource, KindTrust, KindRCP:
		if !written {
			c.illegal(CodeMissingPrincipal, s.At, "a statement of %s has a Principal", withArticle(c.kind))
		}
	case KindEndpoint:
	}
	if c.kind == KindTrust && s.NotPrincipals != nil {
		c.illegal(CodeUnsupportedElement, s.At, "a trust policy has no NotPrincipal")
	}
	if c.kind == KindRCP && (s.NotPrincipals != nil || namesEverybody(s.Principals) == No && s.Principals != nil) {
		c.illegal(CodeInvalidPrincipal, s.At, "the principal of a resource control policy is \"*\"")
	}
}

func (c *kindCheck) resource(s *Statement) {
	written := s.Resources != nil || s.NotResources != nil
	switch {
	case c.kind == KindTrust && written:
		c.illegal(CodeUnsupportedElement, s.At, "a trust policy has no Resource: it is about its role")
	case c.kind != KindTrust && !written:
		c.illegal(CodeMissingResource, s.At, "the statement has neither Resource nor NotResource")
	}
}

// action: organizations allow no more than they need.
func (c *kindCheck) action(s *Statement) {
	switch {
	case c.kind == KindSCP && s.Effect == model.Allow && s.NotActions != nil:
		c.illegal(CodeUnsupportedElement, s.At, "a service control policy has NotAction with Deny alone")
	case c.kind == KindRCP && s.Effect == model.Allow:
		c.illegal(CodeInvalidEffect, s.At, "a resource control policy denies: what is allowed is fixed")
	case c.kind == KindRCP && s.NotActions != nil:
		c.illegal(CodeUnsupportedElement, s.At, "a resource control policy has no NotAction")
	}
}

func withArticle(kind Kind) string {
	if strings.HasPrefix(string(kind), "i") || strings.HasPrefix(string(kind), "e") {
		return "an " + string(kind)
	}
	return "a " + string(kind)
}
