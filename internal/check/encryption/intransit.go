package encryption

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var inTransit = check.Rule{
	ID:       "encryption-in-transit-optional",
	Title:    "Bucket can be used without TLS",
	Severity: finding.Low,
	Why: "S3 answers plain HTTP too, so a misconfigured client sends and fetches objects readable for everybody on the way. " +
		"It is medium where the bucket's policy lets other accounts or everybody in.",
	Remedy:   "Add a statement to the bucket's policy that denies everything when aws:SecureTransport is false.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
		"https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html",
	},
	CWE:      []string{"CWE-319"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)"},
	Run:      runInTransit,
}

func runInTransit(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Kind != model.KindBucket {
			continue
		}
		s := p.Resource(r)
		refused, others := false, false
		perhaps := ""
		for j := range p.App.Grants {
			g := &p.App.Grants[j]
			if g.Resource != r.ID || g.Mechanism != model.MechanismResource {
				continue
			}
			others = others || g.Effect == model.Allow && letsOthersIn(g)
			switch {
			case refusesPlain(g) && check.Apart(g.Conditional, r.Conditional) == "":
				refused = true
			case refusesPlain(g):
				perhaps = g.Conditional
			case g.Effect == model.UnknownEffect:
				c, _ := g.Statement.Cause()
				perhaps = c.Reason
			}
		}
		switch {
		case refused:
			p.Met(s)
		case perhaps != "":
			p.Unknown(s, "whether "+model.LocalName(r.ID)+" can be used without TLS", perhaps)
		case others:
			p.NotMet(s, "bucket "+model.LocalName(r.ID)+" can be used without TLS, by others too", check.Severity(finding.Medium))
		default:
			p.NotMet(s, "bucket "+model.LocalName(r.ID)+" can be used without TLS")
		}
	}
}

// letsOthersIn reports whether a statement is for others than the own account and the services that work
// for it, such as a distribution.
func letsOthersIn(g *model.Grant) bool {
	return slices.ContainsFunc(policy.Principals(g.Principals), func(who policy.Principal) bool {
		switch audience, _ := who.Audience(); audience {
		case policy.AudienceEverybody, policy.AudienceAccount, policy.AudienceProvider:
			return true
		case policy.AudienceOwn, policy.AudienceService, policy.AudienceUnknown:
		}
		return false
	})
}

// refusesPlain reports whether a statement denies everybody every action without TLS.
func refusesPlain(g *model.Grant) bool {
	if g.Effect != model.Deny {
		return false
	}
	statement := policy.Statement{Actions: g.Actions}
	for _, action := range []string{"s3:GetObject", "s3:PutObject"} {
		if statement.MatchesAction(action) != policy.Yes {
			return false
		}
	}
	return isForAll(g) && withoutTLS(g.Conditions) && slices.ContainsFunc(g.Resources, coversObjects)
}

// isForAll reports whether a statement's principals are everybody.
func isForAll(g *model.Grant) bool {
	return isStar(g.Principals) || slices.ContainsFunc(g.Principals.Get("AWS").OneOrMany(), isStar)
}

// withoutTLS reports whether a statement's condition is that a request comes without TLS, or with an
// old version of it, and nothing else.
func withoutTLS(conditions model.Value) bool {
	if len(conditions.Fields()) != 1 {
		return false
	}
	for _, operator := range conditions.Fields() {
		for _, key := range operator.Value.Fields() {
			name, values := strings.ToLower(key.Key), key.Value.OneOrMany()
			if name == "aws:securetransport" && strings.HasPrefix(strings.ToLower(operator.Key), "bool") && len(values) == 1 {
				truth, known := values[0].Truth()
				return known && !truth
			}
			if name == "s3:tlsversion" && strings.HasPrefix(strings.ToLower(operator.Key), "numericlessthan") {
				return true
			}
		}
	}
	return false
}

// isSourceKey reports whether a condition key says for whom a service of the provider acts.
func isSourceKey(key string) bool {
	return slices.Contains([]string{"aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid"}, strings.ToLower(key))
}

// coversObjects reports whether a resource of a bucket's policy is all that is in the bucket: an ARN
// without a star at its end is that of the bucket alone.
func coversObjects(v model.Value) bool { return strings.HasSuffix(v.String(), "*") }

func isStar(v model.Value) bool {
	text, known := v.Text()
	return known && text == "*"
}
