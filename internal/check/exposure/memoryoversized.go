package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var memoryOversized = check.Rule{
	ID:       "exposure-memory-oversized",
	Title:    "Function that anybody may call has a lot of memory",
	Severity: finding.Info,
	Why: "A function is paid for by memory and time, so each request of a flood costs many times what it costs at an ordinary size. " +
		"It may well need the memory; then it needs a limit on how often it is called all the more.",
	Remedy:   "Measure what the function uses and lower MemorySize, or let another function answer callers and hand the heavy work on.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
		"https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
	},
	CWE:      []string{"CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runMemoryOversized,
}

// largeMemory was the most that a function could have before 2020, and is what new accounts get: more than
// it is a decision (Lambda Developer Guide, "Configure Lambda function memory").
const largeMemory = 3008

func runMemoryOversized(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		route := p.Callable(f.ID)
		if route == nil {
			continue
		}
		s := check.Function(f)
		large, why := settleNumber(f.Memory, 128, func(mib int) bool { return mib > largeMemory })
		switch {
		case why != "":
			p.Unknown(s, "how much memory "+model.LocalName(f.ID)+" has", why)
		case large:
			p.NotMet(s, "anybody may call "+model.LocalName(f.ID)+", which has "+f.Memory.String()+" MB", check.At(f.Memory.At), check.Because(route.At, "called by "+label(route)))
		default:
			p.Met(s)
		}
	}
}
