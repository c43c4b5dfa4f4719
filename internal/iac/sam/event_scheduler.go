package sam

// schedulerEvent makes a schedule of EventBridge Scheduler that invokes the function.
func (f *function) schedulerEvent(e *event) {
	f.schedulerFor(e, f.targetArn(e.body), func(at *node) *node {
		return namedPolicy(at, e.logical+"LambdaPolicy", false, allow(at, "lambda:InvokeFunction", f.targetArn(at)))
	})
}

// schedulerFor makes a schedule and, where none is named, the role that it invokes its target with.
func (r *resource) schedulerFor(e *event, arn *node, invoke func(at *node) *node) {
	at := e.body
	props := object(at, "FlexibleTimeWindow", object(at, "Mode", "OFF"))
	for _, name := range []string{
		"FlexibleTimeWindow", "ScheduleExpression", "ScheduleExpressionTimezone", "StartDate", "EndDate", "Description",
		"State", "GroupName", "KmsKeyArn",
	} {
		copyProperty(props, name, e.get(name))
	}
	name := e.get("Name")
	switch {
	case isTrue(e.get("OmitName")) && !isNull(name):
		e.fail(name, "Name and OmitName exclude one another")
	case isTrue(e.get("OmitName")):
	case isNull(name):
		set(props, "Name", text(at, e.logical))
	default:
		set(props, "Name", name)
	}
	target := object(at, "Arn", arn)
	copyProperty(target, "Input", e.get("Input"))
	copyProperty(target, "RetryPolicy", e.get("RetryPolicy"))
	policies := []*node{invoke(at)}
	if q := e.get("DeadLetterConfig"); !isNull(q) {
		queue := e.deadLetter(q, nil, false)
		if queue == nil {
			return
		}
		set(target, "DeadLetterConfig", object(q, "Arn", queue))
		policies = append(policies, namedPolicy(q, e.logical+"SQSPolicy", false, allow(q, "sqs:SendMessage", queue)))
	}
	if role := e.get("RoleArn"); !isNull(role) {
		set(target, "RoleArn", role)
	} else {
		id := e.logical + "Role"
		set(target, "RoleArn", getAtt(at, id, "Arn"))
		role := object(at, "AssumeRolePolicyDocument", trustOf(at, "scheduler.amazonaws.com"), "Policies", policies)
		copyProperty(role, "PermissionsBoundary", e.get("PermissionsBoundary"))
		r.emit(id, "AWS::IAM::Role", role, r.passed())
	}
	set(props, "Target", target)
	r.emit(e.logical, "AWS::Scheduler::Schedule", props, r.passed())
}
