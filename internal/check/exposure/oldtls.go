package exposure

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var oldTLS = check.Rule{
	ID:       "exposure-old-tls",
	Title:    "Connections with TLS below 1.2 are taken",
	Severity: finding.Medium,
	Why: "TLS 1.0 and 1.1 were withdrawn in 2021 for what is known against them; whoever stands between a client and the application can make them use it. " +
		"It is low for a distribution with CloudFront's own certificate, which always takes TLS 1.0 and serves no domain of yours.",
	Remedy:   "Name a policy that begins at TLS 1.2: SecurityPolicy, MinimumProtocolVersion, SslPolicy or TLSSecurityPolicy, with a certificate of your own where it is CloudFront's.",
	Practice: finding.Hardening,
	References: []string{
		"https://www.rfc-editor.org/rfc/rfc8996",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
		"https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html",
	},
	CWE:      []string{"CWE-327", "CWE-757"},
	OWASP:    []string{"A02:2021", "API8:2023"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)"},
	Run:      runOldTLS,
}

// tlsSetting is where a type of resource says which versions of TLS it takes.
type tlsSetting struct {
	path      []string
	what      string // how a message calls the resource
	otherwise string // what is taken where nothing is written
	old       func(policy string) bool
}

// tlsSettings are the types that take TLS below 1.2 where they are told to, or not told otherwise: a listener has
// ELBSecurityPolicy-2016-08 then, an OpenSearch domain Policy-Min-TLS-1-0-2019-07, a custom domain of an API TLS_1_2.
var tlsSettings = map[string]tlsSetting{
	"AWS::ApiGateway::DomainName":           {[]string{"SecurityPolicy"}, "domain", "TLS_1_2", is("TLS_1_0")},
	"AWS::ElasticLoadBalancingV2::Listener": {[]string{"SslPolicy"}, "listener", "ELBSecurityPolicy-2016-08", oldListenerPolicy},
	"AWS::OpenSearchService::Domain":        {[]string{"DomainEndpointOptions", "TLSSecurityPolicy"}, "OpenSearch domain", "Policy-Min-TLS-1-0-2019-07", is("Policy-Min-TLS-1-0-2019-07")},
	"AWS::Elasticsearch::Domain":            {[]string{"DomainEndpointOptions", "TLSSecurityPolicy"}, "Elasticsearch domain", "Policy-Min-TLS-1-0-2019-07", is("Policy-Min-TLS-1-0-2019-07")},
	"AWS::CloudFront::Distribution":         {[]string{"DistributionConfig", "ViewerCertificate", "MinimumProtocolVersion"}, "distribution", "TLSv1", oldDistributionPolicy},
}

func is(policy string) func(string) bool {
	return func(other string) bool { return other == policy }
}

// oldListenerPolicy reports whether a predefined policy of a load balancer takes TLS 1.0 or 1.1: the names of all
// others say which version they begin at.
func oldListenerPolicy(policy string) bool {
	return !slices.ContainsFunc([]string{"TLS-1-2", "TLS13-1-2", "TLS13-1-3", "FS-1-2"}, func(part string) bool { return strings.Contains(policy, part) })
}

func oldDistributionPolicy(policy string) bool {
	return !strings.HasPrefix(policy, "TLSv1.2") && !strings.HasPrefix(policy, "TLSv1.3")
}

func runOldTLS(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		setting, ok := tlsSettings[r.Type]
		if !ok || !speaksTLS(r) {
			continue
		}
		s := p.Resource(r)
		v := r.Properties.Get(setting.path...)
		old, why := check.Settle(v, func(v model.Value) bool {
			policy, known := v.Text()
			if v.IsAbsent() {
				policy, known = setting.otherwise, true
			}
			return known && setting.old(policy)
		})
		name := setting.what + " " + model.LocalName(r.ID)
		ownCertificate, reason := check.Written(r.Properties.Get("DistributionConfig", "ViewerCertificate"))
		given, _ := isTrue(r.Properties.Get("DistributionConfig", "ViewerCertificate", "CloudFrontDefaultCertificate"), false)
		switch {
		case r.Kind == model.KindDistribution && (!ownCertificate && reason == "" || given):
			p.NotMet(s, name+" takes TLS 1.0, as CloudFront's own certificate does", check.Severity(finding.Low), check.Confidence(finding.Firm))
		case why != "":
			p.Unknown(s, "which versions of TLS "+name+" takes", why)
		case old && v.IsAbsent():
			p.NotMet(s, name+" takes TLS 1.0: its policy is "+setting.otherwise+" where none is named", check.Confidence(finding.Firm))
		case old:
			p.NotMet(s, name+" takes TLS below 1.2: its policy is "+v.String(), check.At(v.At))
		default:
			p.Met(s)
		}
	}
}

// speaksTLS reports whether a resource speaks TLS at all; that a listener does not is another rule's matter.
func speaksTLS(r *model.Resource) bool {
	if r.Type != "AWS::ElasticLoadBalancingV2::Listener" {
		return true
	}
	protocol := r.Properties.Get("Protocol").TextOr("")
	return protocol == "HTTPS" || protocol == "TLS"
}
