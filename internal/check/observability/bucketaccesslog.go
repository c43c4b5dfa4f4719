package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var bucketAccessLogOff = check.Rule{
	ID:       "observability-bucket-access-log-off",
	Title:    "Bucket without an access log",
	Severity: finding.Info,
	Why: "Whoever reads, changes or deletes objects with stolen credentials leaves no record of which they were. " +
		"A trail of the account with data events for all buckets serves as well, but is not declared here.",
	Remedy:   "Set LoggingConfiguration.DestinationBucketName to a bucket for logs, or record the bucket's data events with a trail.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.1(.1-.7)", "HIPAA:164.312(b)", "GDPR:33(3)"},
	Run:      runBucketAccessLogOff,
}

func runBucketAccessLogOff(p *check.Pass) {
	all := trails(p)
	isLog := isLogBucket(p)
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::S3::Bucket" || isLog(r) {
			continue
		}
		s := p.Resource(r)
		logged, why := check.Written(r.Properties.Get("LoggingConfiguration"))
		of, _ := storeOf(r)
		recorded, reason := of.isRecorded(all)
		switch why = cmp.Or(why, reason); {
		case logged, recorded:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether bucket "+model.LocalName(r.ID)+" has an access log", why)
		default:
			p.NotMet(s, "bucket "+model.LocalName(r.ID)+" has no access log")
		}
	}
}
