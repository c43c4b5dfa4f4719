package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// element is something of the application that calls can act on.
type element struct {
	id         string
	kind       string      // the provider's type
	name       model.Value // the physical name; absent where the platform chooses one
	arn        model.Value
	properties model.Value
	at         model.Location
	region     string // that it is deployed to; "" where that is not known
}

// NewBinder makes a binder for an application.
func NewBinder(app *model.App) *Binder {
	b := &Binder{app: app, elements: map[string]*element{}, byType: map[string][]*element{}, inputs: map[string]bool{}}
	for i := range app.Resources {
		r := &app.Resources[i]
		name := r.Name
		if property, ok := nameProperties[r.Type]; ok && name.IsAbsent() {
			name = r.Properties.Get(strings.Split(property, ".")...)
		}
		b.add(&element{r.ID, r.Type, name, r.ARN, r.Properties, r.At, r.Region})
	}
	for i := range app.Functions {
		f := &app.Functions[i]
		b.add(&element{f.ID, "AWS::Lambda::Function", f.Properties.Get("FunctionName"), f.ARN, f.Properties, f.At, f.Region})
	}
	for i := range app.Identities {
		d := &app.Identities[i]
		if d.Kind == model.IdentityRole {
			b.add(&element{d.ID, "AWS::IAM::Role", d.Properties.Get("RoleName"), d.ARN, d.Properties, d.At, ""})
		}
	}
	for i := range app.Inputs {
		b.inputs[app.Inputs[i].Name] = true
	}
	return b
}

// nameProperties are the properties with the names of types that have no kind of their own in the model.
var nameProperties = map[string]string{
	"AWS::SES::EmailIdentity": "EmailIdentity", "AWS::SES::ConfigurationSet": "Name", "AWS::StepFunctions::Activity": "Name", "AWS::Athena::WorkGroup": "Name",
	"AWS::Glue::Job": "Name", "AWS::Glue::Crawler": "Name", "AWS::ECS::Cluster": "ClusterName", "AWS::Batch::JobQueue": "JobQueueName",
	"AWS::Batch::JobDefinition": "JobDefinitionName", "AWS::Scheduler::ScheduleGroup": "Name", "AWS::Rekognition::Collection": "CollectionId",
	"AWS::Location::PlaceIndex": "IndexName", "AWS::Location::Tracker": "TrackerName", "AWS::Location::GeofenceCollection": "CollectionName",
	"AWS::AppConfig::Application": "Name", "AWS::AppConfig::Environment": "Name", "AWS::AppConfig::ConfigurationProfile": "Name", "AWS::Glue::Database": "DatabaseInput.Name", "AWS::Glue::Table": "TableInput.Name",
	"AWS::SageMaker::Endpoint": "EndpointName", "AWS::IoT::Thing": "ThingName", "AWS::AutoScaling::AutoScalingGroup": "AutoScalingGroupName",
}

func (b *Binder) add(e *element) {
	if _, known := b.elements[e.id]; known {
		return
	}
	b.elements[e.id] = e
	for _, t := range typesOf(e.kind) {
		b.byType[t] = append(b.byType[t], e)
	}
}

// kinds are the resource types of the permission language that CloudFormation calls otherwise.
var kinds = map[string][]string{
	"AWS::DynamoDB::GlobalTable":                  {"dynamodb:table"},
	"AWS::StepFunctions::StateMachine":            {"states:statemachine"},
	"AWS::StepFunctions::Activity":                {"states:activity"},
	"AWS::KinesisFirehose::DeliveryStream":        {"firehose:deliverystream"},
	"AWS::Cognito::UserPool":                      {"cognito-idp:userpool"},
	"AWS::Cognito::IdentityPool":                  {"cognito-identity:identitypool"},
	"AWS::Logs::LogGroup":                         {"logs:log-group"},
	"Custom::LogRetention":                        {"logs:log-group"},
	"AWS::Logs::LogStream":                        {"logs:log-stream"},
	"AWS::Events::EventBus":                       {"events:event-bus"},
	"AWS::Events::Rule":                           {"events:rule-on-default-event-bus", "events:rule-on-custom-event-bus"},
	"AWS::Events::ApiDestination":                 {"events:api-destination"},
	"AWS::SSM::Parameter":                         {"ssm:parameter"},
	"AWS::KMS::ReplicaKey":                        {"kms:key"},
	"AWS::IAM::Role":                              {"iam:role", "sts:role"},
	"AWS::IAM::ManagedPolicy":                     {"iam:policy"},
	"AWS::RDS::DBInstance":                        {"rds:db"},
	"AWS::RDS::DBCluster":                         {"rds:cluster", "rds-data:cluster"},
	"AWS::ECS::TaskDefinition":                    {"ecs:task-definition"},
	"AWS::Batch::JobQueue":                        {"batch:job-queue"},
	"AWS::Batch::JobDefinition":                   {"batch:job-definition", "batch:job-definition-revision"},
	"AWS::Athena::WorkGroup":                      {"athena:workgroup"},
	"AWS::OpenSearchService::Domain":              {"es:domain"},
	"AWS::Elasticsearch::Domain":                  {"es:domain"},
	"AWS::AppSync::GraphQLApi":                    {"appsync:graphqlapi"},
	"AWS::ApiGateway::RestApi":                    {"execute-api:execute-api-general"},
	"AWS::ApiGatewayV2::Api":                      {"execute-api:execute-api-general"},
	"AWS::Lambda::LayerVersion":                   {"lambda:layerVersion"},
	"AWS::WAFv2::IPSet":                           {"wafv2:ipset"},
	"AWS::WAFv2::WebACL":                          {"wafv2:webacl"},
	"AWS::Scheduler::ScheduleGroup":               {"scheduler:schedule-group"},
	"AWS::AppConfig::ConfigurationProfile":        {"appconfig:configurationprofile", "appconfig:configuration"},
	"AWS::SES::EmailIdentity":                     {"ses:identity"},
	"AWS::SES::ConfigurationSet":                  {"ses:configuration-set"},
	"AWS::Location::PlaceIndex":                   {"geo:place-index"},
	"AWS::Location::Tracker":                      {"geo:tracker"},
	"AWS::Location::GeofenceCollection":           {"geo:geofence-collection"},
	"AWS::Pinpoint::App":                          {"mobiletargeting:app", "mobiletargeting:messages"},
	"AWS::AutoScaling::AutoScalingGroup":          {"autoscaling:autoScalingGroup"},
	"AWS::Bedrock::KnowledgeBase":                 {"bedrock:knowledge-base"},
	"AWS::Bedrock::AgentAlias":                    {"bedrock:agent-alias"},
	"AWS::Serverless::Function":                   {"lambda:function"},
	"AWS::SecretsManager::Secret":                 {"secretsmanager:Secret"},
	"AWS::SecretsManager::SecretTargetAttachment": {"secretsmanager:Secret"},
}

// typesOf are the types of the permission language that a CloudFormation type is: of the table, or of the same name.
func typesOf(kind string) []string {
	if known, ok := kinds[kind]; ok {
		return known
	}
	words := strings.Split(kind, "::")
	if len(words) != 3 {
		return nil
	}
	service, ok := catalogue.LookupService(words[1])
	if !ok {
		return nil
	}
	t, ok := service.ResourceType(words[2])
	if !ok {
		return nil
	}
	return []string{t.String()}
}

func (e *element) is(t catalogue.ResourceType) bool {
	for _, name := range typesOf(e.kind) {
		if name == t.String() {
			return true
		}
	}
	return false
}

// identifying are the attributes of an element, beside its reference, that name it (AWS CloudFormation Template
// Reference: return values of each type).
var identifying = map[string]bool{
	"": true, "Ref": true, "Arn": true, "Name": true, "Id": true, "ARN": true,
	"QueueName": true, "QueueUrl": true, "TopicName": true, "TopicArn": true, "UserPoolId": true, "KeyId": true, "KeyArn": true,
	"StateMachineName": true, "TableName": true, "BucketName": true, "FunctionName": true, "FunctionArn": true, "LogGroupName": true,
	"StreamName": true, "WorkGroupName": true, "ApiId": true, "RestApiId": true, "ProviderArn": true, "RoleName": true, "RoleArn": true,
	"KnowledgeBaseId": true, "CollectionId": true, "DomainArn": true, "DBClusterArn": true, "DBInstanceArn": true, "LayerVersionArn": true,
	"EventBusName": true, "SecretArn": true, "DeliveryStreamArn": true, "AppId": true, "PlaceIndexName": true,
}

// named are the types that have no ARN among their attributes, or another one than policies need: their ARN is written
// with their reference (AWS CloudFormation Template Reference: return values of each type).
var named = map[string]bool{
	"AWS::ApiGateway::RestApi": true, "AWS::ApiGatewayV2::Api": true, "AWS::Glue::Database": true, "AWS::Glue::Table": true, "AWS::Glue::Job": true,
	"AWS::Glue::Crawler": true, "AWS::Glue::Trigger": true, "AWS::Glue::Workflow": true, "AWS::Glue::Connection": true, "AWS::SES::EmailIdentity": true,
	"AWS::SES::ConfigurationSet": true, "AWS::Athena::WorkGroup": true, "AWS::CloudFront::Distribution": true, "AWS::Cognito::IdentityPool": true,
	"AWS::AutoScaling::AutoScalingGroup": true, "AWS::Route53::HostedZone": true, "AWS::AppConfig::ConfigurationProfile": true,
	"AWS::Scheduler::ScheduleGroup": true, "AWS::AppConfig::Application": true, "AWS::AppConfig::Environment": true,
}

// keyProperties are the properties that name the key which encrypts an element of a type.
var keyProperties = map[string][]string{
	"AWS::DynamoDB::Table":             {"SSESpecification", "KMSMasterKeyId"},
	"AWS::SQS::Queue":                  {"KmsMasterKeyId"},
	"AWS::SNS::Topic":                  {"KmsMasterKeyId"},
	"AWS::SecretsManager::Secret":      {"KmsKeyId"},
	"AWS::Kinesis::Stream":             {"StreamEncryption", "KeyId"},
	"AWS::SSM::Parameter":              {"KeyId"}, // CloudFormation makes no SecureString: there is none
	"AWS::Logs::LogGroup":              {"KmsKeyId"},
	"AWS::StepFunctions::StateMachine": {"EncryptionConfiguration", "KmsKeyId"},
}

// key is the key that encrypts the element; known is false where its type does not say.
func (e *element) key() (key model.Value, known bool) {
	if e.kind == "AWS::S3::Bucket" {
		rules := e.properties.Get("BucketEncryption", "ServerSideEncryptionConfiguration")
		if rules.IsUnknown() {
			return rules, true
		}
		for _, r := range rules.Items() {
			if id := r.Get("ServerSideEncryptionByDefault", "KMSMasterKeyID"); !id.IsAbsent() {
				return id, true
			}
		}
		return model.Value{}, true
	}
	path, known := keyProperties[e.kind]
	if !known {
		return model.Value{}, false
	}
	return e.properties.Get(path...), true
}
