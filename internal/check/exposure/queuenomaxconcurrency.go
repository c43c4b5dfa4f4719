package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var queueNoMaxConcurrency = check.Rule{
	ID:       "exposure-queue-no-max-concurrency",
	Title:    "A full queue may use all of the account's concurrency",
	Severity: finding.Low,
	Why: "Whoever fills the queue makes Lambda start up to 1,000 copies of the function, which then has all of the account's concurrency and overruns the database behind it. " +
		"The queue would have kept the messages for later.",
	Remedy:   "Set ScalingConfig.MaximumConcurrency on the event source (2 or more), or ReservedConcurrentExecutions on the function.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
	},
	CWE:      []string{"CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runQueueNoMaxConcurrency,
}

func runQueueNoMaxConcurrency(p *check.Pass) {
	for _, source := range sources(p) {
		if source.pipe || !source.is("sqs") {
			continue
		}
		s, why, limited := source.subject(), "", false
		for _, limit := range []model.Value{
			source.setting("ScalingConfig").Get("MaximumConcurrency"),
			source.setting("ProvisionedPollerConfig").Get("MaximumPollers"),
			source.function.Concurrency,
		} {
			written, reason := check.Written(limit)
			limited = limited || written
			if reason != "" {
				why = reason
			}
		}
		switch {
		case limited:
			p.Met(s)
		case why != "":
			p.Unknown(s, "how many copies of "+model.LocalName(source.function.ID)+" "+source.name()+" may start", why)
		default:
			p.NotMet(s, source.name()+" may start any number of copies of "+model.LocalName(source.function.ID))
		}
	}
}
