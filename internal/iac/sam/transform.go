package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// Name is how a template says that it is written for this transform.
const Name = "AWS::Serverless-2016-10-31"

const typePrefix = "AWS::Serverless::"

// Options say for which place a template is expanded.
type Options struct {
	Region     string            // "" where it is not known: references to it stay
	Partition  string            // that of the region when empty
	Parameters map[string]string // values of template parameters; others have their defaults
	Source     bool              // the template is as people write it: code may be local, and what is not to be seen is not put in
}

// transformer holds one template while it is expanded.
type transformer struct {
	opts       Options
	root       *node // a copy of the template that is changed on the way
	resources  *node
	parameters map[string]*node
	written    map[string]bool // logical ids that people wrote
	generated  map[string]bool // logical ids that were made here
	errs       []error
	failed     map[string]bool
	steps      int

	renamed    map[string]string            // layers: the id they are written under to the id they get
	properties map[string]map[string]string // MyFunction -> Alias -> MyFunctionAliaslive
	kinds      map[string]string            // types as they are written, by logical id
	functions  map[string]*function
	apis       map[string]*restAPI
	httpAPIs   map[string]*httpAPI

	deployments []deployment
	usagePlan   sharedUsagePlan
	routes      implicitRoutes
	asked       int              // routes
	recordSets  map[string]*node // by hosted zone: the record sets of custom domains
}

// Transform expands a SAM template. The result is a new tree; the template is not changed. Where
// there are errors, all of them are *source.Error and the tree is what could be made all the same: the
// template itself where it would be too much.
func Transform(root *source.Node, opts Options) (expanded *source.Node, errs []error) {
	t := &transformer{
		opts: opts.withDefaults(), written: map[string]bool{}, generated: map[string]bool{}, failed: map[string]bool{},
		renamed: map[string]string{}, properties: map[string]map[string]string{}, kinds: map[string]string{},
		functions: map[string]*function{}, apis: map[string]*restAPI{}, httpAPIs: map[string]*httpAPI{},
		recordSets: map[string]*node{},
	}
	if t.large(root) {
		return root, t.errs
	}
	defer func() {
		if err := caught(recover()); err != nil {
			t.errs = append(t.errs, err)
			expanded, errs = root, t.errs
		}
	}()
	t.root = longForm(root)
	if !t.validate(root) {
		return t.root, t.errs
	}
	t.resources = t.root.Get("Resources")
	t.bindParameters()
	t.embeddedConnectors()
	t.defaultBodies()
	t.implicitAPIs()
	t.mergeGlobals()
	each(t.resources, func(id string, v *node) {
		t.written[id] = true
		t.kinds[id] = stringOf(v.Get("Type"))
	})
	t.expand()
	t.expandDeployments()
	t.finishUsagePlan()
	t.expandConnectors()
	t.checkResult()
	t.renameReferences()
	t.checkResult()
	remove(t.root, "Transform", "Globals")
	return t.root, t.errs
}

func (o Options) withDefaults() Options {
	if o.Partition == "" {
		o.Partition = PartitionOf(o.Region)
	}
	return o
}

// PartitionOf is the partition that a region belongs to.
func PartitionOf(region string) string {
	for prefix, partition := range map[string]string{
		"cn-": "aws-cn", "us-gov-": "aws-us-gov", "us-iso-": "aws-iso", "us-isob-": "aws-iso-b", "eusc-": "aws-eusc",
	} {
		if strings.HasPrefix(region, prefix) {
			return partition
		}
	}
	return "aws"
}

func keys(n *node) int {
	if !isMap(n) {
		return 0
	}
	return len(n.Keys)
}

// validate checks what has to be so for the rest to make sense.
func (t *transformer) validate(root *node) bool {
	switch resources := t.root.Get("Resources"); {
	case !isMap(t.root):
		t.fail(root, "the template is not a map but %s", root.Name())
	case !isMap(resources) || len(resources.Keys) == 0:
		t.fail(t.root, "the structure of the template is invalid: it has no map of Resources")
	default:
		each(resources, func(id string, v *node) {
			if !isMap(v) && !strings.HasPrefix(id, "Fn::ForEach::") {
				t.fail(v, "the structure of the template is invalid: the resource %s is %s and not a map", id, v.Name())
			}
		})
	}
	valid := len(t.errs) == 0
	for _, section := range []string{"Mappings", "Parameters"} {
		if v := t.root.Get(section); v != nil && !isMap(v) {
			t.fail(v, "the structure of the template is invalid: %s is %s and not a map", section, v.Name())
			valid = valid && isNull(v) // with nothing in it, the rest makes sense all the same
		}
	}
	return valid
}

// resource is a SAM resource that is being expanded.
type resource struct {
	t     *transformer
	id    string
	at    *node // where it is declared
	node  *node
	props *node
}

// expand replaces the SAM resources by what they make: functions and state machines first, because
// their events add to APIs.
func (t *transformer) expand() {
	var first, second, last []*resource
	each(t.resources, func(id string, v *node) {
		kind, ok := strings.CutPrefix(stringOf(v.Get("Type")), typePrefix)
		if !ok {
			return
		}
		r := &resource{t: t, id: id, at: v, node: v, props: v.Get("Properties")}
		if r.props == nil {
			r.props = made(v, source.Map)
		}
		if !isMap(r.props) {
			r.fail(r.props, "Properties should be a map, not %s", r.props.Name())
			return
		}
		switch kind {
		case "Function":
			first = append(first, r)
		case "StateMachine":
			second = append(second, r)
		default:
			last = append(last, r)
		}
	})
	t.prepareAPIs()
	for _, group := range [][]*resource{first, second, last} {
		for _, r := range group {
			t.expandResource(r)
		}
	}
}

func (t *transformer) expandResource(r *resource) {
	kind := strings.TrimPrefix(stringOf(r.node.Get("Type")), typePrefix)
	expand, known := map[string]func(*resource){
		"Function": t.function, "StateMachine": t.stateMachine, "SimpleTable": t.simpleTable, "LayerVersion": t.layer,
		"Application": t.application, "Api": t.api, "HttpApi": t.httpAPI, "WebSocketApi": t.webSocketAPI,
		"GraphQLApi": t.graphQL, "CapacityProvider": t.capacityProvider,
	}[kind]
	if !known {
		return // a connector comes later; what is not known stays as it is
	}
	remove(t.resources, r.id)
	before := keys(t.resources)
	expand(r)
	if tags := r.props.Get("Tags"); r.propagates() && isMap(tags) && !isIntrinsic(tags) {
		t.propagate(r, before)
	}
}

// tagged are the types of generated resources that tags are handed on to, as lists.
var taggedTypes = map[string]bool{
	"AWS::Lambda::Function": true, "AWS::Lambda::EventSourceMapping": true, "AWS::IAM::Role": true, "AWS::Events::Rule": true,
	"AWS::IoT::TopicRule": true, "AWS::SQS::Queue": true, "AWS::SNS::Topic": true, "AWS::ApiGateway::RestApi": true,
	"AWS::ApiGateway::Stage": true, "AWS::ApiGateway::DomainName": true, "AWS::ApiGateway::DomainNameV2": true,
	"AWS::ApiGateway::ApiKey": true, "AWS::ApiGateway::UsagePlan": true, "AWS::StepFunctions::StateMachine": true,
}

// propagate puts the tags of a resource on everything that it made: what stands from a place on.
func (t *transformer) propagate(r *resource, from int) {
	tags := value(r.props.Get("Tags"), r.tagItems(r.props.Get("Tags")))
	for _, n := range t.resources.Items[min(from, len(t.resources.Items)):] {
		if taggedTypes[stringOf(n.Get("Type"))] {
			set(child(n, "Properties"), "Tags", tags)
		}
	}
}

// emit adds a resource to the template. Attributes are what stands beside Type and Properties. What is
// made beside the resource itself stands where its properties do: the URL of a function at its
// FunctionUrlConfig.
func (r *resource) emit(id, kind string, props, attributes *node) {
	cause := r.at
	if id != r.id && props != nil {
		cause = props
	}
	n := object(cause, "Type", kind)
	if props != nil {
		set(n, "Properties", props)
	}
	each(attributes, func(key string, v *node) { set(n, key, v) })
	t := r.t
	if t.written[id] && id != r.id || t.generated[id] {
		t.fail(cause, "Resource with id [%s] makes a resource with id [%s] of type %s, but the template has one of that id: it cannot be deployed", r.id, id, kind)
		return
	}
	t.generated[id] = true
	switch {
	case len(id) > maxKeyLength:
		t.giveUp(r.at, "the template makes a resource whose id has %d bytes; the limit is %d", len(id), maxKeyLength)
	case len(t.generated) > maxResources:
		t.giveUp(r.at, "the template makes more than %d resources (CloudFormation deploys 500)", maxResources)
	}
	t.look(keys(t.resources), r.at)
	set(t.resources, id, n)
}

// passed are the attributes that what a resource makes takes over from it.
func (r *resource) passed() *node {
	return picked(r.node, "Condition", "DeletionPolicy", "UpdateReplacePolicy")
}

// own are the attributes that the resource keeps which bears its id.
func (r *resource) own() *node {
	return picked(r.node, "Condition", "DeletionPolicy", "UpdatePolicy", "UpdateReplacePolicy", "Metadata", "DependsOn")
}

func (r *resource) condition() *node { return picked(r.node, "Condition") }

// property remembers that Ref and GetAtt may name a generated resource as Resource.Property.
func (r *resource) property(name, id string) {
	if r.t.properties[r.id] == nil {
		r.t.properties[r.id] = map[string]string{}
	}
	r.t.properties[r.id][name] = id
}
