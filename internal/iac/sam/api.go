package sam

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// restAPI is a REST API that is being expanded.
type restAPI struct {
	*resource
	doc      openAPI
	managed  bool  // its description is ours to write
	auth     *node // with parameters put in
	policies []routePolicy
	out      *node
	stage    string // logical ids
}

func newRestAPI(r *resource) *restAPI {
	a := &restAPI{resource: r, managed: r.props.Get(managedMark) != nil, auth: r.t.resolve(r.props.Get("Auth"))}
	a.doc = openAPI{t: r.t, body: a.props.Get("DefinitionBody")}
	if isMap(a.doc.body) {
		a.doc.body = r.t.copied(a.doc.body)
	}
	return a
}

func (a *restAPI) hasBody() bool { return !isNull(a.doc.body) }

// writable reports whether events add their routes to the description.
func (a *restAPI) writable() bool {
	return isMap(a.doc.body) && a.doc.valid() && (a.managed || isTrue(a.props.Get("MergeDefinitions")))
}

var (
	anyVersion   = regexp.MustCompile(`^(2\.0|3(\.\d(\.\d)?)?)$`)
	alphanumeric = regexp.MustCompile(`^[A-Za-z0-9]+$`)
)

// api expands AWS::Serverless::Api.
func (t *transformer) api(r *resource) {
	a := t.apis[r.id]
	if a == nil {
		return
	}
	a.resource = r
	if !a.validProperties() {
		return
	}
	a.out = made(a.at, source.Map)
	a.stage = a.stageID()
	a.describe()
	domain := a.domain()
	a.emit(a.id, "AWS::ApiGateway::RestApi", a.out, a.own())
	a.deploy(domain)
}

func (a *restAPI) validProperties() bool {
	p := a.props
	ok := true
	for name, s := range map[string]shape{
		"DefinitionBody": aMap, "GatewayResponses": aMap, "Models": aMap, "OpenApiVersion": aText, "Tags": aMap, "Auth": aMap,
	} {
		ok = a.want(p.Get(name), name, s) && ok
	}
	if v := p.Get("FailOnWarnings"); !isNull(v) && v.Kind != source.Bool && !isIntrinsic(v) {
		a.fail(v, "FailOnWarnings should be a boolean, not %s", v.Name())
		ok = false
	}
	if isNull(p.Get("StageName")) {
		a.fail(a.at, "StageName is missing")
		ok = false
	}
	body, uri := p.Get("DefinitionBody"), p.Get("DefinitionUri")
	if !isNull(body) && !isNull(uri) {
		a.fail(uri, "DefinitionBody and DefinitionUri exclude one another")
		ok = false
	}
	if v := a.t.resolve(p.Get("OpenApiVersion")); !isNull(v) {
		if s := stringOf(v); s == "" || !anyVersion.MatchString(s) {
			a.fail(v, "OpenApiVersion has the form 3.0.0")
			ok = false
		}
	}
	return ok
}

// describe fills in the properties of the API.
func (a *restAPI) describe() {
	p := a.props
	for _, name := range []string{
		"Name", "Description", "FailOnWarnings", "MinimumCompressionSize", "ApiKeySourceType", "Mode", "Policy",
		"SecurityPolicy", "EndpointAccessMode",
	} {
		copyProperty(a.out, name, p.Get(name))
	}
	a.endpoint()
	if !a.hasBody() {
		if uri := p.Get("DefinitionUri"); !isNull(uri) {
			set(a.out, "BodyS3Location", a.s3(uri, "DefinitionUri", definitionNames))
		}
		a.needsBody()
		a.binaryTypes()
		return
	}
	a.addCORS()
	a.addAuth()
	a.addGatewayResponses()
	a.binaryTypes()
	a.addModels()
	a.disableEndpoint()
	a.doc.finish(a.t.resolve(p.Get("OpenApiVersion")), a.managed)
	a.checkDescription()
	set(a.out, "Body", a.doc.body)
}

// needsBody refuses what cannot be added to a description that stands elsewhere.
func (a *restAPI) needsBody() {
	for _, name := range []string{"Cors", "Auth", "GatewayResponses", "Models"} {
		v := a.props.Get(name)
		if isNull(v) || name == "Auth" && onlyImplicitAuth(v) {
			continue
		}
		a.fail(v, "%s works only with a description in DefinitionBody", name)
	}
}

func onlyImplicitAuth(v *node) bool { return isMap(v) && len(v.Keys) == 0 }

// checkDescription refuses paths and methods that are no maps.
func (a *restAPI) checkDescription() {
	each(a.doc.body.Get("paths"), func(path string, item *node) {
		if !a.managed && isNull(a.props.Get("Auth")) && isNull(a.props.Get("Cors")) {
			return
		}
		name, argument := intrinsic(item)
		switch {
		case name == fnIf && !isList(argument):
			a.t.fail(item, "the structure of the template is invalid: Fn::If of the path %s takes a list", path)
		case !isMap(item):
			a.t.fail(item, "the structure of the template is invalid: the path %s should be a map, not %s", path, item.Name())
		}
		for _, alternative := range alternativesOf(item) {
			each(alternative, func(method string, def *node) {
				if isMethod(method) && !isMap(def) {
					a.t.fail(def, "the structure of the template is invalid: the method %s of the path %s should be a map, not %s", method, path, def.Name())
				}
			})
		}
	})
}

// endpoint is where the API can be reached from.
func (a *restAPI) endpoint() {
	config := a.props.Get("EndpointConfiguration")
	if isNull(config) && (a.t.opts.Partition == "aws-cn" || a.t.opts.Partition == "aws-us-gov") {
		config = text(a.at, "REGIONAL") // these have no edge locations
	}
	switch {
	case isNull(config):
	case isMap(config) && !isIntrinsic(config):
		out := made(config, source.Map)
		kind := config.Get("Type")
		if !isNull(kind) {
			set(out, "Types", list(kind, kind))
			set(a.out, "Parameters", object(kind, "endpointConfigurationTypes", kind))
		}
		upper, lower := config.Get("VPCEndpointIds"), config.Get("VpcEndpointIds")
		if upper != nil && lower != nil {
			a.fail(lower, "VPCEndpointIds and VpcEndpointIds exclude one another")
		}
		copyProperty(out, "VpcEndpointIds", upper)
		copyProperty(out, "VpcEndpointIds", lower)
		copyProperty(out, "IpAddressType", config.Get("IpAddressType"))
		set(a.out, "EndpointConfiguration", out)
	default:
		set(a.out, "EndpointConfiguration", object(config, "Types", list(config, config)))
		set(a.out, "Parameters", object(config, "endpointConfigurationTypes", config))
	}
}

func (a *restAPI) binaryTypes() {
	types := a.props.Get("BinaryMediaTypes")
	if isNull(types) {
		return
	}
	resolved := a.t.resolve(types)
	set(a.out, "BinaryMediaTypes", resolved)
	if !a.hasBody() {
		return
	}
	if isIntrinsic(resolved) {
		set(a.doc.body, "x-amazon-apigateway-binary-media-types", resolved)
		return
	}
	out := made(types, source.List)
	for _, v := range asList(resolved) {
		v = clone(v)
		walk(v, func(n *node) {
			if isString(n) {
				n.Text = strings.ReplaceAll(n.Text, "~1", "/")
			}
		})
		out.Items = append(out.Items, v)
	}
	set(a.doc.body, "x-amazon-apigateway-binary-media-types", out)
}

// disableEndpoint closes the address that API Gateway gives the API.
func (a *restAPI) disableEndpoint() {
	v := a.props.Get("DisableExecuteApiEndpoint")
	if isNull(v) {
		return
	}
	if !a.doc.valid() {
		a.t.fail(v, "the structure of the template is invalid: DisableExecuteApiEndpoint needs a valid description in DefinitionBody")
		return
	}
	const key, name = "x-amazon-apigateway-endpoint-configuration", "disableExecuteApiEndpoint"
	holder := a.doc.body
	if a.doc.isV3() {
		servers := holder.Get("servers")
		if !isList(servers) || len(servers.Items) == 0 {
			servers = list(v, object(v))
			set(holder, "servers", servers)
		}
		holder = servers.Items[0]
	}
	if config := holder.Get(key); config != nil && !isMap(config) {
		a.t.fail(config, "the structure of the template is invalid: %s should be a map, not %s", key, config.Name())
		return
	}
	set(child(holder, key), name, v)
}

// stageID is the id of the stage: with its name where that may stand in an id.
func (a *restAPI) stageID() string {
	name := stringOf(a.props.Get("StageName"))
	if alphanumeric.MatchString(name) {
		return a.id + name + "Stage"
	}
	if name == "" {
		return a.id + "Stage"
	}
	return a.id + "Stage" + digest(name)[:hashLength]
}

// deploy makes the deployment and the stage.
func (a *restAPI) deploy(domain *node) {
	p := a.props
	content := canonical(a.t.weighed(a.out)) + canonical(a.t.weighed(domain))
	if isTrue(p.Get("AlwaysDeploy")) {
		content += "always" // a time would make two expansions differ
	}
	sum := digest(content)
	id := a.id + "Deployment" + sum[:hashLength]
	deployment := object(a.at, "RestApiId", ref(a.at, a.id), "Description", "RestApi deployment id: "+sum)
	if isNull(p.Get("OpenApiVersion")) {
		set(deployment, "StageName", text(a.at, "Stage"))
	}
	a.emit(id, "AWS::ApiGateway::Deployment", deployment, a.passed())
	a.property("Deployment", id)
	stage := object(a.at, "RestApiId", ref(a.at, a.id), "DeploymentId", ref(a.at, id), "StageName", p.Get("StageName"))
	for _, name := range []string{
		"CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings", "AccessLogSetting", "CanarySetting", "TracingEnabled",
	} {
		copyProperty(stage, name, p.Get(name))
	}
	if tags := p.Get("Tags"); !isNull(tags) {
		set(stage, "Tags", value(tags, a.tagItems(tags)))
	}
	a.emit(a.stage, "AWS::ApiGateway::Stage", stage, a.passed())
	a.property("Stage", a.stage)
}
