package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// addAuth puts the authorizers and the default authorizer into the description.
func (a *httpAPI) addAuth() {
	auth := a.auth
	if isNull(auth) {
		return
	}
	authorizers := auth.Get("Authorizers")
	if !isNull(authorizers) && (!isMap(authorizers) || isIntrinsic(authorizers)) {
		a.fail(authorizers, "Auth.Authorizers should be a map, not %s", authorizers.Name())
		return
	}
	schemes := func() *node { return child(child(a.doc.body, "components"), "securitySchemes") }
	if isTrue(auth.Get("EnableIamAuthorizer")) {
		set(schemes(), "AWS_IAM", object(auth, "type", "apiKey", "name", "Authorization", "in", "header", "x-amazon-apigateway-authtype", "awsSigv4"))
	}
	each(authorizers, func(name string, v *node) {
		if def := a.authorizer(name, v); def != nil {
			set(schemes(), name, def)
		}
	})
	written := auth.Get("DefaultAuthorizer")
	if isNull(written) {
		return
	}
	name := stringOf(written)
	switch {
	case isIntrinsic(written) || name == "":
		a.fail(written, "DefaultAuthorizer should be a text, not %s", written.Name())
		return
	case name == "AWS_IAM" && isTrue(auth.Get("EnableIamAuthorizer")):
	case authorizers.Get(name) == nil:
		a.fail(written, "the DefaultAuthorizer %s is not among the Authorizers", name)
		return
	}
	for _, m := range a.doc.methods() {
		if m.name == "options" || len(m.def.Keys) == 0 || m.def.Get("security") != nil || m.def.Get(integrationKey) == nil && !a.managed {
			continue
		}
		addSecurity(m.def, name, a.scopesOf(name, written))
	}
}

func (a *httpAPI) scopesOf(name string, at *node) *node {
	if scopes := path(a.auth, "Authorizers", name).Get("AuthorizationScopes"); !isNull(scopes) {
		return a.t.copied(scopes)
	}
	return list(at)
}

// authorizer is the definition of an authorizer: a token's issuer, or a function.
func (a *httpAPI) authorizer(name string, v *node) *node {
	if !isMap(v) {
		a.fail(v, "the authorizer %s should be a map, not %s", name, v.Name())
		return nil
	}
	if scopes := v.Get("AuthorizationScopes"); !isNull(scopes) && !isList(scopes) {
		a.fail(scopes, "AuthorizationScopes of the authorizer %s should be a list, not %s", name, scopes.Name())
		return nil
	}
	if v.Get("JwtConfiguration") != nil || v.Get("OpenIdConnectUrl") != nil {
		return a.jwt(name, v)
	}
	arn, version := v.Get("FunctionArn"), v.Get("AuthorizerPayloadFormatVersion")
	permissions := v.Get("EnableFunctionDefaultPermissions")
	switch {
	case isNull(arn):
		a.fail(v, "the authorizer %s needs FunctionArn or JwtConfiguration", name)
		return nil
	case isNull(version):
		a.fail(v, "the authorizer %s needs AuthorizerPayloadFormatVersion", name)
		return nil
	case !isNull(permissions) && permissions.Kind != source.Bool:
		a.fail(permissions, "Authorizers.%s.EnableFunctionDefaultPermissions should be a boolean, not %s", name, permissions.Name())
		return nil
	}
	extension := object(v, "type", "request", "authorizerUri", subWith(arn, "arn:"+a.t.opts.Partition+
		":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations", "__FunctionArn__", arn),
		"authorizerPayloadFormatVersion", version)
	if role := v.Get("FunctionInvokeRole"); !isNull(role) && stringOf(role) != noAuthorizer {
		set(extension, "authorizerCredentials", role)
	}
	if simple := v.Get("EnableSimpleResponses"); !isEmpty(simple) {
		set(extension, "enableSimpleResponses", simple)
	}
	if !a.identity(name, v.Get("Identity"), extension) {
		return nil
	}
	if isTrue(permissions) {
		a.authorizerPermission(name, v, arn)
	}
	return object(v, "type", "apiKey", "name", "Unused", "in", "header", "x-amazon-apigateway-authorizer", extension)
}

func (a *httpAPI) jwt(name string, v *node) *node {
	for _, property := range []string{"FunctionArn", "FunctionInvokeRole", "EnableFunctionDefaultPermissions"} {
		if w := v.Get(property); w != nil {
			a.fail(w, "%s of the authorizer %s is only for authorizers that are functions", property, name)
			return nil
		}
	}
	kind := "oauth2"
	extension := object(v, "type", "jwt")
	config := v.Get("JwtConfiguration")
	if isMap(config) {
		lower := object(config)
		each(config, func(key string, w *node) {
			set(lower, strings.ToLower(key[:min(1, len(key))])+key[min(1, len(key)):], w)
		})
		config = lower
	}
	copyProperty(extension, "jwtConfiguration", config)
	copyProperty(extension, "identitySource", v.Get("IdentitySource"))
	def := object(v, "type", kind, "x-amazon-apigateway-authorizer", extension)
	if url := v.Get("OpenIdConnectUrl"); url != nil {
		set(def, "type", text(v, "openIdConnect"))
		set(extension, "openIdConnectUrl", url)
	}
	return def
}

// identity says by which parts of a request a caller is known.
func (a *httpAPI) identity(name string, identity, extension *node) bool {
	if isNull(identity) {
		return true
	}
	if !isMap(identity) {
		a.fail(identity, "Auth.Authorizers.%s.Identity should be a map, not %s", name, identity.Name())
		return false
	}
	sources := made(identity, source.List)
	for _, kind := range []struct{ property, prefix string }{
		{"Headers", "$request.header."},
		{"QueryStrings", "$request.querystring."},
		{"StageVariables", "$stageVariables."},
		{"Context", "$context."},
	} {
		values := identity.Get(kind.property)
		if !isNull(values) && !isList(values) {
			a.fail(values, "Auth.Authorizers.%s.Identity.%s should be a list, not %s", name, kind.property, values.Name())
			return false
		}
		for _, s := range asList(values) {
			sources.Items = append(sources.Items, text(s, kind.prefix+stringOf(s)))
		}
	}
	if len(sources.Items) > 0 {
		set(extension, "identitySource", sources)
	}
	copyProperty(extension, "authorizerResultTtlInSeconds", identity.Get("ReauthorizeEvery"))
	return true
}

// authorizerPermission lets the API invoke the function of an authorizer.
func (a *httpAPI) authorizerPermission(name string, v, arn *node) {
	props := object(v, "Action", "lambda:InvokeFunction", "FunctionName", arn, "Principal", "apigateway.amazonaws.com",
		"SourceArn", subWith(v, a.t.arn("execute-api")+"${__ApiId__}/authorizers/*", "__ApiId__", ref(v, a.id)))
	a.emit(a.id+name+"AuthorizerPermission", "AWS::Lambda::Permission", props, a.passed())
}
