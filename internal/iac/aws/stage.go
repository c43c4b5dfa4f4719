package aws

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// stage is what the stages of an API set for its routes.
type stage struct {
	all    model.Throttle
	routes map[string]model.Throttle // by "METHOD path" or route key
}

// of is the throttle of a route.
func (s stage) of(r *model.Route) model.Throttle {
	for _, key := range []string{r.Method + " " + r.Path, "* " + r.Path, r.Path} {
		if t, ok := s.routes[key]; ok {
			return t
		}
	}
	return s.all
}

// stages reads what the stages of every API set. An account's default limit, shared by everything in
// a region, is no throttle of a route.
func (b *builder) stages() map[string][]stage {
	out := map[string][]stage{}
	for _, d := range b.declared {
		p := d.Properties
		st := model.Stage{ID: d.ID, At: d.At, Conditional: d.Conditional}
		var s stage
		switch d.Type {
		case "AWS::ApiGateway::Stage":
			s = restStage(p)
			st.API, st.Tracing, st.AccessLog = b.id(p.Get("RestApiId"), d), p.Get("TracingEnabled"), p.Get("AccessLogSetting")
		case "AWS::ApiGateway::Deployment":
			description := p.Get("StageDescription")
			if p.Get("StageName").IsAbsent() || p.Get("StageName").TextOr("") == "Stage" && b.published(d.ID) {
				continue // it only takes a snapshot; a stage of its own publishes it
			}
			if b.isStage(p.Get("StageName"), p.Get("RestApiId")) {
				continue // it changes what a declared stage publishes
			}
			s = restStage(description)
			st.API, st.Tracing, st.AccessLog = b.id(p.Get("RestApiId"), d), description.Get("TracingEnabled"), description.Get("AccessLogSetting")
		case "AWS::ApiGatewayV2::Stage":
			s = httpStage(p)
			st.API, st.AccessLog = b.id(p.Get("ApiId"), d), p.Get("AccessLogSettings")
		default:
			continue
		}
		st.Throttle = s.all
		b.app.Stages = append(b.app.Stages, st)
		if st.API != "" {
			out[st.API] = append(out[st.API], s)
		}
	}
	return out
}

// published reports whether a stage is declared that publishes a deployment. The deployment that SAM
// makes names one more, "Stage", which nobody asked for (SAM Developer Guide, "AWS::Serverless::Api":
// OpenApiVersion).
func (b *builder) published(deployment string) bool {
	return slices.ContainsFunc(b.declared, func(d *Declared) bool {
		return d.Type == "AWS::ApiGateway::Stage" && d.Properties.Get("DeploymentId").Target() == deployment
	})
}

// isStage reports whether a name is that of a declared stage of an API: a reference to it, or the same
// text.
func (b *builder) isStage(name, api model.Value) bool {
	return slices.ContainsFunc(b.declared, func(d *Declared) bool {
		if d.Type != "AWS::ApiGateway::Stage" {
			return false
		}
		if target := name.Target(); target != "" {
			return target == d.ID
		}
		text, known := name.Text()
		return known && text == d.Properties.Get("StageName").TextOr("") && api.Target() != "" && api.Target() == d.Properties.Get("RestApiId").Target()
	})
}

// weakest is the throttle of a route on the stage that limits it least: one that does not.
func weakest(stages []stage, r *model.Route) model.Throttle {
	var out model.Throttle
	for i, s := range stages {
		switch t := s.of(r); {
		case t.Rate.IsAbsent():
			return t
		case i == 0 || t.Rate.IsUnknown():
			out = t
		}
	}
	return out
}

// restStage reads the throttling of a stage of a REST API: its method settings, or those that a
// deployment's description of the stage has for all methods.
func restStage(p model.Value) stage {
	s := stage{routes: map[string]model.Throttle{}}
	s.all = model.Throttle{Rate: p.Get("ThrottlingRateLimit"), Burst: p.Get("ThrottlingBurstLimit")}
	settings := p.Get("MethodSettings")
	if settings.IsUnknown() {
		s.all = model.Throttle{Rate: settings, Burst: settings}
	}
	for _, m := range settings.OneOrMany() {
		t := model.Throttle{Rate: m.Get("ThrottlingRateLimit"), Burst: m.Get("ThrottlingBurstLimit")}
		if t.Rate.IsAbsent() && t.Burst.IsAbsent() {
			continue
		}
		method, path := m.Get("HttpMethod").String(), m.Get("ResourcePath").String()
		if path == "/*" {
			s.all = t
		} else {
			s.routes[method+" "+settingPath(path)] = t
		}
	}
	return s
}

// settingPath is the path that a method setting is for. It begins with a slash and has the slashes of
// the path itself as ~1: /~1orders~1{id} is /orders/{id} (CloudFormation Template Reference,
// "AWS::ApiGateway::Stage MethodSetting").
func settingPath(path string) string {
	if strings.HasPrefix(path, "/~1") {
		path = path[1:]
	}
	return strings.ReplaceAll(path, "~1", "/")
}

func httpStage(p model.Value) stage {
	s := stage{routes: map[string]model.Throttle{}}
	s.all = model.Throttle{Rate: p.Get("DefaultRouteSettings", "ThrottlingRateLimit"), Burst: p.Get("DefaultRouteSettings", "ThrottlingBurstLimit")}
	for _, r := range p.Get("RouteSettings").Fields() {
		t := model.Throttle{Rate: r.Value.Get("ThrottlingRateLimit"), Burst: r.Value.Get("ThrottlingBurstLimit")}
		if !t.Rate.IsAbsent() || !t.Burst.IsAbsent() {
			s.routes[r.Key] = t
		}
	}
	return s
}

// usagePlans are the limits that usage plans set for the callers of each API who have a key.
func (b *builder) usagePlans() map[string]model.Throttle {
	out := map[string]model.Throttle{}
	for _, d := range b.declared {
		if d.Type != "AWS::ApiGateway::UsagePlan" {
			continue
		}
		limits := d.Properties.Get("Throttle")
		if limits.IsAbsent() {
			continue
		}
		for _, stage := range d.Properties.Get("ApiStages").OneOrMany() {
			if api := b.id(stage.Get("ApiId"), d); api != "" {
				out[api] = model.Throttle{Rate: limits.Get("RateLimit"), Burst: limits.Get("BurstLimit")}
			}
		}
	}
	return out
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
