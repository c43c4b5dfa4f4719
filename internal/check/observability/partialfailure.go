package observability

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var partialFailureOff = check.Rule{
	ID:       "observability-partial-failure-off",
	Title:    "One bad record fails its whole batch",
	Severity: finding.Low,
	Why: "Whoever gets one record in that cannot be handled has all the others of its batch handled again and again, or lost with it. " +
		"Where a stream's batch is split after a failure the bad record is at least isolated in the end: info there.",
	Remedy:   "Set FunctionResponseTypes to ReportBatchItemFailures on the event source and let the function answer which items failed, or set BatchSize to 1.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html",
	},
	CWE:      []string{"CWE-755"},
	Controls: []string{"HIPAA:164.312(c)(1)", "GDPR:32(1)(b)"},
	Run:      runPartialFailureOff,
}

func runPartialFailureOff(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Lambda::EventSourceMapping" || !isQueueOrStream(r.Properties) {
			continue
		}
		s := p.Resource(r)
		name := "event source " + model.LocalName(r.ID)
		reports, why := check.Settle(r.Properties.Get("FunctionResponseTypes"), func(v model.Value) bool {
			return slices.ContainsFunc(v.OneOrMany(), func(kind model.Value) bool { return kind.TextOr("") == "ReportBatchItemFailures" })
		})
		single, reason := check.Settle(r.Properties.Get("BatchSize"), func(v model.Value) bool {
			n, known := v.Int()
			return known && n == 1
		})
		split, _ := isTrue(r.Properties.Get("BisectBatchOnFunctionError"))
		switch {
		case reports, single && reason == "":
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether one bad record of "+name+" fails its batch", why)
		case reason != "":
			p.Unknown(s, "whether one bad record of "+name+" fails others", reason)
		case split:
			p.NotMet(s, "one bad record of "+name+" has the others of its batch handled again", check.Severity(finding.Info))
		default:
			p.NotMet(s, "one bad record of "+name+" fails its whole batch")
		}
	}
}

// isQueueOrStream reports whether a mapping reads a queue, a Kinesis stream or a table's stream. Those
// of brokers and databases name topics, queues or a database beside the source; of them only Kafka in
// provisioned mode can report failures (AWS Lambda Developer Guide, "Configuring error handling
// controls for Kafka event sources").
func isQueueOrStream(mapping model.Value) bool {
	for _, other := range []string{"Topics", "Queues", "SelfManagedEventSource", "AmazonManagedKafkaEventSourceConfig", "DocumentDBEventSourceConfig"} {
		if !mapping.Get(other).IsAbsent() {
			return false
		}
	}
	return !mapping.Get("EventSourceArn").IsAbsent()
}
