package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var defaultEndpoint = check.Rule{
	ID:       "exposure-default-endpoint",
	Title:    "API can be called past what stands in front of it",
	Severity: finding.Low,
	Why: "The API answers at its execute-api address too, so callers go around the firewall, the cache and the limits of its distribution or domain. " +
		"It is medium where the domain asks for client certificates: the other address does not.",
	Remedy:   "Set DisableExecuteApiEndpoint and let the distribution use the custom domain, or have an authorizer check a secret header that only the distribution adds.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
	},
	CWE:      []string{"CWE-288"},
	OWASP:    []string{"API8:2023"},
	Controls: []string{"PCI-DSS-4.0.1:1.4.1", "PCI-DSS-4.0.1:6.4.2"},
	Run:      runDefaultEndpoint,
}

func runDefaultEndpoint(p *check.Pass) {
	for i := range p.App.Resources {
		api := &p.App.Resources[i]
		if api.Type != "AWS::ApiGateway::RestApi" && api.Type != "AWS::ApiGatewayV2::Api" || isPrivate(api) {
			continue
		}
		domain := domainOf(p, api.ID)
		before := inFront(p, func(r *model.Route) bool { return r.API == api.ID })
		if domain == nil && len(before.distributions) == 0 {
			continue
		}
		s := check.Subject{ID: api.ID, At: api.At, Functions: answering(p, api.ID)}
		name := model.LocalName(api.ID)
		off, why := endpointOff(api)
		switch {
		case off:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether "+name+" answers at its execute-api address", why)
		case domain != nil && !domain.Properties.Get("MutualTlsAuthentication").IsAbsent():
			p.NotMet(s, name+" asks for client certificates at "+shown(domain.Properties.Get("DomainName"), "its domain")+", and for none at its execute-api address", check.Severity(finding.Medium), check.Because(domain.At, "the domain that asks for certificates"))
		case len(before.distributions) > 0 && known(before.distributions):
			p.Met(s)
		case len(before.distributions) > 0:
			d := before.distributions[0]
			p.NotMet(s, name+" can be called past distribution "+model.LocalName(d.ID)+", at its execute-api address", check.Because(d.At, "the distribution in front of it"))
		default:
			p.NotMet(s, name+" can be called past its domain, at its execute-api address", check.Because(domain.At, "its domain"))
		}
	}
}

// known reports whether an API can tell the requests of the distributions in front of it: they add a header, which
// an authorizer or the function can ask for (or an API key, which the API asks for itself).
func known(distributions []*model.Resource) bool {
	for _, d := range distributions {
		adds := false
		for _, origin := range d.Properties.Get("DistributionConfig", "Origins").OneOrMany() {
			adds = adds || len(origin.Get("OriginCustomHeaders").OneOrMany()) > 0
		}
		if !adds {
			return false
		}
	}
	return true
}

// domainOf is the custom domain that an API is mapped to: the mapping itself where the domain is not declared.
func domainOf(p *check.Pass, api string) *model.Resource {
	for i := range p.App.Resources {
		mapping := &p.App.Resources[i]
		property := ""
		switch mapping.Type {
		case "AWS::ApiGateway::BasePathMapping", "AWS::ApiGateway::BasePathMappingV2":
			property = "RestApiId"
		case "AWS::ApiGatewayV2::ApiMapping":
			property = "ApiId"
		default:
			continue
		}
		if mapping.Properties.Get(property).Target() != api {
			continue
		}
		for _, name := range []string{"DomainName", "DomainNameArn"} {
			if domain, ok := p.App.Resource(mapping.Properties.Get(name).Target()); ok {
				return domain
			}
		}
		return mapping
	}
	return nil
}

// endpointOff reports whether an API does not answer at its execute-api address: a property of it, or an
// extension of its OpenAPI document.
func endpointOff(api *model.Resource) (off bool, why string) {
	const extension = "x-amazon-apigateway-endpoint-configuration"
	places := []model.Value{
		api.Properties.Get("DisableExecuteApiEndpoint"),
		api.Properties.Get("Body", extension, "disableExecuteApiEndpoint"),
	}
	for _, server := range api.Properties.Get("Body", "servers").OneOrMany() {
		places = append(places, server.Get(extension, "disableExecuteApiEndpoint"))
	}
	for _, v := range places {
		on, reason := isTrue(v, false)
		if on {
			return true, ""
		}
		if reason != "" {
			why = reason
		}
	}
	return false, why
}
