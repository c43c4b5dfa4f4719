package fix

import "github.com/sconce-dev/sconce/internal/source/splice"

// exposureFixers close what is open, and limit what is without limit.
var exposureFixers = []fixer{
	{"exposure-default-endpoint", closeDefaultEndpoint},
	{"exposure-no-budget", addBudget},
	{"exposure-no-mfa", offerSecondFactor},
	{"exposure-no-reserved-concurrency", reserveConcurrency},
	{"exposure-no-throttling", limitRequests},
	{"exposure-no-usage-plan", addUsagePlan},
	{"exposure-no-waf", addFirewall},
	{"exposure-old-tls", raiseTLS},
	{"exposure-public-bucket", closeBucket},
	{"exposure-queue-no-max-concurrency", limitQueue},
	{"exposure-stream-retries-unlimited", limitRetries},
	{"exposure-timeout-too-long", shortenTimeout},
	{"exposure-visibility-too-short", hideLonger},
	settings("exposure-graphql-introspection",
		setting{kind: "AWS::AppSync::GraphQLApi", path: "IntrospectionConfig", value: splice.Text("DISABLED"), note: noSchema},
		setting{kind: "AWS::Serverless::GraphQLApi", path: "IntrospectionConfig", value: splice.Text("DISABLED"), note: noSchema},
	),
	settings("exposure-weak-password",
		setting{kind: "AWS::Cognito::UserPool", path: "Policies.PasswordPolicy.MinimumLength", value: splice.Number("12"), note: "Passwords that users have stay as they are until they are changed."},
	),
	settings("exposure-user-enumeration",
		setting{kind: "AWS::Cognito::UserPoolClient", path: "PreventUserExistenceErrors", value: splice.Text("ENABLED")},
	),
	settings("exposure-public-database",
		closed("AWS::RDS::DBInstance"), closed("AWS::RDS::DBCluster"), closed("AWS::Neptune::DBInstance"), closed("AWS::Redshift::Cluster"),
		closed("AWS::RedshiftServerless::Workgroup"), closed("AWS::AmazonMQ::Broker"), closed("AWS::DMS::ReplicationInstance"),
		setting{kind: "AWS::MSK::Cluster", path: "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type", value: splice.Text("DISABLED"), note: inNetworkOnly},
	),
	settings("exposure-url-without-auth",
		setting{kind: "AWS::Serverless::Function", path: "FunctionUrlConfig.AuthType", value: splice.Text("AWS_IAM"), touches: []Mark{{Element: "Url"}, {Path: "FunctionUrlConfig"}, {Element: "UrlPublicPermissions"}, {Element: "URLInvokeAllowPublicAccess"}}, note: signed},
		setting{kind: "AWS::Lambda::Url", path: "AuthType", value: splice.Text("AWS_IAM"), note: signed},
	),
}

const (
	signed        = "Callers have to sign their requests from now on."
	startLimits   = "The limits are a start: set them to what the API is built for."
	noSchema      = "Tools that ask the API for its schema need the schema file from now on."
	inNetworkOnly = "It can be reached from inside its network alone from now on."
)

// closed takes a resource its address on the internet.
func closed(kind string) setting {
	return setting{kind: kind, path: "PubliclyAccessible", value: splice.Bool(false), note: inNetworkOnly}
}

// limits are what a stage lets through at first: a few users' worth.
const (
	burst = "100" // requests at once
	rate  = "50"  // requests a second
)
