package encryption

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var queueTLS = check.Rule{
	ID:       "encryption-queue-tls-optional",
	Title:    "Queue or topic that others may use without TLS",
	Severity: finding.Low,
	Why: "The service answers plain HTTP too, and those whom the policy lets in use clients that nobody here controls: one that is misconfigured sends messages readable and changeable on the way. " +
		"Where only functions of the application and services of the provider use it, the connections are encrypted anyway, and the rule says nothing.",
	Remedy:   "Add a statement to the policy that denies everybody everything when aws:SecureTransport is false.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
		"https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
	},
	CWE:      []string{"CWE-319"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "HIPAA:164.312(e)(2)(ii)", "GDPR:32(1)(a)"},
	Run:      runQueueTLS,
}

// messageActions are the actions that carry messages over a caller's connection.
var messageActions = map[model.ResourceKind][]string{
	model.KindQueue: {"sqs:SendMessage", "sqs:ReceiveMessage"},
	model.KindTopic: {"sns:Publish"},
}

func runQueueTLS(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		actions := messageActions[r.Kind]
		if actions == nil {
			continue
		}
		var letsIn *model.Grant
		refused, why := false, ""
		for j := range p.App.Grants {
			g := &p.App.Grants[j]
			if g.Resource != r.ID || g.Mechanism != model.MechanismResource {
				continue
			}
			switch {
			case g.Effect == model.UnknownEffect:
				c, _ := g.Statement.Cause()
				why = c.Reason
			case g.Effect == model.Allow && fromOutside(g) && carries(g, actions):
				letsIn = g
			case deniesPlain(g, actions) && g.Conditional != "" && g.Conditional != r.Conditional:
				why = g.Conditional
			case deniesPlain(g, actions):
				refused = true
			}
		}
		s, name := p.Resource(r), label(r)
		switch {
		case letsIn == nil && why == "":
		case refused:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether "+name+" can be used by others without TLS", why)
		default:
			p.NotMet(s, "those whom the policy of "+name+" lets in may use it without TLS", check.At(letsIn.At))
		}
	}
}

// fromOutside reports whether a statement is about callers who bring a connection of their own:
// anybody but the provider's services, which always encrypt. "Everybody" is a service where the
// statement is for one source of events or account of it.
func fromOutside(g *model.Grant) bool {
	if !g.NotPrincipals.IsAbsent() {
		return true
	}
	for _, operator := range g.Conditions.Fields() {
		for _, key := range operator.Value.Fields() {
			if isSourceKey(key.Key) {
				return false
			}
		}
	}
	if len(g.Principals.Fields()) == 0 {
		return isStar(g.Principals)
	}
	return slices.ContainsFunc(g.Principals.Fields(), func(f model.Field) bool { return f.Key != "Service" })
}

// carries reports whether a statement allows one of the actions.
func carries(g *model.Grant, actions []string) bool {
	statement := policy.Statement{Actions: g.Actions, NotActions: g.NotActions}
	return slices.ContainsFunc(actions, func(action string) bool { return statement.MatchesAction(action) != policy.No })
}

// deniesPlain reports whether a statement denies everybody the actions without TLS.
func deniesPlain(g *model.Grant, actions []string) bool {
	return g.Effect == model.Deny && isForAll(g) && withoutTLS(g.Conditions) &&
		slices.ContainsFunc(actions, func(action string) bool {
			statement := policy.Statement{Actions: g.Actions}
			return statement.MatchesAction(action) == policy.Yes
		})
}
