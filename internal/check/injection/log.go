package injection

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var log = check.Rule{
	ID:       "injection-log",
	Title:    "Untrusted data in a line of the log",
	Severity: finding.Low,
	Why:      "With a line break the caller writes log entries of his own, which mislead who reads and what counts them. It is a note where the runtime writes each call as one record, as it does with console of Node and logging of Python.",
	Remedy:   "Log structured records (JSON), or quote the value (repr, JSON.stringify).",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
		"https://owasp.org/www-community/attacks/Log_Injection",
	},
	CWE:      []string{"CWE-117"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "log", "a line of the log", oneRecord) },
}

// oneRecord is where the runtime of the platform writes what a call is given as one record, whatever lines are in it: it
// hands them on in frames that say how long each is (aws-lambda-nodejs-runtime-interface-client, LogPatch; aws-lambda-python-
// runtime-interface-client, FramedTelemetryLogSink). What is printed goes line by line.
func oneRecord(f *model.Function, _ *model.Code, flow *model.Flow) (finding.Severity, string) {
	runtime, _ := f.Runtime.Text()
	switch call := flow.Sink.Call; {
	case strings.HasPrefix(runtime, "nodejs") && strings.HasPrefix(call, "console."),
		strings.HasPrefix(runtime, "python") && strings.HasPrefix(call, "logging"):
		return finding.Info, "the runtime writes each call as one record: a line break begins no other one"
	}
	return finding.Low, ""
}
