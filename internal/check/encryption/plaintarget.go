package encryption

import (
	"net/netip"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plainTarget = check.Rule{
	ID:       "encryption-plain-http-target",
	Title:    "Data that is sent on over plain HTTP",
	Severity: finding.Medium,
	Why: "What the application passes on, tokens and personal data included, can be read and changed by anybody on the way to the address. " +
		"It is low where the address is in a private network.",
	Remedy:   "Give an address that begins with https:// and let the other side serve it with a certificate.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html",
		"https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
		"https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html",
	},
	CWE:      []string{"CWE-319"},
	OWASP:    []string{"A02:2021", "API8:2023", "API10:2023"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "HIPAA:164.312(e)(2)(ii)", "GDPR:32(1)(a)"},
	Run:      runPlainTarget,
}

// addresses are the properties that hold an address outside the provider's services, by type.
var addresses = map[string][]string{
	"AWS::AppSync::DataSource":    {"HttpConfig", "Endpoint"},
	"AWS::Events::ApiDestination": {"InvocationEndpoint"},
	"AWS::Events::Connection":     {"AuthParameters", "OAuthParameters", "AuthorizationEndpoint"},
	"AWS::SNS::Subscription":      {"Endpoint"},
}

func runPlainTarget(p *check.Pass) {
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		linked := false
		if method, ok := p.App.Resource(r.ID); ok {
			linked = method.Properties.Get("Integration", "ConnectionType").TextOr("") == "VPC_LINK"
		}
		askAddress(p, check.Route(r), r.Method+" "+r.Path+" of "+model.LocalName(r.API)+" is passed on", r.Target, linked)
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		name := model.LocalName(r.ID)
		if path := addresses[r.Type]; path != nil {
			if protocol := r.Properties.Get("Protocol"); r.Type == "AWS::SNS::Subscription" {
				askSubscription(p, p.Resource(r), name, protocol, r.Properties.Get(path...))
				continue
			}
			askAddress(p, p.Resource(r), "data of "+name+" is sent", r.Properties.Get(path...), false)
		}
		if r.Kind != model.KindTopic {
			continue
		}
		for _, subscription := range r.Properties.Get("Subscription").OneOrMany() {
			s := p.Resource(r)
			s.Detail = subscription.Get("Endpoint").String()
			askSubscription(p, s, "topic "+name, subscription.Get("Protocol"), subscription.Get("Endpoint"))
		}
	}
}

// askAddress answers for an address that begins with a scheme. What is no address of the web, a
// function or a service, is no subject.
func askAddress(p *check.Pass, s check.Subject, message string, v model.Value, private bool) {
	if begins(v, "https://") {
		p.Met(s)
		return
	}
	plain, why := check.Settle(v, func(v model.Value) bool { return begins(v, "http://") })
	switch {
	case why != "" && len(v.Options()) > 0:
		p.Unknown(s, "whether "+message+" over plain HTTP", why)
	case plain && why == "":
		p.NotMet(s, message+" over plain HTTP", check.AtValue(v), severityOf(v, private))
	}
}

// askSubscription answers for a subscription of a topic: the protocol says whether TLS is used.
func askSubscription(p *check.Pass, s check.Subject, name string, protocol, endpoint model.Value) {
	plain, why := check.Settle(protocol, func(v model.Value) bool { return v.TextOr("") == "http" })
	switch {
	case why != "":
		p.Unknown(s, "whether messages of "+name+" are sent over plain HTTP", why)
	case plain:
		p.NotMet(s, "messages of "+name+" are sent over plain HTTP", check.AtValue(protocol), severityOf(endpoint, false))
	case protocol.TextOr("") == "https":
		p.Met(s)
	}
}

// begins reports whether a text with or without holes begins with a scheme.
func begins(v model.Value, scheme string) bool {
	parts := v.Parts()
	if len(parts) == 0 {
		return false
	}
	text, _ := parts[0].Text()
	return len(text) >= len(scheme) && strings.EqualFold(text[:len(scheme)], scheme)
}

// severityOf is lower for an address that cannot be one of the internet.
func severityOf(v model.Value, private bool) check.Option {
	host := v.String()
	if _, after, found := strings.Cut(host, "://"); found {
		host = after
	}
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, ":")
	address, err := netip.ParseAddr(host)
	inside := err == nil && (address.IsPrivate() || address.IsLoopback() || address.IsLinkLocalUnicast())
	for _, suffix := range []string{".internal", ".local", ".lan", ".test", "localhost"} {
		inside = inside || strings.HasSuffix(host, suffix)
	}
	if inside || private {
		return check.Severity(finding.Low)
	}
	return check.Severity(finding.Medium)
}
