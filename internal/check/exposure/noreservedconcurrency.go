package exposure

import (
	"strconv"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noReservedConcurrency = check.Rule{
	ID:       "exposure-no-reserved-concurrency",
	Title:    "Function that anybody may call has no limit of its own",
	Severity: finding.Low,
	Why: "All functions of an account and region share one concurrency, 1,000 by default: a flood of one that anybody may call leaves none for the others. " +
		"A function that decides about callers counts too, since it runs for whoever asks.",
	Remedy:   "Set ReservedConcurrentExecutions to what the function needs at most.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html",
	},
	CWE:      []string{"CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runNoReservedConcurrency,
}

// runNoReservedConcurrency answers once for an application that limits none of its functions, else for each.
func runNoReservedConcurrency(p *check.Pass) {
	var without []*model.Function
	limited := 0
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		if p.Callable(f.ID) == nil {
			continue
		}
		written, why := check.Written(f.Concurrency)
		switch {
		case why != "":
			p.Unknown(check.Function(f), "whether "+model.LocalName(f.ID)+" has a concurrency of its own", why)
			limited++
		case written:
			p.Met(check.Function(f))
			limited++
		default:
			without = append(without, f)
		}
	}
	if limited == 0 && len(without) > 1 {
		s := check.Subject{ID: p.App.ID, At: without[0].At}
		for _, f := range without {
			s.Functions = append(s.Functions, f.ID)
		}
		p.NotMet(s, "anybody may call "+model.LocalName(without[0].ID)+" and "+strconv.Itoa(len(without)-1)+" more, and none has a concurrency of its own",
			reachedBy(p, without[0]))
		return
	}
	for _, f := range without {
		p.NotMet(check.Function(f), "anybody may call "+model.LocalName(f.ID)+", which has no concurrency of its own", reachedBy(p, f))
	}
}

// reachedBy is the fact that a function can be called.
func reachedBy(p *check.Pass, f *model.Function) check.Option {
	route := p.Callable(f.ID)
	if route.Function != f.ID {
		return check.Because(route.At, "it decides about the callers of "+label(route))
	}
	return check.Because(route.At, "called by "+label(route))
}
