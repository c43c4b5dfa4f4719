package sam

import (
	"errors"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// awsManaged is the ARN of a managed policy of the provider.
func (t *transformer) awsManaged(at *node, name string) *node {
	return text(at, "arn:"+t.opts.Partition+":iam::aws:policy/"+name)
}

// role makes the execution role of a function that names none.
func (f *function) role() {
	given := f.props.Get("Role")
	id := f.id + "Role"
	made := getAtt(f.at, id, "Arn")
	if isNull(given) || isNoValue(given) {
		set(f.out, "Role", made)
		f.property("Role", id)
		f.emit(id, "AWS::IAM::Role", f.roleProperties(), f.passed())
		return
	}
	condition, then, otherwise, isIf := branches(given)
	attributes := f.passed()
	switch {
	case isIf && isNoValue(then) && isNoValue(otherwise):
		set(f.out, "Role", made)
	case isIf && isNoValue(then):
		set(f.out, "Role", ifElse(given, condition, made, otherwise))
		set(attributes, "Condition", text(given, condition))
	case isIf && isNoValue(otherwise):
		set(f.out, "Role", ifElse(given, condition, then, made))
		set(attributes, "Condition", text(given, f.t.not(given, condition, "")))
	default:
		set(f.out, "Role", given)
		return
	}
	f.emit(id, "AWS::IAM::Role", f.roleProperties(), attributes)
}

func (f *function) roleProperties() *node {
	t, p := f.t, f.props
	trust := p.Get("AssumeRolePolicyDocument")
	if isNull(trust) {
		trust = trustOf(f.at, "lambda.amazonaws.com")
	}
	basic := "service-role/AWSLambdaBasicExecutionRole"
	if !isNull(p.Get("DurableConfig")) {
		basic = "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
	}
	managed := []*node{t.awsManaged(f.at, basic)}
	if v := p.Get("Tracing"); !isEmpty(v) {
		managed = append(managed, t.awsManaged(v, t.tracingPolicy()))
	}
	if v := p.Get("VpcConfig"); !isEmpty(v) {
		managed = append(managed, t.awsManaged(v, "service-role/AWSLambdaVPCAccessExecutionRole"))
	}
	for _, m := range f.managed {
		managed = t.addOnce(managed, m)
	}
	written := f.rolePolicies(f.id+"Role", p.Get("Policies"))
	for _, m := range written.managed {
		managed = t.addOnce(managed, m)
	}
	role := object(f.at, "AssumeRolePolicyDocument", trust, "ManagedPolicyArns", managed)
	if all := slices.Concat(written.inline, f.policies); len(all) > 0 {
		set(role, "Policies", value(f.at, all))
	}
	copyProperty(role, "PermissionsBoundary", p.Get("PermissionsBoundary"))
	copyProperty(role, "Path", p.Get("RolePath"))
	set(role, "Tags", f.tags)
	return role
}

// tracingPolicy is the managed policy that lets traces be sent.
func (t *transformer) tracingPolicy() string {
	if t.opts.Partition == "aws" {
		return "AWSXrayWriteOnlyAccess"
	}
	return "AWSXRayDaemonWriteAccess"
}

func copyProperty(to *node, name string, v *node) {
	if !isNull(v) {
		set(to, name, v)
	}
}

// addOnce adds a value that is not there yet.
func (t *transformer) addOnce(all []*node, n *node) []*node {
	t.look(len(all)*sizeOf(n, maxSteps), n)
	for _, other := range all {
		if equal(other, n) {
			return all
		}
	}
	return append(all, n)
}

// trustOf is the trust policy for services.
func trustOf(at *node, services ...string) *node {
	return object(at, "Version", "2012-10-17", "Statement", list(at, object(at,
		"Action", list(at, "sts:AssumeRole"), "Effect", "Allow", "Principal", object(at, "Service", services))))
}

// rolePolicySet is what the property Policies says.
type rolePolicySet struct{ managed, inline []*node }

// rolePolicies reads the property Policies of a function or a state machine.
func (r *resource) rolePolicies(role string, written *node) rolePolicySet {
	var set rolePolicySet
	entries := r.policyEntries(written)
	if len(entries) > maxPolicies {
		r.fail(written, "Policies has %d entries: those after the first %d are not read", len(entries), maxPolicies)
		entries = entries[:maxPolicies]
	}
	for i, p := range entries {
		r.rolePolicy(&set, role, i, p)
	}
	return set
}

// policyEntries are the entries of Policies: a list, one of them alone, or a map of templates.
func (r *resource) policyEntries(written *node) []*node {
	if isMap(written) && !isIntrinsic(written) && written.Get("Statement") == nil && len(written.Keys) > 1 {
		var entries []*node
		each(written, func(key string, v *node) { entries = append(entries, object(v, key, v)) })
		return entries
	}
	return asList(written)
}

func (r *resource) rolePolicy(set *rolePolicySet, role string, index int, p *node) {
	name := role + "Policy" + decimal(index)
	condition, then, otherwise, isIf := branches(p)
	switch {
	case isNull(p):
	case isNoValue(p):
	case isIf && (isDocument(then) || isDocument(otherwise)):
		set.inline = append(set.inline, ifElse(p, condition,
			r.conditionalPolicy(then, name), r.conditionalPolicy(otherwise, name)))
	case isIf:
		set.managed = r.t.addOnce(set.managed, ifElse(p, condition, r.managedPolicy(then), r.managedPolicy(otherwise)))
	case isIntrinsic(p) || isString(p):
		set.managed = r.t.addOnce(set.managed, r.managedPolicy(p))
	case isDocument(p):
		set.inline = append(set.inline, object(p, "PolicyName", name, "PolicyDocument", r.document(p)))
	default:
		r.fail(p, "an entry of Policies is the name of a policy, a statement or a policy template, not %s", p.Name())
	}
}

// isDocument reports whether an entry of Policies is a document or a policy template.
func isDocument(p *node) bool { return isMap(p) && !isIntrinsic(p) }

func (r *resource) conditionalPolicy(p *node, name string) *node {
	if isDocument(p) {
		return object(p, "PolicyName", name, "PolicyDocument", r.document(p))
	}
	return p
}

// document is a policy document as it is written, or the one that a policy template stands for.
func (r *resource) document(p *node) *node {
	if p.Get("Statement") != nil || len(p.Keys) != 1 {
		return p
	}
	name := p.Keys[0].Text
	statements, err := policyTemplate(name, p.Items[0])
	switch {
	case errors.Is(err, errNoTemplate):
		return p
	case err != nil:
		r.fail(p.Items[0], "the policy template %s: %s", name, err)
		return p
	}
	return r.t.weighed(object(p, "Statement", statements))
}

// managedPolicy is a managed policy by its ARN, where a name says which it is.
func (r *resource) managedPolicy(p *node) *node {
	name := stringOf(p)
	if name == "" || strings.Contains(name, ":") {
		return p
	}
	known, found := catalogue.ManagedPolicyByName(name)
	_, path, hasPath := strings.Cut(known.ARN, ":policy/")
	if !found || !hasPath {
		return p
	}
	return r.t.awsManaged(p, path)
}
