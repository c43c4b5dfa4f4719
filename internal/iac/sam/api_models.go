package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// addModels puts the models into the description, under their names in lower case.
func (a *restAPI) addModels() {
	models := a.props.Get("Models")
	if isNull(models) {
		return
	}
	if !a.doc.valid() {
		a.fail(models, "Models cannot be added: DefinitionBody is no valid description of an API")
		return
	}
	each(models, func(name string, schema *node) {
		if !isMap(schema) || len(schema.Keys) == 0 {
			a.fail(schema, "the model %s should be a map that says what it is, not %s", name, schema.Name())
			return
		}
		if schema.Get("type") == nil {
			a.fail(schema, "the model %s has no type", name)
			return
		}
		a.doc.addShared("definitions", strings.ToLower(name), schema)
	})
}

// requestModel reads RequestModel of an event: what the body of a request has to look like.
func (a *restAPI) requestModel(e *event, r apiRoute, def *node) {
	written := e.get("RequestModel")
	if isNull(written) {
		return
	}
	if !isMap(written) {
		e.fail(written, "the property RequestModel should be a map, not %s", written.Name())
		return
	}
	name := stringOf(written.Get("Model"))
	models := a.props.Get("Models")
	where := "the RequestModel " + name + " of the method " + strings.ToLower(r.method) + " of the path " + r.path
	switch {
	case name == "":
		e.fail(written, "the RequestModel names no Model")
		return
	case isNull(models):
		e.fail(written, "%s: the API has no Models", where)
		return
	case !isMap(models):
		e.fail(written, "%s: the Models of the API are no map", where)
		return
	case models.Get(name) == nil:
		e.fail(written, "%s is not among the Models of the API", where)
		return
	}
	if !a.validator(e, where, written, def) {
		return
	}
	model := strings.ToLower(name)
	required := written.Get("Required")
	if a.v3() {
		body := object(written, "content", object(written, "application/json",
			object(written, "schema", object(written, "$ref", "#/components/schemas/"+model))))
		copyProperty(body, "required", required)
		set(def, "requestBody", body)
		return
	}
	parameter := object(written, "in", "body", "name", model, "schema", object(written, "$ref", "#/definitions/"+model))
	copyProperty(parameter, "required", required)
	parameters(def).Items = append(parameters(def).Items, parameter)
}

func (a *restAPI) v3() bool {
	return a.doc.isV3() || strings.HasPrefix(stringOf(a.t.resolve(a.props.Get("OpenApiVersion"))), "3")
}

// parameters is the list of parameters of a method.
func parameters(def *node) *node {
	l := def.Get("parameters")
	if !isList(l) {
		l = made(def, source.List)
		set(def, "parameters", l)
	}
	return l
}

// validator says which parts of a request API Gateway checks.
func (a *restAPI) validator(e *event, where string, written, def *node) bool {
	body, params := written.Get("ValidateBody"), written.Get("ValidateParameters")
	if isNull(body) && isNull(params) {
		return true
	}
	for _, v := range []*node{body, params} {
		if !isNull(v) && v.Kind != source.Bool {
			e.fail(v, "%s: ValidateBody and ValidateParameters should be booleans", where)
			return false
		}
	}
	name := map[[2]bool]string{
		{true, true}: "body-and-params", {true, false}: "body-only", {false, true}: "params-only", {false, false}: "no-validation",
	}[[2]bool{isTrue(body), isTrue(params)}]
	set(child(a.doc.body, "x-amazon-apigateway-request-validators"), name,
		object(written, "validateRequestBody", isTrue(body), "validateRequestParameters", isTrue(params)))
	set(def, "x-amazon-apigateway-request-validator", text(written, name))
	return true
}

// requestParameters reads RequestParameters of an event.
func (a *restAPI) requestParameters(e *event, def *node) {
	written := e.get("RequestParameters")
	if isNull(written) {
		return
	}
	if !isList(written) {
		e.fail(written, "the property RequestParameters should be a list, not %s", written.Name())
		return
	}
	for _, item := range written.Items {
		name, settings := stringOf(item), (*node)(nil)
		if isMap(item) && len(item.Keys) == 1 {
			name, settings = item.Keys[0].Text, item.Items[0]
		}
		parts := strings.SplitN(name, ".", 4)
		if len(parts) != 4 || parts[0] != "method" || parts[1] != "request" {
			e.fail(item, "an entry of RequestParameters is method.request.querystring, .path or .header with a name")
			continue
		}
		in, known := map[string]string{"querystring": "query", "path": "path", "header": "header"}[parts[2]]
		if !known {
			e.fail(item, "an entry of RequestParameters is method.request.querystring, .path or .header with a name")
			continue
		}
		required := boolean(item, in == "path")
		if v := settings.Get("Required"); !isNull(v) {
			required = v
		}
		p := object(item, "name", parts[3], "in", in, "required", required, "type", "string")
		if a.v3() {
			remove(p, "type")
			set(p, "schema", object(item, "type", "string"))
		}
		if cached := settings.Get("Caching"); isTrue(cached) {
			integration := def.Get(integrationKey)
			keys := integration.Get("cacheKeyParameters")
			if keys == nil {
				keys = made(item, source.List)
				set(integration, "cacheKeyParameters", keys)
			}
			keys.Items = append(keys.Items, text(item, name))
		}
		parameters(def).Items = append(parameters(def).Items, p)
	}
}
