package sam

import "github.com/sconce-dev/sconce/internal/source"

// capacityProvider expands AWS::Serverless::CapacityProvider, and the role that it works with.
func (t *transformer) capacityProvider(r *resource) {
	p := r.props
	if !r.validCapacity() {
		return
	}
	out := made(r.at, source.Map)
	copyProperty(out, "CapacityProviderName", p.Get("CapacityProviderName"))
	copyProperty(out, "KmsKeyArn", p.Get("KmsKeyArn"))
	copyProperty(out, "VpcConfig", p.Get("VpcConfig"))
	tags := r.tagged(createdBy, p.Get("Tags"))
	set(out, "Tags", tags)
	if v := p.Get("InstanceRequirements"); !isNull(v) {
		requirements := made(v, source.Map)
		copyProperty(requirements, "Architectures", v.Get("Architectures"))
		copyProperty(requirements, "AllowedInstanceTypes", v.Get("AllowedTypes"))
		copyProperty(requirements, "ExcludedInstanceTypes", v.Get("ExcludedTypes"))
		set(out, "InstanceRequirements", requirements)
	}
	if v := p.Get("ScalingConfig"); !isNull(v) {
		scaling := object(v, "ScalingMode", "Auto")
		copyProperty(scaling, "MaxVCpuCount", v.Get("MaxVCpuCount"))
		if target := v.Get("AverageCPUUtilization"); !isNull(target) {
			set(scaling, "ScalingMode", text(target, "Manual"))
			set(scaling, "ScalingPolicies", list(target, object(target, "PredefinedMetricType",
				"LambdaCapacityProviderAverageCPUUtilization", "TargetValue", target)))
		}
		set(out, "CapacityProviderScalingConfig", scaling)
	}
	role := p.Get("OperatorRole")
	if isNull(role) {
		id := r.id + "OperatorRole"
		role = getAtt(r.at, id, "Arn")
		props := object(r.at, "AssumeRolePolicyDocument", trustOf(r.at, "lambda.amazonaws.com"),
			"ManagedPolicyArns", list(r.at, t.awsManaged(r.at, "AWSLambdaManagedEC2ResourceOperator")),
			"Tags", r.tagged(createdBy, nil))
		if r.propagates() {
			set(props, "Tags", tags)
		}
		r.property("OperatorRole", id)
		r.emit(id, "AWS::IAM::Role", props, r.passed())
	}
	set(out, "PermissionsConfig", object(r.at, "CapacityProviderOperatorRoleArn", role))
	r.emit(r.id, "AWS::Lambda::CapacityProvider", out, r.own())
}

func (r *resource) validCapacity() bool {
	p := r.props
	network := p.Get("VpcConfig")
	requirements, scaling := p.Get("InstanceRequirements"), p.Get("ScalingConfig")
	for name, s := range map[string]shape{"Tags": aMap, "VpcConfig": aMap, "InstanceRequirements": aMap, "ScalingConfig": aMap} {
		if !r.want(p.Get(name), name, s) {
			return false
		}
	}
	ok := true
	switch {
	case isNull(network):
		r.fail(r.at, "VpcConfig is missing")
		return false
	case isIntrinsic(network):
	case isNull(network.Get("SubnetIds")):
		r.fail(network, "VpcConfig.SubnetIds is missing")
		ok = false
	default:
		ok = r.want(network.Get("SubnetIds"), "VpcConfig.SubnetIds", aList) && ok
		ok = r.want(network.Get("SecurityGroupIds"), "VpcConfig.SecurityGroupIds", aList) && ok
	}
	if !isNull(requirements.Get("AllowedTypes")) && !isNull(requirements.Get("ExcludedTypes")) {
		r.fail(requirements, "InstanceRequirements.AllowedTypes and InstanceRequirements.ExcludedTypes exclude one another")
		ok = false
	}
	for _, name := range []string{"MaxVCpuCount", "AverageCPUUtilization"} {
		if v := scaling.Get(name); !isNull(v) && v.Kind != source.Number && !isIntrinsic(v) {
			r.fail(v, "ScalingConfig.%s should be a number, not %s", name, v.Name())
			ok = false
		}
	}
	return ok
}
