package encryption

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var atRest = check.Rule{
	ID:       "encryption-at-rest-off",
	Title:    "Data is stored unencrypted",
	Severity: finding.Medium,
	Why: "Whoever gets at the storage, a snapshot or a backup of it reads the data. " +
		"S3, DynamoDB and SQS encrypt by default, so there it takes a decision to switch it off; the others have to be told.",
	Remedy:   "Switch encryption on; for classified data with a customer managed key.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_rest_encrypt.html",
		"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
		"https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
	},
	CWE:      []string{"CWE-311"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:3.5.1", "HIPAA:164.312(a)(2)(iv)", "GDPR:32(1)(a)"},
	Run:      runAtRest,
}

// setting is the property that switches encryption on, and what it takes when it is not written.
type setting struct {
	path    []string
	key     bool // the property names a key: present is on; else it is a switch
	onByDef bool
	unless  []string // a property that switches encryption on another way
	copied  []string // properties that name what it is a copy of, whose encryption it has
	engine  string   // the engine with which it is on by default
}

// settings are the storage types that can be unencrypted, with the defaults that the CloudFormation
// Template Reference gives. S3 buckets and DynamoDB tables cannot.
var settings = map[string]setting{
	"AWS::SQS::Queue":                      {path: []string{"SqsManagedSseEnabled"}, onByDef: true, unless: []string{"KmsMasterKeyId"}},
	"AWS::SNS::Topic":                      {path: []string{"KmsMasterKeyId"}, key: true},
	"AWS::Kinesis::Stream":                 {path: []string{"StreamEncryption"}, key: true},
	"AWS::KinesisFirehose::DeliveryStream": {path: []string{"DeliveryStreamEncryptionConfigurationInput"}, key: true, unless: []string{"KinesisStreamSourceConfiguration"}},
	"AWS::RDS::DBInstance":                 {path: []string{"StorageEncrypted"}, unless: []string{"DBClusterIdentifier"}, copied: []string{"DBSnapshotIdentifier", "DBClusterSnapshotIdentifier", "SourceDBInstanceIdentifier"}},
	"AWS::RDS::DBCluster":                  {path: []string{"StorageEncrypted"}, copied: []string{"SnapshotIdentifier", "SourceDBClusterIdentifier"}},
	"AWS::DocDB::DBCluster":                {path: []string{"StorageEncrypted"}, copied: []string{"SnapshotIdentifier"}},
	"AWS::Neptune::DBCluster":              {path: []string{"StorageEncrypted"}, copied: []string{"SnapshotIdentifier"}},
	"AWS::Redshift::Cluster":               {path: []string{"Encrypted"}},
	"AWS::EFS::FileSystem":                 {path: []string{"Encrypted"}},
	"AWS::ElastiCache::ReplicationGroup":   {path: []string{"AtRestEncryptionEnabled"}, engine: "valkey"},
	"AWS::OpenSearchService::Domain":       {path: []string{"EncryptionAtRestOptions", "Enabled"}},
	"AWS::Elasticsearch::Domain":           {path: []string{"EncryptionAtRestOptions", "Enabled"}},
	"AWS::DAX::Cluster":                    {path: []string{"SSESpecification", "SSEEnabled"}},
}

func runAtRest(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		set, ok := settings[r.Type]
		if !ok {
			continue
		}
		s := p.Resource(r)
		if written, _ := check.Written(r.Properties.Get(set.unless...)); set.unless != nil && written {
			p.Met(s)
			continue
		}
		v := r.Properties.Get(set.path...)
		on, why := set.on(r.Properties, v)
		if original := set.original(r.Properties); v.IsAbsent() && original != "" {
			why = "it is what " + original + " is"
		}
		switch {
		case why != "":
			p.Unknown(s, "whether "+model.LocalName(r.ID)+" is encrypted", why)
		case on:
			p.Met(s)
		case set.onByDef || !v.IsAbsent():
			p.NotMet(s, string(r.Kind)+" "+model.LocalName(r.ID)+" has encryption switched off", check.At(v.At))
		default:
			severity := finding.Medium
			if r.Kind == model.KindTopic {
				severity = finding.Low // messages pass through a topic, they do not stay
			}
			p.NotMet(s, string(r.Kind)+" "+model.LocalName(r.ID)+" is not encrypted", check.Severity(severity))
		}
	}
}

// original names what a resource is a copy of, "" if of nothing.
func (set setting) original(properties model.Value) string {
	for _, name := range set.copied {
		if v := properties.Get(name); !v.IsAbsent() {
			return v.String()
		}
	}
	return ""
}

// on says whether a value switches encryption on; the reason is set when that is not known.
func (set setting) on(properties, v model.Value) (on bool, why string) {
	if set.key && v.IsUnknown() && len(v.Options()) == 0 {
		return true, "" // a key that is given at deployment
	}
	if v.IsAbsent() && set.engine != "" {
		return check.Settle(properties.Get("Engine"), func(v model.Value) bool { return strings.EqualFold(v.TextOr(""), set.engine) })
	}
	return check.Settle(v, func(v model.Value) bool {
		switch {
		case v.IsAbsent():
			return set.onByDef
		case set.key:
			text, known := v.Text()
			return !known || text != ""
		}
		on, known := v.Truth()
		return on || !known
	})
}
