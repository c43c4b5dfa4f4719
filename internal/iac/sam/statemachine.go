package sam

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// stateMachine is a state machine that is being expanded.
type stateMachine struct {
	*resource
	out  *node
	tags *node
}

// stateMachine expands AWS::Serverless::StateMachine.
func (t *transformer) stateMachine(r *resource) {
	m := &stateMachine{resource: r}
	p := m.props
	for name, s := range map[string]shape{"Tags": aMap, "Events": aMap, "DefinitionSubstitutions": aMap} {
		if !m.want(p.Get(name), name, s) {
			return
		}
	}
	m.tags = m.tagged("stateMachine:createdBy", p.Get("Tags"))
	m.out = made(m.at, source.Map)
	for from, to := range map[string]string{
		"Name": "StateMachineName", "Type": "StateMachineType", "Logging": "LoggingConfiguration",
		"Tracing": "TracingConfiguration", "DefinitionSubstitutions": "DefinitionSubstitutions",
		"EncryptionConfiguration": "EncryptionConfiguration",
	} {
		copyProperty(m.out, to, p.Get(from))
	}
	set(m.out, "Tags", m.tags)
	if !m.definition() {
		return
	}
	m.role()
	m.emit(m.id, "AWS::StepFunctions::StateMachine", m.out, m.own())
	m.publish()
	m.events()
}

// definition is the definition in the template, or where it stands in S3.
func (m *stateMachine) definition() bool {
	written, uri := m.props.Get("Definition"), m.props.Get("DefinitionUri")
	switch {
	case !isNull(written) && !isNull(uri):
		m.fail(uri, "Definition and DefinitionUri exclude one another")
		return false
	case !isNull(written):
		if !m.want(written, "Definition", aMap) {
			return false
		}
		substitutions := made(written, source.Map)
		definition := m.substituted(written, substitutions)
		m.t.spend(weightOf(definition, maxSteps)+indentOf(definition, 0)/stepText, written)
		lines := strings.Split(pretty(definition), "\n")
		set(m.out, "DefinitionString", object(written, fnJoin, list(written, "\n", lines)))
		if len(substitutions.Keys) > 0 {
			all := m.t.copied(m.out.Get("DefinitionSubstitutions"))
			if !isMap(all) {
				all = made(written, source.Map)
			}
			each(substitutions, func(key string, v *node) { set(all, key, v) })
			set(m.out, "DefinitionSubstitutions", all)
		}
		return true
	case isNull(uri):
		m.fail(m.at, "one of Definition and DefinitionUri has to be there")
		return false
	}
	set(m.out, "DefinitionS3Location", m.s3(uri, "DefinitionUri", definitionNames))
	return true
}

// substituted copies a definition with variables in the place of functions.
func (m *stateMachine) substituted(n, substitutions *node) *node {
	if isIntrinsic(n) {
		m.t.look(len(substitutions.Keys), n)
		name := fmt.Sprintf("definition_substitution_%d", len(substitutions.Keys)+1)
		set(substitutions, name, n)
		return text(n, "${"+name+"}")
	}
	c := *n
	c.Items = slices.Clone(n.Items)
	if !isMap(n) {
		for i, item := range n.Items {
			c.Items[i] = m.substituted(item, substitutions)
		}
		return &c
	}
	m.t.look(len(n.Keys)*len(n.Keys), n)
	for _, e := range sortedEntries(n) {
		set(&c, e.key, m.substituted(e.value, substitutions))
	}
	return &c
}

// indentOf is the number of bytes that stand before the lines of pretty.
func indentOf(n *node, depth int) int {
	size := len("    ") * depth
	for _, item := range n.Items {
		size += indentOf(item, depth+1)
	}
	return size
}

// pretty is JSON with sorted keys and four spaces, in ASCII.
func pretty(n *node) string {
	var b strings.Builder
	writePretty(&b, n, "\n")
	return b.String()
}

func writePretty(b *strings.Builder, n *node, indent string) {
	inner := indent + "    "
	switch {
	case isList(n) && len(n.Items) > 0:
		for i, item := range n.Items {
			b.WriteString(separator(i, "[") + inner)
			writePretty(b, item, inner)
		}
		b.WriteString(indent + "]")
	case isMap(n) && len(n.Keys) > 0:
		for i, e := range sortedEntries(n) {
			b.WriteString(separator(i, "{") + inner)
			writeASCII(b, e.key)
			b.WriteString(": ")
			writePretty(b, e.value, inner)
		}
		b.WriteString(indent + "}")
	default:
		writeCanonical(b, n)
	}
}

// role is the role that the state machine runs with.
func (m *stateMachine) role() {
	p, t := m.props, m.t
	given := p.Get("Role")
	if !isNull(given) {
		set(m.out, "RoleArn", given)
		return
	}
	id := m.id + "Role"
	var managed []*node
	if v := p.Get("Tracing"); isTrue(v.Get("Enabled")) {
		managed = append(managed, t.awsManaged(v, t.tracingPolicy()))
	}
	written := m.rolePolicies(id, p.Get("Policies"))
	for _, w := range written.managed {
		managed = m.t.addOnce(managed, w)
	}
	role := object(m.at, "AssumeRolePolicyDocument", trustOf(m.at, "states.amazonaws.com"), "ManagedPolicyArns", slices.Concat([]*node{}, managed))
	if len(written.inline) > 0 {
		set(role, "Policies", value(m.at, written.inline))
	}
	copyProperty(role, "PermissionsBoundary", p.Get("PermissionsBoundary"))
	copyProperty(role, "Path", p.Get("RolePath"))
	set(role, "Tags", m.tags)
	set(m.out, "RoleArn", getAtt(m.at, id, "Arn"))
	m.property("Role", id)
	m.emit(id, "AWS::IAM::Role", role, m.passed())
}

// publish makes a version of the state machine and an alias that points at it.
func (m *stateMachine) publish() {
	preference := m.props.Get("DeploymentPreference")
	alias := m.t.known(m.props.Get("AutoPublishAlias"))
	if isNull(alias) {
		if !isNull(preference) {
			m.fail(preference, "DeploymentPreference needs an AutoPublishAlias")
		}
		return
	}
	if !isString(alias) {
		m.fail(alias, "AutoPublishAlias should be a text or a reference to a parameter")
		return
	}
	version, id := m.id+"Version", m.id+"Alias"+alias.Text
	attributes := m.passed()
	for _, name := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
		if attributes.Get(name) == nil {
			set(attributes, name, text(alias, "Retain"))
		}
	}
	m.emit(version, "AWS::StepFunctions::StateMachineVersion", object(alias, "StateMachineArn", ref(alias, m.id),
		"StateMachineRevisionId", getAtt(alias, m.id, "StateMachineRevisionId")), attributes)
	props := object(alias, "Name", alias, "DeploymentPreference", m.preference(alias, version, preference))
	m.emit(id, "AWS::StepFunctions::StateMachineAlias", props, m.passed())
	m.property("Alias", id)
	m.property("Version", version)
}

func (m *stateMachine) preference(at *node, version string, written *node) *node {
	out := object(at, "StateMachineVersionArn", ref(at, version), "Type", "ALL_AT_ONCE")
	if isMap(written) {
		each(written, func(key string, v *node) { set(out, key, v) })
	}
	return out
}

// events expands the events of a state machine.
func (m *stateMachine) events() {
	for _, e := range m.eventsOf(m.id) {
		switch kind := stringOf(e.body.Get("Type")); kind {
		case "Schedule":
			r := e.newRule(ref(e.body, m.id), "StepFunctionsTarget")
			r.schedule()
			m.rule(e, r)
		case "CloudWatchEvent", "EventBridgeRule":
			r := e.newRule(ref(e.body, m.id), "StepFunctionsTarget")
			r.pattern()
			m.rule(e, r)
		case "ScheduleV2":
			m.schedulerFor(e, ref(e.body, m.id), func(at *node) *node {
				return namedPolicy(at, e.logical+"StartExecutionPolicy", false, allow(at, "states:StartExecution", ref(at, m.id)))
			})
		case "Api":
			m.apiEvent(e)
		default:
			e.fail(e.body.Get("Type"), "a state machine has no event of type %s", kind)
		}
	}
}

// starter is the role with which a service starts executions.
func (m *stateMachine) starter(e *event, service string) *node {
	id := e.logical + "Role"
	role := object(e.body, "AssumeRolePolicyDocument", trustOf(e.body, service),
		"Policies", list(e.body, namedPolicy(e.body, id+"StartExecutionPolicy", false, allow(e.body, "states:StartExecution", ref(e.body, m.id)))))
	copyProperty(role, "PermissionsBoundary", m.props.Get("PermissionsBoundary"))
	m.emit(id, "AWS::IAM::Role", role, m.passed())
	return getAtt(e.body, id, "Arn")
}

func (m *stateMachine) rule(e *event, r *rule) {
	if given := e.get("RoleArn"); !isNull(given) {
		set(r.target, "RoleArn", given)
	} else {
		set(r.target, "RoleArn", m.starter(e, "events.amazonaws.com"))
	}
	r.emit(m.passed())
}

// apiEvent puts a route into a REST API that starts an execution.
func (m *stateMachine) apiEvent(e *event) {
	unescape := e.get("UnescapeMappingTemplate")
	if !isNull(unescape) && unescape.Kind != source.Bool {
		e.fail(unescape, "UnescapeMappingTemplate should be a boolean, not %s", unescape.Name())
		return
	}
	r, ok := m.t.readRoute(e)
	if !ok {
		return
	}
	credentials := m.starter(e, "apigateway.amazonaws.com")
	if r.api == nil || !r.api.writable() {
		return
	}
	if r.api.doc.hasIntegration(r.path, r.method) {
		e.fail(e.body, "the method %q of the path %q is defined more than once", strings.ToLower(r.method), r.path)
		return
	}
	input := "$util.escapeJavaScript($input.json('$'))"
	if isTrue(unescape) {
		input += `.replaceAll("\\'","'")`
	}
	integration := object(e.body, "type", "aws", "httpMethod", "POST", "credentials", credentials,
		"uri", sub(e.body, "arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
		"requestTemplates", object(e.body, "application/json",
			sub(e.body, `{"input": "`+input+`", "stateMachineArn": "${`+m.id+`}"}`)),
		"responses", object(e.body, "200", object(e.body, "statusCode", "200"), "400", object(e.body, "statusCode", "400")))
	r.api.route(e, r, integration, stringOf(m.node.Get("Condition")))
	for _, def := range r.api.doc.find(r.path, r.method) {
		if responses := def.Get("responses"); isMap(responses) && len(responses.Keys) == 0 {
			set(def, "responses", object(e.body, "200", object(e.body, "description", "OK"), "400", object(e.body, "description", "Bad Request")))
		}
	}
}
