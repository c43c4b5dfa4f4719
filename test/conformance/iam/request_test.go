// Package iam_test compares the policy evaluator with an outside one.
//
// The requests are made by a generator with a fixed seed; it counts what they reach. Ten thousand of
// them, with the verdicts on which both evaluators agreed, are recorded in testdata and asked again in
// every run. TestOracle asks a program named by SCONCE_IAM_ORACLE anew: a command that reads requests
// as policy.Batch does and writes {"verdict": ...} lines. Where the two differ, the provider's
// documentation decides; explained_test.go cites it.
package iam_test

// policyJSON is a policy document.
type policyJSON map[string]any

// request is a line of a batch.
type request struct {
	Principal         string         `json:"principal"`
	Action            string         `json:"action"`
	Resource          string         `json:"resource"`
	ResourceAccount   string         `json:"resourceAccount"`
	Context           map[string]any `json:"context,omitempty"`
	Identity          []policyJSON   `json:"identity,omitempty"`
	ResourcePolicy    policyJSON     `json:"resourcePolicy,omitempty"`
	Boundary          []policyJSON   `json:"boundary,omitempty"`
	Session           policyJSON     `json:"session,omitempty"`
	SCP               [][]policyJSON `json:"scp,omitempty"`
	RCP               [][]policyJSON `json:"rcp,omitempty"`
	Endpoint          []policyJSON   `json:"endpoint,omitempty"`
	BlockPublicAccess bool           `json:"blockPublicAccess,omitempty"`
}

const (
	own     = "111111111111"
	other   = "222222222222"
	nobody  = "333333333333"
	service = "lambda.amazonaws.com"
)

// requesters are who asks.
var requesters = []struct{ kind, name string }{
	{"user", "arn:aws:iam::111111111111:user/ann"},
	{"user-path", "arn:aws:iam::111111111111:user/dev/ann"},
	{"role", "arn:aws:iam::111111111111:role/app"},
	{"session", "arn:aws:sts::111111111111:assumed-role/app/job"},
	{"session", "arn:aws:sts::111111111111:assumed-role/app/job"},
	{"federated", "arn:aws:sts::111111111111:federated-user/ann"},
	{"root", "arn:aws:iam::111111111111:root"},
	{"service", service},
	{"service-linked", "arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForThing/job"},
	{"anonymous", "*"},
}

// targets are actions and what they act on; %s is the resource's account.
var targets = []struct{ action, resource string }{
	{"s3:GetObject", "arn:aws:s3:::docs/ann/report.txt"},
	{"s3:GetObject", "arn:aws:s3:::docs/team-a/x:y"},
	{"s3:PutObject", "arn:aws:s3:::docs/ann/report.txt"},
	{"s3:ListBucket", "arn:aws:s3:::docs"},
	{"sqs:SendMessage", "arn:aws:sqs:eu-west-1:%s:jobs"},
	{"sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:%s:jobs-ann"},
	{"dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:%s:table/Orders"},
	{"dynamodb:Query", "arn:aws:dynamodb:eu-west-1:%s:table/Orders/index/ByDate"},
	{"lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:%s:function:resize:live"},
	{"kms:Decrypt", "arn:aws:kms:eu-west-1:%s:key/1234abcd"},
	{"kms:GenerateDataKey", "arn:aws:kms:eu-west-1:%s:key/1234abcd"},
	{"sts:AssumeRole", "arn:aws:iam::%s:role/target"},
	{"sts:TagSession", "arn:aws:iam::%s:role/target"},
	{"iam:GetRole", "arn:aws:iam::%s:role/target"},
	{"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:%s:secret:db-AbCdEf"},
	{"logs:PutLogEvents", "arn:aws:logs:eu-west-1:%s:log-group:/aws/lambda/a:log-stream:b"},
}
