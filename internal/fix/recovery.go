package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source/splice"
)

// recoveryFixers keep what could be lost.
var recoveryFixers = []fixer{
	{"recovery-no-point-in-time", proposePointInTime},
	settings("recovery-bucket-not-versioned",
		setting{kind: "AWS::S3::Bucket", path: "VersioningConfiguration.Status", value: splice.Text("Enabled"), note: "Old versions cost storage: a lifecycle rule with NoncurrentVersionExpiration removes them after some time."},
	),
	{"recovery-deletion-unprotected", proposeRetain},
	settings("recovery-no-backup",
		setting{kind: "AWS::RDS::DBInstance", path: "BackupRetentionPeriod", value: splice.Number("7")},
		setting{kind: "AWS::RDS::DBCluster", path: "BackupRetentionPeriod", value: splice.Number("7")},
		setting{kind: "AWS::DocDB::DBCluster", path: "BackupRetentionPeriod", value: splice.Number("7")},
		setting{kind: "AWS::Neptune::DBCluster", path: "BackupRetentionPeriod", value: splice.Number("7")},
		setting{kind: "AWS::Redshift::Cluster", path: "AutomatedSnapshotRetentionPeriod", value: splice.Number("7")},
	),
}

const pointInTime = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"

// proposePointInTime lets a table be restored to a moment, a global one in each of its regions.
func proposePointInTime(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	on := splice.Bool(true)
	if w.kind != "AWS::DynamoDB::GlobalTable" {
		return c.settings(w, []setting{
			{kind: "AWS::DynamoDB::Table", path: pointInTime, value: on},
			{kind: "AWS::Serverless::SimpleTable", path: pointInTime, value: on},
		})
	}
	ch := c.change()
	for _, replica := range mapsWith(w.property("Replicas"), "Region") {
		if old := valueAt(replica, strings.Split(pointInTime, ".")); old != nil && on.Is(old) {
			continue
		}
		if err := ch.setAt(w, replica, pointInTime, on, "Replicas"); err != nil {
			return Proposal{}, err
		}
	}
	if len(ch.proposal.Edits) == 0 {
		return Proposal{}, advise("its replicas are not written with it")
	}
	return ch.done()
}

// proposeRetain has data outlive its stack.
func proposeRetain(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	keep := splice.Text("Retain")
	return c.settings(w, []setting{
		{kind: w.kind, path: "/DeletionPolicy", value: keep, note: "What is kept has to be deleted by hand where the stack is only for a while."},
		{kind: w.kind, path: "/UpdateReplacePolicy", value: keep, keep: true},
	})
}
