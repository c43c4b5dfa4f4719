package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// routePolicy is who may call one route.
type routePolicy struct {
	policy       *node
	path, method string
}

// resourcePolicy adds the policy that says who may call the API.
func (a *restAPI) resourcePolicy() {
	written := a.auth.Get("ResourcePolicy")
	if !isNull(written) && !isMap(written) {
		a.t.fail(written, "the structure of the template is invalid: ResourcePolicy should be a map, not %s", written.Name())
		return
	}
	var all []routePolicy
	if isMap(written) {
		for _, m := range a.doc.methods() {
			if m.name != "options" {
				all = append(all, routePolicy{policy: written, path: m.path, method: m.name})
			}
		}
	}
	out := &policyBuilder{a: a, statements: made(a.at, source.List)}
	for _, p := range all {
		out.add(p)
	}
	for _, p := range a.policies {
		out.add(p)
	}
	if custom := written.Get("CustomStatements"); !isNull(custom) {
		if len(out.statements.Items) == 0 {
			out.statements = custom
		} else {
			out.statements.Items = append(out.statements.Items, asList(custom)...)
		}
	}
	if isEmpty(out.statements) {
		return
	}
	if before := path(a.doc.body, policyKey, "Statement"); !isEmpty(before) {
		all := value(before, slices.Clone(asList(before)))
		all.Items = append(all.Items, asList(out.statements)...)
		out.statements = all
	}
	if len(out.statements.Items) == 1 && isList(out.statements) && isEmpty(written.Get("CustomStatements")) {
		out.statements = out.statements.Items[0]
	}
	set(a.doc.body, policyKey, object(out.statements, "Version", "2012-10-17", "Statement", out.statements))
}

// policyBuilder collects the statements of a resource policy, each once.
type policyBuilder struct {
	a          *restAPI
	statements *node
}

func (b *policyBuilder) append(s *node) {
	for _, other := range b.statements.Items {
		if equal(other, s) {
			return
		}
	}
	b.statements.Items = append(b.statements.Items, s)
}

// add adds what a policy says of one route.
func (b *policyBuilder) add(p routePolicy) {
	resource := list(p.policy, b.resource(p))
	if v := p.policy.Get("AwsAccountWhitelist"); !isEmpty(v) {
		b.append(invoke(v, "Allow", object(v, "AWS", accounts(v)), resource, nil))
	}
	if v := p.policy.Get("AwsAccountBlacklist"); !isEmpty(v) {
		b.append(invoke(v, "Deny", object(v, "AWS", accounts(v)), resource, nil))
	}
	if v := p.policy.Get("IpRangeWhitelist"); !isEmpty(v) {
		b.denied(v, resource, object(v, "NotIpAddress", object(v, "aws:SourceIp", v)))
	}
	if v := p.policy.Get("IpRangeBlacklist"); !isEmpty(v) {
		b.denied(v, resource, object(v, "IpAddress", object(v, "aws:SourceIp", v)))
	}
	b.networks(p.policy, resource, "Blacklist", "StringEquals")
	b.networks(p.policy, resource, "Whitelist", "StringNotEquals")
}

// accounts are account ids as texts.
func accounts(v *node) *node {
	l := made(v, source.List)
	for _, item := range asList(v) {
		if s, ok := item.Scalar(); ok {
			item = text(item, s)
		}
		l.Items = append(l.Items, item)
	}
	return l
}

// networks adds the statements about networks and their endpoints.
func (b *policyBuilder) networks(p, resource *node, which, operator string) {
	vpcs, endpoints := made(p, source.List), made(p, source.List)
	written := p.Get("SourceVpc" + which)
	if !isNull(written) {
		for _, item := range asList(written) {
			if !isString(item) || isMap(written) {
				b.a.t.fail(item, "the structure of the template is invalid: SourceVpc%s should be a list of texts; IntrinsicVpc%s and IntrinsicVpce%s take functions", which, which, which)
				return
			}
			if strings.HasPrefix(item.Text, "vpce-") {
				endpoints.Items = append(endpoints.Items, item)
			} else if strings.HasPrefix(item.Text, "vpc-") {
				vpcs.Items = append(vpcs.Items, item)
			}
		}
	}
	vpcs.Items = append(vpcs.Items, asList(p.Get("IntrinsicVpc"+which))...)
	endpoints.Items = append(endpoints.Items, asList(p.Get("IntrinsicVpce"+which))...)
	condition := object(p)
	if len(vpcs.Items) > 0 {
		set(condition, "aws:SourceVpc", vpcs)
	}
	if len(endpoints.Items) > 0 {
		set(condition, "aws:SourceVpce", endpoints)
	}
	if which == "Whitelist" {
		if len(condition.Keys) > 0 {
			b.denied(p, resource, object(p, operator, condition))
		}
		return
	}
	each(condition, func(key string, v *node) { b.denied(p, resource, object(p, operator, object(p, key, v))) })
}

// denied allows everybody and denies those that a condition names.
func (b *policyBuilder) denied(at, resource, condition *node) {
	b.append(invoke(at, "Allow", text(at, "*"), resource, nil))
	b.append(invoke(at, "Deny", text(at, "*"), resource, condition))
}

func invoke(at *node, effect string, principal, resource, condition *node) *node {
	return object(at, "Effect", effect, "Action", "execute-api:Invoke", "Principal", principal, "Resource", resource, "Condition", condition)
}

// resource names a route in a policy.
func (b *policyBuilder) resource(p routePolicy) *node {
	method := strings.ToUpper(p.method)
	if normalMethod(method) == anyMethod {
		method = "*"
	}
	path := pathParameter.ReplaceAllString(p.path, "*")
	return subWith(p.policy, "execute-api:/${__Stage__}/"+method+path, "__Stage__", b.a.props.Get("StageName"))
}
