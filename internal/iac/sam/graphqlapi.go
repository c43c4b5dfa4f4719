package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

const appsync = "appsync.amazonaws.com"

// graphQLAPI is a GraphQL API that is being expanded.
type graphQLAPI struct {
	*resource
	authorizers int
}

// graphQL expands AWS::Serverless::GraphQLApi.
func (t *transformer) graphQL(r *resource) {
	g := &graphQLAPI{resource: r}
	p := g.props
	for name, s := range map[string]shape{
		"Auth": aMap, "Tags": aMap, "DataSources": aMap, "Functions": aMap, "Resolvers": aMap, "ApiKeys": aMap, "Cache": aMap, "DomainName": aMap,
	} {
		if !g.want(p.Get(name), name, s) {
			return
		}
	}
	auth := p.Get("Auth")
	if isNull(auth) {
		g.fail(g.at, "the property Auth is missing")
		return
	}
	tags := value(g.at, g.tagItems(p.Get("Tags")))
	tags.Items = append(tags.Items, object(g.at, "Key", "graphqlapi:createdBy", "Value", "SAM"))
	out := object(g.at, "Name", g.id, "Tags", tags)
	for _, name := range []string{"Name", "XrayEnabled", "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit"} {
		copyProperty(out, name, p.Get(name))
	}
	each(g.provider(auth, true), func(key string, v *node) { set(out, key, v) })
	if more := auth.Get("Additional"); !isNull(more) {
		providers := made(more, source.List)
		for _, item := range asList(more) {
			providers.Items = append(providers.Items, g.provider(item, false))
		}
		set(out, "AdditionalAuthenticationProviders", providers)
	}
	if logging := g.logging(p.Get("Logging")); logging != nil {
		set(out, "LogConfig", logging)
	}
	g.emit(g.id, "AWS::AppSync::GraphQLApi", out, g.own())
	g.t.kinds[g.id] = "AWS::AppSync::GraphQLApi"
	g.schema()
	g.extras()
	each(p.Get("DataSources").Get("DynamoDb"), g.tableSource)
	each(p.Get("DataSources").Get("Lambda"), g.functionSource)
	g.functions()
	each(p.Get("Resolvers"), func(kind string, fields *node) {
		each(fields, func(name string, v *node) { g.resolver(kind, name, v) })
	})
}

func (g *graphQLAPI) apiID(at *node) *node { return getAtt(at, g.id, "ApiId") }

// provider is one way of authentication.
func (g *graphQLAPI) provider(auth *node, first bool) *node {
	kind := auth.Get("Type")
	if isNull(kind) {
		g.fail(auth, "an entry of Auth needs a Type")
		return object(auth)
	}
	out := object(auth, "AuthenticationType", kind)
	copyProperty(out, "LambdaAuthorizerConfig", auth.Get("LambdaAuthorizer"))
	copyProperty(out, "OpenIDConnectConfig", auth.Get("OpenIDConnect"))
	if pool := auth.Get("UserPool"); isMap(pool) {
		pool = g.t.copied(pool)
		if !first {
			remove(pool, "DefaultAction")
		}
		set(out, "UserPoolConfig", pool)
	}
	if uri := auth.Get("LambdaAuthorizer").Get("AuthorizerUri"); !isNull(uri) {
		g.authorizers++
		c := g.connection(g.id+"ToLambdaAuthConnector"+decimal(g.authorizers), auth,
			end{kind: "AWS::AppSync::GraphQLApi", resource: g.apiID(auth)}, end{kind: "AWS::Lambda::Function", arn: uri})
		c.permission()
	}
	return out
}

// connection is a connector between two ends of this API's own.
func (g *graphQLAPI) connection(id string, at *node, from, to end) connection {
	from.plain, to.plain = from.kind, to.kind
	r := &resource{t: g.t, id: id, at: at, node: g.passed(), props: at}
	c := connection{resource: r, from: from, to: to}
	for _, p := range asList(connectorProfiles()) {
		if stringOf(p.Get("from")) == from.plain && stringOf(p.Get("to")) == to.plain {
			c.profile = p
		}
	}
	return c
}

// logging is where and what the API logs; unless it is refused, everything.
func (g *graphQLAPI) logging(written *node) *node {
	if written != nil && written.Kind == source.Bool && !isTrue(written) {
		return nil
	}
	at := g.at
	out := object(at, "FieldLogLevel", "ALL")
	if isMap(written) {
		each(written, func(key string, v *node) { set(out, key, v) })
	}
	if out.Get("CloudWatchLogsRoleArn") == nil {
		id := g.id + "CloudWatchRole"
		set(out, "CloudWatchLogsRoleArn", getAtt(at, id, "Arn"))
		g.emit(id, "AWS::IAM::Role", object(at, "AssumeRolePolicyDocument", trustOf(at, appsync), "ManagedPolicyArns",
			list(at, sub(at, "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs"))), g.passed())
	}
	return out
}

func (g *graphQLAPI) schema() {
	inline, uri := g.props.Get("SchemaInline"), g.props.Get("SchemaUri")
	if isNull(inline) == isNull(uri) {
		g.fail(g.at, "one of SchemaInline and SchemaUri has to be there, and not both")
		return
	}
	props := object(g.at, "ApiId", g.apiID(g.at))
	copyProperty(props, "Definition", inline)
	copyProperty(props, "DefinitionS3Location", uri)
	g.emit(g.id+"Schema", "AWS::AppSync::GraphQLSchema", props, g.passed())
}

// extras are keys, the cache and the domain.
func (g *graphQLAPI) extras() {
	each(g.props.Get("ApiKeys"), func(name string, v *node) {
		props := object(v, "ApiId", g.apiID(v))
		copyProperty(props, "ApiKeyId", v.Get("ApiKeyId"))
		copyProperty(props, "Description", v.Get("Description"))
		copyProperty(props, "Expires", v.Get("ExpiresOn"))
		g.emit(g.id+name, "AWS::AppSync::ApiKey", props, g.passed())
	})
	if cache := g.props.Get("Cache"); !isNull(cache) {
		props := object(cache, "ApiId", g.apiID(cache))
		each(cache, func(key string, v *node) { set(props, key, v) })
		g.emit(g.id+"ApiCache", "AWS::AppSync::ApiCache", props, g.passed())
	}
	if domain := g.props.Get("DomainName"); !isNull(domain) {
		g.emit(g.id+"DomainName", "AWS::AppSync::DomainName", domain, g.passed())
		g.emit(g.id+"DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation",
			object(domain, "ApiId", g.apiID(domain), "DomainName", ref(domain, g.id+"DomainName")), g.passed())
	}
}

// sourceRole is the role that a data source works with, made where none is named.
func (g *graphQLAPI) sourceRole(id string, v *node) (role, name *node) {
	if given := v.Get("ServiceRoleArn"); !isNull(given) {
		return given, nil
	}
	g.emit(id+"Role", "AWS::IAM::Role", object(v, "AssumeRolePolicyDocument", trustOf(v, appsync)), g.passed())
	return getAtt(v, id+"Role", "Arn"), ref(v, id+"Role")
}

func (g *graphQLAPI) sourceName(name string, v *node) *node {
	if given := v.Get("Name"); !isNull(given) {
		return given
	}
	return text(v, name)
}

// tableSource is a data source that is a table.
func (g *graphQLAPI) tableSource(name string, v *node) {
	table := v.Get("TableName")
	if isNull(table) {
		g.fail(v, "the data source %s needs TableName", name)
		return
	}
	id := g.id + name + "DynamoDBDataSource"
	role, roleName := g.sourceRole(id, v)
	region := v.Get("Region")
	if isNull(region) {
		region = ref(v, "AWS::Region")
	}
	config := object(v, "TableName", table, "AwsRegion", region)
	for _, property := range []string{"UseCallerCredentials", "Versioned", "DeltaSyncConfig"} {
		copyProperty(config, property, v.Get(property))
	}
	props := object(v, "ApiId", g.apiID(v), "Name", g.sourceName(name, v), "Type", "AMAZON_DYNAMODB", "ServiceRoleArn", role, "DynamoDBConfig", config)
	copyProperty(props, "Description", v.Get("Description"))
	g.emit(id, "AWS::AppSync::DataSource", props, g.passed())
	arn := v.Get("TableArn")
	if isNull(arn) {
		arn = subWith(v, "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}", "__TableName__", table, "__Region__", region)
	}
	g.grant(id+"ToTableConnector", v, roleName, "AWS::DynamoDB::Table", arn, []string{"Read", "Write"})
}

// functionSource is a data source that is a function.
func (g *graphQLAPI) functionSource(name string, v *node) {
	arn := v.Get("FunctionArn")
	if isNull(arn) {
		g.fail(v, "the data source %s needs FunctionArn", name)
		return
	}
	id := g.id + name + "LambdaDataSource"
	role, roleName := g.sourceRole(id, v)
	props := object(v, "ApiId", g.apiID(v), "Name", g.sourceName(name, v), "Type", "AWS_LAMBDA", "ServiceRoleArn", role,
		"LambdaConfig", object(v, "LambdaFunctionArn", arn))
	copyProperty(props, "Description", v.Get("Description"))
	g.emit(id, "AWS::AppSync::DataSource", props, g.passed())
	g.grant(id+"ToLambdaConnector", v, roleName, "AWS::Lambda::Function", arn, []string{"Write"})
}

// grant gives a data source's own role what it needs.
func (g *graphQLAPI) grant(id string, v, role *node, kind string, arn *node, permissions []string) {
	if role == nil {
		return
	}
	if written := v.Get("Permissions"); isList(written) {
		permissions = nil
		for _, p := range written.Items {
			permissions = append(permissions, stringOf(p))
		}
	}
	g.connection(id, v, end{kind: "AWS::AppSync::DataSource", role: role}, end{kind: kind, arn: arn}).rolePolicy(permissions)
}

// functions are the steps that resolvers are made of.
func (g *graphQLAPI) functions() {
	none := false
	each(g.props.Get("Functions"), func(name string, v *node) {
		if v.Get("Id") != nil {
			return // it is elsewhere
		}
		data := v.Get("DataSource")
		props := object(v, "ApiId", g.apiID(v), "Name", name, "Runtime", appsyncRuntime(v.Get("Runtime")))
		copyProperty(props, "Name", v.Get("Name"))
		switch s := stringOf(data); {
		case isNull(data):
			g.fail(v, "the function %s needs DataSource", name)
			return
		case strings.EqualFold(s, "none"):
			none = true
			set(props, "DataSourceName", getAtt(data, g.id+"NoneDataSource", "Name"))
		case g.props.Get("DataSources").Get("DynamoDb").Get(s) != nil:
			set(props, "DataSourceName", getAtt(data, g.id+s+"DynamoDBDataSource", "Name"))
		case g.props.Get("DataSources").Get("Lambda").Get(s) != nil:
			set(props, "DataSourceName", getAtt(data, g.id+s+"LambdaDataSource", "Name"))
		default:
			set(props, "DataSourceName", data)
		}
		copyProperty(props, "Code", v.Get("InlineCode"))
		copyProperty(props, "CodeS3Location", v.Get("CodeUri"))
		for _, property := range []string{"Description", "MaxBatchSize"} {
			copyProperty(props, property, v.Get(property))
		}
		copyProperty(props, "SyncConfig", v.Get("Sync"))
		g.emit(g.id+name, "AWS::AppSync::FunctionConfiguration", props, g.passed())
	})
	if none {
		g.emit(g.id+"NoneDataSource", "AWS::AppSync::DataSource",
			object(g.at, "ApiId", g.apiID(g.at), "Name", g.id+"NoneDataSource", "Type", "NONE"), g.passed())
	}
}

func appsyncRuntime(v *node) *node {
	if !isMap(v) || isIntrinsic(v) {
		return v
	}
	out := object(v)
	copyProperty(out, "Name", v.Get("Name"))
	copyProperty(out, "RuntimeVersion", v.Get("Version"))
	return out
}

// resolver answers one field of a type.
func (g *graphQLAPI) resolver(kind, name string, v *node) {
	field := text(v, name)
	if f := v.Get("FieldName"); !isNull(f) {
		field = f
	}
	steps := made(v, source.List)
	for _, s := range asList(v.Get("Pipeline")) {
		id := getAtt(s, g.id+stringOf(s), "FunctionId")
		if own := g.props.Get("Functions").Get(stringOf(s)).Get("Id"); own != nil {
			id = own
		}
		steps.Items = append(steps.Items, id)
	}
	props := object(v, "ApiId", g.apiID(v), "TypeName", kind, "FieldName", field, "Kind", "PIPELINE",
		"PipelineConfig", object(v, "Functions", steps), "Runtime", appsyncRuntime(v.Get("Runtime")))
	copyProperty(props, "Code", v.Get("InlineCode"))
	copyProperty(props, "CodeS3Location", v.Get("CodeUri"))
	copyProperty(props, "CachingConfig", v.Get("Caching"))
	copyProperty(props, "SyncConfig", v.Get("Sync"))
	copyProperty(props, "MaxBatchSize", v.Get("MaxBatchSize"))
	g.emit(g.id+kind+name, "AWS::AppSync::Resolver", props, g.passed())
}
