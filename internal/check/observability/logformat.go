package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var logFormatText = check.Rule{
	ID:       "observability-log-format-text",
	Title:    "Logs are plain text",
	Severity: finding.Info,
	Why: "Whoever can put a line break into what is logged writes log lines of their own, and searching for who did what becomes guesswork. " +
		"In JSON each record has its request, time and level in fields of their own.",
	Remedy:   "Set LoggingConfig.LogFormat to JSON, for all functions at once under Globals in SAM.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-loggingconfig.html",
	},
	CWE:      []string{"CWE-117"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.2", "HIPAA:164.312(b)"},
	Run:      runLogFormatText,
}

func runLogFormatText(p *check.Pass) {
	var text, open []*model.Function
	why, all := "", 0
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		if f.Library != "" {
			continue // a library's helper logs as the library has it
		}
		all++
		if !f.Properties.Get("CapacityProviderConfig").IsAbsent() {
			continue // managed instances log JSON alone ("Configuring JSON and plain text log formats")
		}
		switch isJSON, reason := check.Settle(f.Properties.Get("LoggingConfig", "LogFormat"), isJSONFormat); {
		case reason != "":
			open = append(open, f)
			why = cmp.Or(why, reason)
		case !isJSON:
			text = append(text, f)
		}
	}
	switch {
	case len(text) > 0:
		p.NotMet(p.Application(text), "logs of "+check.Names(ids(text))+" are plain text"+share(len(text), all))
	case len(open) > 0:
		p.Unknown(p.Application(open), "whether logs of "+check.Names(ids(open))+" are plain text", why)
	case all > 0:
		p.Met(p.Application(nil))
	}
}

// isJSONFormat reports whether a log format is JSON: Text is the default.
func isJSONFormat(v model.Value) bool { return v.TextOr("Text") == "JSON" }
