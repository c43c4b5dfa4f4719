package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// relays connects resources that pass events on to other resources: what happens in one comes to
// functions through the other.
func (b *builder) relays() {
	for _, d := range b.declared {
		p := d.Properties
		switch d.Type {
		case "AWS::SNS::Subscription":
			b.relaySubscription(b.id(p.Get("TopicArn"), d, "sns"), p, d)
		case "AWS::SNS::Topic":
			for _, s := range p.Get("Subscription").OneOrMany() {
				b.relaySubscription(d.ID, s, d)
			}
		case "AWS::S3::Bucket":
			notifications := p.Get("NotificationConfiguration")
			for _, c := range notifications.Get("QueueConfigurations").OneOrMany() {
				b.relay(d.ID, c.Get("Queue"), d, c.At)
			}
			for _, c := range notifications.Get("TopicConfigurations").OneOrMany() {
				b.relay(d.ID, c.Get("Topic"), d, c.At)
			}
		case "AWS::Events::Rule":
			from := b.id(p.Get("EventBusName"), d, "events")
			if from == "" || p.Get("EventPattern").IsAbsent() {
				from = d.ID
			}
			for _, target := range p.Get("Targets").OneOrMany() {
				b.relay(from, target.Get("Arn"), d, target.At)
			}
			b.bucketEvents(d)
		case "AWS::Scheduler::Schedule":
			b.relay(d.ID, p.Get("Target", "Arn"), d, p.Get("Target").At)
		case "AWS::Pipes::Pipe":
			b.relay(b.id(p.Get("Source"), d), p.Get("Target"), d, d.At)
		}
	}
}

// relayed are the kinds of resource that events are passed on to; functions have triggers.
var relayed = map[model.ResourceKind]model.EdgeKind{
	model.KindQueue: model.EdgePublishes, model.KindTopic: model.EdgePublishes, model.KindStream: model.EdgePublishes,
	model.KindBus: model.EdgePublishes, model.KindWorkflow: model.EdgeInvokes,
}

func (b *builder) relay(from string, to model.Value, d *Declared, at model.Location) {
	target := b.find(to, d)
	if from == "" || target == nil {
		return
	}
	if kind, ok := relayed[kindOf(target.Type)]; ok {
		b.app.Edges = append(b.app.Edges, model.Edge{From: from, To: target.ID, Kind: kind, Via: d.ID, At: at})
	}
}

func (b *builder) relaySubscription(topic string, s model.Value, d *Declared) {
	if protocol := s.Get("Protocol").TextOr(""); protocol == "sqs" || protocol == "firehose" {
		b.relay(topic, s.Get("Endpoint"), d, s.At)
	}
}

// bucketEvents connects buckets that tell EventBridge what happens in them to a rule of the default bus
// that takes their events (Amazon S3 User Guide, "Using EventBridge").
func (b *builder) bucketEvents(rule *Declared) {
	p := rule.Properties
	pattern := p.Get("EventPattern")
	takes := false
	for _, source := range pattern.Get("source").OneOrMany() {
		takes = takes || source.TextOr("") == "aws.s3"
	}
	if bus := p.Get("EventBusName"); !takes || !bus.IsAbsent() && !strings.HasSuffix(bus.String(), "default") {
		return
	}
	names := pattern.Get("detail", "bucket", "name").OneOrMany()
	for _, bucket := range b.declared {
		if bucket.Type != "AWS::S3::Bucket" || bucket.Properties.Get("NotificationConfiguration", "EventBridgeConfiguration").IsAbsent() {
			continue
		}
		meant := len(names) == 0
		for _, name := range names {
			meant = meant || name.Target() == bucket.ID || sameName(name, bucket.Properties.Get("BucketName"))
		}
		if meant && b.room(len(b.app.Edges), maxEdges, "connections", rule.At) {
			b.app.Edges = append(b.app.Edges, model.Edge{From: bucket.ID, To: rule.ID, Kind: model.EdgeTriggers, Via: rule.ID, At: rule.At})
		}
	}
}
