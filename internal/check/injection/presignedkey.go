package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var presignedKey = check.Rule{
	ID:       "injection-presigned-key",
	Title:    "Untrusted data names the object of a signed address",
	Severity: finding.Medium,
	Why:      "Who chooses the whole name gets an address for every object of the bucket: of others too. It holds for as long as it was signed for.",
	Remedy:   "Begin the name with who the caller is, as the authorizer says it, or look it up in his records.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html",
	},
	CWE:      []string{"CWE-639"},
	OWASP:    []string{"A01:2021", "API1:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "presigned-key", "the name of a signed object", theObjectItself) },
}

// theObjectItself is where the name is that of the object whose upload the function is told of: nobody chooses another one.
func theObjectItself(_ *model.Function, _ *model.Code, flow *model.Flow) (finding.Severity, string) {
	if flow.Source.Trigger == model.TriggerBucket {
		return finding.Info, "it is the object that the event is about"
	}
	return finding.Medium, ""
}
