package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var urlWithoutAuth = check.Rule{
	ID:       "exposure-url-without-auth",
	Title:    "Function URL that anybody on the internet may call",
	Severity: finding.High,
	Why: "The function answers the whole internet directly: no gateway, no firewall and no limit stand in front of it. " +
		"Every call is paid for, whoever makes it.",
	Remedy:   "Set AuthType to AWS_IAM, and put CloudFront with origin access control or an API in front for browsers.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
	},
	CWE:      []string{"CWE-306"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.3.3", "HIPAA:164.312(d)", "GDPR:32(1)(b)"},
	Run:      runURLWithoutAuth,
}

func runURLWithoutAuth(p *check.Pass) {
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.Protocol != "url" {
			continue
		}
		s := check.Route(r)
		name := model.LocalName(r.Function)
		if name == "" {
			name = r.Target.String()
		}
		switch {
		case r.Auth == model.AuthUnknown:
			p.Unknown(s, "who may call the URL of "+name, reasonOf(r))
		case r.Public():
			p.NotMet(s, "anybody may call "+name+" through its URL")
		default:
			p.Met(s)
		}
	}
}
