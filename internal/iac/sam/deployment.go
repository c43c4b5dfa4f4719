package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

const (
	deployApplication = "ServerlessDeploymentApplication"
	deployRole        = "CodeDeployServiceRole"
)

// deployment is a function that is deployed gradually.
type deployment struct {
	r         *resource
	at        *node
	preferred *node
	condition string // of the function, where it is passed on
	role      *node
}

// deploy reads the DeploymentPreference of a function whose alias is given.
func (f *function) deploy(alias string) {
	written := f.props.Get("DeploymentPreference")
	if isNull(written) {
		return
	}
	preference := f.t.resolve(written)
	enabled := preference.Get("Enabled")
	if s, ok := enabled.Scalar(); ok && strings.EqualFold(s, "false") {
		return
	}
	if isMap(enabled) {
		f.fail(enabled, "Enabled of DeploymentPreference has to be known: true or false, or a parameter with a value")
		return
	}
	through := f.t.known(written.Get("PassthroughCondition"))
	passes := false
	switch s, ok := through.Scalar(); {
	case isNull(through):
	case ok && strings.EqualFold(s, "true"):
		passes = true
	case ok && strings.EqualFold(s, "false"):
	case isIntrinsic(through):
		f.fail(through, "PassthroughCondition has to be known: only parameters and Fn::FindInMap are evaluated")
	default:
		f.fail(through, "PassthroughCondition is true or false")
	}
	switch {
	case alias == "":
		f.fail(written, "DeploymentPreference needs an AutoPublishAlias")
		return
	case isEmpty(preference.Get("Type")):
		f.fail(written, "DeploymentPreference needs a Type")
		return
	}
	d := deployment{r: f.resource, at: written, preferred: preference, role: written.Get("Role")}
	if passes {
		d.condition = stringOf(f.node.Get("Condition"))
	}
	f.t.deployments = append(f.t.deployments, d)
	update := object(written, "ApplicationName", ref(written, deployApplication), "DeploymentGroupName", ref(written, f.id+"DeploymentGroup"))
	hooks := written.Get("Hooks")
	if !isNull(hooks) && !isMap(hooks) {
		f.fail(hooks, "Hooks of DeploymentPreference should be a map, not %s", hooks.Name())
	}
	copyProperty(update, "BeforeAllowTrafficHook", hooks.Get("PreTraffic"))
	copyProperty(update, "AfterAllowTrafficHook", hooks.Get("PostTraffic"))
	set(f.t.resources.Get(alias), "UpdatePolicy", object(written, "CodeDeployLambdaAliasUpdate", update))
}

// expandDeployments makes the application, the role and the groups of all gradual deployments.
func (t *transformer) expandDeployments() {
	if len(t.deployments) == 0 {
		return
	}
	first := t.deployments[0]
	shared := t.sharedCondition(first.at, t.deployments)
	first.r.emit(deployApplication, "AWS::CodeDeploy::Application", object(first.at, "ComputePlatform", "Lambda"), shared)
	var roleless []deployment
	for _, d := range t.deployments {
		if isNull(d.role) {
			roleless = append(roleless, d)
		}
		d.group()
	}
	if len(roleless) > 0 {
		at := roleless[0].at
		first.r.emit(deployRole, "AWS::IAM::Role", object(at,
			"AssumeRolePolicyDocument", trustOf(at, "codedeploy.amazonaws.com"),
			"ManagedPolicyArns", list(at, t.awsManaged(at, "service-role/AWSCodeDeployRoleForLambda"))), t.sharedCondition(at, t.deployments))
	}
}

// sharedCondition is the condition under which there is a deployment at all, where all have one.
func (t *transformer) sharedCondition(at *node, all []deployment) *node {
	var conditions []string
	for _, d := range all {
		if d.condition == "" {
			return made(at, source.Map)
		}
		conditions = append(conditions, d.condition)
	}
	slices.Sort(conditions)
	conditions = slices.Compact(conditions)
	if len(conditions) == 1 {
		return object(at, "Condition", conditions[0])
	}
	t.anyOf(at, "ServerlessCodeDeployCondition", conditions)
	return object(at, "Condition", "ServerlessCodeDeployCondition")
}

func (d deployment) group() {
	at, p := d.at, d.preferred
	props := object(at, "ApplicationName", ref(at, deployApplication),
		"AutoRollbackConfiguration", object(at, "Enabled", true, "Events",
			[]string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"}),
		"DeploymentConfigName", deploymentConfig(p.Get("Type")),
		"DeploymentStyle", object(at, "DeploymentType", "BLUE_GREEN", "DeploymentOption", "WITH_TRAFFIC_CONTROL"),
		"ServiceRoleArn", getAtt(at, deployRole, "Arn"))
	copyProperty(props, "ServiceRoleArn", d.role)
	if alarms := d.at.Get("Alarms"); !isEmpty(alarms) {
		set(props, "AlarmConfiguration", d.alarms(alarms))
	}
	copyProperty(props, "TriggerConfigurations", d.at.Get("TriggerConfigurations"))
	attributes := made(at, source.Map)
	if d.condition != "" {
		set(attributes, "Condition", text(at, d.condition))
	}
	d.r.emit(d.r.id+"DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", props, attributes)
}

func (d deployment) alarms(alarms *node) *node {
	named := func(l *node) *node {
		var out []*node
		for _, a := range asList(l) {
			if !isNoValue(a) {
				out = append(out, object(a, "Name", a))
			}
		}
		return value(l, out)
	}
	if condition, then, otherwise, ok := branches(alarms); ok {
		side := func(l *node) *node {
			if isNoValue(l) {
				return l
			}
			return object(alarms, "Enabled", true, "Alarms", named(l))
		}
		return ifElse(alarms, condition, side(then), side(otherwise))
	}
	if !isList(alarms) {
		d.r.fail(alarms, "Alarms of DeploymentPreference should be a list, not %s", alarms.Name())
	}
	return object(alarms, "Enabled", true, "Alarms", named(alarms))
}

// deploymentConfig is the name of a configuration: those of the provider have a prefix.
func deploymentConfig(kind *node) *node {
	if condition, then, otherwise, ok := branches(kind); ok {
		return ifElse(kind, condition, deploymentConfig(then), deploymentConfig(otherwise))
	}
	name := stringOf(kind)
	if strings.HasPrefix(name, "CodeDeployDefault.") || !isProvided(name) {
		return kind
	}
	return subWith(kind, "CodeDeployDefault.Lambda${ConfigName}", "ConfigName", kind)
}

// isProvided reports whether the provider has a configuration of that name.
func isProvided(name string) bool {
	return slices.Contains([]string{
		"Canary10Percent5Minutes", "Canary10Percent10Minutes", "Canary10Percent15Minutes", "Canary10Percent30Minutes",
		"Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes",
		"Linear10PercentEvery10Minutes", "AllAtOnce",
	}, name)
}
