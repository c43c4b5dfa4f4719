package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

const noAuthorizer = "NONE"

// credentials are what API Gateway invokes a function with: the caller's own where the method is
// signed, unless InvokeRole says otherwise.
func (a *restAPI) credentials(method *node) *node {
	authorizer := method.Get("Authorizer")
	signed := stringOf(authorizer) == "AWS_IAM" || isNull(authorizer) && stringOf(a.auth.Get("DefaultAuthorizer")) == "AWS_IAM"
	if !signed {
		return nil
	}
	role := a.auth.Get("InvokeRole")
	at := a.at
	if own := method.Get("InvokeRole"); own != nil {
		role, at = own, own
	}
	switch {
	case stringOf(role) == noAuthorizer:
		return nil
	case role == nil || stringOf(role) == "CALLER_CREDENTIALS":
		return text(at, "arn:"+a.t.opts.Partition+":iam::*:user/*")
	case isNull(role):
		return nil
	}
	return role
}

// methodAuth reads Auth of an event.
func (a *restAPI) methodAuth(e *event, r apiRoute, def *node) {
	auth := e.get("Auth")
	if isNull(auth) {
		return
	}
	if !isMap(auth) {
		e.fail(auth, "the property Auth should be a map, not %s", auth.Name())
		return
	}
	authorizer := auth.Get("Authorizer")
	if !isNull(authorizer) && a.checkAuthorizer(e, r, authorizer) {
		name := stringOf(authorizer)
		scopes := auth.Get("AuthorizationScopes")
		if isNull(scopes) {
			scopes = a.scopes(name)
		}
		if name == noAuthorizer || name == "AWS_IAM" || scopes == nil {
			scopes = list(auth)
		}
		if isTrue(auth.Get("OverrideApiAuth")) {
			remove(def, "security")
		}
		addSecurity(def, name, scopes)
		if name == "AWS_IAM" {
			a.signed(auth)
		}
	}
	if key := auth.Get("ApiKeyRequired"); !isNull(key) {
		switch {
		case isTrue(key):
			addSecurity(def, "api_key", list(auth))
			a.keyDefinition(auth)
		case a.auth.Get("ApiKeyRequired") == nil:
			e.fail(key, "ApiKeyRequired is false for the method %s of the path %s, but the API does not ask for a key", strings.ToLower(r.method), r.path)
		default:
			addSecurity(def, "api_key_false", list(auth))
		}
	}
	if isTrue(auth.Get("OverrideApiAuth")) && isNull(authorizer) && auth.Get("ApiKeyRequired") == nil && auth.Get("ResourcePolicy") == nil {
		e.fail(auth, "OverrideApiAuth needs one of Authorizer, ApiKeyRequired and ResourcePolicy")
	}
	if p := auth.Get("ResourcePolicy"); !isNull(p) {
		a.policies = append(a.policies, routePolicy{policy: p, path: r.path, method: r.method})
	}
}

// checkAuthorizer refuses an authorizer that the API does not have.
func (a *restAPI) checkAuthorizer(e *event, r apiRoute, authorizer *node) bool {
	name := stringOf(authorizer)
	authorizers := a.auth.Get("Authorizers")
	switch {
	case name == "":
		e.fail(authorizer, "the authorizer of the method %s of the path %s should be a text", strings.ToLower(r.method), r.path)
	case name == "AWS_IAM":
		return true
	case name == noAuthorizer && isNull(a.auth.Get("DefaultAuthorizer")) && !a.ownSecurity():
		e.fail(authorizer, "the authorizer NONE of the method %s of the path %s needs an API with a DefaultAuthorizer", strings.ToLower(r.method), r.path)
	case name == noAuthorizer:
		return true
	case isNull(authorizers):
		e.fail(authorizer, "the authorizer %s of the method %s of the path %s: the API has no Authorizers", name, strings.ToLower(r.method), r.path)
	case authorizers.Get(name) == nil:
		e.fail(authorizer, "the authorizer %s of the method %s of the path %s is not among the Authorizers of the API", name, strings.ToLower(r.method), r.path)
	default:
		return true
	}
	return false
}

func (a *restAPI) ownSecurity() bool { return false }

func (a *restAPI) scopes(name string) *node {
	scopes := path(a.auth, "Authorizers", name).Get("AuthorizationScopes")
	if isNull(scopes) {
		return nil
	}
	return a.t.copied(scopes)
}

func (a *restAPI) signed(at *node) {
	a.doc.addShared("securityDefinitions", "AWS_IAM", object(at, "type", "apiKey", "name", "Authorization", "in", "header",
		"x-amazon-apigateway-authtype", "awsSigv4"))
}

func (a *restAPI) keyDefinition(at *node) {
	a.doc.addShared("securityDefinitions", "api_key", object(at, "type", "apiKey", "name", "x-api-key", "in", "header"))
}

// addAuth completes the description with the authorizers and what holds by default.
func (a *restAPI) addAuth() {
	auth := a.auth
	if isNull(auth) {
		a.resourcePolicy()
		return
	}
	if !isMap(auth) {
		a.fail(auth, "Auth should be a map, not %s", auth.Name())
		return
	}
	if !a.hasBody() {
		a.fail(auth, "Auth works only with a description in DefinitionBody")
		return
	}
	if !a.doc.valid() {
		a.fail(a.doc.body, "Auth cannot be added: DefinitionBody is no valid description of an API")
		return
	}
	authorizers := auth.Get("Authorizers")
	if !isNull(authorizers) && (!isMap(authorizers) || isIntrinsic(authorizers)) {
		a.fail(authorizers, "Auth.Authorizers should be a map, not %s", authorizers.Name())
		return
	}
	each(authorizers, func(name string, v *node) {
		if def := a.authorizer(name, v); def != nil {
			a.doc.addShared("securityDefinitions", name, def)
			a.authorizerPermission(name, v)
		}
	})
	a.addDefaultAuthorizer(authorizers)
	if isTrue(auth.Get("ApiKeyRequired")) {
		a.keyDefinition(auth)
		a.requireKey()
	}
	a.resourcePolicy()
	a.usagePlan()
}

// addDefaultAuthorizer adds the default authorizer to all methods that have none.
func (a *restAPI) addDefaultAuthorizer(authorizers *node) {
	written := a.auth.Get("DefaultAuthorizer")
	if isNull(written) {
		return
	}
	name := stringOf(written)
	if name == "" {
		a.fail(written, "DefaultAuthorizer should be a text, not %s", written.Name())
		return
	}
	if name != "AWS_IAM" && authorizers.Get(name) == nil {
		a.fail(written, "the DefaultAuthorizer %s is not among the Authorizers", name)
		return
	}
	preflight := a.auth.Get("AddDefaultAuthorizerToCorsPreflight")
	if name == "AWS_IAM" {
		a.signed(written)
	}
	for _, m := range a.doc.methods() {
		if m.name == "options" && preflight != nil && !isTrue(preflight) || m.def.Get(integrationKey) == nil {
			continue
		}
		if a.isAuthorized(m.def, authorizers) {
			continue
		}
		scopes := a.scopes(name)
		if scopes == nil {
			scopes = list(written)
		}
		addSecurity(m.def, name, scopes)
	}
}

// isAuthorized reports whether a method names an authorizer itself.
func (a *restAPI) isAuthorized(def, authorizers *node) bool {
	for _, s := range asList(def.Get("security")) {
		if !isMap(s) {
			continue
		}
		for _, k := range s.Keys {
			if k.Text == noAuthorizer || k.Text == "AWS_IAM" || authorizers.Get(k.Text) != nil {
				return true
			}
		}
		if len(s.Keys) == 0 {
			return true
		}
	}
	return false
}

// requireKey asks for a key on all methods that do not refuse it.
func (a *restAPI) requireKey() {
	preflight := a.auth.Get("AddApiKeyRequiredToCorsPreflight")
	for _, m := range a.doc.methods() {
		if m.name == "options" && preflight != nil && !isTrue(preflight) || m.def.Get(integrationKey) == nil {
			continue
		}
		security := m.def.Get("security")
		refused, asked := false, false
		for _, s := range asList(security) {
			refused = refused || s.Get("api_key_false") != nil
			asked = asked || s.Get("api_key") != nil
		}
		switch {
		case refused:
			security.Items = slices.DeleteFunc(security.Items, func(s *node) bool { return s.Get("api_key_false") != nil })
		case !asked:
			addSecurity(m.def, "api_key", list(m.def))
		}
	}
}

// authorizerPermission lets API Gateway invoke the function of an authorizer.
func (a *restAPI) authorizerPermission(name string, v *node) {
	arn := v.Get("FunctionArn")
	if isNull(arn) || isTrue(v.Get("DisableFunctionDefaultPermissions")) {
		return
	}
	props := object(v, "Action", "lambda:InvokeFunction", "FunctionName", arn, "Principal", "apigateway.amazonaws.com",
		"SourceArn", subWith(v, a.t.arn("execute-api")+"${__ApiId__}/authorizers/*", "__ApiId__", ref(v, a.id)))
	a.emit(a.id+name+"AuthorizerPermission", "AWS::Lambda::Permission", props, a.passed())
}

// authorizer is the definition of an authorizer.
func (a *restAPI) authorizer(name string, v *node) *node {
	if !isMap(v) {
		a.fail(v, "the authorizer %s should be a map, not %s", name, v.Name())
		return nil
	}
	identity := v.Get("Identity")
	if !isNull(identity) && !isMap(identity) {
		a.fail(identity, "Auth.Authorizers.%s.Identity should be a map, not %s", name, identity.Name())
		return nil
	}
	pool, arn := v.Get("UserPoolArn"), v.Get("FunctionArn")
	payload := v.Get("FunctionPayloadType")
	switch {
	case !isNull(pool):
		return a.cognito(v, pool, identity)
	case !isNull(payload) && !slices.Contains([]string{"TOKEN", "REQUEST"}, stringOf(payload)):
		a.fail(payload, "the FunctionPayloadType of the authorizer %s is TOKEN or REQUEST", name)
		return nil
	}
	extension := object(v)
	if !isNull(arn) {
		set(extension, "authorizerUri", subWith(arn, "arn:"+a.t.opts.Partition+
			":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations", "__FunctionArn__", arn))
	}
	if role := v.Get("FunctionInvokeRole"); !isNull(role) && stringOf(role) != noAuthorizer {
		set(extension, "authorizerCredentials", role)
	}
	copyProperty(extension, "authorizerResultTtlInSeconds", identity.Get("ReauthorizeEvery"))
	header := identity.Get("Header")
	if isNull(header) {
		header = text(v, "Authorization")
	}
	if stringOf(payload) == "REQUEST" {
		set(extension, "type", text(v, "request"))
		header = text(v, "Unused")
		if !a.identitySource(name, v, identity, extension) {
			return nil
		}
	} else {
		set(extension, "type", text(v, "token"))
		copyProperty(extension, "identityValidationExpression", identity.Get("ValidationExpression"))
	}
	return object(v, "type", "apiKey", "name", header, "in", "header",
		"x-amazon-apigateway-authtype", "custom", "x-amazon-apigateway-authorizer", extension)
}

func (a *restAPI) cognito(v, pool, identity *node) *node {
	arns := pool
	if !isList(pool) {
		arns = list(pool, pool)
	}
	extension := object(v, "type", "cognito_user_pools", "providerARNs", arns)
	copyProperty(extension, "identityValidationExpression", identity.Get("ValidationExpression"))
	copyProperty(extension, "authorizerResultTtlInSeconds", identity.Get("ReauthorizeEvery"))
	header := identity.Get("Header")
	if isNull(header) {
		header = text(v, "Authorization")
	}
	return object(v, "type", "apiKey", "name", header, "in", "header",
		"x-amazon-apigateway-authtype", "cognito_user_pools", "x-amazon-apigateway-authorizer", extension)
}

// identitySource says by which parts of a request a caller is known.
func (a *restAPI) identitySource(name string, v, identity, extension *node) bool {
	var parts []string
	for _, kind := range []struct{ property, prefix string }{
		{"Headers", "method.request.header."},
		{"QueryStrings", "method.request.querystring."},
		{"StageVariables", "stageVariables."},
		{"Context", "context."},
	} {
		values := identity.Get(kind.property)
		if isNull(values) {
			continue
		}
		if !isList(values) {
			a.fail(values, "Auth.Authorizers.%s.Identity.%s should be a list, not %s", name, kind.property, values.Name())
			return false
		}
		for _, s := range values.Items {
			if s.Kind != source.String {
				a.fail(s, "Auth.Authorizers.%s.Identity.%s should hold texts, not %s", name, kind.property, s.Name())
				return false
			}
			parts = append(parts, kind.prefix+s.Text)
		}
	}
	every := identity.Get("ReauthorizeEvery")
	ttl, _ := every.Scalar()
	if len(parts) == 0 && ttl != "0" {
		a.fail(v, "the authorizer %s with FunctionPayloadType REQUEST needs an Identity with Headers, QueryStrings, StageVariables or Context", name)
		return false
	}
	if len(parts) > 0 {
		set(extension, "identitySource", text(identity, strings.Join(parts, ", ")))
	}
	return true
}
