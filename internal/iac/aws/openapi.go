package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// httpMethods are the operations of an OpenAPI path item, and API Gateway's own for all of them.
var httpMethods = map[string]bool{
	"get": true, "put": true, "post": true, "delete": true, "options": true, "head": true, "patch": true, "trace": true,
	"x-amazon-apigateway-any-method": true,
}

// documentRoutes reads the routes of an API's OpenAPI document (2.0 or 3.0) with API Gateway's
// extensions: "x-amazon-apigateway-integration" says what answers, "security" who may call (API
// Gateway Developer Guide, "OpenAPI extensions for API Gateway").
func (b *builder) documentRoutes(d *Declared, protocol string) []model.Route {
	body := d.Properties.Get("Body")
	schemes := securitySchemes(body)
	var cors model.CORS
	if c := body.Get("x-amazon-apigateway-cors"); !c.IsAbsent() {
		cors = model.CORS{Origins: c.Get("allowOrigins"), Methods: c.Get("allowMethods"), Headers: c.Get("allowHeaders"), Credentials: c.Get("allowCredentials")}
	}
	var routes []model.Route
	for _, path := range body.Get("paths").Fields() {
		for _, operation := range path.Value.Fields() {
			if !httpMethods[strings.ToLower(operation.Key)] {
				continue
			}
			method := strings.ToUpper(operation.Key)
			if strings.HasPrefix(operation.Key, "x-") {
				method = "ANY"
			}
			uri := operation.Value.Get("x-amazon-apigateway-integration", "uri")
			r := model.Route{
				ID: d.ID + "/" + method + " " + path.Key, At: operation.KeyAt, Protocol: protocol, API: d.ID, Method: method, Path: path.Key,
				Target: uri, Function: b.findFunction(uri, d), CORS: cors, Conditional: d.Conditional,
				Fixed:      isMock(operation.Value.Get("x-amazon-apigateway-integration", "type")),
				Validation: operation.Value.Get("x-amazon-apigateway-request-validator"),
				Timeout:    operation.Value.Get("x-amazon-apigateway-integration", "timeoutInMillis"),
			}
			if r.Validation.IsAbsent() {
				r.Validation = body.Get("x-amazon-apigateway-request-validator")
			}
			b.documentAuth(&r, d, body, operation.Value, schemes)
			routes = append(routes, r)
		}
	}
	if len(routes) == 0 && !d.Properties.Get("BodyS3Location").IsAbsent() {
		at := d.Properties.Get("BodyS3Location").At
		b.app.Unknowns = append(b.app.Unknowns, model.Gap{Element: d.ID, Path: "BodyS3Location", Reason: "the API's document lies in a bucket, not here: its routes are not known", At: at, Uses: 1})
	}
	return routes
}

func securitySchemes(body model.Value) map[string]model.Value {
	out := map[string]model.Value{}
	for _, place := range [][]string{{"securityDefinitions"}, {"components", "securitySchemes"}} {
		for _, f := range body.Get(place...).Fields() {
			out[f.Key] = f.Value
		}
	}
	return out
}

// documentAuth finds who may call an operation. Any one of the listed requirements suffices, so the
// weakest counts; an empty requirement lets everybody in. An API key is no alternative to the others: API
// Gateway takes it from the list as the method's apiKeyRequired, and the authorizer beside it (API
// Gateway Developer Guide, "Set up a method using the API Gateway console": API key required).
func (b *builder) documentAuth(r *model.Route, d *Declared, body, operation model.Value, schemes map[string]model.Value) {
	if kind := operation.Get("x-amazon-apigateway-auth", "type"); !kind.IsAbsent() {
		r.Auth, r.AuthReason = authOf(kind, authWords)
		return
	}
	security := operation.Get("security")
	if security.IsAbsent() {
		security = body.Get("security")
	}
	r.Auth = model.AuthNone
	if c, unknown := security.Cause(); unknown {
		r.Auth, r.AuthReason = model.AuthUnknown, c.Reason
		return
	}
	first, withKey := true, false
	for _, requirement := range security.Items() {
		kind, key := model.AuthNone, false
		if c, unknown := requirement.Cause(); unknown {
			kind, r.AuthReason = model.AuthUnknown, c.Reason
		}
		for _, f := range requirement.Fields() {
			switch k, authorizer := b.schemeAuth(f.Key, schemes[f.Key], d); {
			case k == model.AuthAPIKey:
				key = true
			case kind == model.AuthNone:
				kind, r.Authorizer = k, authorizer
			}
			if c, unknown := schemes[f.Key].Cause(); unknown {
				r.AuthReason = c.Reason
			}
		}
		if withKey = withKey || key; key && kind == model.AuthNone {
			continue
		}
		if first || weakness(kind) > weakness(r.Auth) {
			r.Auth, first = kind, false
		}
	}
	if withKey && r.Auth == model.AuthNone {
		r.Auth = model.AuthAPIKey
	}
}

// weakness orders kinds of authorisation: the larger, the easier to pass.
func weakness(k model.AuthKind) int {
	switch k {
	case model.AuthNone:
		return 3
	case model.AuthAPIKey:
		return 2
	case model.AuthUnknown:
		return 1
	case model.AuthIAM, model.AuthJWT, model.AuthPool, model.AuthCustom, model.AuthMutual, model.AuthNetwork:
	}
	return 0
}

// schemeAuth is what one security scheme asks for, and the function that decides, if one does.
func (b *builder) schemeAuth(name string, scheme model.Value, d *Declared) (model.AuthKind, string) {
	authorizer := scheme.Get("x-amazon-apigateway-authorizer")
	kind := strings.ToLower(scheme.Get("x-amazon-apigateway-authtype").TextOr(""))
	switch {
	case scheme.IsAbsent() && name == "NONE":
		return model.AuthNone, "" // what SAM writes where an event switches the API's authorizer off
	case scheme.IsAbsent(), scheme.IsUnknown():
		return model.AuthUnknown, ""
	case kind == "awssigv4":
		return model.AuthIAM, ""
	case kind == "cognito_user_pools" || authorizer.Get("type").TextOr("") == "cognito_user_pools":
		return model.AuthPool, ""
	case authorizer.Get("type").TextOr("") == "jwt":
		return model.AuthJWT, ""
	case !authorizer.IsAbsent():
		uri := authorizer.Get("authorizerUri")
		b.trigger(uri, d, model.Trigger{Kind: model.TriggerAuth, From: d.ID, At: authorizer.At})
		return model.AuthCustom, b.findFunction(uri, d)
	case strings.EqualFold(scheme.Get("type").TextOr(""), "apiKey") && strings.EqualFold(scheme.Get("name").TextOr(""), "x-api-key"):
		return model.AuthAPIKey, ""
	case strings.EqualFold(scheme.Get("type").TextOr(""), "mutualTLS"):
		return model.AuthMutual, ""
	}
	return model.AuthNone, "" // a scheme that API Gateway only documents and does not enforce
}
