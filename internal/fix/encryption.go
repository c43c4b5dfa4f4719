package fix

import "github.com/sconce-dev/sconce/internal/source/splice"

// encryptionFixers mend what is stored or sent in the clear.
var encryptionFixers = []fixer{
	{"encryption-at-rest-off", proposeAtRest},
	{"encryption-key-rotation-off", proposeRotation},
	{"encryption-classified-without-key", proposeDataKey},
	{"encryption-environment-without-key", proposeEnvironmentKey},
	{"encryption-in-transit-optional", proposeOnlyTLS},
	{"encryption-queue-tls-optional", proposeMessageTLS},
	{"encryption-database-tls-off", proposeDatabaseTLS},
	{"encryption-plain-http-listener", proposeTLSListener},
	{"encryption-plain-http-origin", proposeTLSOrigin},
}

// atRest are the switches that encrypt what is stored without making another one of it.
var atRest = []setting{
	{kind: "AWS::SQS::Queue", path: "SqsManagedSseEnabled", value: splice.Bool(true)},
	{kind: "AWS::Kinesis::Stream", path: "StreamEncryption", value: splice.Map(field("EncryptionType", splice.Text("KMS")), field("KeyId", splice.Text("alias/aws/kinesis")))},
	{kind: "AWS::KinesisFirehose::DeliveryStream", path: "DeliveryStreamEncryptionConfigurationInput", value: splice.Map(field("KeyType", splice.Text("AWS_OWNED_CMK")))},
}

// replaced are the types that cannot be encrypted later: CloudFormation makes another one, which is
// empty, and deletes this one (CloudFormation Template Reference, "Update requires: Replacement").
var replaced = map[string]string{
	"AWS::RDS::DBInstance":               "StorageEncrypted",
	"AWS::RDS::DBCluster":                "StorageEncrypted",
	"AWS::DocDB::DBCluster":              "StorageEncrypted",
	"AWS::Neptune::DBCluster":            "StorageEncrypted",
	"AWS::EFS::FileSystem":               "Encrypted",
	"AWS::Redshift::Cluster":             "Encrypted",
	"AWS::ElastiCache::ReplicationGroup": "AtRestEncryptionEnabled",
	"AWS::DAX::Cluster":                  "SSESpecification.SSEEnabled",
}

func proposeAtRest(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	if path := replaced[w.kind]; path != "" {
		return Proposal{}, w.advise("what is there is replaced by an empty one: take a backup, encrypt a copy of it, and make the new one of that", properties(nested(path, splice.Bool(true))))
	}
	switch w.kind {
	case "AWS::SNS::Topic":
		return c.proposeTopicKey(w)
	case "AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain":
		const path = "EncryptionAtRestOptions.Enabled"
		if w.property("EncryptionAtRestOptions") != nil {
			return Proposal{}, w.advise("where the setting is written already, its change makes another domain, which is empty", properties(nested(path, splice.Bool(true))))
		}
		return c.settings(w, []setting{{kind: w.kind, path: path, value: splice.Bool(true), note: "It cannot be switched off again, and oldest instance types do not have it."}})
	}
	return c.settings(w, atRest)
}

// proposeRotation has a key rotated every year.
func proposeRotation(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	list := []setting{{kind: "AWS::KMS::Key", path: "EnableKeyRotation", value: splice.Bool(true)}}
	if r, ok := c.App.Resource(w.id); ok {
		if days, known := r.Properties.Get("RotationPeriodInDays").Int(); known && days > 365 {
			list = append(list, setting{kind: "AWS::KMS::Key", path: "RotationPeriodInDays", value: splice.Number("365")})
		}
	}
	return c.settings(w, list)
}
