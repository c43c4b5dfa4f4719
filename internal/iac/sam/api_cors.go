package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// cors is what the answer to a preflight request says.
type cors struct{ methods, headers, origin, maxAge, credentials *node }

// addCORS adds a method that answers preflight requests to every path without one.
func (a *restAPI) addCORS() {
	written := a.props.Get("Cors")
	if isNull(written) {
		return
	}
	if !a.doc.valid() {
		a.fail(written, "Cors cannot be added: DefinitionBody is no valid description of an API")
		return
	}
	var c cors
	switch {
	case isString(written) || isIntrinsic(written):
		c.origin = written
	case isMap(written):
		for _, k := range written.Keys {
			if !slices.Contains([]string{"AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"}, k.Text) {
				a.fail(k, "%s is no property of Cors", k.Text)
				return
			}
		}
		c = cors{
			methods: written.Get("AllowMethods"), headers: written.Get("AllowHeaders"), origin: written.Get("AllowOrigin"),
			maxAge: written.Get("MaxAge"), credentials: written.Get("AllowCredentials"),
		}
	default:
		a.fail(written, "Cors should be a text or a map, not %s", written.Name())
		return
	}
	if isNull(c.origin) {
		c.origin = text(written, "'*'")
	}
	if isTrue(c.credentials) && stringOf(c.origin) == "'*'" {
		a.fail(written, "AllowCredentials of Cors needs an AllowOrigin other than '*'")
		return
	}
	paths := a.doc.body.Get("paths")
	each(paths, func(_ string, item *node) {
		for _, alternative := range alternativesOf(item) {
			if alternative.Get("options") == nil {
				set(alternative, "options", c.preflight(written, alternative))
			}
		}
	})
}

// preflight is the method that answers preflight requests of a path.
func (c cors) preflight(at, item *node) *node {
	headers, values := object(at), object(at)
	add := func(name string, v *node) {
		set(headers, name, object(at, "type", "string"))
		set(values, "method.response.header."+name, v)
	}
	add("Access-Control-Allow-Origin", c.origin)
	if !isNull(c.headers) {
		add("Access-Control-Allow-Headers", c.headers)
	}
	methods := c.methods
	if isNull(methods) {
		methods = text(at, pathMethods(item))
	}
	add("Access-Control-Allow-Methods", methods)
	if !isNull(c.maxAge) {
		add("Access-Control-Max-Age", c.maxAge)
		set(headers, "Access-Control-Max-Age", object(at, "type", "integer"))
	}
	if isTrue(c.credentials) {
		add("Access-Control-Allow-Credentials", text(at, "'true'"))
	}
	return object(at, "summary", "CORS support", "consumes", list(at, "application/json"), "produces", list(at, "application/json"),
		integrationKey, object(at, "type", "mock",
			"requestTemplates", object(at, "application/json", "{\n  \"statusCode\" : 200\n}\n"),
			"responses", object(at, "default", object(at, "statusCode", "200", "responseParameters", values,
				"responseTemplates", object(at, "application/json", "{}\n")))),
		"responses", object(at, "200", object(at, "description", "Default response for CORS method", "headers", headers)))
}

// pathMethods are the methods of a path as a header lists them.
func pathMethods(item *node) string {
	names := []string{"OPTIONS"}
	for _, k := range item.Keys {
		switch {
		case !isMethod(k.Text):
		case normalMethod(k.Text) == anyMethod:
			names = []string{"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
			return "'" + strings.Join(names, ",") + "'"
		default:
			names = append(names, strings.ToUpper(k.Text))
		}
	}
	slices.Sort(names)
	return "'" + strings.Join(slices.Compact(names), ",") + "'"
}

// addGatewayResponses adds the answers that API Gateway gives itself.
func (a *restAPI) addGatewayResponses() {
	written := a.props.Get("GatewayResponses")
	if isNull(written) {
		return
	}
	out := made(written, source.Map)
	each(written, func(name string, v *node) {
		if r := a.gatewayResponse(name, v); r != nil {
			set(out, name, r)
		}
	})
	set(a.doc.body, "x-amazon-apigateway-gateway-responses", out)
}

func (a *restAPI) gatewayResponse(name string, v *node) *node {
	if !isMap(v) {
		a.fail(v, "GatewayResponses.%s should be a map, not %s", name, v.Name())
		return nil
	}
	for _, k := range v.Keys {
		if !slices.Contains([]string{"ResponseParameters", "ResponseTemplates", "StatusCode"}, k.Text) {
			a.fail(k, "%s is no property of GatewayResponses.%s", k.Text, name)
			return nil
		}
	}
	out, parameters := object(v), object(v)
	written := v.Get("ResponseParameters")
	if !isNull(written) && !isMap(written) {
		a.fail(written, "GatewayResponses.%s.ResponseParameters should be a map, not %s", name, written.Name())
		return nil
	}
	each(written, func(kind string, values *node) {
		prefix, known := map[string]string{"Headers": "header", "Paths": "path", "QueryStrings": "querystring"}[kind]
		if !known {
			a.fail(values, "%s is no property of GatewayResponses.%s.ResponseParameters", kind, name)
			return
		}
		if !isMap(values) {
			a.fail(values, "GatewayResponses.%s.ResponseParameters.%s should be a map, not %s", name, kind, values.Name())
			return
		}
		each(values, func(key string, value *node) { set(parameters, "gatewayresponse."+prefix+"."+key, value) })
	})
	set(out, "responseParameters", parameters)
	templates := v.Get("ResponseTemplates")
	if isNull(templates) {
		templates = object(v)
	}
	set(out, "responseTemplates", templates)
	if status := v.Get("StatusCode"); !isNull(status) {
		if s, ok := status.Scalar(); ok {
			status = text(status, s)
		}
		set(out, "statusCode", status)
	}
	return out
}
