package sam

import (
	"regexp"
	"strings"
)

var pathParameter = regexp.MustCompile(`\{([a-zA-Z0-9._-]+\+?)\}`)

// route of an event: which API, which path, which method.
type apiRoute struct {
	api    *restAPI // nil where the API is not one of this template's
	id     *node    // as it is referred to
	path   string
	method string
	suffix string // of the permission's id
}

// readRoute reads what an Api event of a function or a state machine says.
func (t *transformer) readRoute(e *event) (apiRoute, bool) {
	where, how, id := e.get("Path"), e.get("Method"), e.get("RestApiId")
	switch {
	case !isString(where):
		e.fail(where, "the property Path should be a text")
		return apiRoute{}, false
	case !isString(how):
		e.fail(how, "the property Method should be a text")
		return apiRoute{}, false
	}
	r := apiRoute{id: id, path: where.Text, method: strings.ToUpper(how.Text), suffix: "Stage"}
	name := refTo(id)
	if isString(id) {
		name = id.Text
	}
	switch {
	case name == "":
		e.fail(id, "the property RestApiId should be a text or a reference to an API")
		return r, false
	case t.resources.Get(name) == nil && t.apis[name] == nil && t.root.Get("Parameters").Get(name) == nil:
		e.fail(id, "RestApiId refers to %s, which this template does not have", name)
		return r, false
	}
	r.api = t.apis[name]
	if r.api == nil {
		r.suffix = "AllStages"
		return r, true
	}
	if stage := stringOf(r.api.props.Get("StageName")); stage != "" {
		r.suffix = stage
	}
	return r, true
}

// apiEvent lets a REST API invoke the function, and puts the route into its description.
func (f *function) apiEvent(e *event) {
	r, ok := f.t.readRoute(e)
	if !ok {
		return
	}
	path := pathParameter.ReplaceAllString(r.path, "*")
	if path != "/" {
		path = strings.TrimSuffix(path, "/")
	}
	verb := r.method
	if verb == "ANY" || verb == strings.ToUpper(anyMethod) {
		verb = "*"
	}
	f.permission(e, e.logical+"Permission"+r.suffix, "apigateway.amazonaws.com", "SourceArn", subWith(e.body,
		f.t.arn("execute-api")+"${__ApiId__}/${__Stage__}/"+verb+path, "__ApiId__", r.id, "__Stage__", "*"))
	switch {
	case r.api == nil:
	case r.api.writable():
		f.integrate(e, r)
	case isMap(r.api.doc.body) && isTrue(e.get("Auth").Get("OverrideApiAuth")):
		for _, def := range r.api.doc.find(r.path, r.method) {
			r.api.methodAuth(e, r, def)
		}
	}
}

// integrate puts the integration with the function into the description of the API.
func (f *function) integrate(e *event, r apiRoute) {
	if r.api.doc.hasIntegration(r.path, r.method) {
		e.fail(e.body, "the method %q of the path %q is defined more than once", strings.ToLower(r.method), r.path)
		return
	}
	condition := stringOf(f.node.Get("Condition"))
	uri := f.integrationURI(e)
	if condition != "" {
		uri = ifElse(e.body, condition, uri, noValue(e.body))
	}
	integration := object(e.body, "type", "aws_proxy", "httpMethod", "POST", "uri", uri)
	if timeout := e.get("TimeoutInMillis"); !isNull(timeout) {
		set(integration, "timeoutInMillis", timeout)
	}
	if streams(e) {
		set(integration, "responseTransferMode", text(e.body, "STREAM"))
	}
	if credentials := r.api.credentials(e.get("Auth")); credentials != nil {
		set(integration, "credentials", credentials)
	}
	r.api.route(e, r, integration, condition)
}

// streams reports whether the function answers in parts.
func streams(e *event) bool { return stringOf(e.get("ResponseTransferMode")) == "RESPONSE_STREAM" }

// integrationURI is how API Gateway names the function.
func (f *function) integrationURI(e *event) *node {
	name := f.id + ".Arn"
	if f.alias != "" {
		name = f.alias
	}
	version, call := "2015-03-31", "invocations"
	if streams(e) {
		version, call = "2021-11-15", "response-streaming-invocations"
	}
	return sub(e.body, "arn:"+f.t.opts.Partition+":apigateway:${AWS::Region}:lambda:path/"+version+"/functions/${"+name+"}/"+call)
}

// route puts a method with an integration into the description, and what the event says of it.
func (a *restAPI) route(e *event, r apiRoute, integration *node, condition string) {
	defs := a.doc.find(r.path, r.method)
	if len(defs) == 0 {
		a.doc.add(r.path, r.method, object(e.body), condition)
		defs = a.doc.find(r.path, r.method)
	}
	for _, def := range defs {
		set(def, integrationKey, integration)
		if !a.managed { // of two descriptions of a method, that of the event counts
			set(def, "responses", object(e.body))
			if !isNull(e.get("RequestModel")) || !isNull(e.get("RequestParameters")) {
				remove(def, "parameters")
			}
		}
		if def.Get("responses") == nil {
			set(def, "responses", object(e.body))
		}
		a.methodAuth(e, r, def)
		a.requestModel(e, r, def)
		a.requestParameters(e, def)
	}
}
