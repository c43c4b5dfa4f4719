package fix

import "github.com/sconce-dev/sconce/internal/source/splice"

// fixers are all there are, by area and rule.
var fixers = []fixer{
	settings("encryption-key-rotation-off",
		setting{kind: "AWS::KMS::Key", path: "EnableKeyRotation", value: splice.Bool(true)}),
	settings("encryption-at-rest-off",
		setting{kind: "AWS::SQS::Queue", path: "SqsManagedSseEnabled", value: splice.Bool(true)},
		setting{kind: "AWS::SNS::Topic", path: "KmsMasterKeyId", value: splice.Text("alias/aws/sns"), note: "Services that publish to the topic need a customer key instead: the provider's own key lets none of them in."},
		setting{kind: "AWS::Kinesis::Stream", path: "StreamEncryption", value: splice.Map(splice.Field{Key: "EncryptionType", Value: splice.Text("KMS")}, splice.Field{Key: "KeyId", Value: splice.Text("alias/aws/kinesis")})},
	),
	settings("observability-tracing-off",
		setting{kind: "AWS::Serverless::Function", path: "Tracing", value: splice.Text("Active"), touches: []Mark{
			{Path: "TracingConfig"}, {Element: "Role", Path: "ManagedPolicyArns", Actions: []string{"xray:*"}},
		}},
	),
	settings("exposure-no-throttling",
		setting{kind: "AWS::Serverless::HttpApi", path: "DefaultRouteSettings", value: throttle, touches: []Mark{{Element: "ApiGatewayDefaultStage"}, {Element: "Stage"}}, note: "The limits are a start: set them to what the API is built for."},
		setting{kind: "AWS::ApiGatewayV2::Stage", path: "DefaultRouteSettings", value: throttle, note: "The limits are a start: set them to what the API is built for."},
	),
	settings("exposure-url-without-auth",
		setting{kind: "AWS::Serverless::Function", path: "FunctionUrlConfig.AuthType", value: splice.Text("AWS_IAM"), touches: []Mark{{Element: "Url"}, {Path: "FunctionUrlConfig"}, {Element: "UrlPublicPermissions"}, {Element: "URLInvokeAllowPublicAccess"}}, note: "Callers have to sign their requests from now on."},
		setting{kind: "AWS::Lambda::Url", path: "AuthType", value: splice.Text("AWS_IAM"), note: "Callers have to sign their requests from now on."},
	),
}

var throttle = splice.Map(
	splice.Field{Key: "ThrottlingBurstLimit", Value: splice.Number("100")},
	splice.Field{Key: "ThrottlingRateLimit", Value: splice.Number("50")},
)
