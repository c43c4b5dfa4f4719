package sam

import (
	"strings"
)

const defaultPath = "$default"

// httpAPIEvent lets an HTTP API invoke the function, and puts the route into its description.
func (f *function) httpAPIEvent(e *event) {
	where, how, id := e.get("Path"), e.get("Method"), e.get("ApiId")
	switch {
	case isNull(where) && isNull(how):
		where, how = text(e.body, defaultPath), text(e.body, anyMethod)
	case !isString(where):
		e.fail(where, "the property Path should be a text")
		return
	case !isString(how):
		e.fail(how, "the property Method should be a text")
		return
	}
	name := refTo(id)
	if isString(id) {
		name = id.Text
	}
	api := f.t.httpAPIs[name]
	if name == "" {
		e.fail(id, "the property ApiId should be a text or a reference to an API")
		return
	}
	if settings := e.get("RouteSettings"); !isNull(settings) && api != nil {
		key := strings.ToUpper(how.Text) + " " + where.Text
		if where.Text == defaultPath {
			key = defaultPath
		}
		if condition := stringOf(f.node.Get("Condition")); condition != "" {
			settings = ifElse(settings, condition, settings, noValue(settings))
		}
		set(api.routeSettings, key, settings)
	}
	if !f.integrateHTTP(e, api, where.Text, how.Text) {
		return
	}
	route := strings.ToUpper(how.Text)
	if normalMethod(how.Text) == anyMethod {
		route = "*"
	}
	path := pathParameter.ReplaceAllString(where.Text, "*")
	switch {
	case where.Text == defaultPath:
		route, path = "*", ""
	case where.Text == "/"+defaultPath:
		route, path = "", defaultPath
	case f.answersAll(e, id):
		return // the permission of the default route covers it
	}
	f.permission(e, e.logical+"Permission", "apigateway.amazonaws.com", "SourceArn", subWith(e.body,
		"arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/"+route+path, "__ApiId__", id, "__Stage__", "*"))
}

// answersAll reports whether another event makes the function answer all that an API gets.
func (f *function) answersAll(e *event, id *node) bool {
	found := false
	f.t.look(keys(f.props.Get("Events")), e.body)
	each(f.props.Get("Events"), func(name string, other *node) {
		props := other.Get("Properties")
		found = found || name != e.name && stringOf(other.Get("Type")) == "HttpApi" &&
			stringOf(props.Get("Path")) == defaultPath && equal(props.Get("ApiId"), id)
	})
	return found
}

// integrateHTTP puts the integration into the description. It reports whether the function is what
// the route invokes.
func (f *function) integrateHTTP(e *event, api *httpAPI, path, how string) bool {
	if api == nil || !api.doc.valid() {
		return true
	}
	path = defaultRoute(api.props, path)
	if api.doc.hasIntegration(path, how) {
		for _, def := range api.doc.find(path, how) {
			copyProperty(def.Get(integrationKey), "timeoutInMillis", e.get("TimeoutInMillis"))
		}
		return false
	}
	condition := stringOf(f.node.Get("Condition"))
	name := f.id + ".Arn"
	if f.alias != "" {
		name = f.alias
	}
	uri := sub(e.body, "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${"+name+"}/invocations")
	if condition != "" {
		uri = ifElse(e.body, condition, uri, noValue(e.body))
	}
	integration := object(e.body, "type", "aws_proxy", "httpMethod", "POST", "uri", uri, "payloadFormatVersion", "2.0")
	copyProperty(integration, "payloadFormatVersion", e.get("PayloadFormatVersion"))
	copyProperty(integration, "timeoutInMillis", e.get("TimeoutInMillis"))
	if len(api.doc.find(path, how)) == 0 {
		api.doc.add(path, how, object(e.body), condition)
	}
	for _, def := range api.doc.find(path, how) {
		set(def, integrationKey, integration)
		if def.Get("responses") == nil {
			set(def, "responses", object(e.body))
		}
		if strings.HasSuffix(path, defaultPath) {
			set(def, "isDefaultRoute", boolean(e.body, true))
		}
		api.pathParameters(e, path, def)
		api.methodAuth(e, path, how, def)
	}
	return true
}

// defaultRoute is the path of the default route: it has a slash where warnings fail the import.
func defaultRoute(props *node, path string) string {
	if path == defaultPath && stringOf(props.Get("StageName")) == defaultPath && !isNull(props.Get("FailOnWarnings")) {
		return "/" + path
	}
	return path
}

// pathParameters declares the parameters of a path.
func (a *httpAPI) pathParameters(e *event, path string, def *node) {
	for _, match := range pathParameter.FindAllStringSubmatch(path, -1) {
		name := match[1]
		found := false
		a.t.look(len(asList(def.Get("parameters"))), e.body)
		for _, p := range asList(def.Get("parameters")) {
			if isMap(p) && stringOf(p.Get("name")) == name {
				found = true
				set(p, "required", boolean(e.body, true))
			}
		}
		if !found {
			parameters(def).Items = append(parameters(def).Items, object(e.body, "name", name, "in", "path", "required", true))
		}
	}
}

// methodAuth reads Auth of an event.
func (a *httpAPI) methodAuth(e *event, path, how string, def *node) {
	auth := e.get("Auth")
	if isNull(auth) {
		return
	}
	if !isMap(auth) {
		e.fail(auth, "the property Auth should be a map, not %s", auth.Name())
		return
	}
	written := auth.Get("Authorizer")
	scopes := auth.Get("AuthorizationScopes")
	if isNull(written) {
		if isNull(scopes) {
			return
		}
		if written = a.auth.Get("DefaultAuthorizer"); isNull(written) {
			return
		}
	}
	name := stringOf(written)
	authorizers := a.auth.Get("Authorizers")
	where := "the authorizer " + name + " of the method " + strings.ToLower(how) + " of the path " + path
	switch {
	case name == "":
		e.fail(written, "the authorizer of the method %s of the path %s should be a text", how, path)
		return
	case name == noAuthorizer && isNull(a.auth.Get("DefaultAuthorizer")):
		e.fail(written, "%s needs an API with a DefaultAuthorizer", where)
		return
	case name == noAuthorizer:
		set(def, "security", list(written, object(written, noAuthorizer, list(written))))
		return
	case name == "AWS_IAM" && isTrue(a.auth.Get("EnableIamAuthorizer")):
	case isNull(authorizers):
		e.fail(written, "%s: the API has no Authorizers", where)
		return
	case !isMap(authorizers) || authorizers.Get(name) == nil:
		e.fail(written, "%s is not among the Authorizers of the API", where)
		return
	}
	if !isNull(scopes) && !isList(scopes) {
		e.fail(scopes, "AuthorizationScopes should be a list, not %s", scopes.Name())
		return
	}
	if isNull(scopes) {
		scopes = a.scopesOf(name, written)
	}
	remove(def, "security")
	addSecurity(def, name, scopes)
}
