// Package aws says what AWS resources mean: it turns declared resources, from whichever
// infrastructure language, into the model. Readers hand it resources with evaluated properties;
// nothing in it knows how they were written.
package aws

import (
	"github.com/sconce-dev/sconce/internal/model"
)

// Declared is a resource as an infrastructure language declares it.
type Declared struct {
	ID          string
	Name        string // logical id
	Type        string // CloudFormation type name, whatever the language
	At          model.Location
	Template    string      // file it stands in; relative code paths start from its directory
	Root        string      // what it is deployed with: of alternatives in one directory its own is meant
	Properties  model.Value // a map, as CloudFormation names them
	Attributes  model.Value // what stands beside the properties (DeletionPolicy, Metadata)
	Origin      Origin      // where it comes from, where a tool wrote the template
	Region      string      // that it is deployed to; "" where that is not known
	Conditional string      // why it is not known whether it is deployed; "" if it is
}

// Origin is what a tool that writes templates says of a resource beside its properties.
type Origin struct {
	Path       string // of the construct that makes it: OrdersStack/Orders/Handler
	Library    string // the library that made it by itself; "" where the author asked for it
	Asset      string // the file or directory that is uploaded for it, relative to the scanned directory
	Dockerfile string // that builds the asset; "" if it is not an image
}

// Files answers what lies in the scanned directory.
type Files interface {
	Stat(name string) (isFile, isDir bool)
	Files() []string // sorted
	Read(name string) ([]byte, error)
}

// spec is what is known of a resource type.
type spec struct {
	kind    model.ResourceKind
	service string // of its ARN and of the actions on it
	name    string // the property with its physical name; "" if it has none
	arn     string // what stands before the name in the last part of its ARN
	noARN   bool   // its ARN does not hold its name
}

// types are the resource types that have a kind of their own. ARN formats: Service Authorization
// Reference, "Resource types defined by ..." of each service.
var types = map[string]spec{
	"AWS::ApiGateway::Authorizer":               {kind: model.KindAuthorizer, service: "apigateway", noARN: true},
	"AWS::ApiGateway::RestApi":                  {kind: model.KindAPI, service: "execute-api", name: "Name", noARN: true},
	"AWS::ApiGateway::Stage":                    {kind: model.KindStage, service: "apigateway", name: "StageName", noARN: true},
	"AWS::ApiGatewayV2::Api":                    {kind: model.KindAPI, service: "execute-api", name: "Name", noARN: true},
	"AWS::ApiGatewayV2::Authorizer":             {kind: model.KindAuthorizer, service: "apigateway", noARN: true},
	"AWS::ApiGatewayV2::Stage":                  {kind: model.KindStage, service: "apigateway", name: "StageName", noARN: true},
	"AWS::AppSync::GraphQLApi":                  {kind: model.KindAPI, service: "appsync", noARN: true},
	"AWS::Budgets::Budget":                      {kind: model.KindAlarm, service: "budgets", noARN: true},
	"AWS::CloudFormation::Stack":                {kind: model.KindStack, service: "cloudformation", noARN: true},
	"AWS::CloudFront::Distribution":             {kind: model.KindDistribution, service: "cloudfront", noARN: true},
	"AWS::CloudWatch::Alarm":                    {kind: model.KindAlarm, service: "cloudwatch", name: "AlarmName", arn: "alarm:"},
	"AWS::CodeBuild::Project":                   {kind: model.KindPipeline, service: "codebuild", name: "Name", arn: "project/"},
	"AWS::CodePipeline::Pipeline":               {kind: model.KindPipeline, service: "codepipeline", name: "Name"},
	"AWS::Cognito::UserPool":                    {kind: model.KindUserPool, service: "cognito-idp", arn: "userpool/"},
	"AWS::DocDB::DBCluster":                     {kind: model.KindDatabase, service: "rds", name: "DBClusterIdentifier", arn: "cluster:"},
	"AWS::DynamoDB::GlobalTable":                {kind: model.KindTable, service: "dynamodb", name: "TableName", arn: "table/"},
	"AWS::DynamoDB::Table":                      {kind: model.KindTable, service: "dynamodb", name: "TableName", arn: "table/"},
	"AWS::EC2::SecurityGroup":                   {kind: model.KindNetwork, service: "ec2", noARN: true},
	"AWS::EC2::Subnet":                          {kind: model.KindNetwork, service: "ec2", noARN: true},
	"AWS::EC2::VPC":                             {kind: model.KindNetwork, service: "ec2", noARN: true},
	"AWS::ECR::Repository":                      {kind: model.KindRepository, service: "ecr", name: "RepositoryName", arn: "repository/"},
	"AWS::EFS::FileSystem":                      {kind: model.KindFileSystem, service: "elasticfilesystem", arn: "file-system/"},
	"AWS::ElastiCache::CacheCluster":            {kind: model.KindCache, service: "elasticache", name: "ClusterName", arn: "cluster:"},
	"AWS::ElastiCache::ReplicationGroup":        {kind: model.KindCache, service: "elasticache", name: "ReplicationGroupId", arn: "replicationgroup:"},
	"AWS::ElasticLoadBalancingV2::LoadBalancer": {kind: model.KindAPI, service: "elasticloadbalancing", noARN: true},
	"AWS::Events::EventBus":                     {kind: model.KindBus, service: "events", name: "Name", arn: "event-bus/"},
	"AWS::Events::Rule":                         {kind: model.KindSchedule, service: "events", name: "Name", arn: "rule/"},
	"AWS::Kinesis::Stream":                      {kind: model.KindStream, service: "kinesis", name: "Name", arn: "stream/"},
	"AWS::KinesisFirehose::DeliveryStream":      {kind: model.KindStream, service: "firehose", name: "DeliveryStreamName", arn: "deliverystream/"},
	"AWS::KMS::Key":                             {kind: model.KindKey, service: "kms", arn: "key/"},
	"AWS::Lambda::Function":                     {kind: model.KindFunction, service: "lambda", name: "FunctionName", arn: "function:"},
	"AWS::Lambda::LayerVersion":                 {kind: model.KindLayer, service: "lambda", name: "LayerName", arn: "layer:"},
	"Custom::LogRetention":                      {kind: model.KindLogGroup, service: "logs", name: "LogGroupName", arn: "log-group:"}, // of the AWS CDK: it makes the log group
	"AWS::Logs::LogGroup":                       {kind: model.KindLogGroup, service: "logs", name: "LogGroupName", arn: "log-group:"},
	"AWS::MSK::Cluster":                         {kind: model.KindStream, service: "kafka", name: "ClusterName", arn: "cluster/"},
	"AWS::OpenSearchService::Domain":            {kind: model.KindDatabase, service: "es", name: "DomainName", arn: "domain/"},
	"AWS::Elasticsearch::Domain":                {kind: model.KindDatabase, service: "es", name: "DomainName", arn: "domain/"},
	"AWS::RDS::DBCluster":                       {kind: model.KindDatabase, service: "rds", name: "DBClusterIdentifier", arn: "cluster:"},
	"AWS::RDS::DBInstance":                      {kind: model.KindDatabase, service: "rds", name: "DBInstanceIdentifier", arn: "db:"},
	"AWS::S3::Bucket":                           {kind: model.KindBucket, service: "s3", name: "BucketName"},
	"AWS::Scheduler::Schedule":                  {kind: model.KindSchedule, service: "scheduler", name: "Name", arn: "schedule/default/"},
	"AWS::SecretsManager::Secret":               {kind: model.KindSecret, service: "secretsmanager", name: "Name", arn: "secret:"},
	"AWS::SNS::Topic":                           {kind: model.KindTopic, service: "sns", name: "TopicName"},
	"AWS::SQS::Queue":                           {kind: model.KindQueue, service: "sqs", name: "QueueName"},
	"AWS::SSM::Parameter":                       {kind: model.KindParameter, service: "ssm", name: "Name", arn: "parameter"},
	"AWS::StepFunctions::StateMachine":          {kind: model.KindWorkflow, service: "states", name: "StateMachineName", arn: "stateMachine:"},
	"AWS::Timestream::Table":                    {kind: model.KindTable, service: "timestream", name: "TableName", noARN: true},
	"AWS::WAFv2::WebACL":                        {kind: model.KindFirewall, service: "wafv2", name: "Name", noARN: true},
	"AWS::IAM::Role":                            {service: "iam", name: "RoleName", arn: "role/"},
	"AWS::IAM::User":                            {service: "iam", name: "UserName", arn: "user/"},
	"AWS::IAM::Group":                           {service: "iam", name: "GroupName", arn: "group/"},
	"AWS::IAM::ManagedPolicy":                   {kind: model.KindOther, service: "iam", name: "ManagedPolicyName", arn: "policy/"},
}

// kindOf is the kind of a resource type.
func kindOf(resourceType string) model.ResourceKind {
	if k := types[resourceType].kind; k != "" {
		return k
	}
	return model.KindOther
}
