package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var concurrencyTooLow = check.Rule{
	ID:       "exposure-concurrency-too-low",
	Title:    "A handful of calls uses up the function's concurrency",
	Severity: finding.Medium,
	Why: "Whoever keeps as many requests open as the function may handle at once, from one machine, shuts everybody else out. " +
		"Where a queue may feed it more than it may take, the rest is throttled and thrown away as failed though nothing was wrong with it.",
	Remedy:   "Reserve what the function needs at its busiest, and limit how often one caller may ask (a throttle, a rate rule of a firewall); let the event source's MaximumConcurrency stay below.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
	},
	CWE:      []string{"CWE-400"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runConcurrencyTooLow,
}

// fewCalls is how many calls at once one machine makes without effort.
const fewCalls = 5

// runConcurrencyTooLow asks of functions that have a concurrency of their own. Zero switches a function off,
// which is on purpose.
func runConcurrencyTooLow(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		if f.Concurrency.IsAbsent() || p.Callable(f.ID) == nil {
			continue
		}
		s := check.Function(f)
		low, why := settleNumber(f.Concurrency, fewCalls, func(n int) bool { return n > 0 && n < fewCalls })
		switch {
		case why != "":
			p.Unknown(s, "how many calls "+model.LocalName(f.ID)+" handles at once", why)
		case low:
			p.NotMet(s, "anybody may call "+model.LocalName(f.ID)+", which handles only "+f.Concurrency.String()+" at once", check.At(f.Concurrency.At), reachedBy(p, f))
		default:
			p.Met(s)
		}
	}
	for _, source := range sources(p) {
		most := source.setting("ScalingConfig").Get("MaximumConcurrency")
		f := source.function
		if most.IsAbsent() || f.Concurrency.IsAbsent() {
			continue
		}
		s := source.subject()
		throttled, why := compare(f.Concurrency, most, 0, 0, func(reserved, most int) bool { return reserved > 0 && reserved < most })
		switch {
		case why != "":
			p.Unknown(s, "whether "+model.LocalName(f.ID)+" can handle what "+source.name()+" feeds it", why)
		case throttled:
			p.NotMet(s, source.name()+" feeds "+model.LocalName(f.ID)+" up to "+most.String()+" batches at once, it handles "+f.Concurrency.String(), check.At(most.At), check.Because(f.Concurrency.At, "the reserved concurrency"))
		default:
			p.Met(s)
		}
	}
}
