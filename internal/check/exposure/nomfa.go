package exposure

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noMFA = check.Rule{
	ID:       "exposure-no-mfa",
	Title:    "Users cannot sign in with a second factor",
	Severity: finding.Low,
	Why: "A password that was guessed, reused or phished is all it takes to be that user. " +
		"Not even those who want to protect themselves can.",
	Remedy:   "Set MfaConfiguration to OPTIONAL, or ON for people who may do more than others, with SOFTWARE_TOKEN_MFA in EnabledMfas.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html",
	},
	CWE:      []string{"CWE-308"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.4.2", "HIPAA:164.312(d)"},
	Run:      runNoMFA,
}

func runNoMFA(p *check.Pass) {
	for i := range p.App.Resources {
		pool := &p.App.Resources[i]
		if pool.Type != "AWS::Cognito::UserPool" {
			continue
		}
		s := p.Resource(pool)
		v := pool.Properties.Get("MfaConfiguration")
		off, why := check.Settle(v, isOff)
		if off && why == "" {
			why = p.DoneByOwn("mfa", pool.ID, pool.Name) // in a template the second factor needs a role for text messages
		}
		switch {
		case why != "":
			p.Unknown(s, "whether users of "+model.LocalName(pool.ID)+" can have a second factor", why)
		case off:
			at := pool.At
			if !v.IsAbsent() {
				at = v.At
			}
			p.NotMet(s, "users of "+model.LocalName(pool.ID)+" cannot sign in with a second factor", check.At(at))
		default:
			p.Met(s)
		}
	}
}

// isOff reports whether a word switches something off. Nothing written is off; unquoted YAML reads OFF as false.
func isOff(v model.Value) bool {
	if on, known := v.Truth(); known {
		return !on
	}
	return strings.EqualFold(v.TextOr("OFF"), "OFF")
}
