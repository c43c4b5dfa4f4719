package sam

// destinations of asynchronous invocations, and what a role needs to send to them.
var destinationActions = map[string]string{
	"SQS": "sqs:SendMessage", "SNS": "sns:publish", "EventBridge": "events:PutEvents",
	"Lambda": "lambda:InvokeFunction", "S3Bucket": "s3:PutObject",
}

// eventInvoke makes the configuration of asynchronous invocations.
func (f *function) eventInvoke() {
	written := f.props.Get("EventInvokeConfig")
	if isNull(written) {
		return
	}
	config := f.t.resolve(written)
	id := f.id + "EventInvokeConfig"
	props := object(written, "FunctionName", ref(written, f.id), "Qualifier", "$LATEST")
	if f.alias != "" {
		set(props, "Qualifier", f.t.known(f.props.Get("AutoPublishAlias")))
	}
	if d := config.Get("DestinationConfig"); !isNull(d) {
		if !isMap(d) {
			f.fail(d, "EventInvokeConfig.DestinationConfig should be a map, not %s", d.Name())
			return
		}
		out := object(d)
		for _, name := range []string{"OnSuccess", "OnFailure"} {
			if target := d.Get(name); !isNull(target) {
				f.destination(out, id, name, target)
			}
		}
		set(props, "DestinationConfig", out)
	}
	copyProperty(props, "MaximumEventAgeInSeconds", config.Get("MaximumEventAgeInSeconds"))
	copyProperty(props, "MaximumRetryAttempts", config.Get("MaximumRetryAttempts"))
	f.emit(id, "AWS::Lambda::EventInvokeConfig", props, f.passed())
}

// destination puts one destination into the configuration; a queue or a topic that is not named is made.
func (f *function) destination(out *node, id, name string, target *node) {
	if !isMap(target) {
		f.fail(target, "EventInvokeConfig.DestinationConfig.%s should be a map, not %s", name, target.Name())
		return
	}
	kind := stringOf(target.Get("Type"))
	action := destinationActions[kind]
	if action == "" {
		f.fail(target, "the Type of a destination is SQS, SNS, EventBridge, Lambda or S3Bucket")
		return
	}
	destination := target.Get("Destination")
	makes := kind == "SQS" || kind == "SNS"
	condition, then, otherwise, isIf := branches(destination)
	switch function, argument := intrinsic(destination); {
	case function == fnIf && !isIf:
		f.t.fail(argument, "Resource with id [%s] is invalid: Fn::If of %s takes a condition and two values", id, name)
		return
	case isNull(destination) && !makes:
		f.fail(target, "a destination of type %s has to be named", kind)
		return
	case isNull(destination):
		destination = f.madeDestination(id+name, kind, target, "")
	case isIf && isNoValue(then) && isNoValue(otherwise) && makes:
		destination = f.madeDestination(id+name, kind, target, "")
	case isIf && isNoValue(then) && makes:
		destination = ifElse(destination, condition, f.madeDestination(id+name, kind, target, condition), otherwise)
	case isIf && isNoValue(otherwise) && makes:
		not := f.t.not(destination, condition, id)
		destination = ifElse(destination, not, f.madeDestination(id+name, kind, target, not), then)
	case isMap(destination) && !isIntrinsic(destination):
		f.fail(destination, "the destination %s should be a text, not %s", name, destination.Name())
		return
	}
	set(out, name, object(target, "Destination", destination))
	resource := destination
	if kind == "S3Bucket" {
		resource = subWith(destination, "${bucketArn}/*", "bucketArn", destination)
	}
	f.policies = f.t.addOnce(f.policies, namedPolicy(target, id+name+kind+"Policy", false, allow(target, action, resource)))
}

// madeDestination makes the queue or topic of a destination, and answers its ARN.
func (f *function) madeDestination(id, kind string, at *node, condition string) *node {
	attributes := f.passed()
	if own := stringOf(attributes.Get("Condition")); condition != "" && own != "" {
		set(attributes, "Condition", text(at, f.t.and(at, own, condition, f.id)))
	} else if condition != "" {
		set(attributes, "Condition", text(at, condition))
	}
	if kind == "SQS" {
		f.property("DestinationQueue", id+"Queue")
		f.emit(id+"Queue", "AWS::SQS::Queue", object(at), attributes)
		return getAtt(at, id+"Queue", "Arn")
	}
	f.property("DestinationTopic", id+"Topic")
	f.emit(id+"Topic", "AWS::SNS::Topic", object(at), attributes)
	return ref(at, id+"Topic")
}
