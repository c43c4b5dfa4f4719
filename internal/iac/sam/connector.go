package sam

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/source"
)

//go:embed connectors.yaml
var connectorData []byte

// connectorProfiles reads the data once.
var connectorProfiles = sync.OnceValue(func() *node {
	f, err := source.Parse("connectors.yaml", connectorData)
	if err != nil {
		return nil // a test holds the data to be read
	}
	return f.Root.Get("connectors")
})

// plainTypes are the types that SAM's own become.
var plainTypes = map[string]string{
	typePrefix + "Function": "AWS::Lambda::Function", typePrefix + "StateMachine": "AWS::StepFunctions::StateMachine",
	typePrefix + "SimpleTable": "AWS::DynamoDB::Table", typePrefix + "Api": "AWS::ApiGateway::RestApi",
	typePrefix + "HttpApi": "AWS::ApiGatewayV2::Api", typePrefix + "GraphQLApi": "AWS::AppSync::GraphQLApi",
}

const connectorType = typePrefix + "Connector"

// embeddedConnectors makes connectors of what stands under Connectors of other resources.
func (t *transformer) embeddedConnectors() {
	added := object(t.resources)
	each(t.resources, func(id string, v *node) {
		connectors := v.Get("Connectors")
		if connectors == nil {
			return
		}
		r := &resource{t: t, id: id, at: v, node: v}
		if !isMap(connectors) {
			r.fail(connectors, "Connectors should be a map, not %s", connectors.Name())
			return
		}
		each(connectors, func(name string, c *node) { t.embedded(added, r, name, c) })
		remove(v, "Connectors")
	})
	each(added, func(id string, c *node) { set(t.resources, id, c) })
}

func (t *transformer) embedded(added *node, r *resource, name string, c *node) {
	id := r.id + name
	own := &resource{t: t, id: id, at: c, node: c}
	if !isMap(c) {
		own.fail(r.node.Get("Connectors"), "a connector should be a map, not %s", c.Name())
		return
	}
	if t.resources.Get(id) != nil || added.Get(id) != nil {
		t.fail(c, "Resource with id [%s] makes a resource with id [%s], but the template has one of that id: it cannot be deployed", r.id, id)
		return
	}
	props := c.Get("Properties")
	if !isMap(props) || len(props.Keys) == 0 {
		r.fail(c, "Connectors.%s.Properties should be a map with entries, not %s", name, props.Name())
		return
	}
	from := object(c, "Id", r.id)
	if reference := props.Get("SourceReference"); reference != nil {
		if !isMap(reference) {
			r.fail(reference, "Connectors.%s.Properties.SourceReference should be a map, not %s", name, reference.Name())
			return
		}
		if reference.Get("Id") != nil {
			own.fail(reference, "SourceReference of the connector with id [%s] has no Id: the source is the resource itself", name)
			return
		}
		each(reference, func(key string, v *node) { set(from, key, v) })
	}
	full := object(props, "Source", from)
	each(props, func(key string, v *node) {
		if key != "SourceReference" {
			set(full, key, v)
		}
	})
	out := object(c, "Type", connectorType, "Properties", full)
	each(c, func(key string, v *node) {
		if key != "Properties" && key != "Type" {
			set(out, key, v)
		}
	})
	if condition := r.node.Get("Condition"); condition != nil && out.Get("Condition") == nil {
		set(out, "Condition", condition)
	}
	set(added, id, out)
}

// end is one end of a connector.
type end struct {
	id, kind, plain                     string
	arn, name, url, resource, qualifier *node
	role                                *node
}

// expandConnectors makes the policies of all connectors, once everything else is there.
func (t *transformer) expandConnectors() {
	var all []*resource
	made := map[string][]string{}
	each(t.resources, func(id string, v *node) {
		if stringOf(v.Get("Type")) == connectorType {
			all = append(all, &resource{t: t, id: id, at: v, node: v, props: v.Get("Properties")})
		}
	})
	for _, r := range all {
		remove(t.resources, r.id)
		if ids, ok := r.connect(); ok {
			made[r.id] = ids
		}
	}
	t.replaceDependencies(all, made)
}

// connect makes what a connector is for. The result is the ids of what was made, if it is right.
func (r *resource) connect() (generated []string, ok bool) {
	p := r.props
	known := []string{"Source", "Destination", "Permissions"}
	each(p, func(key string, v *node) {
		if !slices.Contains(known, key) {
			r.fail(v, "a connector has no property %s", key)
		}
	})
	for _, name := range known {
		if isEmpty(p.Get(name)) && (name != "Permissions" || !isList(p.Get(name))) {
			r.fail(r.at, "the property %s is missing", name)
			return nil, false
		}
	}
	permissions := p.Get("Permissions")
	if !isList(permissions) || len(permissions.Items) == 0 {
		r.fail(permissions, "Permissions is a list of Read and Write")
		return nil, false
	}
	from, ok := r.end(p.Get("Source"))
	if !ok {
		return nil, false
	}
	destinations := p.Get("Destination")
	for i, d := range asList(destinations) {
		suffix := ""
		if isList(destinations) {
			suffix = "Destination" + decimal(i)
		}
		to, ok := r.end(d)
		if !ok {
			return nil, false
		}
		if id := r.join(from, to, permissions, suffix); id != "" {
			generated = append(generated, id)
		}
	}
	return generated, true
}

// end reads the source or a destination.
func (r *resource) end(n *node) (end, bool) {
	id := n.Get("Id")
	if !isMap(n) {
		r.fail(n, "the ends of a connector should be maps, not %s", n.Name())
		return end{}, false
	}
	if isNull(id) && n.Get("Id") == nil {
		kind := stringOf(n.Get("Type"))
		if kind == "" {
			r.fail(n, "an end of a connector without Id needs a Type")
			return end{}, false
		}
		e := end{
			kind: kind, plain: plainType(kind), arn: n.Get("Arn"), name: n.Get("Name"), url: n.Get("QueueUrl"),
			resource: n.Get("ResourceId"), qualifier: n.Get("Qualifier"),
		}
		e.role = n.Get("RoleName")
		return e, true
	}
	name := stringOf(id)
	if name == "" {
		r.fail(n, "the Id of an end of a connector should be a text")
		return end{}, false
	}
	for _, k := range n.Keys {
		if k.Text != "Id" && k.Text != "Qualifier" {
			r.fail(n, "an end of a connector has an Id, or other properties that say what it is")
			return end{}, false
		}
	}
	target := r.t.resources.Get(name)
	kind := r.t.kinds[name]
	if target == nil || kind == "" {
		if target == nil && kind == "" {
			r.fail(n, "the template has no resource %s", name)
		} else {
			r.fail(n, "the resource %s has no Type", name)
		}
		return end{}, false
	}
	e := end{id: name, kind: kind, plain: plainType(kind), qualifier: n.Get("Qualifier")}
	e.arn, e.name, e.url = arnOf(n, name, e.plain), getAtt(n, name, "Name"), ref(n, name)
	e.resource = ref(n, name)
	if e.plain == "AWS::AppSync::GraphQLApi" {
		e.resource = getAtt(n, name, "ApiId")
	}
	if e.qualifier == nil {
		e.qualifier = text(n, "*")
	}
	e.role = roleName(target, e.plain)
	return e, true
}

func plainType(kind string) string {
	if plain := plainTypes[kind]; plain != "" {
		return plain
	}
	return kind
}

// arnOf is how a template names the ARN of a resource.
func arnOf(at *node, id, plain string) *node {
	switch plain {
	case "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine":
		return ref(at, id)
	case "AWS::AppSync::DataSource":
		return getAtt(at, id, "DataSourceArn")
	}
	return getAtt(at, id, "Arn")
}

// roleName is the name of the role of a resource: a reference to the role whose ARN it names.
func roleName(target *node, plain string) *node {
	props := target.Get("Properties")
	var arn *node
	switch plain {
	case "AWS::Lambda::Function":
		arn = props.Get("Role")
	case "AWS::StepFunctions::StateMachine":
		arn = props.Get("RoleArn")
	case "AWS::AppSync::DataSource":
		arn = props.Get("ServiceRoleArn")
	case "AWS::Events::Rule":
		for _, t := range asList(props.Get("Targets")) {
			if role := t.Get("RoleArn"); arn == nil && role != nil {
				arn = role
			}
		}
	}
	if name, argument := intrinsic(arn); name == fnGetAtt && isList(argument) && len(argument.Items) > 0 {
		return ref(argument, stringOf(argument.Items[0]))
	} else if name == fnRef {
		return arn
	}
	return nil
}

// join makes what lets the one end use the other. The result is the id of what was made.
func (r *resource) join(from, to end, permissions *node, suffix string) string {
	var profile *node
	for _, p := range asList(connectorProfiles()) {
		if stringOf(p.Get("from")) == from.plain && stringOf(p.Get("to")) == to.plain {
			profile = p
		}
	}
	if profile == nil {
		r.fail(r.at, "there is no connector from %s to %s", from.kind, to.kind)
		return ""
	}
	var wanted []string
	for _, p := range permissions.Items {
		name := stringOf(p)
		if name != "Write" || profile.Get("role") != nil {
			if profile.Get("role") == nil || profile.Get(name) == nil || name != "Read" && name != "Write" {
				r.fail(p, "a connector from %s to %s has no permission %s", from.kind, to.kind, name)
				return ""
			}
		}
		if !slices.Contains(wanted, name) {
			wanted = append(wanted, name)
		}
	}
	if isTrue(profile.Get("both")) && len(wanted) != 2 {
		r.fail(permissions, "a connector from %s to %s needs both Read and Write", from.kind, to.kind)
		return ""
	}
	c := connection{resource: r, profile: profile, from: from, to: to, suffix: suffix}
	switch {
	case profile.Get("role") != nil:
		return c.rolePolicy(wanted)
	case profile.Get("invoke") != nil:
		return c.permission()
	}
	return c.delivery()
}

// replaceDependencies lets what waits for connectors wait for what they made.
func (t *transformer) replaceDependencies(connectors []*resource, made map[string][]string) {
	each(t.resources, func(_ string, r *node) {
		depends := asList(r.Get("DependsOn"))
		replaced := map[string]bool{}
		var kept []*node
		for _, d := range depends {
			if _, ok := made[stringOf(d)]; ok {
				replaced[stringOf(d)] = true
				continue
			}
			kept = append(kept, d)
		}
		if len(replaced) == 0 {
			return
		}
		l := value(r.Get("DependsOn"), kept)
		for _, c := range connectors {
			if !replaced[c.id] {
				continue
			}
			for _, id := range made[c.id] {
				l.Items = append(l.Items, text(r, id))
			}
		}
		set(r, "DependsOn", l)
	})
}

// waitFor makes a resource wait for another.
func waitFor(r *node, id string) {
	l := value(r, slices.Clone(asList(r.Get("DependsOn"))))
	for _, d := range l.Items {
		if stringOf(d) == id {
			set(r, "DependsOn", l)
			return
		}
	}
	l.Items = append(l.Items, text(r, id))
	set(r, "DependsOn", l)
}

// mentions reports whether a value refers to a resource.
func (t *transformer) mentions(n *node, id string) bool {
	t.look(sizeOf(n, maxSteps), n)
	found := false
	walk(n, func(n *node) {
		switch name, argument := intrinsic(n); name {
		case fnRef:
			found = found || stringOf(argument) == id || strings.HasPrefix(stringOf(argument), id+".")
		case fnGetAtt:
			found = found || isList(argument) && len(argument.Items) > 0 && stringOf(argument.Items[0]) == id
		}
	})
	return found
}
