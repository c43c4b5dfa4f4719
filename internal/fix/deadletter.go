package fix

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// proposeDeadLetter gives what cannot be handled a queue of its own, and an alarm on that: for a source
// queue, for the records of a stream, and for the events that a function is called with asynchronously.
func proposeDeadLetter(c *Case) (Proposal, error) {
	f, isFunction := c.App.Function(c.Finding.Resource)
	if !isFunction {
		return c.redrive()
	}
	for i := range f.Triggers {
		if t := &f.Triggers[i]; c.Finding.Detail != "" && model.LocalName(t.ID) == c.Finding.Detail {
			return c.streamFailure(f, t)
		}
	}
	w, err := c.written(f.ID)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	queue := ch.deadLetterQueue(w, nil)
	send := permission{name: "SendTo" + queue, actions: []string{"sqs:SendMessage"}, resource: splice.GetAtt(queue, "Arn"), of: w}
	switch w.kind {
	case "AWS::Serverless::Function":
		target := splice.Map(field("Type", splice.Text("SQS")), field("TargetArn", splice.GetAtt(queue, "Arn")))
		err = ch.set(w, "DeadLetterQueue", target, Mark{Path: "DeadLetterConfig"}, Mark{Element: "Role", Path: "Policies", Actions: send.actions})
	case "AWS::Lambda::Function":
		err = ch.set(w, "DeadLetterConfig.TargetArn", splice.GetAtt(queue, "Arn"))
	default:
		err = advise(model.LocalName(f.ID) + " is made by " + w.name)
	}
	if err == nil && !makesRole(w) {
		err = ch.allow(w, f.Role, send)
	}
	if err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// maxReceives is how often a message is tried: at least five times, as a function that is throttled
// counts as well (AWS Lambda Developer Guide, "Configuring a queue to use with Lambda").
const maxReceives = "5"

// holdsFailures matches the names of queues that are themselves for what could not be handled.
var holdsFailures = regexp.MustCompile(`(?i)(dead.?letter|dlq)`)

// redrive gives a source queue a dead letter queue.
func (c *Case) redrive() (Proposal, error) {
	w, err := c.writtenAs("AWS::SQS::Queue", "queue")
	if err != nil {
		return Proposal{}, err
	}
	if holdsFailures.MatchString(w.name) {
		return Proposal{}, advise("it holds what failed before: who reads it has to keep what it cannot handle, or delete it")
	}
	ch := c.change()
	queue := ch.deadLetterQueue(w, w)
	err = ch.set(w, "RedrivePolicy", splice.Map(field("deadLetterTargetArn", splice.GetAtt(queue, "Arn")), field("maxReceiveCount", splice.Number(maxReceives))))
	if err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// deadLetterQueue declares a queue that keeps messages as long as a queue can, fourteen days, and an
// alarm on it. One for the messages of another queue is of the same kind and has the same key.
func (ch *change) deadLetterQueue(beside, of *written) string {
	var fields []splice.Field
	if of != nil {
		for _, name := range []string{"FifoQueue", "KmsMasterKeyId"} {
			n := of.property(name)
			if v, ok := splice.Of(n); ok {
				fields = append(fields, field(name, v))
			} else if n != nil && n.Kind == source.Bool && n.Tag == "" {
				fields = append(fields, field(name, splice.Bool(strings.EqualFold(n.Text, "true"))))
			}
		}
	}
	fields = append(fields, field("MessageRetentionPeriod", splice.Number("1209600")))
	queue := ch.declare(beside, "DeadLetterQueue", typed("AWS::SQS::Queue", properties(fields...))...)
	ch.queueAlarm(beside, "DeadLetterAlarm", queue)
	return queue
}

// streamFailure gives the records of a stream that cannot be handled a queue.
func (c *Case) streamFailure(f *model.Function, t *model.Trigger) (Proposal, error) {
	fw, err := c.written(f.ID)
	if err != nil {
		return Proposal{}, err
	}
	w, err := c.written(t.ID)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	queue := ch.deadLetterQueue(fw, nil)
	arn := splice.GetAtt(queue, "Arn")
	send := permission{name: "SendTo" + queue, actions: []string{"sqs:SendMessage"}, resource: arn, of: fw}
	switch w.kind {
	case "AWS::Lambda::EventSourceMapping":
		err = ch.set(w, "DestinationConfig.OnFailure.Destination", arn)
	case "AWS::Serverless::Function":
		event := eventAt(w, t.At)
		if event == nil {
			return Proposal{}, advise("the event is not written with the function")
		}
		onFailure := splice.Map(field("Type", splice.Text("SQS")), field("Destination", arn))
		err = ch.setAt(w, event, "Properties.DestinationConfig.OnFailure", onFailure, "Events")
		ch.touch(t.ID, "DestinationConfig")
		ch.touch(w.id+"Role", "Policies", send.actions...)
	default:
		err = advise("there is no way yet to change this on a resource of type " + w.kind)
	}
	if err == nil && (w.kind != "AWS::Serverless::Function" || !makesRole(fw)) { // SAM lets the role of its own send
		err = ch.allow(fw, f.Role, send)
	}
	if err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// eventAt is the event of a SAM function that stands at a place.
func eventAt(w *written, at model.Location) *source.Node {
	events := w.property("Events")
	if events == nil || events.Kind != source.Map {
		return nil
	}
	for i, e := range events.Items {
		if events.Keys[i].Start <= at.Start && at.Start < e.End {
			return e
		}
	}
	return nil
}

// eventName is the name of the event of a SAM function that stands at a place.
func eventName(w *written, at model.Location) string {
	events := w.property("Events")
	for i, e := range events.Items {
		if events.Keys[i].Start <= at.Start && at.Start < e.End {
			return events.Keys[i].Text
		}
	}
	return ""
}
