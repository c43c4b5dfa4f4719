package encryption

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var plainOrigin = check.Rule{
	ID:       "encryption-plain-http-origin",
	Title:    "Distribution that fetches over plain HTTP",
	Severity: finding.Medium,
	Why: "The viewer sees a padlock, but between the distribution and the origin everything goes over the internet readable and changeable, credentials and cached pages too. " +
		"It is low for an origin in a private network, for the website endpoint of a bucket, which has no TLS, and where only old versions of TLS are accepted besides.",
	Remedy:   "Set OriginProtocolPolicy to https-only and OriginSSLProtocols to TLSv1.2; in front of a bucket use its REST endpoint with an origin access control.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-customoriginconfig.html",
	},
	CWE:      []string{"CWE-319", "CWE-326"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "HIPAA:164.312(e)(2)(ii)", "GDPR:32(1)(a)"},
	Run:      runPlainOrigin,
}

func runPlainOrigin(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case "AWS::CloudFront::Distribution":
			for _, origin := range r.Properties.Get("DistributionConfig", "Origins").OneOrMany() {
				askOrigin(p, r, origin)
			}
		case "AWS::CloudFront::VpcOrigin":
			s := p.Resource(r)
			config := r.Properties.Get("VpcOriginEndpointConfig")
			answerOrigin(p, s, model.LocalName(r.ID), config, check.Severity(finding.Low), false)
		}
	}
}

// askOrigin asks one origin of a distribution; buckets behind their REST endpoints are reached over
// TLS in any case.
func askOrigin(p *check.Pass, r *model.Resource, origin model.Value) {
	config := origin.Get("CustomOriginConfig")
	if config.IsAbsent() {
		return
	}
	id := origin.Get("Id").String()
	s := p.Resource(r)
	s.Detail = id
	severity := finding.Medium
	if strings.Contains(origin.Get("DomainName").String(), ".s3-website") || isWebsite(origin.Get("DomainName")) {
		severity = finding.Low
	}
	answerOrigin(p, s, id+" of "+model.LocalName(r.ID), config, check.Severity(severity), onlyTLS(r, id))
}

// isWebsite reports whether a domain name is the website endpoint of a declared bucket.
func isWebsite(v model.Value) bool {
	return slices.ContainsFunc(v.Parts(), func(part model.Value) bool {
		ref, _ := part.Ref()
		c, _ := part.Cause() // a part of the address is cut out of it
		return ref.Attribute == "WebsiteURL" || strings.HasSuffix(c.Name, ".WebsiteURL")
	})
}

// answerOrigin answers for one origin. An origin that is reached as the viewer came is reached over TLS
// where no viewer comes otherwise.
func answerOrigin(p *check.Pass, s check.Subject, name string, config model.Value, severity check.Option, viewersUseTLS bool) {
	protocol := config.Get("OriginProtocolPolicy")
	plain, why := check.Settle(protocol, func(v model.Value) bool {
		text := v.TextOr("")
		return text == "http-only" || text == "match-viewer" && !viewersUseTLS
	})
	old, whyOld := check.Settle(config.Get("OriginSSLProtocols"), func(v model.Value) bool {
		return slices.ContainsFunc(v.OneOrMany(), func(version model.Value) bool {
			return slices.Contains([]string{"SSLv3", "TLSv1", "TLSv1.1"}, version.TextOr(""))
		})
	})
	switch {
	case why != "":
		p.Unknown(s, "whether origin "+name+" is reached over TLS", why)
	case plain:
		p.NotMet(s, "origin "+name+" is reached over plain HTTP", check.AtValue(protocol), severity)
	case whyOld != "":
		p.Unknown(s, "which TLS origin "+name+" is reached with", whyOld)
	case old:
		p.NotMet(s, "origin "+name+" may be reached with a TLS older than 1.2", check.At(config.Get("OriginSSLProtocols").At), check.Severity(finding.Low))
	default:
		p.Met(s)
	}
}

// onlyTLS reports whether every viewer whose requests go to an origin comes over TLS.
func onlyTLS(r *model.Resource, origin string) bool {
	config := r.Properties.Get("DistributionConfig")
	for _, behaviour := range append([]model.Value{config.Get("DefaultCacheBehavior")}, config.Get("CacheBehaviors").OneOrMany()...) {
		viewers := behaviour.Get("ViewerProtocolPolicy").TextOr("")
		if behaviour.Get("TargetOriginId").String() == origin && viewers != "https-only" && viewers != "redirect-to-https" {
			return false
		}
	}
	return true
}
