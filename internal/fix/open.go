package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// tlsPolicies are the oldest policies of each type that begin at TLS 1.2 and that clients of the last ten
// years speak.
var tlsPolicies = map[string]setting{
	"AWS::ApiGateway::DomainName":           {path: "SecurityPolicy", value: splice.Text("TLS_1_2")},
	"AWS::ElasticLoadBalancingV2::Listener": {path: "SslPolicy", value: splice.Text("ELBSecurityPolicy-TLS13-1-2-2021-06")},
	"AWS::OpenSearchService::Domain":        {path: "DomainEndpointOptions.TLSSecurityPolicy", value: splice.Text("Policy-Min-TLS-1-2-PFS-2023-10")},
	"AWS::Elasticsearch::Domain":            {path: "DomainEndpointOptions.TLSSecurityPolicy", value: splice.Text("Policy-Min-TLS-1-2-2019-07")},
	"AWS::CloudFront::Distribution":         {path: "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", value: splice.Text("TLSv1.2_2021")},
	"AWS::Serverless::Api":                  {path: "Domain.SecurityPolicy", value: splice.Text("TLS_1_2")},
}

// raiseTLS names a policy that begins at TLS 1.2.
func raiseTLS(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	s, ok := tlsPolicies[w.kind]
	certificate := c.propertyOf("DistributionConfig", "ViewerCertificate")
	own := !certificate.Get("AcmCertificateArn").IsAbsent() || !certificate.Get("IamCertificateId").IsAbsent()
	switch {
	case !ok:
		return Proposal{}, advise("there is no way yet to change this on a resource of type " + w.kind)
	case w.kind == "AWS::CloudFront::Distribution" && !own:
		return Proposal{}, &AdviceError{
			Reason: "CloudFront's own certificate takes what it takes: the distribution needs a domain and a certificate of yours",
			Text:   "Set on " + w.name + " DistributionConfig.Aliases to your domain, and ViewerCertificate to AcmCertificateArn with a certificate in us-east-1, SslSupportMethod: sni-only and MinimumProtocolVersion: TLSv1.2_2021.",
		}
	}
	d := w.draft()
	path := strings.Split(s.path, ".")
	d.set(s.value, append([]string{"Resources", w.name, "Properties"}, path...)...)
	if w.kind == "AWS::Serverless::Api" {
		path = path[1:]
	}
	d.touch(c.Finding.Resource, strings.Join(path, "."))
	d.note("Clients that do not speak TLS 1.2, which is of 2008, are refused from now on.")
	return d.done()
}

// propertyOf is a property of the resource that the finding is about.
func (c *Case) propertyOf(path ...string) model.Value {
	if r, ok := c.App.Resource(c.Finding.Resource); ok {
		return r.Properties.Get(path...)
	}
	return model.Value{}
}

// closeBucket blocks public access to a bucket that only its ACL opens. One that a policy opens, or that is
// a website, is meant to be read: by CloudFront.
func closeBucket(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	meant := !c.propertyOf("WebsiteConfiguration").IsAbsent()
	for i := range c.App.Grants {
		meant = meant || c.App.Grants[i].Resource == c.Finding.Resource && strings.Contains(c.App.Grants[i].Principals.String(), "*")
	}
	if meant {
		return Proposal{}, &AdviceError{
			Reason: "its files are meant to be read by everybody, which would end",
			Text: "Declare an AWS::CloudFront::Distribution with " + w.name + ".RegionalDomainName as its origin and an AWS::CloudFront::OriginAccessControl, allow cloudfront.amazonaws.com s3:GetObject " +
				"in the bucket's policy under the condition AWS:SourceArn of the distribution, then remove WebsiteConfiguration and AccessControl of " + w.name + " and set all four switches of its PublicAccessBlockConfiguration.",
		}
	}
	d := w.draft()
	at := func(keys ...string) []string { return append([]string{"Resources", w.name, "Properties"}, keys...) }
	for _, name := range []string{"RestrictPublicBuckets", "IgnorePublicAcls", "BlockPublicPolicy", "BlockPublicAcls"} {
		path := at("PublicAccessBlockConfiguration", name)
		if on, _ := d.at(path...).Scalar(); on != "true" {
			d.set(splice.Bool(true), path...)
		}
	}
	d.set(splice.Text("Private"), at("AccessControl")...) // a bucket that blocks public ACLs is not made with one
	d.touch(w.id, "PublicAccessBlockConfiguration")
	d.touch(w.id, "AccessControl")
	d.note("Whoever reads the bucket without being allowed to by a policy is refused from now on.")
	return d.done()
}

// offerSecondFactor lets users set up an authenticator app.
func offerSecondFactor(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	if w.kind != "AWS::Cognito::UserPool" {
		return Proposal{}, advise("a resource of type " + w.kind + " makes it")
	}
	d := w.draft()
	properties := []string{"Resources", w.name, "Properties"}
	factors := slices.Concat(properties, []string{"EnabledMfas"})
	if list := d.at(factors...); list == nil || list.Kind == source.List && len(list.Items) == 0 {
		d.set(splice.List(splice.Text("SOFTWARE_TOKEN_MFA")), factors...)
	}
	d.set(splice.Text("OPTIONAL"), append(properties, "MfaConfiguration")...)
	d.touch(w.id, "EnabledMfas")
	d.touch(w.id, "MfaConfiguration")
	d.note("Users may set up an authenticator app; make it ON where everybody has to.")
	return d.done()
}
