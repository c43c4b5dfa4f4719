package catalogue

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// call is what a test knows of a call: parameters with their values, and properties of the resource with a leading @.
type call map[string]string

func (c call) holds(k Condition) bool {
	name := k.Name
	if k.Test == Property {
		name = "@" + name
	}
	value, given := c[name]
	fold := strings.ToLower
	var ok bool
	switch k.Test {
	case Present, Property:
		ok = given
	case Equals:
		ok = given && value == k.Value
	case Begins:
		ok = given && strings.HasPrefix(fold(value), fold(k.Value))
	case Contains:
		ok = given && strings.Contains(fold(value), fold(k.Value))
	}
	return ok != k.Negated
}

// needs lists the actions of a call, each with the resource it is about unless that is the operation's own.
func (c call) needs(m Mapping) string {
	var out []string
	for _, n := range m.Needs {
		if slices.ContainsFunc(n.When, func(k Condition) bool { return !c.holds(k) }) {
			continue
		}
		text := n.Action.String()
		switch n.On.Kind {
		case Parameter:
			text += " on " + n.On.Name
		case Related:
			text += " on @" + n.On.Name
		case Own:
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	slices.SortFunc(out, cmp.Compare[string])
	return strings.Join(out, ", ")
}

// The wanted actions are those of the provider's documentation; the sources are in tables/operations.tsv.
func TestOperation(t *testing.T) {
	for _, tt := range []struct {
		service, operation string
		call               call
		want               string
	}{
		{"lambda", "Invoke", nil, "lambda:InvokeFunction"},
		{"Lambda", "InvokeCommand", nil, "-"},
		{"Lambda", "CreateFunction", call{"Role": "arn:aws:iam::123456789012:role/r"}, "iam:PassRole on Role, lambda:CreateFunction"},
		{"lambda", "update_function_configuration", nil, "lambda:UpdateFunctionConfiguration"},
		{"lambda", "UpdateFunctionCode", call{"S3Bucket": "b", "S3Key": "k"}, "lambda:UpdateFunctionCode, s3:GetObject on S3Key"},
		{"s3", "GetObject", nil, "s3:GetObject"},
		{"S3", "getObject", call{"VersionId": "3"}, "s3:GetObjectVersion"},
		{"s3", "get_object", call{"@customer-key": ""}, "kms:Decrypt on @key, s3:GetObject"},
		{"s3", "HeadObject", nil, "s3:GetObject"},
		{"s3", "HeadObject", call{"@customer-key": ""}, "s3:GetObject"},
		{"s3", "CreateMultipartUpload", call{"@customer-key": ""}, "kms:GenerateDataKey on @key, s3:PutObject"},
		{"s3", "UploadPart", call{"@customer-key": ""}, "kms:Decrypt on @key, s3:PutObject"},
		{"s3", "CreateBucket", call{"ACL": "private"}, "s3:CreateBucket"},
		{"s3", "CreateBucket", call{"ACL": "public-read"}, "s3:CreateBucket, s3:PutBucketAcl"},
		{"s3", "HeadBucket", nil, "s3:ListBucket"},
		{"s3", "list_objects_v2", nil, "s3:ListBucket"},
		{"s3", "ListBuckets", nil, "s3:ListAllMyBuckets"},
		{"s3", "PutObject", nil, "s3:PutObject"},
		{"s3", "PutObject", call{"ACL": "public-read", "Tagging": "a=b"}, "s3:PutObject, s3:PutObjectAcl, s3:PutObjectTagging"},
		{"s3", "PutObject", call{"SSEKMSKeyId": "k", "@customer-key": ""}, "kms:GenerateDataKey on SSEKMSKeyId, s3:PutObject"},
		{"s3", "CopyObject", call{"CopySource": "a/b"}, "s3:GetObject on CopySource, s3:PutObject"},
		{"s3", "CopyObject", call{"CopySource": "a/b?versionId=3"}, "s3:GetObjectVersion on CopySource, s3:PutObject"},
		{"s3", "CopyObject", call{"CopySource": "a/b", "@source-tagged": ""}, "s3:GetObject on CopySource, s3:GetObjectTagging on CopySource, s3:PutObject, s3:PutObjectTagging"},
		{"s3", "CopyObject", call{"CopySource": "a/b", "@source-tagged": "", "TaggingDirective": "REPLACE"}, "s3:GetObject on CopySource, s3:PutObject"},
		{"s3", "CreateMultipartUpload", nil, "s3:PutObject"},
		{"s3", "UploadPart", nil, "s3:PutObject"},
		{"s3", "AbortMultipartUpload", nil, "s3:AbortMultipartUpload"},
		{"s3", "ListParts", nil, "s3:ListMultipartUploadParts"},
		{"s3", "DeleteObjects", nil, "s3:DeleteObject"},
		{"s3", "DeleteObject", call{"VersionId": "1", "BypassGovernanceRetention": "true"}, "s3:BypassGovernanceRetention, s3:DeleteObjectVersion"},
		{"s3", "PutPublicAccessBlock", nil, "s3:PutBucketPublicAccessBlock"},
		{"s3control", "PutPublicAccessBlock", nil, "s3:PutAccountPublicAccessBlock"},
		{"dynamodb", "PutItem", nil, "dynamodb:PutItem"},
		{"DynamoDB", "Query", call{"IndexName": "i"}, "dynamodb:Query on IndexName"},
		{"DynamoDB", "Query", nil, "dynamodb:Query"},
		{"dynamodb", "TransactWriteItems", call{"TransactItems[].Put": "", "TransactItems[].ConditionCheck": ""}, "dynamodb:ConditionCheckItem on TransactItems[].ConditionCheck.TableName, dynamodb:PutItem on TransactItems[].Put.TableName"},
		{"dynamodb", "ExecuteStatement", call{"Statement": "select * from t"}, "dynamodb:PartiQLSelect"},
		{"dynamodb", "BatchExecuteStatement", call{"Statements[].Statement": "INSERT INTO t"}, "dynamodb:PartiQLInsert"},
		{"dynamodb", "GetRecords", nil, "dynamodb:GetRecords"},
		{"sqs", "SendMessageBatch", nil, "sqs:SendMessage"},
		{"sqs", "DeleteMessageBatch", nil, "sqs:DeleteMessage"},
		{"sqs", "SendMessage", call{"@customer-key": ""}, "kms:Decrypt on @key, kms:GenerateDataKey on @key, sqs:SendMessage"},
		{"sns", "PublishBatch", nil, "sns:Publish"},
		{"SFN", "StartExecution", nil, "states:StartExecution"},
		{"states", "StartSyncExecution", nil, "states:StartSyncExecution"},
		{"stepfunctions", "create_state_machine", call{"roleArn": "r", "tags": ""}, "iam:PassRole on roleArn, states:CreateStateMachine, states:TagResource"},
		{"stepfunctions", "TestState", call{"revealSecrets": "true"}, "states:RevealSecrets, states:TestState"},
		{"logs", "PutAccountPolicy", call{"policyType": "FIELD_INDEX_POLICY"}, "logs:PutAccountPolicy, logs:PutIndexPolicy on @any"},
		{"kinesis", "CreateStream", call{"Tags": ""}, "kinesis:AddTagsToStream, kinesis:CreateStream"},
		{"ecr", "ListImageReferrers", nil, "ecr:BatchGetImage"},
		{"redshift-data", "ExecuteStatement", call{"ClusterIdentifier": "c"}, "redshift-data:ExecuteStatement, redshift:GetClusterCredentialsWithIAM on ClusterIdentifier"},
		{"events", "PutEvents", nil, "events:PutEvents"},
		{"EventBridge", "PutTargets", call{"Targets[].RoleArn": "r"}, "events:PutTargets, iam:PassRole on Targets[].RoleArn"},
		{"scheduler", "CreateSchedule", nil, "iam:PassRole on Target.RoleArn, scheduler:CreateSchedule"},
		{"secretsmanager", "GetSecretValue", nil, "secretsmanager:GetSecretValue"},
		{"Secrets Manager", "BatchGetSecretValue", nil, "secretsmanager:BatchGetSecretValue, secretsmanager:GetSecretValue on SecretIdList[]"},
		{"ssm", "GetParameter", call{"WithDecryption": "true", "@customer-key": ""}, "kms:Decrypt on @key, ssm:GetParameter"},
		{"ssm", "GetParameter", call{"WithDecryption": "true"}, "ssm:GetParameter"},
		{"kms", "ReEncrypt", nil, "kms:ReEncryptFrom on SourceKeyId, kms:ReEncryptTo on DestinationKeyId"},
		{"sts", "AssumeRole", call{"Tags": ""}, "sts:AssumeRole, sts:TagSession"},
		{"cloudwatch", "PutMetricData", nil, "cloudwatch:PutMetricData"},
		{"monitoring", "put_metric_data", nil, "cloudwatch:PutMetricData"},
		{"CloudWatch Logs", "CreateLogGroup", nil, "logs:CreateLogGroup"},
		{"apigateway", "CreateRestApi", nil, "apigateway:POST"},
		{"apigateway", "GetRestApis", nil, "apigateway:GET"},
		{"apigateway", "UpdateStage", nil, "apigateway:PATCH"},
		{"apigateway", "CreateApi", nil, "apigateway:POST"}, // of the second version: found through the shared name
		{"apigatewayv2", "DeleteApi", nil, "apigateway:DELETE"},
		{"ApiGatewayManagementApi", "PostToConnection", nil, "execute-api:ManageConnections"},
		{"cognito-idp", "AdminGetUser", nil, "cognito-idp:AdminGetUser"},
		{"sesv2", "SendEmail", call{"Content.Raw": ""}, "ses:SendRawEmail"},
		{"ses", "SendEmail", nil, "ses:SendEmail"},
		{"rds-data", "ExecuteStatement", call{"secretArn": "s"}, "rds-data:ExecuteStatement, secretsmanager:GetSecretValue on secretArn"},
		{"bedrock-runtime", "Converse", nil, "bedrock:InvokeModel"},
		{"Bedrock Runtime", "ConverseStream", nil, "bedrock:InvokeModelWithResponseStream"},
		{"bedrock", "InvokeModel", nil, "bedrock:InvokeModel"},
		{"iot-data", "Publish", call{"retain": "true"}, "iot:Publish, iot:RetainPublish"},
		{"wafv2", "AssociateWebACL", call{"ResourceArn": "arn:aws:apigateway:eu-west-1::/restapis/a/stages/b"}, "apigateway:SetWebACL on ResourceArn, wafv2:AssociateWebACL"},
		{"elbv2", "DescribeLoadBalancers", nil, "elasticloadbalancing:DescribeLoadBalancers"},
		{"opensearch", "CreateDomain", nil, "es:CreateDomain"},
		{"timestream-query", "Query", call{"QueryString": "SELECT a FROM b"}, "timestream:DescribeEndpoints on @any, timestream:Select"},
		{"geo", "CalculateRoute", nil, "geo:CalculateRoute"},
		{"nosuch", "GetObject", nil, "-"},
		{"s3", "NoSuchOperation", nil, "-"},
		{"s3", "", nil, "-"},
		{"", "GetObject", nil, "-"},
	} {
		m, ok := Operation(tt.service, tt.operation)
		got := tt.call.needs(m)
		if !ok {
			got = "-"
		}
		if got != tt.want || ok && m.State != Mapped {
			t.Errorf("%s %s with %v needs %s (%v), want %s", tt.service, tt.operation, tt.call, got, m.State, tt.want)
		}
	}
}

func TestOperationsWithoutPermission(t *testing.T) {
	for _, tt := range [][2]string{
		{"sts", "GetCallerIdentity"},
		{"cognito-idp", "InitiateAuth"},
		{"cognito-identity", "GetId"},
		{"CognitoIdentityServiceProvider", "signUp"},
	} {
		if m, ok := Operation(tt[0], tt[1]); !ok || m.State != Free || len(m.Needs) > 0 || m.Source == "" {
			t.Errorf("%s %s: %+v, %v", tt[0], tt[1], m, ok)
		}
	}
	if m, ok := Operation("kms", "Decrypt"); !ok || m.State != Mapped || m.Source != "" {
		t.Errorf("kms Decrypt: %+v, %v", m, ok)
	}
	if m, ok := Operation("logs", "GetLogObject"); !ok || m.State != Undocumented || len(m.Needs) > 0 {
		t.Errorf("logs GetLogObject: %+v, %v: the provider documents no action", m, ok)
	}
}

func TestAlways(t *testing.T) {
	m, _ := Operation("s3", "CopyObject")
	if got := m.Always(); len(got) != 1 || got[0].String() != "s3:PutObject" {
		t.Errorf("every CopyObject needs %v", got)
	}
}

func FuzzOperation(f *testing.F) {
	f.Add("s3", "get_object")
	f.Add("Cognito Identity Provider", "signUp")
	f.Add("--", "__")
	f.Fuzz(func(t *testing.T, service, operation string) {
		m, ok := Operation(service, operation)
		if !ok {
			return
		}
		if again, ok := Operation(m.Service, m.Operation); !ok || again.Operation != m.Operation || again.Service != m.Service {
			t.Errorf("%q %q leads to %s %s, which leads to %s %s", service, operation, m.Service, m.Operation, again.Service, again.Operation)
		}
		if m.State == Mapped && len(m.Needs) == 0 {
			t.Errorf("%s %s needs nothing and does not say so", m.Service, m.Operation)
		}
	})
}

func BenchmarkOperation(b *testing.B) {
	for _, op := range [][2]string{{"s3", "get_object"}, {"SFN", "StartExecution"}} {
		b.Run(op[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := Operation(op[0], op[1]); !ok {
					b.Fatal("not found")
				}
			}
		})
	}
}

// Whatever name a service is found under, what is found leads back to itself.
func TestEveryNameLeadsBack(t *testing.T) {
	for s := range SDKServices() {
		for _, name := range s.Names {
			if found, ok := LookupSDKService(name); !ok || name == s.Name && found.Name != s.Name {
				t.Errorf("%q leads to %q, %v", name, found.Name, ok)
			}
		}
		for m := range s.Operations() {
			for _, name := range s.Names {
				found, ok := Operation(name, m.Operation)
				if again, _ := Operation(found.Service, found.Operation); !ok || again.Service != found.Service || again.Operation != found.Operation {
					t.Errorf("%s %s leads to %s %s, which leads to %s %s", name, m.Operation, found.Service, found.Operation, again.Service, again.Operation)
				}
			}
		}
	}
}
