package fix

import "github.com/sconce-dev/sconce/internal/source/splice"

// exposureFixers close what is open, and limit what is without limit.
var exposureFixers = []fixer{
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
