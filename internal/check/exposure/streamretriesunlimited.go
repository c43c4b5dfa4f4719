package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var streamRetriesUnlimited = check.Rule{
	ID:       "exposure-stream-retries-unlimited",
	Title:    "One bad record stops a stream's shard until it expires",
	Severity: finding.Medium,
	Why: "A record that the function cannot handle is given to it again and again, paid for each time, until it expires after a day or more; everything behind it in the shard waits. " +
		"Whoever can put one such record into the stream stops it.",
	Remedy:   "Set MaximumRetryAttempts or MaximumRecordAgeInSeconds on the event source, with BisectBatchOnFunctionError and an OnFailure destination for what is given up.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html",
	},
	CWE:      []string{"CWE-400"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runStreamRetriesUnlimited,
}

func runStreamRetriesUnlimited(p *check.Pass) {
	for _, source := range sources(p) {
		if !source.is("kinesis") && !source.is("dynamodb") {
			continue
		}
		s, why, limited := source.subject(), "", false
		for _, name := range []string{"MaximumRetryAttempts", "MaximumRecordAgeInSeconds"} {
			v := source.setting(name)
			if v.IsUnknown() && len(v.Options()) == 0 {
				limited = true // somebody gives it
				continue
			}
			set, reason := settleNumber(v, -1, func(n int) bool { return n >= 0 }) // -1 is the default: without end
			limited = limited || set
			if reason != "" {
				why = reason
			}
		}
		switch {
		case limited:
			p.Met(s)
		case why != "":
			p.Unknown(s, "how often "+model.LocalName(source.function.ID)+" is given a record of "+source.name()+" that it cannot handle", why)
		default:
			p.NotMet(s, model.LocalName(source.function.ID)+" is given a record of "+source.name()+" that it cannot handle until it expires")
		}
	}
}
