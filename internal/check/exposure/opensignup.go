package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var openSignUp = check.Rule{
	ID:       "exposure-open-sign-up",
	Title:    "Anybody may register and then call the API",
	Severity: finding.Low,
	Why: "Whoever gives an address gets an account, and with it every route that asks for nothing but a token of the pool: the token says that somebody has signed in, not that you know them. " +
		"For a shop that is the idea; for a back office it is an open door.",
	Remedy:   "Set AdminCreateUserConfig.AllowAdminCreateUserOnly, or give the pool a PreSignUp function that decides who may register.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-admin-create-user-policy.html",
		"https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html",
	},
	CWE:      []string{"CWE-287"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.308(a)(4)(ii)(B)"},
	Run:      runOpenSignUp,
}

func runOpenSignUp(p *check.Pass) {
	for i := range p.App.Resources {
		pool := &p.App.Resources[i]
		if pool.Type != "AWS::Cognito::UserPool" {
			continue
		}
		guard := guardOf(p, pool.ID)
		if guard == nil {
			continue
		}
		s := p.Resource(pool)
		v := pool.Properties.Get("AdminCreateUserConfig", "AllowAdminCreateUserOnly")
		closed, why := isTrue(v, false)
		decides, reason := check.Written(pool.Properties.Get("LambdaConfig", "PreSignUp"))
		switch {
		case closed || decides:
			p.Met(s)
		case why != "" || reason != "":
			if why == "" {
				why = reason
			}
			p.Unknown(s, "whether anybody may register with "+model.LocalName(pool.ID), why)
		default:
			at := pool.At
			if !v.IsAbsent() {
				at = v.At
			}
			p.NotMet(s, "anybody may register with "+model.LocalName(pool.ID)+", which lets callers through", check.At(at), check.Because(guard.At, model.LocalName(guard.ID)+" takes its tokens"))
		}
	}
}
