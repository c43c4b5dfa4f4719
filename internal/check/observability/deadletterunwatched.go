package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var deadLetterUnwatched = check.Rule{
	ID:       "observability-dead-letter-unwatched",
	Title:    "Failed events pile up unseen",
	Severity: finding.Low,
	Why: "What could not be handled waits in the dead letter queue until it expires, and nobody learns that it is there. " +
		"An attacker who makes the handling fail is not noticed, and the events are lost after days.",
	Remedy:   "Declare an AWS::CloudWatch::Alarm on ApproximateNumberOfMessagesVisible (namespace AWS/SQS) of the queue.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html",
		"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.7.2", "HIPAA:164.308(a)(1)(ii)(D)"},
	Run:      runDeadLetterUnwatched,
}

// waiting are the metrics of a queue that rise when a message comes into it and is not taken out.
var waiting = []string{"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesNotVisible"}

// sent rises too, but not for what SQS itself moves from another queue (Amazon SQS Developer Guide,
// "Creating alarms for dead-letter queues using Amazon CloudWatch").
const sent = "NumberOfMessagesSent"

func runDeadLetterUnwatched(p *check.Pass) {
	all := alarms(p)
	consumed := map[string]bool{}
	for i := range p.App.Functions {
		for _, t := range p.App.Functions[i].Triggers {
			consumed[t.From] = true
		}
	}
	targets, moved := deadLetterTargets(p)
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Kind != model.KindQueue || consumed[r.ID] || !names(targets, r) {
			continue
		}
		s := p.Resource(r)
		w := watched{namespace: "AWS/SQS", names: waiting, dimension: "QueueName", id: r.ID, name: r.Name}
		if !names(moved, r) {
			w.names = append([]string{sent}, waiting...)
		}
		yes, why := w.isWatched(all, r.Conditional)
		switch why = cmp.Or(why, p.DoneByOwn("alarm", r.ID, r.Name)); {
		case yes:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether an alarm watches dead letter queue "+model.LocalName(r.ID), why)
		default:
			p.NotMet(s, "no alarm watches dead letter queue "+model.LocalName(r.ID))
		}
	}
}

// deadLetterProperties are the properties, of whatever resource, that say which queue takes what could
// not be delivered or handled.
var deadLetterProperties = map[string]bool{
	"deadLetterTargetArn": true, "DeadLetterConfig": true, "DeadLetterArn": true, "OnFailure": true, "DeadLetterQueue": true,
}

// deadLetterTargets are the values that name a queue for what failed, and among them those by which SQS
// moves messages from another queue.
func deadLetterTargets(p *check.Pass) (all, moved []model.Value) {
	collect := func(properties model.Value) (found []model.Value) {
		properties.Walk(func(path []string, v model.Value) bool {
			if len(path) == 0 || !deadLetterProperties[path[len(path)-1]] || v.IsUnknown() && len(v.Options()) > 0 {
				return true
			}
			found = append(found, targetIn(v))
			return false
		})
		return found
	}
	for i := range p.App.Functions {
		all = append(all, collect(p.App.Functions[i].Properties)...)
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		found := collect(r.Properties)
		all = append(all, found...)
		if r.Kind == model.KindQueue {
			moved = append(moved, found...)
		}
	}
	return all, moved
}

// targetIn is the ARN within the configuration of a dead letter queue or a destination, or the value
// itself.
func targetIn(v model.Value) model.Value {
	for _, name := range []string{"TargetArn", "Arn", "Destination"} {
		if inner := v.Get(name); !inner.IsAbsent() {
			return inner
		}
	}
	return v
}

// names reports whether one of the values names a queue, or may in one branch.
func names(targets []model.Value, queue *model.Resource) bool {
	for _, v := range targets {
		for _, option := range append([]model.Value{v}, v.Options()...) {
			if check.Means(option, queue.ID, queue.Name) {
				return true
			}
		}
	}
	return false
}
