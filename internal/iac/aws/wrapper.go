package aws

import "github.com/sconce-dev/sconce/internal/model"

// wrappers are handlers of products that call the function's own, whose name an environment variable gives. By the
// products' documentation: Datadog, "Instrumenting Python/Node.js Serverless Applications"; New Relic, "Legacy manual
// instrumentation"; Lumigo, "Manual tracing with a layer"; Sentry, "AWS Lambda layer"; Splunk, "Instrument your
// serverless function".
var wrappers = map[string]string{
	"datadog_lambda.handler.handler":                                     "DD_LAMBDA_HANDLER",
	"/opt/nodejs/node_modules/datadog-lambda-js/handler.handler":         "DD_LAMBDA_HANDLER",
	"node_modules/datadog-lambda-js/dist/handler.handler":                "DD_LAMBDA_HANDLER",
	"newrelic_lambda_wrapper.handler":                                    "NEW_RELIC_LAMBDA_HANDLER",
	"newrelic-lambda-wrapper.handler":                                    "NEW_RELIC_LAMBDA_HANDLER",
	"/opt/nodejs/node_modules/newrelic-esm-lambda-wrapper/index.handler": "NEW_RELIC_LAMBDA_HANDLER",
	"/opt/python/lumigo_tracer/_handler._handler":                        "LUMIGO_ORIGINAL_HANDLER",
	"lumigo-auto-instrument.handler":                                     "LUMIGO_ORIGINAL_HANDLER",
	"sentry_sdk.integrations.init_serverless_sdk.sentry_lambda_handler":  "SENTRY_INITIAL_HANDLER",
}

// entryOf is the handler as the function's code has it, "" if it is not known.
func entryOf(f *model.Function) string {
	written := f.Handler.TextOr("")
	if variable, wraps := wrappers[written]; wraps {
		for _, v := range f.Env {
			if v.Name == variable {
				return v.Value.TextOr(written)
			}
		}
	}
	return written
}
