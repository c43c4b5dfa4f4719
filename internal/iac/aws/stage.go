package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// stage is what the stages of an API set for its routes.
type stage struct {
	all    model.Throttle
	routes map[string]model.Throttle // by "METHOD path" or route key
}

// of is the throttle of a route.
func (s stage) of(r *model.Route) model.Throttle {
	for _, key := range []string{r.Method + " " + r.Path, r.Path} {
		if t, ok := s.routes[key]; ok {
			return t
		}
	}
	return s.all
}

// stages reads the throttling of every API: from its stages' settings, else from usage plans. An
// account's default limit, shared by everything in a region, is no throttle of a route.
func (b *builder) stages() map[string]stage {
	out := map[string]stage{}
	at := func(api string) stage {
		if s, ok := out[api]; ok {
			return s
		}
		return stage{routes: map[string]model.Throttle{}}
	}
	for _, d := range b.declared {
		p := d.Properties
		api := b.id(p.Get("RestApiId"), d)
		switch d.Type {
		case "AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment":
			settings := append(p.Get("MethodSettings").OneOrMany(), p.Get("StageDescription", "MethodSettings").OneOrMany()...)
			s := at(api)
			for _, m := range settings {
				t := model.Throttle{Rate: m.Get("ThrottlingRateLimit"), Burst: m.Get("ThrottlingBurstLimit")}
				if t.Rate.IsAbsent() && t.Burst.IsAbsent() {
					continue
				}
				method, path := m.Get("HttpMethod").String(), m.Get("ResourcePath").String()
				if path == "/*" {
					s.all = t
				} else {
					s.routes[method+" "+strings.ReplaceAll(path, "~1", "/")] = t
				}
			}
			out[api] = s
		case "AWS::ApiGatewayV2::Stage":
			api = b.id(p.Get("ApiId"), d)
			s := at(api)
			s.all = model.Throttle{Rate: p.Get("DefaultRouteSettings", "ThrottlingRateLimit"), Burst: p.Get("DefaultRouteSettings", "ThrottlingBurstLimit")}
			for _, r := range p.Get("RouteSettings").Fields() {
				s.routes[r.Key] = model.Throttle{Rate: r.Value.Get("ThrottlingRateLimit"), Burst: r.Value.Get("ThrottlingBurstLimit")}
			}
			out[api] = s
		}
	}
	return out
}

// guardedByNetwork looks at where an API can be reached from: a private endpoint, or a resource
// policy that lets only some networks or callers in.
func (b *builder) guardedByNetwork(r *model.Route) {
	api := b.mine[r.API]
	if api == nil || api.Type != "AWS::ApiGateway::RestApi" {
		return
	}
	kinds := append(api.Properties.Get("EndpointConfiguration", "Types").OneOrMany(), api.Properties.Get("EndpointConfiguration").OneOrMany()...)
	for _, kind := range kinds {
		if kind.TextOr("") == "PRIVATE" {
			r.Private = true
		}
	}
	if document := api.Properties.Get("Policy"); r.Auth == model.AuthNone && !document.IsAbsent() && restricts(document) {
		r.Auth = model.AuthNetwork
	}
}

// restricts reports whether a resource policy lets in less than everybody: no unconditional allow
// for everybody, or a denial for those who are not somewhere.
func restricts(document model.Value) bool {
	parsed, _ := policy.Parse(document)
	open := false
	for _, s := range parsed.Statements {
		anybody := false
		for _, p := range s.Principals {
			text, _ := p.Name.Text()
			anybody = anybody || p.Kind == policy.PrincipalAny || text == "*"
		}
		switch {
		case s.Effect == model.Allow && anybody && len(s.Conditions) == 0:
			open = true
		case s.Effect == model.Deny && anybody && len(s.Conditions) > 0:
			return true
		}
	}
	return !open && len(parsed.Statements) > 0
}

// corsOfREST gives the routes of a REST API the CORS answer of the OPTIONS method of their path.
func (b *builder) corsOfREST(routes []model.Route) {
	cors := map[string]model.CORS{}
	for _, d := range b.declared {
		if d.Type != "AWS::ApiGateway::Method" || d.Properties.Get("HttpMethod").TextOr("") != "OPTIONS" {
			continue
		}
		for _, response := range d.Properties.Get("Integration", "IntegrationResponses").OneOrMany() {
			headers := response.Get("ResponseParameters")
			header := func(name string) model.Value {
				for _, f := range headers.Fields() {
					if strings.EqualFold(f.Key, "method.response.header.Access-Control-Allow-"+name) {
						if text, known := f.Value.Text(); known {
							return model.NewString(strings.Trim(text, "'"), f.Value.At)
						}
						return f.Value
					}
				}
				return model.Value{}
			}
			if origin := header("Origin"); !origin.IsAbsent() {
				cors[b.id(d.Properties.Get("RestApiId"), d)+b.restPath(d.Properties.Get("ResourceId"), d)] = model.CORS{
					Origins: origin, Methods: header("Methods"), Headers: header("Headers"), Credentials: header("Credentials"),
				}
			}
		}
	}
	for i := range routes {
		if c, ok := cors[routes[i].API+routes[i].Path]; ok && routes[i].CORS.Origins.IsAbsent() {
			routes[i].CORS = c
		}
	}
}

// authOfWebSocket gives the routes of a web socket the authorisation of $connect: who is not let in
// there cannot send anything (API Gateway Developer Guide, "Control access to WebSocket APIs").
func (b *builder) authOfWebSocket(routes []model.Route) {
	connect := map[string]model.Route{}
	for _, r := range routes {
		if r.Protocol == "websocket" && r.Path == "$connect" {
			connect[r.API] = r
		}
	}
	for i := range routes {
		if c, ok := connect[routes[i].API]; ok && routes[i].Protocol == "websocket" {
			routes[i].Auth, routes[i].AuthReason, routes[i].Authorizer = c.Auth, c.AuthReason, c.Authorizer
		}
	}
}
