package sam

// snsEvent subscribes the function to a topic: itself, or a queue that it polls.
func (f *function) snsEvent(e *event) {
	topic := e.need("Topic")
	if isNull(topic) {
		return
	}
	queue := e.get("SqsSubscription")
	switch {
	case isEmpty(queue):
		f.subscribe(e, "lambda", f.targetArn(e.body), topic)
		f.permission(e, e.logical+"Permission", "sns.amazonaws.com", "SourceArn", topic)
	case isTrue(queue):
		id := e.logical + "Queue"
		props := object(e.body)
		if f.t.isFIFO(topic) {
			set(props, "FifoQueue", boolean(topic, true))
		}
		f.emit(id, "AWS::SQS::Queue", props, f.passed())
		f.queued(e, topic, getAtt(e.body, id, "Arn"), ref(e.body, id), id+"Policy", object(e.body))
	case isMap(queue) && !isIntrinsic(queue):
		arn, url := queue.Get("QueueArn"), queue.Get("QueueUrl")
		if isNull(arn) || isNull(url) {
			e.fail(queue, "SqsSubscription needs QueueArn and QueueUrl")
			return
		}
		policy := e.logical + "QueuePolicy"
		if name := queue.Get("QueuePolicyLogicalId"); !isNull(name) {
			if policy = stringOf(name); policy == "" {
				e.fail(name, "QueuePolicyLogicalId should be a text")
				return
			}
		}
		f.queued(e, topic, arn, url, policy, queue)
	default:
		e.fail(queue, "SqsSubscription should be true or a map, not %s", queue.Name())
	}
}

// isFIFO reports whether a topic of the template keeps the order of messages.
func (t *transformer) isFIFO(topic *node) bool {
	return isTrue(path(t.resources.Get(refTo(topic)), "Properties", "FifoTopic"))
}

// subscribe makes the subscription to a topic.
func (f *function) subscribe(e *event, protocol string, endpoint, topic *node) {
	props := object(e.body, "Protocol", protocol, "Endpoint", endpoint, "TopicArn", topic)
	for _, name := range []string{"Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"} {
		copyProperty(props, name, e.get(name))
	}
	f.emit(e.logical, "AWS::SNS::Subscription", props, f.passed())
}

// queued subscribes a queue to the topic and lets the function poll it.
func (f *function) queued(e *event, topic, arn, url *node, policy string, settings *node) {
	f.subscribe(e, "sqs", arn, topic)
	statement := object(e.body, "Action", "sqs:SendMessage", "Effect", "Allow", "Principal", "*", "Resource", arn,
		"Condition", object(e.body, "ArnEquals", object(e.body, "aws:SourceArn", topic)))
	f.emit(policy, "AWS::SQS::QueuePolicy", object(e.body, "Queues", list(e.body, url),
		"PolicyDocument", object(e.body, "Version", "2012-10-17", "Statement", list(e.body, statement))), f.passed())
	props := object(e.body, "FunctionName", f.invoked(e.body), "EventSourceArn", arn, "BatchSize", 10, "Enabled", true)
	copyProperty(props, "BatchSize", settings.Get("BatchSize"))
	copyProperty(props, "Enabled", settings.Get("Enabled"))
	f.managed = f.t.addOnce(f.managed, f.t.awsManaged(e.body, "service-role/AWSLambdaSQSQueueExecutionRole"))
	f.emit(e.logical+"EventSourceMapping", "AWS::Lambda::EventSourceMapping", props, f.passed())
}
