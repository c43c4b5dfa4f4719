package privilege

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var accessKey = check.Rule{
	ID:       "privilege-access-key",
	Title:    "Credentials that never expire",
	Severity: finding.Medium,
	Why: "An access key or password of a user works for whoever finds it, in a log, a laptop or the stack's outputs, until somebody remembers to replace it. " +
		"A role gives credentials that expire after hours, to those alone whom it trusts.",
	Remedy:   "Use a role: for code its execution role, for people single sign-on, for outside systems federation (OpenID Connect) or IAM Roles Anywhere.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html",
	},
	CWE:      []string{"CWE-324", "CWE-262"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.3", "HIPAA:164.308(a)(4)(i)"},
	Run:      runAccessKey,
}

func runAccessKey(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::IAM::AccessKey" {
			continue
		}
		s, user := p.Resource(r), r.Properties.Get("UserName")
		who := user.String()
		if id := user.Target(); id != "" {
			who = model.LocalName(id)
		}
		inactive, why := check.Settle(r.Properties.Get("Status"), func(v model.Value) bool { return strings.EqualFold(v.TextOr(""), "Inactive") })
		switch {
		case why != "":
			p.Unknown(s, "whether the access key "+model.LocalName(r.ID)+" works", why)
		case inactive:
			p.Met(s)
		default:
			p.NotMet(s, "user "+who+" has an access key that never expires, "+model.LocalName(r.ID))
		}
	}
	for i := range p.App.Identities {
		u := &p.App.Identities[i]
		if u.Kind != model.IdentityUser {
			continue
		}
		s, login := check.Subject{ID: u.ID, At: u.At}, u.Properties.Get("LoginProfile")
		switch has, why := check.Written(login); {
		case why != "":
			p.Unknown(s, "whether user "+model.LocalName(u.ID)+" has a password", why)
		case has:
			p.NotMet(s, "user "+model.LocalName(u.ID)+" has a password for the console", check.At(login.At))
		default:
			p.Met(s)
		}
	}
}
