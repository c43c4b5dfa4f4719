package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noBatchWindow = check.Rule{
	ID:       "exposure-no-batch-window",
	Title:    "Every message from outside is an invocation of its own",
	Severity: finding.Info,
	Why: "Anybody on the internet can have messages put into the queue or stream, and each of them starts the function once, with its start-up time and at its price. " +
		"Batches would make a flood cheaper by as much as there is in a batch.",
	Remedy:   "Set BatchSize above 1 with a MaximumBatchingWindowInSeconds that users do not notice, and ReportBatchItemFailures so that one bad message does not repeat the others.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching",
	},
	CWE:      []string{"CWE-400"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runNoBatchWindow,
}

func runNoBatchWindow(p *check.Pass) {
	for _, source := range sources(p) {
		if source.from == nil || !p.Open().Has(source.from.ID) {
			continue
		}
		s := source.subject()
		size, window := source.setting("BatchSize"), source.setting("MaximumBatchingWindowInSeconds")
		alone, why := compare(size, window, 10, 0, func(size, window int) bool { return size == 1 && window == 0 })
		switch {
		case why != "":
			p.Unknown(s, "how many messages of "+source.name()+" "+model.LocalName(source.function.ID)+" gets at once", why)
		case alone:
			p.NotMet(s, "each message of "+source.name()+", which anybody can have filled, starts "+model.LocalName(source.function.ID)+" by itself", check.At(size.At), check.Trace(steps(p, p.Open().Way(source.from.ID))))
		default:
			p.Met(s)
		}
	}
}
