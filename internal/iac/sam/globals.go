package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// globalProperties are the properties that Globals may hold, by section. Source: AWS SAM developer
// guide, sam-specification-template-anatomy-globals.
var globalProperties = map[string][]string{
	"Function": {
		"Handler", "Runtime", "CodeUri", "DeadLetterQueue", "Description", "MemorySize", "Timeout", "VpcConfig", "Environment",
		"Tags", "PropagateTags", "Tracing", "KmsKeyArn", "AutoPublishAlias", "AutoPublishAliasAllProperties", "Layers",
		"DeploymentPreference", "RolePath", "PermissionsBoundary", "ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig",
		"AssumeRolePolicyDocument", "EventInvokeConfig", "FileSystemConfigs", "CodeSigningConfigArn", "Architectures", "SnapStart",
		"EphemeralStorage", "FunctionUrlConfig", "RuntimeManagementConfig", "LoggingConfig", "RecursiveLoop", "SourceKMSKeyArn",
		"CapacityProviderConfig", "FunctionScalingConfig", "PublishToLatestPublished", "TenancyConfig", "DurableConfig",
		"VersionDeletionPolicy", "Policies", "ImageConfig", "PackageType",
	},
	"Api": {
		"Auth", "Name", "DefinitionUri", "CacheClusterEnabled", "CacheClusterSize", "MergeDefinitions", "Variables",
		"EndpointConfiguration", "MethodSettings", "BinaryMediaTypes", "MinimumCompressionSize", "Cors", "GatewayResponses",
		"AccessLogSetting", "CanarySetting", "TracingEnabled", "OpenApiVersion", "Domain", "AlwaysDeploy", "PropagateTags", "Tags",
		"SecurityPolicy", "EndpointAccessMode", "FailOnWarnings",
	},
	"HttpApi": {
		"Auth", "AccessLogSettings", "StageVariables", "Tags", "CorsConfiguration", "DefaultRouteSettings", "Domain",
		"RouteSettings", "FailOnWarnings", "PropagateTags", "DisableExecuteApiEndpoint",
	},
	"WebSocketApi": {
		"AccessLogSettings", "ApiKeySelectionExpression", "DefaultRouteSettings", "DisableExecuteApiEndpoint",
		"DisableSchemaValidation", "Domain", "IpAddressType", "PropagateTags", "RouteSettings", "RouteSelectionExpression",
		"StageVariables", "Tags",
	},
	"SimpleTable":      {"SSESpecification"},
	"StateMachine":     {"PropagateTags"},
	"LayerVersion":     {"PublishLambdaVersion"},
	"CapacityProvider": {"VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig", "KmsKeyArn", "PropagateTags"},
}

// mergeGlobals puts the Globals into every resource that they are about.
func (t *transformer) mergeGlobals() {
	globals := t.root.Get("Globals")
	if globals == nil {
		return
	}
	if !isMap(globals) || len(globals.Keys) == 0 {
		t.fail(globals, "the Globals section is invalid: it is %s and not a map with entries", globals.Name())
		return
	}
	each(globals, func(section string, v *node) {
		allowed, known := globalProperties[section]
		switch {
		case !known:
			t.fail(v, "the Globals section is invalid: %s is no type that has globals", section)
			return
		case !isMap(v):
			t.fail(v, "the Globals section is invalid: %s is %s and not a map", section, v.Name())
			return
		}
		for _, k := range v.Keys {
			if !slices.Contains(allowed, k.Text) {
				t.fail(k, "the Globals section is invalid: %s is no property of %s that can be global", k.Text, section)
			}
		}
	})
	each(t.resources, func(_ string, r *node) {
		kind := strings.TrimPrefix(stringOf(r.Get("Type")), typePrefix)
		global := globals.Get(kind)
		if !isMap(global) || !strings.HasPrefix(stringOf(r.Get("Type")), typePrefix) {
			return
		}
		global = withoutIgnored(global, r.Get("IgnoreGlobals"))
		props := r.Get("Properties")
		if props == nil || isNull(props) {
			props = made(r, source.Map)
		}
		if isMap(props) {
			t.spend(sizeOf(global, maxSteps), r)
			t.look(keys(global)*keys(props), r)
			set(r, "Properties", merged(global, props))
		}
	})
	each(t.resources, func(_ string, r *node) {
		if strings.HasPrefix(stringOf(r.Get("Type")), typePrefix) {
			remove(r, "IgnoreGlobals")
		}
	})
}

// withoutIgnored leaves out the globals that a resource refuses: all for "*", else the named ones.
func withoutIgnored(global, ignored *node) *node {
	if stringOf(ignored) == "*" {
		return made(global, source.Map)
	}
	shallow := *global
	shallow.Keys, shallow.Items = slices.Clone(global.Keys), slices.Clone(global.Items)
	global = &shallow
	for _, item := range asList(ignored) {
		remove(global, stringOf(item))
	}
	return global
}

// merged is the global value with the local one over it: maps are merged, lists put one behind the
// other, of everything else the local value counts.
func merged(global, local *node) *node {
	switch {
	case isMap(global) && isMap(local) && !isIntrinsic(global) && !isIntrinsic(local):
		m := *global
		m.File, m.Start, m.End = local.File, local.Start, local.End
		m.Keys, m.Items = slices.Clone(global.Keys), make([]*node, len(global.Items))
		for i, k := range global.Keys {
			if m.Items[i] = local.Get(k.Text); m.Items[i] == nil {
				m.Items[i] = clone(global.Items[i])
			}
		}
		each(local, func(key string, v *node) {
			if g := global.Get(key); g != nil {
				v = merged(g, v)
			}
			set(&m, key, v)
		})
		return &m
	case isList(global) && isList(local):
		l := *local
		l.Items = slices.Concat(clone(global).Items, local.Items)
		return &l
	}
	return local
}
