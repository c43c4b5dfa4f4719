package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var visibilityTooShort = check.Rule{
	ID:       "exposure-visibility-too-short",
	Title:    "Queue shows messages again while they are worked on",
	Severity: finding.Low,
	Why: "A message that comes back before the function is done with it, or while it waits because the function is throttled, is handled twice and paid for twice. " +
		"Under a flood the queue feeds itself, and messages land in the dead letter queue that nobody ever failed to handle.",
	Remedy:   "Set VisibilityTimeout to at least six times the function's Timeout.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
	},
	CWE:      []string{"CWE-400"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runVisibilityTooShort,
}

func runVisibilityTooShort(p *check.Pass) {
	for _, source := range sources(p) {
		if source.from == nil || source.from.Type != "AWS::SQS::Queue" || source.pipe {
			continue
		}
		f, queue := source.function, source.from
		s := check.Subject{ID: queue.ID, At: queue.At, Functions: []string{f.ID}, Detail: model.LocalName(f.ID)}
		visibility := queue.Properties.Get("VisibilityTimeout")
		tooShort, why := compare(visibility, f.Timeout, 30, 3, func(visible, timeout int) bool { return visible < 6*timeout })
		refused, _ := compare(visibility, f.Timeout, 30, 3, func(visible, timeout int) bool { return visible < timeout })
		name, seconds := model.LocalName(queue.ID), shown(visibility, "30")+" s"
		at := check.At(visibility.At)
		if visibility.IsAbsent() {
			at = check.At(queue.At)
		}
		switch {
		case why != "":
			p.Unknown(s, "whether queue "+name+" hides messages long enough for "+model.LocalName(f.ID), why)
		case refused:
			p.NotMet(s, "queue "+name+" hides messages for "+seconds+", less than "+model.LocalName(f.ID)+" may take ("+shown(f.Timeout, "3")+" s): Lambda refuses such an event source", at)
		case tooShort:
			p.NotMet(s, "queue "+name+" hides messages for "+seconds+", less than six times the "+shown(f.Timeout, "3")+" s of "+model.LocalName(f.ID), at)
		default:
			p.Met(s)
		}
	}
}
