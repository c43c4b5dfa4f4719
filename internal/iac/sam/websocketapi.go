package sam

import (
	"strings"
)

const socketCreatedBy = "websocketapi:createdBy"

// webSocketAPI expands AWS::Serverless::WebSocketApi: the API, its stage, and for each route an
// integration, a route and a permission.
func (t *transformer) webSocketAPI(r *resource) {
	p := r.props
	for name, s := range map[string]shape{
		"Routes": aMap, "Auth": aMap, "Tags": aMap, "AccessLogSettings": aMap, "DefaultRouteSettings": aMap,
		"RouteSettings": aMap, "StageVariables": aMap,
	} {
		if !r.want(p.Get(name), name, s) {
			return
		}
	}
	for _, name := range []string{"Routes", "RouteSelectionExpression"} {
		if isEmpty(p.Get(name)) {
			r.fail(r.at, "the property %s is missing", name)
			return
		}
	}
	stageName := p.Get("StageName")
	stage := r.id + stringOf(stageName) + "Stage"
	if isNull(stageName) {
		stageName, stage = text(r.at, "default"), r.id+"DefaultStage"
	}
	tags := r.tagMap(socketCreatedBy)
	api := object(r.at, "Name", r.id, "ProtocolType", "WEBSOCKET", "Tags", tags)
	for _, name := range []string{
		"Name", "ApiKeySelectionExpression", "Description", "DisableExecuteApiEndpoint", "DisableSchemaValidation",
		"IpAddressType", "RouteSelectionExpression",
	} {
		copyProperty(api, name, p.Get(name))
	}
	auth, ok := r.socketAuth()
	if !ok {
		return
	}
	r.customDomain(domainKind{v2: true, createdBy: socketCreatedBy, stage: stage})
	r.emit(r.id, "AWS::ApiGatewayV2::Api", api, r.own())
	each(p.Get("Routes"), func(key string, route *node) { r.socketRoute(key, route, stageName, auth) })
	props := object(r.at, "ApiId", ref(r.at, r.id), "StageName", stageName, "AutoDeploy", true, "Tags", tags)
	for _, name := range []string{"AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables"} {
		copyProperty(props, name, p.Get(name))
	}
	if p := r.props.Get("PropagateTags"); !isNull(p) && !isTrue(p) {
		set(props, "Tags", object(r.at, socketCreatedBy, "SAM"))
	}
	attributes := r.passed()
	each(p.Get("RouteSettings"), func(key string, _ *node) {
		if p.Get("Routes").Get(key) != nil {
			waitFor(attributes, r.id+routeID(key)+"Route")
		}
	})
	r.emit(stage, "AWS::ApiGatewayV2::Stage", props, attributes)
	r.property("Stage", stage)
}

// socketAuthorizer is who may connect.
type socketAuthorizer struct {
	kind       *node // AuthorizationType of $connect
	authorizer *node
}

func (r *resource) socketAuth() (socketAuthorizer, bool) {
	config := r.props.Get("Auth")
	if isNull(config) {
		return socketAuthorizer{}, true
	}
	if r.props.Get("Routes").Get("$connect") == nil {
		r.fail(config, "Auth needs a route $connect")
		return socketAuthorizer{}, false
	}
	kind, arn := config.Get("AuthType"), config.Get("AuthArn")
	extra := len(config.Keys) > 1
	switch stringOf(kind) {
	case "NONE", "AWS_IAM":
		if extra {
			r.fail(config, "Auth of type %s has no further settings", stringOf(kind))
			return socketAuthorizer{}, false
		}
		return socketAuthorizer{kind: kind}, true
	case "CUSTOM":
	default:
		r.fail(config, "AuthType is NONE, AWS_IAM or CUSTOM")
		return socketAuthorizer{}, false
	}
	if isNull(arn) {
		r.fail(config, "Auth of type CUSTOM needs AuthArn")
		return socketAuthorizer{}, false
	}
	id := r.id + "ConnectAuthorizer"
	name := text(config, id)
	if n := config.Get("Name"); !isNull(n) {
		name = n
	}
	props := object(config, "ApiId", ref(config, r.id), "AuthorizerType", "REQUEST", "Name", name, "AuthorizerUri", socketURI(config, "AuthArn", arn))
	copyProperty(props, "IdentitySource", config.Get("IdentitySource"))
	if role := config.Get("InvokeRole"); !isNull(role) && stringOf(role) != noAuthorizer {
		set(props, "AuthorizerCredentialsArn", role)
		r.emit(id, "AWS::ApiGatewayV2::Authorizer", props, r.passed())
		return socketAuthorizer{kind: kind, authorizer: ref(config, id)}, true
	}
	r.emit(id, "AWS::ApiGatewayV2::Authorizer", props, r.passed())
	r.emit(id+"Permission", "AWS::Lambda::Permission", object(config, "Action", "lambda:InvokeFunction", "FunctionName", arn,
		"Principal", "apigateway.amazonaws.com", "SourceArn", sub(config,
			"arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${"+r.id+".ApiId}/authorizers/*")), r.passed())
	return socketAuthorizer{kind: kind, authorizer: ref(config, id)}, true
}

func socketURI(at *node, name string, arn *node) *node {
	return subWith(at, "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${"+name+"}/invocations", name, arn)
}

// socketRoute makes one route.
func (r *resource) socketRoute(key string, route, stage *node, auth socketAuthorizer) {
	if !isMap(route) || isNull(route.Get("FunctionArn")) {
		r.fail(route, "the route %s should be a map with FunctionArn", key)
		return
	}
	arn := route.Get("FunctionArn")
	name := routeID(key)
	integration := object(route, "ApiId", ref(route, r.id), "IntegrationType", "AWS_PROXY", "IntegrationUri", socketURI(route, "FunctionArn", arn))
	copyProperty(integration, "TimeoutInMillis", route.Get("IntegrationTimeout"))
	r.emit(r.id+name+"Integration", "AWS::ApiGatewayV2::Integration", integration, r.passed())
	props := object(route, "ApiId", ref(route, r.id), "RouteKey", key,
		"Target", object(route, fnJoin, list(route, "/", list(route, "integrations", ref(route, r.id+name+"Integration")))))
	for _, property := range []string{
		"ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels", "RequestParameters", "RouteResponseSelectionExpression",
	} {
		copyProperty(props, property, route.Get(property))
	}
	if key == "$connect" && auth.kind != nil {
		set(props, "AuthorizationType", auth.kind)
		copyProperty(props, "AuthorizerId", auth.authorizer)
	}
	r.emit(r.id+name+"Route", "AWS::ApiGatewayV2::Route", props, r.passed())
	where := "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${" + r.id + ".ApiId}/"
	source := sub(route, where+stringOf(stage)+"/"+key)
	if !isString(stage) {
		source = subWith(route, where+"${__Stage__}/"+key, "__Stage__", stage)
	}
	r.emit(r.id+name+"Permission", "AWS::Lambda::Permission", object(route, "Action", "lambda:InvokeFunction", "FunctionName", arn,
		"Principal", "apigateway.amazonaws.com", "SourceArn", source), r.passed())
}

// routeID is a route as a part of a logical id: $connect is Connect.
func routeID(key string) string {
	switch key {
	case "$connect", "$disconnect", "$default":
		return strings.ToUpper(key[1:2]) + key[2:]
	}
	return keepRunes(key, "")
}
