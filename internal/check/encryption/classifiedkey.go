package encryption

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var classifiedKey = check.Rule{
	ID:       "encryption-classified-without-key",
	Title:    "Classified data without a key of its own",
	Severity: finding.Medium,
	Why: "The provider's default key opens the data for everybody who may read the resource: nobody can withhold the key, narrow down who uses it or see who did. " +
		"The resource's own tags say that its data is classified, so a permission too many there is a breach that has to be reported.",
	Remedy:   "Make a customer managed key with AWS::KMS::Key and name it in the resource's encryption settings; if the tag is wrong, correct the tag.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt",
		"https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_rest_key_mgmt.html",
		"https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tags-for-data-security-and-risk-management.html",
	},
	CWE:      []string{"CWE-311", "CWE-320"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:3.5.1", "PCI-DSS-4.0.1:3.6.1", "HIPAA:164.312(a)(2)(iv)", "GDPR:32(1)(a)"},
	Run:      runClassifiedKey,
}

// keys are the properties that name the key of what holds data, by type (CloudFormation Template
// Reference). What is not in it cannot have a customer managed key, or holds no data.
var keys = map[string][]string{
	"AWS::DocDB::DBCluster":                 {"KmsKeyId"},
	"AWS::DynamoDB::Table":                  {"SSESpecification", "KMSMasterKeyId"},
	"AWS::EFS::FileSystem":                  {"KmsKeyId"},
	"AWS::ElastiCache::ReplicationGroup":    {"KmsKeyId"},
	"AWS::ElastiCache::ServerlessCache":     {"KmsKeyId"},
	"AWS::Elasticsearch::Domain":            {"EncryptionAtRestOptions", "KmsKeyId"},
	"AWS::Events::EventBus":                 {"KmsKeyIdentifier"},
	"AWS::Kinesis::Stream":                  {"StreamEncryption", "KeyId"},
	"AWS::KinesisFirehose::DeliveryStream":  {"DeliveryStreamEncryptionConfigurationInput", "KeyARN"},
	"AWS::Logs::LogGroup":                   {"KmsKeyId"},
	"AWS::MSK::Cluster":                     {"EncryptionInfo", "EncryptionAtRest", "DataVolumeKMSKeyId"},
	"AWS::MemoryDB::Cluster":                {"KmsKeyId"},
	"AWS::Neptune::DBCluster":               {"KmsKeyId"},
	"AWS::OpenSearchService::Domain":        {"EncryptionAtRestOptions", "KmsKeyId"},
	"AWS::RDS::DBCluster":                   {"KmsKeyId"},
	"AWS::RDS::DBInstance":                  {"KmsKeyId"},
	"AWS::Redshift::Cluster":                {"KmsKeyId"},
	"AWS::RedshiftServerless::Namespace":    {"KmsKeyId"},
	"AWS::S3::Bucket":                       nil, // see keyOf
	"AWS::SNS::Topic":                       {"KmsMasterKeyId"},
	"AWS::SQS::Queue":                       {"KmsMasterKeyId"},
	"AWS::SecretsManager::Secret":           {"KmsKeyId"},
	"AWS::StepFunctions::StateMachine":      {"EncryptionConfiguration", "KmsKeyId"},
	"AWS::Timestream::Database":             {"KmsKeyId"},
	"AWS::Backup::BackupVault":              {"EncryptionKeyArn"},
	"AWS::EC2::Volume":                      {"KmsKeyId"},
	"AWS::KinesisVideo::Stream":             {"KmsKeyId"},
	"AWS::OpenSearchServerless::Collection": {"EncryptionConfig", "KmsKeyArn"},
}

func runClassifiedKey(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if _, holds := keys[r.Type]; !holds || inCluster(r) {
			continue
		}
		class, why := check.ClassOf(p.App, r.Properties)
		if class.Name == "" && why == "" || unencrypted(r) {
			continue // what is not encrypted at all has a rule of its own
		}
		key := keyOf(r)
		own, whyKey := ownKey(key)
		if original := settings[r.Type].original(r.Properties); key.IsAbsent() && original != "" {
			whyKey = "it is what " + original + " is"
		}
		s, name := p.Resource(r), label(r)
		switch {
		case own && whyKey == "":
			p.Met(s)
		case class.Name == "" || whyKey != "":
			p.Unknown(s, "whether the data of "+name+" is classified and has a key of its own", cmp.Or(whyKey, why))
		default:
			p.NotMet(s, name+" holds "+class.Name+" data, to judge by its tag "+class.Tag+", and has no customer managed key",
				check.AtValue(key), check.Because(class.At, "tag "+class.Tag))
		}
	}
}

// inCluster reports whether a database is one of a cluster's, which has the key.
func inCluster(r *model.Resource) bool {
	return r.Type == "AWS::RDS::DBInstance" && !r.Properties.Get("DBClusterIdentifier").IsAbsent()
}

// unencrypted reports whether a resource is certainly not encrypted.
func unencrypted(r *model.Resource) bool {
	set, ok := settings[r.Type]
	if !ok {
		return false
	}
	if len(set.unless) > 0 && !r.Properties.Get(set.unless...).IsAbsent() {
		return false
	}
	on, why := set.on(r.Properties, r.Properties.Get(set.path...))
	return !on && why == "" && set.original(r.Properties) == ""
}

// keyOf is the property of a resource that names its key.
func keyOf(r *model.Resource) model.Value {
	if r.Type != "AWS::S3::Bucket" {
		return r.Properties.Get(keys[r.Type]...)
	}
	rules := r.Properties.Get("BucketEncryption", "ServerSideEncryptionConfiguration")
	for _, rule := range rules.OneOrMany() {
		if key := rule.Get("ServerSideEncryptionByDefault", "KMSMasterKeyID"); !key.IsAbsent() {
			return key
		}
	}
	return model.Value{At: rules.At}
}
