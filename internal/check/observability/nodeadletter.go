package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noDeadLetter = check.Rule{
	ID:       "observability-no-dead-letter",
	Title:    "Events that fail are lost",
	Severity: finding.Medium,
	Why: "An event that the function cannot handle is retried and then thrown away, or comes back for days. " +
		"Nobody learns of it, and an attacker can hide what they did by making the handling fail; low where only a schedule starts the function, whose next run comes.",
	Remedy:   "Give the source queue a RedrivePolicy, the stream an OnFailure destination, and the function a DeadLetterConfig or an OnFailure destination for asynchronous events.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html",
	},
	CWE:      []string{"CWE-390"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"HIPAA:164.312(c)(1)", "GDPR:32(1)(b)"},
	Run:      runNoDeadLetter,
}

// asynchronous are the triggers whose events Lambda queues itself, twice retries and then drops
// (Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation").
var asynchronous = map[model.TriggerKind]bool{
	model.TriggerTopic: true, model.TriggerBucket: true, model.TriggerBus: true, model.TriggerSchedule: true,
	model.TriggerDevice: true, model.TriggerEmail: true, model.TriggerLog: false,
}

func runNoDeadLetter(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		asked := false
		for _, t := range f.Triggers {
			s := check.Function(f)
			switch {
			case t.Kind == model.TriggerQueue:
				queueSource(p, f, t)
			case t.Kind == model.TriggerStream && !t.Properties.IsAbsent():
				s.Detail = model.LocalName(t.ID)
				answer(p, s, streamFailure(t), "records of "+sourceOf(t)+" that "+model.LocalName(f.ID)+" cannot handle are lost", t.At)
			case asynchronous[t.Kind] && !asked:
				asked = true
				answer(p, s, asyncFailure(p, f), "events that "+model.LocalName(f.ID)+" cannot handle are lost", f.At, check.Severity(asyncSeverity(f)))
			}
		}
	}
}

// asyncSeverity is how bad it is that asynchronous events of a function are lost.
func asyncSeverity(f *model.Function) finding.Severity {
	for _, t := range f.Triggers {
		if asynchronous[t.Kind] && t.Kind != model.TriggerSchedule {
			return finding.Medium
		}
	}
	return finding.Low
}

// sourceOf names where a trigger's events come from.
func sourceOf(t model.Trigger) string { return model.LocalName(cmp.Or(t.From, t.ID)) }

func answer(p *check.Pass, s check.Subject, destination model.Value, message string, at model.Location, options ...check.Option) {
	switch written, why := check.Written(destination); {
	case why != "":
		p.Unknown(s, "whether "+message, why)
	case !written:
		p.NotMet(s, message, append(options, check.At(at))...)
	default:
		p.Met(s)
	}
}

// queueSource asks the queue: without a redrive policy a message comes back until it expires.
func queueSource(p *check.Pass, f *model.Function, t model.Trigger) {
	queue, ok := p.App.Resource(t.From)
	if !ok {
		return // the queue is not here: nothing can be said
	}
	s := check.Subject{ID: queue.ID, At: queue.At, Functions: []string{f.ID}}
	answer(p, s, queue.Properties.Get("RedrivePolicy"), "messages of queue "+model.LocalName(queue.ID)+" that "+model.LocalName(f.ID)+" cannot handle come back until they expire", queue.At)
}

// streamFailure is where the records of a stream go that cannot be handled: of an event source mapping
// or of a pipe.
func streamFailure(t model.Trigger) model.Value {
	for _, source := range []string{"KinesisStreamParameters", "DynamoDBStreamParameters"} {
		if v := t.Properties.Get("SourceParameters", source, "DeadLetterConfig"); !v.IsAbsent() {
			return v
		}
	}
	return t.Properties.Get("DestinationConfig", "OnFailure")
}

// asyncFailure is where failed asynchronous events of a function go.
func asyncFailure(p *check.Pass, f *model.Function) model.Value {
	if v := f.Properties.Get("DeadLetterConfig", "TargetArn"); !v.IsAbsent() {
		return v
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Lambda::EventInvokeConfig" {
			continue
		}
		function := r.Properties.Get("FunctionName")
		if function.Target() == f.ID || function.String() == f.Name {
			destination := r.Properties.Get("DestinationConfig", "OnFailure", "Destination")
			if r.Conditional != "" && r.Conditional != f.Conditional {
				return model.NewUnknown(model.Cause{Reason: r.Conditional}, r.At, destination, model.Value{})
			}
			return destination
		}
	}
	return model.Value{}
}
