package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// domainKind is what differs between the custom domains of the kinds of API.
type domainKind struct {
	v2        bool
	createdBy string // of the tag; "" for none
	stage     string // logical id
}

// domain makes the custom domain of a REST API, what maps it to the API, and its record.
func (a *restAPI) domain() *node {
	return a.customDomain(domainKind{stage: a.stage})
}

// customDomain makes a custom domain. The result is what is written, with parameters put in.
func (r *resource) customDomain(k domainKind) *node {
	written := r.props.Get("Domain")
	if isNull(written) {
		return nil
	}
	if !isMap(written) {
		r.fail(written, "Domain should be a map, not %s", written.Name())
		return nil
	}
	d := r.t.resolve(written)
	name, certificate := d.Get("DomainName"), d.Get("CertificateArn")
	if isNull(name) || isNull(certificate) {
		r.fail(written, "Domain needs DomainName and CertificateArn")
		return nil
	}
	endpoint := d.Get("EndpointConfiguration")
	kind := stringOf(endpoint)
	if isNull(endpoint) {
		kind = "REGIONAL"
		if !k.v2 {
			kind = "EDGE"
		}
		endpoint = text(written, kind)
	}
	allowed := map[string]bool{"REGIONAL": true, "EDGE": !k.v2, "PRIVATE": !k.v2}
	if !allowed[kind] {
		r.fail(endpoint, "EndpointConfiguration of Domain is REGIONAL%s", map[bool]string{true: "", false: ", EDGE or PRIVATE"}[k.v2])
		return nil
	}
	tls, ok := r.mutualTLS(d)
	if !ok {
		return nil
	}
	private := kind == "PRIVATE"
	prefix := "ApiGatewayDomainName"
	if k.v2 || private {
		prefix += "V2"
	}
	id := prefix + hashOf(r.t.weighed(name))
	switch {
	case k.v2:
		r.domainV2(id, d, tls, k)
	case private:
		r.domainPrivate(id, d)
	default:
		r.domainV1(id, d, kind, tls)
	}
	property := "DomainName"
	if private {
		property = "DomainNameV2"
	}
	r.property(property, id)
	r.mappings(id, d, k, private)
	r.records(id, d, kind)
	return d
}

// mutualTLS reads the settings of clients' certificates.
func (r *resource) mutualTLS(d *node) (*node, bool) {
	written := d.Get("MutualTlsAuthentication")
	if isNull(written) {
		return nil, true
	}
	if !isMap(written) || written.Get("TruststoreUri") == nil && written.Get("TruststoreVersion") == nil && len(written.Keys) == 0 {
		r.fail(written, "MutualTlsAuthentication of Domain should be a map with TruststoreUri and TruststoreVersion")
		return nil, false
	}
	out := object(written)
	for _, k := range written.Keys {
		switch k.Text {
		case "TruststoreUri", "TruststoreVersion":
			if v := written.Get(k.Text); !isEmpty(v) {
				set(out, k.Text, v)
			}
		default:
			r.fail(k, "MutualTlsAuthentication of Domain has TruststoreUri and TruststoreVersion, but no %s", k.Text)
			return nil, false
		}
	}
	return out, true
}

func (r *resource) emitDomain(id, kind string, props *node) {
	if r.t.generated[id] {
		set(r.t.resources, id, nil) // another API has the same domain: it is the same resource
		return
	}
	r.emit(id, kind, props, r.passed())
}

func (r *resource) domainV1(id string, d *node, kind string, tls *node) {
	props := object(d, "DomainName", d.Get("DomainName"), "EndpointConfiguration", object(d, "Types", list(d, kind)))
	certificate := "RegionalCertificateArn"
	if kind == "EDGE" {
		certificate = "CertificateArn"
	}
	set(props, certificate, d.Get("CertificateArn"))
	if ip := d.Get("IpAddressType"); !isNull(ip) {
		set(props.Get("EndpointConfiguration"), "IpAddressType", ip)
	}
	for _, name := range []string{"SecurityPolicy", "EndpointAccessMode", "OwnershipVerificationCertificateArn"} {
		copyProperty(props, name, d.Get(name))
	}
	if tls != nil {
		set(props, "MutualTlsAuthentication", tls)
	}
	r.emitDomain(id, "AWS::ApiGateway::DomainName", props)
}

func (r *resource) domainPrivate(id string, d *node) {
	props := object(d, "DomainName", d.Get("DomainName"), "CertificateArn", d.Get("CertificateArn"),
		"EndpointConfiguration", object(d, "Types", list(d, "PRIVATE")))
	if ip := d.Get("IpAddressType"); !isNull(ip) {
		set(props.Get("EndpointConfiguration"), "IpAddressType", ip)
	}
	for _, name := range []string{"SecurityPolicy", "EndpointAccessMode", "Policy"} {
		copyProperty(props, name, d.Get(name))
	}
	r.emitDomain(id, "AWS::ApiGateway::DomainNameV2", props)
}

func (r *resource) domainV2(id string, d, tls *node, k domainKind) {
	config := object(d, "CertificateArn", d.Get("CertificateArn"), "EndpointType", "REGIONAL")
	copyProperty(config, "EndpointType", d.Get("EndpointConfiguration"))
	for _, name := range []string{"OwnershipVerificationCertificateArn", "SecurityPolicy", "IpAddressType"} {
		copyProperty(config, name, d.Get(name))
	}
	props := object(d, "DomainName", d.Get("DomainName"), "DomainNameConfigurations", list(d, config))
	if tls != nil {
		set(props, "MutualTlsAuthentication", tls)
	}
	set(props, "Tags", r.tagMap(k.createdBy))
	r.emitDomain(id, "AWS::ApiGatewayV2::DomainName", props)
}

// tagMap is the tags as a map, with the one that says who made the API.
func (r *resource) tagMap(created string) *node {
	tags := made(r.at, source.Map)
	each(r.props.Get("Tags"), func(key string, v *node) { set(tags, key, v) })
	set(tags, created, text(r.at, "SAM"))
	return tags
}

// mappings join the domain and the API, under each base path.
func (r *resource) mappings(domain string, d *node, k domainKind, private bool) {
	written := d.Get("BasePath")
	if isEmpty(written) {
		r.mapping(r.id, domain, nil, d, k, private)
		return
	}
	for _, p := range asList(written) {
		if !isString(p) {
			r.fail(p, "BasePath of Domain should hold texts, not %s", p.Name())
			return
		}
		path := p.Text
		if path == "/" {
			key := (*node)(nil)
			if private {
				key = text(p, "")
			}
			r.mapping(r.id, domain, key, d, k, private)
			continue
		}
		if normalise := d.Get("NormalizeBasePath"); isNull(normalise) || isTrue(normalise) {
			path = strings.Trim(path, "/")
			path = keepRunes(path, "_-/")
		} else {
			path = strings.TrimPrefix(path, "/")
		}
		r.mapping(r.id+keepRunes(path, ""), domain, text(p, path), d, k, private)
	}
}

// keepRunes keeps letters, digits and the extra runes.
func keepRunes(s, extra string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.ContainsRune(extra, c) {
			return c
		}
		return -1
	}, s)
}

func (r *resource) mapping(id, domain string, key, d *node, k domainKind, private bool) {
	if k.v2 {
		props := object(d, "DomainName", ref(d, domain), "ApiId", ref(d, r.id), "Stage", ref(d, k.stage), "ApiMappingKey", key)
		r.emit(id+"ApiMapping", "AWS::ApiGatewayV2::ApiMapping", props, r.passed())
		return
	}
	props := object(d, "RestApiId", ref(d, r.id), "Stage", ref(d, k.stage), "BasePath", key)
	if private {
		set(props, "DomainNameArn", ref(d, domain))
		r.emit(id+"BasePathMapping", "AWS::ApiGateway::BasePathMappingV2", props, r.passed())
		return
	}
	set(props, "DomainName", ref(d, domain))
	r.emit(id+"BasePathMapping", "AWS::ApiGateway::BasePathMapping", props, r.passed())
}

// edgeZone is the hosted zone of all CloudFront distributions.
const edgeZone = "Z2FDTNDATAQYW2"

// records makes the records of the domain in its hosted zone, which domains share.
func (r *resource) records(domain string, d *node, kind string) {
	route := d.Get("Route53")
	if isNull(route) {
		return
	}
	if !isMap(route) {
		r.fail(route, "Domain.Route53 should be a map, not %s", route.Name())
		return
	}
	zone, property := route.Get("HostedZoneId"), "HostedZoneId"
	if isNull(zone) {
		zone, property = route.Get("HostedZoneName"), "HostedZoneName"
	}
	if isNull(zone) {
		r.fail(route, "Domain.Route53 needs HostedZoneId or HostedZoneName")
		return
	}
	separate := route.Get("SeparateRecordSetGroup")
	if !isNull(separate) && separate.Kind != source.Bool {
		r.fail(separate, "Domain.Route53.SeparateRecordSetGroup should be a boolean, not %s", separate.Name())
		return
	}
	records := r.recordSets(domain, d, route, kind)
	id := "RecordSetGroup" + hashOf(r.t.weighed(zone))
	if isTrue(separate) {
		id = "RecordSetGroup" + hashOf(r.t.weighed(list(route, zone, d.Get("DomainName"))))
	} else if group := r.t.recordSets[id]; group != nil {
		group.Items = append(group.Items, records.Items...)
		return
	}
	r.t.recordSets[id] = records
	r.emit(id, "AWS::Route53::RecordSetGroup", object(route, property, zone, "RecordSets", records), r.passed())
}

func (r *resource) recordSets(domain string, d, route *node, kind string) *node {
	target := object(route)
	switch kind {
	case "PRIVATE":
		copyProperty(target, "DNSName", route.Get("VpcEndpointDomainName"))
		copyProperty(target, "HostedZoneId", route.Get("VpcEndpointHostedZoneId"))
	case "REGIONAL":
		set(target, "HostedZoneId", getAtt(route, domain, "RegionalHostedZoneId"))
		set(target, "DNSName", getAtt(route, domain, "RegionalDomainName"))
	default:
		set(target, "HostedZoneId", text(route, edgeZone))
		set(target, "DNSName", getAtt(route, domain, "DistributionDomainName"))
		copyProperty(target, "DNSName", route.Get("DistributionDomainName"))
	}
	copyProperty(target, "EvaluateTargetHealth", route.Get("EvaluateTargetHealth"))
	record := object(route, "Name", d.Get("DomainName"), "Type", "A", "AliasTarget", target)
	copyProperty(record, "Region", route.Get("Region"))
	copyProperty(record, "SetIdentifier", route.Get("SetIdentifier"))
	records := list(route, record)
	if isTrue(route.Get("IpV6")) {
		v6 := r.t.copied(record)
		set(v6, "Type", text(route, "AAAA"))
		records.Items = append(records.Items, v6)
	}
	return records
}
