package cdk

import (
	"regexp"
	"strings"
)

// Library is the name under which what the AWS CDK made by itself is attributed.
const Library = "aws-cdk-lib"

// byLibrary reports whether the library made a resource by itself: because a construct on its path is
// marked in the metadata or known by its class in the tree, or by the names that the library gives.
func byLibrary(of *assembly, path, logicalID string) bool {
	if path == "" {
		return ownLogicalID.MatchString(logicalID)
	}
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if i > 0 && ownName.MatchString(part) { // the first is a stack or a stage, which authors name
			return true
		}
		if of != nil && of.made[strings.Join(parts[:i+1], "/")] {
			return true
		}
	}
	return false
}

// ownName are names of constructs that the library gives to what it makes, most with the UUID that
// keeps it one of a kind in a stack (aws-cdk-lib: SingletonFunction, CustomResourceProvider and the
// constructs that use them). A custom resource provider of an author has a name of its own.
var ownName = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`Custom::(?:` + ownProviders + `)CustomResourceProvider`,
	`AWSCDK\.TriggerCustomResourceProviderCustomResourceProvider`,
	`AWSCDKCfnUtilsProviderCustomResourceProvider`,
	`Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C.*`,
	`LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a.*`,
	`BucketNotificationsHandler050a0587b7544547bf325f094a3db834`,
	`AWS679f53fac002430cb0da5b7982bd2287.*`,
	`AWSb4cf1abd4e4f4bc699441af7ccd9ec37`,
	`CrossRegionAwsSdk8a0c93f3dbef4b71ac137aaf2048ce7e`,
	`SingletonLambda224e77f9a32e4b4dac32983477abba16`,
	`Eval(?:ServiceRole)?[0-9a-f]{32}`,
	`framework-(?:onEvent|isComplete|onTimeout)`,
	`waiter-state-machine`,
	`CertificateRequestorFunction`,
	`DrainECSHook`,
	`AwsCliLayer`,
	`SourceTableAttachedManagedPolicy-.*ReplicaProvider.*`,
	`@aws-cdk--aws-(?:eks|dynamodb)\.(?:KubectlProvider|ClusterResourceProvider|ReplicaProvider)(?:\.NestedStack)?`,
}, `|`) + `)$`)

// ownProviders are the custom resources that come with the library.
const ownProviders = `S3AutoDeleteObjects|ECRAutoDeleteImages|S3ObjectCopy|AWSCDKOpenIdConnectProvider|VpcRestrictDefaultSG|` +
	`CrossRegionExportWriter|CrossRegionExportReader|CrossRegionStringParameterReader|CrossAccountZoneDelegation|DeleteExistingRecordSet|` +
	`SyntheticsAutoDeleteUnderlyingResources|DynamoDBReplica|GluePartitionIndex|AWSCDKCfnJson|AWSCDKCfnUtilsProvider`

// ownLogicalID are the logical ids that these names become, where a template does not tell the path:
// the names without punctuation, what lies below, and eight digits of a hash (aws-cdk-lib,
// core/lib/private/uniqueid).
var ownLogicalID = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`Custom(?:` + ownProviders + `)CustomResourceProvider(?:Role|Handler)`,
	`AWSCDKTriggerCustomResourceProviderCustomResourceProvider(?:Role|Handler)`,
	`AWSCDKCfnUtilsProviderCustomResourceProvider(?:Role|Handler)`,
	`CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C\w*`,
	`LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a\w*`,
	`BucketNotificationsHandler050a0587b7544547bf325f094a3db834\w*`,
	`AWS679f53fac002430cb0da5b7982bd2287\w*`,
	`AWSb4cf1abd4e4f4bc699441af7ccd9ec37\w*`,
	`CrossRegionAwsSdk8a0c93f3dbef4b71ac137aaf2048ce7e\w*`,
	`SingletonLambda224e77f9a32e4b4dac32983477abba16\w*`,
	`\w*framework(?:onEvent|isComplete|onTimeout)(?:ServiceRole(?:DefaultPolicy)?|LogRetention|LogGroup)?`,
}, `|`) + `)[0-9A-F]{8}$`)
