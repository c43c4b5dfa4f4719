package sam

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/source"
)

// function is a function that is being expanded.
type function struct {
	*resource
	out      *node // the properties of the Lambda function
	target   *node // what events invoke: the function or its alias
	alias    string
	managed  []*node // managed policies that its parts need
	policies []*node // inline policies that its parts need
	tags     *node   // of the function and of its role
}

// plainProperties go from the SAM function to the Lambda function as they are.
var plainProperties = []string{
	"FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Environment",
	"ReservedConcurrentExecutions", "Layers", "KmsKeyArn", "FileSystemConfigs", "CodeSigningConfigArn", "ImageConfig",
	"PackageType", "Architectures", "SnapStart", "EphemeralStorage", "RuntimeManagementConfig", "LoggingConfig",
	"RecursiveLoop", "CapacityProviderConfig", "FunctionScalingConfig", "PublishToLatestPublished", "TenancyConfig",
	"DurableConfig",
}

// function expands AWS::Serverless::Function.
func (t *transformer) function(r *resource) {
	f := &function{resource: r, target: getAtt(r.at, r.id, "Arn")}
	t.functions[r.id] = f
	if !f.valid() {
		return
	}
	f.tags = f.tagList()
	f.out = picked(f.props, plainProperties...)
	f.nullsOut()
	f.capacity()
	set(f.out, "Code", f.code())
	if v := f.props.Get("Tracing"); !isNull(v) {
		set(f.out, "TracingConfig", object(v, "Mode", v))
	}
	if q := f.props.Get("DeadLetterQueue"); q != nil {
		f.deadLetterQueue(q)
	}
	set(f.out, "Tags", f.tags)
	f.emit(f.id, "AWS::Lambda::Function", f.out, f.own())
	f.publish()
	f.url()
	f.eventInvoke()
	f.scale()
	f.events()
	f.role()
	f.tenancy()
}

func (f *function) valid() bool {
	p := f.props
	ok := true
	for name, s := range map[string]shape{
		"Tags": aMap, "Events": aMap, "EventInvokeConfig": aMap, "DeadLetterQueue": aMap, "DeploymentPreference": aMap,
		"FunctionUrlConfig": aMap, "Layers": aList, "VpcConfig": aMap, "Environment": aMap, "FileSystemConfigs": aList,
		"Architectures": aList, "RolePath": aText, "Handler": aText, "Runtime": aText,
	} {
		ok = f.want(p.Get(name), name, s) && ok
	}
	return ok
}

// capacity writes the capacity provider as Lambda has it.
func (f *function) capacity() {
	written := f.out.Get("CapacityProviderConfig")
	if !isMap(written) || isIntrinsic(written) {
		return
	}
	inner := made(written, source.Map)
	each(written, func(key string, v *node) {
		if key == "Arn" {
			key = "CapacityProviderArn"
		}
		set(inner, key, v)
	})
	set(f.out, "CapacityProviderConfig", object(written, "LambdaManagedInstancesCapacityProviderConfig", inner))
}

// nullsOut leaves out what is null: SAM reads it as not written.
func (f *function) nullsOut() {
	for i, k := range slices.Backward(f.out.Keys) {
		if f.out.Items[i].Kind == source.Null {
			remove(f.out, k.Text)
		}
	}
}

const createdBy = "lambda:createdBy"

// tagList is the tags as a list, with the one that says who made the function.
func (f *function) tagList() *node { return f.tagged(createdBy, f.props.Get("Tags")) }

// tagged makes a list of tags of a map, behind the tag that says that SAM made it.
func (r *resource) tagged(created string, tags *node) *node {
	l := list(r.at, object(r.at, "Key", created, "Value", "SAM"))
	if isMap(tags) && tags.Get(created) != nil {
		r.fail(tags.Get(created), "the tag %s is reserved", created)
	}
	l.Items = append(l.Items, r.tagItems(tags)...)
	return l
}

// tagItems makes Key and Value of every entry of a map.
func (r *resource) tagItems(tags *node) []*node {
	if isIntrinsic(tags) {
		r.fail(tags, "tags have to be a map, functions are not evaluated there")
		return nil
	}
	var items []*node
	each(tags, func(key string, v *node) {
		items = append(items, object(v, "Key", key, "Value", v))
	})
	return items
}

// propagates reports whether the tags go on to what is generated.
func (r *resource) propagates() bool { return isTrue(r.props.Get("PropagateTags")) }

func (f *function) deadLetterQueue(q *node) {
	kind := q.Get("Type")
	action := map[string]string{"SQS": "sqs:SendMessage", "SNS": "sns:Publish"}[stringOf(kind)]
	target := q.Get("TargetArn")
	switch {
	case isNull(kind) || isNull(target):
		f.fail(q, "a DeadLetterQueue needs Type and TargetArn")
	case !isString(kind) || action == "":
		f.fail(kind, "the Type of a DeadLetterQueue should be a text: SQS or SNS")
	default:
		set(f.out, "DeadLetterConfig", object(q, "TargetArn", target))
		f.policies = f.t.addOnce(f.policies, namedPolicy(q, "DeadLetterQueuePolicy", true, allow(q, action, target)))
	}
}

// allow is a statement that allows actions on resources.
func allow(at *node, action, resource any) *node {
	return object(at, "Action", value(at, action), "Resource", value(at, resource), "Effect", "Allow")
}

// namedPolicy is an inline policy of a role.
func namedPolicy(at *node, name any, versioned bool, statements ...*node) *node {
	document := object(at, "Statement", statements)
	if versioned {
		set(document, "Version", text(at, "2012-10-17"))
	}
	return object(at, "PolicyName", name, "PolicyDocument", document)
}

// scale is the concurrency that is kept ready behind the alias.
func (f *function) scale() {
	v := f.props.Get("ProvisionedConcurrencyConfig")
	if isNull(v) {
		return
	}
	if f.alias == "" {
		f.fail(v, "ProvisionedConcurrencyConfig needs an AutoPublishAlias")
		return
	}
	if f.props.Get("CapacityProviderConfig") != nil {
		f.fail(v, "CapacityProviderConfig and ProvisionedConcurrencyConfig exclude one another")
	}
	if alias := f.t.resources.Get(f.alias); alias != nil {
		set(child(alias, "Properties"), "ProvisionedConcurrencyConfig", v)
	}
}

// tenancy refuses what a function with a tenancy configuration cannot have.
func (f *function) tenancy() {
	if isNull(f.props.Get("TenancyConfig")) {
		return
	}
	for _, name := range []string{"FunctionUrlConfig", "ProvisionedConcurrencyConfig", "SnapStart"} {
		if v := f.props.Get(name); !isNull(v) {
			f.fail(v, "%s is not possible for a function with TenancyConfig", name)
		}
	}
	each(f.props.Get("Events"), func(id string, v *node) {
		switch kind := stringOf(v.Get("Type")); kind {
		case "Api", "HttpApi":
		default:
			f.fail(v, "Event with id [%s] is invalid: an event of type %s is not possible for a function with TenancyConfig", id, kind)
		}
	})
}
