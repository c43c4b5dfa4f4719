package observability

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var firewallLogOff = check.Rule{
	ID:       "observability-firewall-log-off",
	Title:    "Firewall without a log",
	Severity: finding.Low,
	Why: "The firewall sees every attack first, and without a log nobody learns which requests it blocked or let through, or from where. " +
		"A rule that blocks customers, or one that an attacker found a way around, is not noticed either.",
	Remedy:   "Declare an AWS::WAFv2::LoggingConfiguration for the web ACL (the destination's name begins with aws-waf-logs-).",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-loggingconfiguration.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.4.2", "PCI-DSS-4.0.1:10.2.2", "HIPAA:164.312(b)"},
	Run:      runFirewallLogOff,
}

func runFirewallLogOff(p *check.Pass) {
	for i := range p.App.Resources {
		acl := &p.App.Resources[i]
		if acl.Type != "AWS::WAFv2::WebACL" {
			continue
		}
		s := p.Resource(acl)
		logged, why := delivery(p, acl.ID, acl.Conditional)
		for j := range p.App.Resources {
			r := &p.App.Resources[j]
			if r.Type != "AWS::WAFv2::LoggingConfiguration" || !check.Means(r.Properties.Get("ResourceArn"), acl.ID, acl.Name) {
				continue
			}
			apart := check.Apart(r.Conditional, acl.Conditional)
			logged, why = logged || apart == "", cmp.Or(why, apart)
		}
		if setter := setsLog(p); setter != "" {
			why = cmp.Or(why, setter+" may switch its log on")
		}
		switch {
		case logged:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether web ACL "+model.LocalName(acl.ID)+" has a log", why)
		default:
			p.NotMet(s, "web ACL "+model.LocalName(acl.ID)+" has no log")
		}
	}
}

// setsLog names who in the application may switch the log of a firewall on: a custom resource whose
// function does.
func setsLog(p *check.Pass) string {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		for _, action := range g.Actions {
			if g.Identity != "" && strings.EqualFold(action.TextOr(""), "wafv2:PutLoggingConfiguration") {
				return model.LocalName(g.Identity)
			}
		}
	}
	return ""
}
