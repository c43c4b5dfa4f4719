package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// routes adds every way in over HTTP, and a trigger to the function that answers it.
func (b *builder) routes() {
	stages, plans := b.stages(), b.usagePlans()
	var routes []model.Route
	for _, d := range b.declared {
		switch d.Type {
		case "AWS::ApiGateway::RestApi":
			routes = append(routes, b.documentRoutes(d, "rest")...)
		case "AWS::ApiGateway::Method":
			routes = append(routes, b.restMethod(d))
		case "AWS::ApiGatewayV2::Api":
			routes = append(routes, b.httpAPI(d)...)
		case "AWS::ApiGatewayV2::Route":
			routes = append(routes, b.httpRoute(d))
		case "AWS::Lambda::Url":
			routes = append(routes, b.functionURL(d))
		case "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::Listener":
			routes = append(routes, b.balanced(d)...)
		case "AWS::AppSync::GraphQLApi":
			routes = append(routes, graphQL(d))
		}
	}
	if len(routes) > maxRoutes {
		b.room(len(routes), maxRoutes, "routes", routes[maxRoutes].At)
		routes = routes[:maxRoutes]
	}
	for i := range routes {
		r := &routes[i]
		if r.Throttle.Rate.IsAbsent() {
			r.Throttle = weakest(stages[r.API], r)
		}
		if needed, known := r.APIKey.Truth(); known && needed && r.Throttle.Rate.IsAbsent() {
			r.Throttle = plans[r.API]
		}
		b.guardedByNetwork(r)
	}
	b.corsOfREST(routes)
	b.authOfWebSocket(routes)
	for _, r := range routes {
		if i, ok := b.functionAt[r.Function]; ok {
			b.app.Functions[i].Triggers = append(b.app.Functions[i].Triggers, model.Trigger{ID: r.ID, Kind: model.TriggerHTTP, From: r.ID, At: r.At})
		}
	}
	b.app.Routes = routes
}

// authOf is the kind of authorisation that a word of a provider's property means.
func authOf(v model.Value, words map[string]model.AuthKind) (model.AuthKind, string) {
	if v.IsAbsent() {
		return model.AuthNone, ""
	}
	text, known := v.Text()
	if kind, ok := words[strings.ToUpper(text)]; known && ok {
		return kind, ""
	}
	if c, unknown := v.Cause(); unknown {
		kinds := map[model.AuthKind]bool{}
		for _, option := range v.Options() {
			kind, _ := authOf(option, words)
			kinds[kind] = true
		}
		if len(kinds) == 1 { // whichever it is, it is this kind
			for kind := range kinds {
				return kind, ""
			}
		}
		return model.AuthUnknown, c.Reason
	}
	return model.AuthUnknown, "the authorisation type is " + v.String()
}

var authWords = map[string]model.AuthKind{
	"NONE": model.AuthNone, "AWS_IAM": model.AuthIAM, "JWT": model.AuthJWT, "COGNITO_USER_POOLS": model.AuthPool,
	"CUSTOM": model.AuthCustom,
}

func (b *builder) restMethod(d *Declared) model.Route {
	p := d.Properties
	r := model.Route{
		ID: d.ID, At: d.At, Protocol: "rest", Method: strings.ToUpper(p.Get("HttpMethod").TextOr("ANY")), Path: b.restPath(p.Get("ResourceId"), d),
		API: b.id(p.Get("RestApiId"), d), Authorizer: b.id(p.Get("AuthorizerId"), d), APIKey: p.Get("ApiKeyRequired"),
		Target: p.Get("Integration", "Uri"), Validation: p.Get("RequestValidatorId"), Timeout: p.Get("Integration", "TimeoutInMillis"), Conditional: d.Conditional,
		Fixed: isMock(p.Get("Integration", "Type")),
	}
	r.Auth, r.AuthReason = authOf(p.Get("AuthorizationType"), authWords)
	r.Function = b.findFunction(r.Target, d)
	if needed, known := r.APIKey.Truth(); known && needed && r.Auth == model.AuthNone {
		r.Auth = model.AuthAPIKey
	}
	return r
}

// isMock reports whether an integration answers without asking anybody.
func isMock(kind model.Value) bool { return strings.EqualFold(kind.TextOr(""), "MOCK") }

// restPath climbs from an AWS::ApiGateway::Resource to the root.
func (b *builder) restPath(v model.Value, from *Declared) string {
	var segments []string
	for range 32 {
		d := b.index.one(v, from.ID)
		if d == nil || d.Type != "AWS::ApiGateway::Resource" {
			break
		}
		segments = append([]string{d.Properties.Get("PathPart").String()}, segments...)
		v = d.Properties.Get("ParentId")
	}
	return "/" + strings.Join(segments, "/")
}

func (b *builder) httpRoute(d *Declared) model.Route {
	p := d.Properties
	r := model.Route{
		ID: d.ID, At: d.At, Protocol: "http", API: b.id(p.Get("ApiId"), d), Authorizer: b.id(p.Get("AuthorizerId"), d),
		APIKey: p.Get("ApiKeyRequired"), Conditional: d.Conditional,
	}
	if api := b.mine[r.API]; api != nil && strings.EqualFold(api.Properties.Get("ProtocolType").TextOr(""), "WEBSOCKET") {
		r.Protocol = "websocket"
	} else if api != nil {
		r.CORS = httpCORS(api.Properties.Get("CorsConfiguration"))
	}
	key := p.Get("RouteKey").String()
	method, path, ok := strings.Cut(key, " ")
	if !ok {
		method, path = "ANY", key // "$default", "$connect", an action of a web socket
	}
	r.Method, r.Path = strings.ToUpper(method), path
	r.Auth, r.AuthReason = authOf(p.Get("AuthorizationType"), authWords)
	target := p.Get("Target")
	if integration := b.find(target, d); integration != nil && integration.Type == "AWS::ApiGatewayV2::Integration" {
		target = integration.Properties.Get("IntegrationUri")
		r.Function = b.findFunction(target, integration)
		r.Timeout = integration.Properties.Get("TimeoutInMillis")
	}
	r.Target = target
	return r
}

func httpCORS(v model.Value) model.CORS {
	return model.CORS{Origins: v.Get("AllowOrigins"), Methods: v.Get("AllowMethods"), Headers: v.Get("AllowHeaders"), Credentials: v.Get("AllowCredentials")}
}

// httpAPI reads the routes that an HTTP API brings itself: those of its document, or the single one
// of a "quick create".
func (b *builder) httpAPI(d *Declared) []model.Route {
	p := d.Properties
	routes := b.documentRoutes(d, "http")
	for i := range routes {
		if routes[i].CORS.Origins.IsAbsent() {
			routes[i].CORS = httpCORS(p.Get("CorsConfiguration"))
		}
	}
	if target := p.Get("Target"); !target.IsAbsent() {
		method, path, ok := strings.Cut(p.Get("RouteKey").TextOr("$default"), " ")
		if !ok {
			method, path = "ANY", "$default"
		}
		routes = append(routes, model.Route{
			ID: d.ID, At: d.At, Protocol: "http", API: d.ID, Method: strings.ToUpper(method), Path: path, Auth: model.AuthNone,
			Target: target, Function: b.findFunction(target, d), CORS: httpCORS(p.Get("CorsConfiguration")), Conditional: d.Conditional,
		})
	}
	return routes
}

func (b *builder) functionURL(d *Declared) model.Route {
	p := d.Properties
	r := model.Route{
		ID: d.ID, At: d.At, Protocol: "url", Method: "ANY", Path: "/", Target: p.Get("TargetFunctionArn"), Conditional: d.Conditional,
		CORS: model.CORS{Origins: p.Get("Cors", "AllowOrigins"), Methods: p.Get("Cors", "AllowMethods"), Headers: p.Get("Cors", "AllowHeaders"), Credentials: p.Get("Cors", "AllowCredentials")},
	}
	r.Function = b.findFunction(r.Target, d)
	r.API = r.Function
	r.Auth, r.AuthReason = authOf(p.Get("AuthType"), authWords)
	return r
}

var graphQLAuth = map[string]model.AuthKind{
	"API_KEY": model.AuthAPIKey, "AWS_IAM": model.AuthIAM, "AMAZON_COGNITO_USER_POOLS": model.AuthPool,
	"OPENID_CONNECT": model.AuthJWT, "AWS_LAMBDA": model.AuthCustom,
}

func graphQL(d *Declared) model.Route {
	r := model.Route{ID: d.ID, At: d.At, Protocol: "graphql", API: d.ID, Method: "POST", Path: "/graphql", Conditional: d.Conditional}
	r.Auth, r.AuthReason = authOf(d.Properties.Get("AuthenticationType"), graphQLAuth)
	r.Private = d.Properties.Get("Visibility").TextOr("") == "PRIVATE"
	return r
}

// balanced reads the routes of a load balancer that end at a function.
func (b *builder) balanced(d *Declared) []model.Route {
	p := d.Properties
	actions := p.Get("Actions").OneOrMany()
	if d.Type == "AWS::ElasticLoadBalancingV2::Listener" {
		actions = p.Get("DefaultActions").OneOrMany()
	}
	auth := model.AuthNone
	var routes []model.Route
	for _, action := range actions {
		switch kind := action.Get("Type").TextOr(""); {
		case kind == "authenticate-cognito" && !letsIn(action.Get("AuthenticateCognitoConfig")):
			auth = model.AuthPool
		case kind == "authenticate-oidc" && !letsIn(action.Get("AuthenticateOidcConfig")), kind == "jwt-validation":
			auth = model.AuthJWT
		}
		groups := []model.Value{action.Get("TargetGroupArn")}
		for _, g := range action.Get("ForwardConfig", "TargetGroups").OneOrMany() {
			groups = append(groups, g.Get("TargetGroupArn"))
		}
		for _, group := range groups {
			target := b.index.one(group, d.ID)
			if target == nil || target.Type != "AWS::ElasticLoadBalancingV2::TargetGroup" {
				continue
			}
			for _, t := range target.Properties.Get("Targets").OneOrMany() {
				if id := b.findFunction(t.Get("Id"), target); id != "" {
					routes = append(routes, model.Route{ID: d.ID, At: d.At, Protocol: "alb", API: b.balancer(d), Method: "ANY", Path: b.albPath(d), Function: id, Target: t.Get("Id"), Private: b.internal(d), Conditional: d.Conditional})
				}
			}
		}
	}
	for i := range routes {
		routes[i].Auth = auth
	}
	return routes
}

// letsIn reports whether an authentication passes on who does not sign in, too.
func letsIn(config model.Value) bool {
	return config.Get("OnUnauthenticatedRequest").TextOr("") == "allow"
}

func (b *builder) albPath(d *Declared) string {
	for _, c := range d.Properties.Get("Conditions").OneOrMany() {
		if c.Get("Field").TextOr("") == "path-pattern" {
			values := append(c.Get("Values").OneOrMany(), c.Get("PathPatternConfig", "Values").OneOrMany()...)
			if len(values) > 0 {
				return values[0].String()
			}
		}
	}
	return "/*"
}

// balancer is the id of the load balancer of a listener or a listener's rule.
func (b *builder) balancer(d *Declared) string {
	if listener := b.find(d.Properties.Get("ListenerArn"), d); listener != nil {
		d = listener
	}
	return b.id(d.Properties.Get("LoadBalancerArn"), d)
}

func (b *builder) internal(d *Declared) bool {
	lb := b.mine[b.balancer(d)]
	return lb != nil && lb.Properties.Get("Scheme").TextOr("") == "internal"
}
