package fix

import "github.com/sconce-dev/sconce/internal/source/splice"

// encryptionFixers mend what is stored or sent in the clear.
var encryptionFixers = []fixer{
	settings("encryption-key-rotation-off",
		setting{kind: "AWS::KMS::Key", path: "EnableKeyRotation", value: splice.Bool(true)}),
	settings("encryption-at-rest-off",
		setting{kind: "AWS::SQS::Queue", path: "SqsManagedSseEnabled", value: splice.Bool(true)},
		setting{kind: "AWS::SNS::Topic", path: "KmsMasterKeyId", value: splice.Text("alias/aws/sns"), note: "Services that publish to the topic need a customer key instead: the provider's own key lets none of them in."},
		setting{kind: "AWS::Kinesis::Stream", path: "StreamEncryption", value: splice.Map(splice.Field{Key: "EncryptionType", Value: splice.Text("KMS")}, splice.Field{Key: "KeyId", Value: splice.Text("alias/aws/kinesis")})},
	),
}
