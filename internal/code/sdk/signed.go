package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// signers are the functions and classes that sign requests with the function's credentials, with the service that they are
// for: an argument by its place or name, or a member of the first one; the documentation of each library.
var signers = map[ir.Language]map[string]dial{
	ir.Python: {
		"aws_requests_auth.boto_utils.BotoAWSRequestsAuth": {2, []string{"aws_service"}}, "aws_requests_auth.aws_auth.AWSRequestsAuth": {4, []string{"aws_service"}},
		"requests_aws4auth.AWS4Auth": {3, []string{"service"}}, "requests_aws4auth.aws4auth.AWS4Auth": {3, []string{"service"}},
		"botocore.auth.SigV4Auth": {1, []string{"service_name"}}, "botocore.auth.SigV4QueryAuth": {1, []string{"service_name"}},
		"opensearchpy.AWSV4SignerAuth": {2, []string{"service"}}, "opensearchpy.RequestsAWSV4SignerAuth": {2, []string{"service"}},
		"opensearchpy.Urllib3AWSV4SignerAuth": {2, []string{"service"}}, "opensearchpy.AWSV4SignerAsyncAuth": {2, []string{"service"}},
	},
	ir.JavaScript: {
		"@aws-sdk/signature-v4.SignatureV4": {0, []string{"service"}}, "@smithy/signature-v4.SignatureV4": {0, []string{"service"}},
		"aws4.sign": {0, []string{"service"}}, "aws4fetch.AwsClient": {0, []string{"service"}}, "aws4-axios.aws4Interceptor": {0, []string{"service"}},
		"@opensearch-project/opensearch/aws.AwsSigv4Signer": {0, []string{"service"}}, "aws-sigv4-fetch.createSignedFetcher": {0, []string{"service"}},
	},
}

// answering are the actions that a signed request to a service takes (Amazon API Gateway Developer Guide, "Control access
// for invoking an API"; Amazon OpenSearch Service Developer Guide, "Identity and Access Management", and of Serverless
// collections; AWS AppSync Developer Guide, "Configuring authorization"; AWS Lambda Developer Guide, "Control access to
// Lambda function URLs"; Amazon VPC Lattice User Guide, "Control access to services").
var answering = map[string][]string{
	"execute-api":      {"execute-api:Invoke"},
	"es":               {"es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPatch", "es:ESHttpPost", "es:ESHttpPut"},
	"aoss":             {"aoss:APIAccessAll"},
	"appsync":          {"appsync:GraphQL"},
	"lambda":           {"lambda:InvokeFunction", "lambda:InvokeFunctionUrl"},
	"vpc-lattice-svcs": {"vpc-lattice-svcs:Invoke"},
}

const signing = "signed request"

// signed are the requests that a signer is made for.
func signed(r *run, p path, c *term.Call) []request {
	d, ok := signers[p.language][p.String()]
	if !ok {
		return nil
	}
	v := address0(c, d)
	if p.language == ir.JavaScript {
		values, _ := inputOf(argument(c, 0, "")).at(d.names[0])
		if v = nil; len(values) > 0 {
			v = values[0]
		}
	}
	service, known := constant(orNothing(v))
	switch {
	case v == nil && strings.Contains(p.module, "opensearch"):
		service = "es"
	case v == nil && p.module == "aws4fetch", v == nil && p.module == "aws4", v == nil && p.module == "aws4-axios":
		known = false
	}
	if answering[service] == nil {
		what := service
		if !known {
			what = "a service that is not known"
		}
		r.gap("which requests to "+what+" are signed is not known", c)
		return nil
	}
	return []request{{service: service, operation: signing, via: library(p)}}
}

// signedNeeds are the permissions that signed requests to a service take. What is asked is not followed: not with which
// method, nor of what.
func signedNeeds(service string, at model.Location) []model.Need {
	var out []model.Need
	for _, name := range answering[service] {
		if action, ok := catalogue.LookupAction(name); ok {
			on := unknownTarget("which requests are signed is not followed", at).Target
			out = append(out, model.Need{Action: action.String(), On: on, When: "a request of that kind is made"})
		}
	}
	return out
}
