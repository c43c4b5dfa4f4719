package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// proposeTLSListener has what serves plain HTTP send callers to HTTPS.
func proposeTLSListener(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	switch w.kind {
	case "AWS::CloudFront::Distribution":
		return c.redirectViewers(w)
	case "AWS::ElasticLoadBalancingV2::Listener":
		return c.redirectListener(w)
	}
	return Proposal{}, advise("it needs a certificate, and which one is not known")
}

// redirectViewers has a distribution redirect viewers, for every path for which it serves plain HTTP.
func (c *Case) redirectViewers(w *written) (Proposal, error) {
	ch := c.change()
	for _, behaviour := range mapsWith(w.property("DistributionConfig"), "ViewerProtocolPolicy") {
		if policy := behaviour.Get("ViewerProtocolPolicy"); policy.Text != "allow-all" {
			continue
		}
		if err := ch.setAt(w, behaviour, "ViewerProtocolPolicy", splice.Text("redirect-to-https"), "DistributionConfig"); err != nil {
			return Proposal{}, err
		}
	}
	if len(ch.proposal.Edits) == 0 {
		return Proposal{}, advise("what viewers may use is not written as it counts")
	}
	return ch.done()
}

// redirect is what a listener does that serves nothing itself.
var redirect = splice.List(splice.Map(
	field("Type", splice.Text("redirect")),
	field("RedirectConfig", splice.Map(field("Protocol", splice.Text("HTTPS")), field("Port", splice.Text("443")), field("StatusCode", splice.Text("HTTP_301")))),
))

// redirectListener has a listener redirect where its load balancer listens with a certificate beside it.
func (c *Case) redirectListener(w *written) (Proposal, error) {
	listener, _ := c.App.Resource(w.id)
	var balancer string
	if listener != nil {
		balancer = listener.Properties.Get("LoadBalancerArn").Target()
	}
	secure := false
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		if r.Type != w.kind || balancer == "" || r.Properties.Get("LoadBalancerArn").Target() != balancer {
			continue
		}
		port, _ := r.Properties.Get("Port").Int()
		secure = secure || r.Properties.Get("Protocol").TextOr("") == "HTTPS" && port == 443
	}
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		if r.Type == "AWS::ElasticLoadBalancingV2::ListenerRule" && r.Properties.Get("ListenerArn").Target() == w.id {
			return Proposal{}, w.advise("the rules of the listener pass requests on: "+model.LocalName(r.ID)+" belongs to a listener with HTTPS", properties(field("DefaultActions", redirect)))
		}
	}
	if !secure {
		return Proposal{}, w.advise("its load balancer has no listener with HTTPS on port 443: declare one with a certificate, with what this one does, and let this one redirect",
			properties(field("DefaultActions", redirect)))
	}
	ch := c.change()
	if err := ch.set(w, "DefaultActions", redirect); err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// proposeTLSOrigin has a distribution fetch over TLS 1.2 from the origin of the finding.
func proposeTLSOrigin(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	var origins []*source.Node
	if w.kind == "AWS::CloudFront::VpcOrigin" {
		origins = []*source.Node{w.property("VpcOriginEndpointConfig")}
	}
	for _, origin := range mapsWith(w.property("DistributionConfig"), "CustomOriginConfig") {
		if id, _ := origin.Get("Id").Scalar(); id != c.Finding.Detail {
			continue
		}
		if domain := origin.Get("DomainName"); domain != nil && isWebsite(domain) {
			return Proposal{}, advise("the website endpoint of a bucket has no TLS: use its REST endpoint with an origin access control")
		}
		origins = append(origins, origin.Get("CustomOriginConfig"))
	}
	mark := "DistributionConfig"
	if w.kind == "AWS::CloudFront::VpcOrigin" {
		mark = "VpcOriginEndpointConfig"
	}
	tls := splice.List(splice.Text("TLSv1.2"))
	for _, config := range origins {
		if protocol := config.Get("OriginProtocolPolicy"); protocol == nil || protocol.Text != "https-only" {
			if err := ch.setAt(w, config, "OriginProtocolPolicy", splice.Text("https-only"), mark); err != nil {
				return Proposal{}, err
			}
		}
		if versions := config.Get("OriginSSLProtocols"); versions != nil && !tls.Is(versions) {
			if err := ch.setAt(w, config, "OriginSSLProtocols", tls, mark); err != nil {
				return Proposal{}, err
			}
		}
	}
	if len(ch.proposal.Edits) == 0 {
		return Proposal{}, advise("the origin is not written where the distribution is")
	}
	ch.note("The origin must answer on HTTPS with a certificate for its name, or requests fail.")
	return ch.done()
}

// isWebsite reports whether a domain name is written as the website endpoint of a bucket.
func isWebsite(domain *source.Node) bool {
	text := string(domain.File.Data[domain.Start:domain.End])
	return strings.Contains(text, "s3-website") || strings.Contains(text, "WebsiteURL")
}
