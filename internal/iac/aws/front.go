package aws

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// maxOrigins is how many origins of a distribution are read; CloudFront takes 100.
const maxOrigins = 200

// fronts connects what stands in front of the application to what is behind it: distributions to their
// origins, firewalls to what they are associated with.
func (b *builder) fronts() {
	for _, d := range b.declared {
		switch d.Type {
		case "AWS::CloudFront::Distribution":
			b.app.Edges = append(b.app.Edges, model.Edge{From: model.Internet, To: d.ID, Kind: model.EdgeInvokes, Via: d.ID, At: d.At})
			for i, origin := range d.Properties.Get("DistributionConfig", "Origins").OneOrMany() {
				if i < maxOrigins {
					b.origin(d, origin.Get("DomainName"))
				}
			}
			if acl := b.find(d.Properties.Get("DistributionConfig", "WebACLId"), d); acl != nil {
				b.app.Edges = append(b.app.Edges, model.Edge{From: acl.ID, To: d.ID, Kind: model.EdgeGuards, Via: d.ID, At: d.Properties.Get("DistributionConfig", "WebACLId").At})
			}
		case "AWS::WAFv2::WebACLAssociation", "AWS::WAFRegional::WebACLAssociation":
			b.association(d)
		}
	}
}

// origin connects a distribution to an origin: to the routes of an API, to a function's URL, to a bucket.
func (b *builder) origin(d *Declared, domain model.Value) {
	for _, id := range b.hosts(domain, d) {
		target := b.mine[id]
		if target.Type == "AWS::S3::Bucket" {
			b.app.Edges = append(b.app.Edges, model.Edge{From: d.ID, To: id, Kind: model.EdgeReads, Via: d.ID, At: domain.At})
			continue
		}
		found := false
		for _, r := range b.app.Routes {
			if (r.API == id || r.ID == id) && b.room(len(b.app.Edges), maxEdges, "connections", d.At) {
				found = true
				b.app.Edges = append(b.app.Edges, model.Edge{From: d.ID, To: r.ID, Kind: model.EdgeInvokes, Via: d.ID, At: domain.At})
			}
		}
		if !found && kindOf(target.Type) == model.KindAPI {
			b.app.Edges = append(b.app.Edges, model.Edge{From: d.ID, To: id, Kind: model.EdgeInvokes, Via: d.ID, At: domain.At})
		}
	}
}

// hosts are the ids of the elements that answer under a domain name: the one whose attribute it is, or the
// APIs that a custom domain of that name is mapped to.
func (b *builder) hosts(domain model.Value, from *Declared) []string {
	d := b.index.referenced(domain)
	if c, unknown := domain.Cause(); unknown && d == nil {
		// Only the host is taken of a URL that the deployment sets ("Fn::Select" of "Fn::Split").
		name, _, _ := strings.Cut(c.Name, ".")
		d = b.mine[strings.TrimSuffix(from.ID, model.LocalName(from.ID))+name]
	}
	switch {
	case d != nil && b.mine[d.ID] == nil:
		return nil
	case d != nil && !strings.HasSuffix(d.Type, "::DomainName"):
		return []string{d.ID}
	}
	var ids []string
	for _, mapping := range b.declared {
		var api model.Value
		switch mapping.Type {
		case "AWS::ApiGateway::BasePathMapping":
			api = mapping.Properties.Get("RestApiId")
		case "AWS::ApiGatewayV2::ApiMapping":
			api = mapping.Properties.Get("ApiId")
		default:
			continue
		}
		id := b.id(api, mapping)
		if id != "" && !slices.Contains(ids, id) && b.isDomain(mapping.Properties.Get("DomainName"), mapping, domain, d) {
			ids = append(ids, id)
		}
	}
	return ids
}

// isDomain reports whether a mapping is for a domain: that which is declared, or that of the same name.
func (b *builder) isDomain(mapped model.Value, mapping *Declared, domain model.Value, declared *Declared) bool {
	target := b.find(mapped, mapping)
	if declared != nil {
		return target == declared || target == nil && sameName(mapped, declared.Properties.Get("DomainName"))
	}
	if target != nil {
		mapped = target.Properties.Get("DomainName")
	}
	return sameName(mapped, domain)
}

// association connects a firewall to what it is associated with. The ARN of a stage of an API holds the
// API's id and the stage's name: arn:aws:apigateway:REGION::/restapis/ID/stages/NAME (AWS WAF API
// Reference, "AssociateWebACL").
func (b *builder) association(d *Declared) {
	resource := d.Properties.Get("ResourceArn")
	firewall := b.id(d.Properties.Get("WebACLArn"), d)
	if firewall == "" {
		firewall = d.ID
	}
	guard := func(id string) {
		b.app.Edges = append(b.app.Edges, model.Edge{From: firewall, To: id, Kind: model.EdgeGuards, Via: d.ID, At: d.At})
	}
	api := ""
	for _, part := range resource.Parts() {
		target := b.mine[part.Target()]
		switch {
		case target == nil:
		case target.Type == "AWS::ApiGateway::Stage":
			guard(target.ID)
			return
		case target.Type == "AWS::ApiGateway::RestApi":
			api = target.ID
		default:
			guard(target.ID)
			return
		}
	}
	if api == "" {
		if target := b.find(resource, d); target != nil {
			guard(target.ID)
		}
		return
	}
	_, name, _ := strings.Cut(resource.String(), "/stages/")
	for _, stage := range b.app.Stages {
		if declared := b.mine[stage.ID]; stage.API == api && declared.Properties.Get("StageName").String() == name {
			guard(stage.ID)
			return
		}
	}
	guard(api)
}
