package privilege

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var unreadSecret = check.Rule{
	ID:       "privilege-unread-secret",
	Title:    "Secret that a function may read and never reads",
	Severity: finding.Medium,
	Why: "Each function that may read a secret is a way to it, and a secret opens other doors than those of the function. " +
		"Where the code never asks for it, nothing is lost by closing the way.",
	Remedy:   "Take the permission to read the secret from the function's role.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html",
	},
	CWE:      []string{"CWE-272", "CWE-522"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(a)(1)", "GDPR:32(1)(b)"},
	Run:      runUnreadSecret,
}

func runUnreadSecret(p *check.Pass) {
	for _, j := range judgements(p) {
		_, unsure := unsure(j.role)
		switch {
		case unsure, spoken(p, j): // another rule says so
		case readsSecrets(j.unneeded):
			p.NotMet(j.subject, holder(p, j.grant)+" may read"+secretsOf(j)+", which "+doers(j.role)+norSeen(p, j), needed(j.needs)...)
		default:
			for _, n := range j.needs {
				if n.Action == "secretsmanager:GetSecretValue" {
					p.Met(j.subject)
					break
				}
			}
		}
	}
}

// secretsOf names the secrets that may be read.
func secretsOf(j *judged) string {
	on := reach(j.grant, j.unneeded)
	if len(on) > len(" on ") {
		return " secret " + on[len(" on "):]
	}
	return " secrets"
}
