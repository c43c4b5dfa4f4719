package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var weakPassword = check.Rule{
	ID:       "exposure-weak-password",
	Title:    "Users may choose passwords that are guessed",
	Severity: finding.Low,
	Why: "Short passwords, or ones of a kind of character alone, are in the lists that attackers try first, at sign-in and on whatever else leaks. " +
		"The pool's default is better: eight characters of four kinds.",
	Remedy:   "Set MinimumLength to 12 or more, or leave out the PasswordPolicy to have the default.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html",
		"https://pages.nist.gov/800-63-4/sp800-63b.html",
	},
	CWE:      []string{"CWE-521"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"HIPAA:164.308(a)(5)(ii)(D)"},
	Run:      runWeakPassword,
}

const (
	shortest  = 8  // characters: what Amazon Cognito and NIST SP 800-63B take as the least
	longWords = 12 // characters from which on the kinds of character do not matter
)

func runWeakPassword(p *check.Pass) {
	for i := range p.App.Resources {
		pool := &p.App.Resources[i]
		if pool.Type != "AWS::Cognito::UserPool" {
			continue
		}
		s := p.Resource(pool)
		policy := pool.Properties.Get("Policies", "PasswordPolicy")
		name := model.LocalName(pool.ID)
		if c, unknown := policy.Cause(); unknown {
			p.Unknown(s, "which passwords users of "+name+" may choose", c.Reason)
			continue
		}
		if policy.IsAbsent() {
			p.Met(s)
			continue
		}
		length := policy.Get("MinimumLength")
		short, why := settleNumber(length, shortest, func(n int) bool { return n < shortest })
		middling, _ := settleNumber(length, shortest, func(n int) bool { return n < longWords })
		kinds, reason := kindsOf(policy)
		switch {
		case why != "":
			p.Unknown(s, "how short the passwords of "+name+" may be", why)
		case short:
			p.NotMet(s, "passwords of "+name+" may have "+length.String()+" characters", check.At(length.At))
		case middling && reason != "":
			p.Unknown(s, "which passwords users of "+name+" may choose", reason)
		case middling && kinds == 0:
			p.NotMet(s, "passwords of "+name+" may be "+shown(length, "8")+" letters of one kind", check.At(policy.At))
		default:
			p.Met(s)
		}
	}
}

// kindsOf is how many kinds of character a password policy requires.
func kindsOf(policy model.Value) (kinds int, why string) {
	for _, name := range []string{"RequireLowercase", "RequireUppercase", "RequireNumbers", "RequireSymbols"} {
		on, reason := isTrue(policy.Get(name), false)
		if on {
			kinds++
		}
		if reason != "" {
			why = reason
		}
	}
	return kinds, why
}
