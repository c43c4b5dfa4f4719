package sam

import (
	"github.com/sconce-dev/sconce/internal/source"
)

const httpCreatedBy = "httpapi:createdBy"

// httpAPI is an HTTP API that is being expanded.
type httpAPI struct {
	*resource
	doc     openAPI
	managed bool
	auth    *node
	out     *node

	routeSettings *node // that events ask for
}

func newHTTPAPI(r *resource) *httpAPI {
	a := &httpAPI{resource: r, managed: r.props.Get(managedMark) != nil, auth: r.props.Get("Auth"), routeSettings: made(r.at, source.Map)}
	a.doc = openAPI{t: r.t, body: a.props.Get("DefinitionBody")}
	if isMap(a.doc.body) {
		a.doc.body = r.t.copied(a.doc.body)
	}
	return a
}

// stageName is the name of the stage, and its id.
func (a *httpAPI) stageName() (name *node, id string) {
	name = a.props.Get("StageName")
	if isNull(name) {
		name = text(a.at, "$default")
	}
	switch s := stringOf(name); {
	case s == "$default":
		return name, a.id + "ApiGatewayDefaultStage"
	case alphanumeric.MatchString(s):
		return name, a.id + s + "Stage"
	case s == "":
		return name, a.id + "Stage"
	default:
		return name, a.id + "Stage" + digest(s)[:hashLength]
	}
}

// httpAPI expands AWS::Serverless::HttpApi.
func (t *transformer) httpAPI(r *resource) {
	a := t.httpAPIs[r.id]
	if a == nil {
		return
	}
	a.resource = r
	p := a.props
	ok := true
	for name, s := range map[string]shape{
		"DefinitionBody": aMap, "Auth": aMap, "Tags": aMap, "RouteSettings": aMap, "DefaultRouteSettings": aMap,
		"AccessLogSettings": aMap, "StageVariables": aMap,
	} {
		ok = a.want(p.Get(name), name, s) && ok
	}
	uri, body := p.Get("DefinitionUri"), p.Get("DefinitionBody")
	if !isNull(uri) && !isNull(body) {
		a.fail(uri, "DefinitionBody and DefinitionUri exclude one another")
		ok = false
	}
	if !ok {
		return
	}
	a.out = made(a.at, source.Map)
	copyProperty(a.out, "FailOnWarnings", p.Get("FailOnWarnings"))
	if isNull(body) {
		a.elsewhere(uri)
	} else if !a.describe() {
		return
	}
	stage, stageID := a.stageName()
	a.customDomain(domainKind{v2: true, createdBy: httpCreatedBy, stage: stageID})
	a.emit(a.id, "AWS::ApiGatewayV2::Api", a.out, a.own())
	props := object(a.at, "ApiId", ref(a.at, a.id), "StageName", stage, "AutoDeploy", true)
	for _, name := range []string{"AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables"} {
		copyProperty(props, name, p.Get(name))
	}
	if len(a.routeSettings.Keys) > 0 {
		all := a.t.copied(p.Get("RouteSettings"))
		if !isMap(all) {
			all = made(a.at, source.Map)
		}
		each(a.routeSettings, func(key string, v *node) { set(all, key, v) })
		set(props, "RouteSettings", all)
	}
	set(props, "Tags", a.tagMap(httpCreatedBy))
	a.emit(stageID, "AWS::ApiGatewayV2::Stage", props, a.passed())
	a.property("Stage", stageID)
}

// elsewhere is a description that is a file.
func (a *httpAPI) elsewhere(uri *node) {
	for _, name := range []string{"CorsConfiguration", "Auth"} {
		if v := a.props.Get(name); !isNull(v) {
			a.fail(v, "%s works only with a description in DefinitionBody", name)
		}
	}
	set(a.out, "BodyS3Location", a.s3(uri, "DefinitionUri", definitionNames))
}

// describe completes the description.
func (a *httpAPI) describe() bool {
	p := a.props
	if !a.doc.valid() || !a.doc.isV3() {
		a.fail(a.doc.body, "DefinitionBody is no valid OpenAPI 3 description: openapi or paths are missing or wrong")
		return false
	}
	a.addAuth()
	a.addTags()
	a.addCORS()
	if v := p.Get("Name"); !isNull(v) && v.Kind != source.Null {
		set(child(a.doc.body, "info"), "title", v)
	}
	if v := p.Get("Description"); !isNull(v) {
		if a.doc.body.Get("info").Get("description") != nil {
			a.fail(v, "Description is set in the template and in DefinitionBody")
		}
		set(child(a.doc.body, "info"), "description", v)
	}
	if v := p.Get("DisableExecuteApiEndpoint"); !isNull(v) {
		servers := a.doc.body.Get("servers")
		if !isList(servers) || len(servers.Items) == 0 {
			servers = list(v, object(v))
			set(a.doc.body, "servers", servers)
		}
		set(child(servers.Items[0], "x-amazon-apigateway-endpoint-configuration"), "disableExecuteApiEndpoint", v)
	}
	a.checkDescription()
	set(a.out, "Body", a.doc.body)
	return true
}

// checkDescription refuses methods that are no maps.
func (a *httpAPI) checkDescription() {
	each(a.doc.body.Get("paths"), func(path string, item *node) {
		for _, alternative := range alternativesOf(item) {
			each(alternative, func(method string, def *node) {
				if isMethod(method) && !isMap(def) {
					a.t.fail(def, "the structure of the template is invalid: the method %s of the path %s should be a map, not %s", method, path, def.Name())
				}
			})
		}
	})
}

// addTags puts the tags into the description, where API Gateway reads them.
func (a *httpAPI) addTags() {
	tags := a.doc.body.Get("tags")
	if !isNull(tags) && !isList(tags) {
		a.t.fail(tags, "the structure of the template is invalid: tags of DefinitionBody should be a list, not %s", tags.Name())
		return
	}
	all := made(a.at, source.List)
	all.Items = append(all.Items, asList(tags)...)
	each(a.tagMap(httpCreatedBy), func(key string, v *node) {
		for _, t := range all.Items {
			if stringOf(t.Get("name")) == key {
				set(t, "x-amazon-apigateway-tag-value", v)
				return
			}
		}
		all.Items = append(all.Items, object(v, "name", key, "x-amazon-apigateway-tag-value", v))
	})
	set(a.doc.body, "tags", all)
}

var corsNames = map[string]string{
	"AllowHeaders": "allowHeaders", "AllowMethods": "allowMethods", "AllowOrigins": "allowOrigins",
	"AllowCredentials": "allowCredentials", "ExposeHeaders": "exposeHeaders", "MaxAge": "maxAge",
}

// addCORS puts the CORS settings into the description.
func (a *httpAPI) addCORS() {
	written := a.props.Get("CorsConfiguration")
	switch {
	case isEmpty(written):
	case written.Kind == source.Bool:
		set(a.doc.body, "x-amazon-apigateway-cors", object(written, "allowOrigins", list(written, "*")))
	case isMap(written):
		if c := a.cors(written); c != nil {
			set(a.doc.body, "x-amazon-apigateway-cors", c)
		}
	default:
		a.fail(written, "CorsConfiguration should be a boolean or a map, not %s", written.Name())
	}
}

func (a *httpAPI) cors(written *node) *node {
	if condition, then, otherwise, ok := branches(written); ok {
		side := func(n *node) *node {
			if isMap(n) && !isNoValue(n) {
				return a.cors(n)
			}
			return n
		}
		return ifElse(written, condition, side(then), side(otherwise))
	}
	if isIntrinsic(written) {
		return written
	}
	out := object(written)
	for i, k := range written.Keys {
		name, known := corsNames[k.Text]
		if !known {
			a.fail(k, "%s is no property of CorsConfiguration", k.Text)
			return nil
		}
		if v := written.Items[i]; name != "allowCredentials" || isIntrinsic(v) || isTrue(v) {
			set(out, name, v)
		}
	}
	return out
}
