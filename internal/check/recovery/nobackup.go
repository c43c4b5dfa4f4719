package recovery

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noBackup = check.Rule{
	ID:       "recovery-no-backup",
	Title:    "Database without backups",
	Severity: finding.Low,
	Why: "With a retention of zero days there is neither a daily backup nor a log to restore to a moment from: a wrong statement or an intruder destroys the data for good. " +
		"It takes a decision to switch the backups off, and it is none for a database that holds anything.",
	Remedy:   "Set BackupRetentionPeriod to the days in which damage is noticed, seven at least, or leave it out for the default of one day; of a Redshift cluster AutomatedSnapshotRetentionPeriod.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html",
	},
	CWE:      []string{"CWE-693"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"HIPAA:164.308(a)(7)(ii)(A)", "GDPR:32(1)(c)"},
	Run:      runNoBackup,
}

// retentions are the properties that say how many days of backups are kept: one day unless they are
// written (CloudFormation Template Reference). Aurora, DocumentDB and Neptune keep one day at least.
var retentions = map[string]string{
	"AWS::DocDB::DBCluster":   "BackupRetentionPeriod",
	"AWS::Neptune::DBCluster": "BackupRetentionPeriod",
	"AWS::RDS::DBCluster":     "BackupRetentionPeriod",
	"AWS::RDS::DBInstance":    "BackupRetentionPeriod",
	"AWS::Redshift::Cluster":  "AutomatedSnapshotRetentionPeriod",
}

func runNoBackup(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		property := retentions[r.Type]
		if property == "" || !r.Properties.Get("DBClusterIdentifier").IsAbsent() && r.Type == "AWS::RDS::DBInstance" ||
			!r.Properties.Get("SourceDBInstanceIdentifier").IsAbsent() {
			continue // the cluster, or what it is a copy of, has the backups
		}
		days := r.Properties.Get(property)
		none, why := check.Settle(days, func(v model.Value) bool {
			n, known := v.Int()
			return known && n == 0
		})
		s, name := p.Resource(r), model.LocalName(r.ID)
		switch {
		case backedUp(p, r):
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether there are backups of database "+name, why)
		case none:
			p.NotMet(s, "there are no backups of database "+name, check.AtValue(days))
		default:
			p.Met(s)
		}
	}
}
