package encryption

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plainListener = check.Rule{
	ID:       "encryption-plain-http-listener",
	Title:    "Load balancer or distribution that serves plain HTTP",
	Severity: finding.Medium,
	Why: "Requests and answers, tokens and sessions in them, can be read and changed by anybody on the way. " +
		"It is low for a load balancer that only answers inside a private network.",
	Remedy:   "Listen with HTTPS and a certificate and answer on port 80 with a redirect to HTTPS alone; for a distribution set ViewerProtocolPolicy to redirect-to-https or https-only.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
	},
	CWE:      []string{"CWE-319"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "HIPAA:164.312(e)(2)(ii)", "GDPR:32(1)(a)"},
	Run:      runPlainListener,
}

func runPlainListener(p *check.Pass) {
	for i := range p.App.Resources {
		switch r := &p.App.Resources[i]; r.Type {
		case "AWS::ElasticLoadBalancingV2::Listener":
			askListener(p, r)
		case "AWS::ElasticLoadBalancing::LoadBalancer":
			askClassicBalancer(p, r)
		case "AWS::CloudFront::Distribution":
			askBehaviours(p, r)
		}
	}
}

// askListener asks a listener of an application load balancer: one that only redirects, or says that
// there is nothing here, serves nothing.
func askListener(p *check.Pass, r *model.Resource) {
	protocol := r.Properties.Get("Protocol")
	plain, why := check.Settle(protocol, isHTTP)
	if !plain && why == "" {
		if secure, _ := check.Settle(protocol, func(v model.Value) bool { return v.TextOr("") == "HTTPS" }); secure {
			p.Met(p.Resource(r))
		}
		return // TCP and the like: what is in it is not the balancer's business
	}
	s, name := p.Resource(r), model.LocalName(r.ID)
	at, forwards, whyActions := forwarding(p, r)
	switch {
	case !forwards && whyActions == "":
		p.Met(s)
	case cmp.Or(why, whyActions) != "":
		p.Unknown(s, "whether listener "+name+" serves plain HTTP", cmp.Or(why, whyActions))
	default:
		balancer, _ := p.App.Resource(r.Properties.Get("LoadBalancerArn").Target())
		p.NotMet(s, "listener "+name+" serves plain HTTP", check.At(at), balancerSeverity(balancer))
	}
}

func isHTTP(v model.Value) bool { return strings.EqualFold(v.TextOr(""), "HTTP") }

// forwarding reports whether an action of a listener, or of a rule of it, passes requests on.
func forwarding(p *check.Pass, r *model.Resource) (at model.Location, forwards bool, why string) {
	actions := slices.Clone(r.Properties.Get("DefaultActions").OneOrMany())
	for i := range p.App.Resources {
		rule := &p.App.Resources[i]
		if rule.Type == "AWS::ElasticLoadBalancingV2::ListenerRule" && rule.Properties.Get("ListenerArn").Target() == r.ID {
			actions = append(actions, rule.Properties.Get("Actions").OneOrMany()...)
		}
	}
	for _, action := range actions {
		serves, reason := check.Settle(action, passesOn)
		why = cmp.Or(why, reason)
		if serves && reason == "" {
			return action.At, true, ""
		}
	}
	return at, why != "", why
}

// passesOn reports whether an action serves something: a redirect does where it leads to plain HTTP,
// an answer that is fixed says the same to everybody.
func passesOn(action model.Value) bool {
	switch action.Get("Type").TextOr("") {
	case "redirect":
		return isHTTP(action.Get("RedirectConfig", "Protocol"))
	case "fixed-response":
		return false
	}
	return true
}

// balancerSeverity is lower where a load balancer only answers inside a private network.
func balancerSeverity(balancer *model.Resource) check.Option {
	if balancer != nil && balancer.Properties.Get("Scheme").TextOr("") == "internal" {
		return check.Severity(finding.Low)
	}
	return check.Severity(finding.Medium)
}

// askClassicBalancer asks a load balancer of the older kind, which brings its listeners.
func askClassicBalancer(p *check.Pass, r *model.Resource) {
	s, name, why := p.Resource(r), model.LocalName(r.ID), ""
	for _, listener := range r.Properties.Get("Listeners").OneOrMany() {
		protocol := listener.Get("Protocol")
		plain, reason := check.Settle(protocol, isHTTP)
		if why = cmp.Or(why, reason); plain && reason == "" {
			p.NotMet(s, "load balancer "+name+" serves plain HTTP", check.AtValue(protocol), balancerSeverity(r))
			return
		}
	}
	if why != "" {
		p.Unknown(s, "whether load balancer "+name+" serves plain HTTP", why)
		return
	}
	p.Met(s)
}

// askBehaviours asks a distribution how it answers for each path.
func askBehaviours(p *check.Pass, r *model.Resource) {
	s, name, why := p.Resource(r), model.LocalName(r.ID), ""
	config := r.Properties.Get("DistributionConfig")
	for _, behaviour := range append([]model.Value{config.Get("DefaultCacheBehavior")}, config.Get("CacheBehaviors").OneOrMany()...) {
		viewers := behaviour.Get("ViewerProtocolPolicy")
		plain, reason := check.Settle(viewers, func(v model.Value) bool { return v.TextOr("") == "allow-all" })
		if why = cmp.Or(why, reason); plain && reason == "" {
			of := ""
			if pattern := behaviour.Get("PathPattern").TextOr(""); pattern != "" {
				of = " for " + pattern
			}
			p.NotMet(s, "distribution "+name+" serves plain HTTP"+of, check.AtValue(viewers))
			return
		}
	}
	if why != "" {
		p.Unknown(s, "whether distribution "+name+" serves plain HTTP", why)
		return
	}
	p.Met(s)
}
