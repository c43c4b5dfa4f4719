package sam

// rule is a rule of EventBridge that an event makes, for a function or a state machine.
type rule struct {
	e      *event
	props  *node
	target *node
}

const maxTargetID = 64

// newRule begins a rule with the target of an event.
func (e *event) newRule(arn *node, suffix string) *rule {
	id := e.logical
	if len(id) > maxTargetID-len(suffix) {
		id = id[:maxTargetID-len(suffix)]
	}
	r := &rule{e: e, props: object(e.body), target: object(e.body, "Arn", arn, "Id", id+suffix)}
	if target := e.get("Target"); isMap(target) {
		copyProperty(r.target, "Id", target.Get("Id"))
	}
	for _, name := range []string{"Input", "InputPath", "InputTransformer", "RetryPolicy"} {
		copyProperty(r.target, name, e.get(name))
	}
	return r
}

// state is State, which may be spelled Enabled.
func (e *event) state(props *node) {
	state, enabled := e.get("State"), e.get("Enabled")
	switch {
	case !isNull(state) && !isNull(enabled):
		e.fail(enabled, "State and Enabled exclude one another")
	case !isNull(state):
		set(props, "State", state)
	case isNull(enabled):
	case isTrue(enabled) || stringOf(enabled) == "true" || stringOf(enabled) == "True":
		set(props, "State", text(enabled, "ENABLED"))
	case isIntrinsic(enabled):
		set(props, "State", text(enabled, "ENABLED"))
	default:
		set(props, "State", text(enabled, "DISABLED"))
	}
}

// schedule fills in a rule that runs at times.
func (r *rule) schedule() {
	e := r.e
	copyProperty(r.props, "ScheduleExpression", e.get("Schedule"))
	copyProperty(r.props, "Name", e.get("Name"))
	copyProperty(r.props, "Description", e.get("Description"))
	e.state(r.props)
}

// pattern fills in a rule that events match.
func (r *rule) pattern() {
	e := r.e
	copyProperty(r.props, "EventPattern", e.get("Pattern"))
	copyProperty(r.props, "EventBusName", e.get("EventBusName"))
	copyProperty(r.props, "Name", e.get("RuleName"))
	e.state(r.props)
}

// emit adds the rule, with the queue for what could not be delivered.
func (r *rule) emit(attributes *node) {
	e := r.e
	if q := e.get("DeadLetterConfig"); !isNull(q) {
		if arn := e.deadLetter(q, getAtt(q, e.logical, "Arn"), true); arn != nil {
			set(r.target, "DeadLetterConfig", object(q, "Arn", arn))
		}
	}
	set(r.props, "Targets", list(e.body, r.target))
	e.emit(e.logical, "AWS::Events::Rule", r.props, attributes)
}

// deadLetter is the ARN of the queue for what could not be delivered; one that is not named is made.
func (e *event) deadLetter(config, from *node, policy bool) *node {
	arn, kind := config.Get("Arn"), config.Get("Type")
	switch {
	case !isMap(config):
		e.fail(config, "DeadLetterConfig should be a map, not %s", config.Name())
		return nil
	case !isNull(arn) && !isNull(kind):
		e.fail(config, "Arn and Type of DeadLetterConfig exclude one another")
		return nil
	case !isNull(arn):
		return arn
	case isNull(kind):
		e.fail(config, "DeadLetterConfig needs Arn or Type")
		return nil
	case stringOf(kind) != "SQS":
		e.fail(kind, "the Type of DeadLetterConfig is SQS")
		return nil
	}
	id := e.logical + "Queue"
	if name := config.Get("QueueLogicalId"); !isNull(name) {
		if id = stringOf(name); id == "" {
			e.fail(name, "QueueLogicalId should be a text")
			return nil
		}
	}
	e.emit(id, "AWS::SQS::Queue", object(config), e.passed())
	if policy {
		statement := object(config, "Action", "sqs:SendMessage", "Effect", "Allow",
			"Principal", object(config, "Service", "events.amazonaws.com"), "Resource", getAtt(config, id, "Arn"),
			"Condition", object(config, "ArnEquals", object(config, "aws:SourceArn", from)))
		e.emit(e.logical+"QueuePolicy", "AWS::SQS::QueuePolicy", object(config, "Queues", list(config, ref(config, id)),
			"PolicyDocument", object(config, "Version", "2012-10-17", "Statement", list(config, statement))), e.passed())
	}
	return getAtt(config, id, "Arn")
}

func (f *function) scheduleEvent(e *event) {
	r := e.newRule(f.targetArn(e.body), "LambdaTarget")
	r.schedule()
	r.emit(f.passed())
	f.permission(e, e.logical+"Permission", "events.amazonaws.com", "SourceArn", getAtt(e.body, e.logical, "Arn"))
}

func (f *function) ruleEvent(e *event) {
	r := e.newRule(f.targetArn(e.body), "LambdaTarget")
	r.pattern()
	r.emit(f.passed())
	f.permission(e, e.logical+"Permission", "events.amazonaws.com", "SourceArn", getAtt(e.body, e.logical, "Arn"))
}
