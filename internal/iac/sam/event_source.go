package sam

import (
	"strings"
)

// eventSource is a service that Lambda polls.
type eventSource struct {
	stream   string // the property that names the source
	managed  string // the managed policy that polling needs
	position bool   // whether it has a starting position
}

// The services that Lambda polls. Source: AWS SAM developer guide, sam-property-function-eventsource.
var eventSources = map[string]eventSource{
	"Kinesis":          {stream: "Stream", managed: "service-role/AWSLambdaKinesisExecutionRole", position: true},
	"DynamoDB":         {stream: "Stream", managed: "service-role/AWSLambdaDynamoDBExecutionRole", position: true},
	"SQS":              {stream: "Queue", managed: "service-role/AWSLambdaSQSQueueExecutionRole"},
	"MSK":              {stream: "Stream", managed: "service-role/AWSLambdaMSKExecutionRole", position: true},
	"MQ":               {stream: "Broker"},
	"DocumentDB":       {stream: "Cluster", position: true},
	"SelfManagedKafka": {},
}

// mappedProperties go from the event to the event source mapping as they are.
var mappedProperties = []string{
	"BatchSize", "StartingPosition", "StartingPositionTimestamp", "Enabled", "MaximumBatchingWindowInSeconds",
	"MaximumRetryAttempts", "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "ParallelizationFactor", "Topics",
	"Queues", "SourceAccessConfigurations", "TumblingWindowInSeconds", "FunctionResponseTypes", "FilterCriteria",
	"ScalingConfig", "ProvisionedPollerConfig", "MetricsConfig", "KmsKeyArn", "LoggingConfig",
}

// eventSource makes the event source mapping of an event, and gives the role what polling needs.
func (f *function) eventSource(e *event, kind string, s eventSource) {
	at := e.body
	props := object(at, "FunctionName", f.invoked(at))
	for _, name := range mappedProperties {
		copyProperty(props, name, e.get(name))
	}
	if s.stream != "" {
		stream := e.get(s.stream)
		if isNull(stream) {
			f.t.fail(at, "Resource with id [%s] is invalid: the property %s is missing", e.logical, s.stream)
			return
		}
		set(props, "EventSourceArn", stream)
	}
	if v := e.get("FilterCriteria"); !isNull(v) && !isIntrinsic(v) && (!isMap(v) || !isNull(v.Get("Filters")) && !isList(v.Get("Filters")) || len(v.Keys) > 0 && v.Get("Filters") == nil) {
		e.fail(v, "FilterCriteria should be a map with a list of Filters")
	}
	if !f.sourceSpecifics(e, kind, props) {
		return
	}
	if d := e.get("DestinationConfig"); !isNull(d) && !f.failureDestination(e, d, props) {
		return
	}
	if s.managed != "" {
		f.managed = f.t.addOnce(f.managed, f.t.awsManaged(at, s.managed))
	}
	f.emit(e.logical, "AWS::Lambda::EventSourceMapping", props, f.passed())
}

// sourceSpecifics adds what only one kind of source has.
func (f *function) sourceSpecifics(e *event, kind string, props *node) bool {
	at := e.body
	switch kind {
	case "SQS", "Kinesis", "DynamoDB":
		return true
	case "MSK":
		f.kafkaConfig(e, props, "AmazonManagedKafkaEventSourceConfig")
		if v := e.get("SourceAccessConfigurations"); !isNull(v) && !isList(v) && !isIntrinsic(v) {
			f.t.fail(v, "Resource with id [%s] is invalid: SourceAccessConfigurations should be a list, not %s", e.logical, v.Name())
			return false
		}
		f.mskPolicy(e)
	case "MQ":
		return f.mq(e)
	case "DocumentDB":
		return f.documentDB(e, props)
	case "SelfManagedKafka":
		return f.selfManagedKafka(e, props, at)
	}
	return true
}

// failureDestination is where records go that could not be processed.
func (f *function) failureDestination(e *event, config, props *node) bool {
	failure := config.Get("OnFailure")
	if !isMap(config) || !isMap(failure) {
		e.fail(config, "DestinationConfig.OnFailure should be a map")
		return false
	}
	destination := failure.Get("Destination")
	if isNull(destination) {
		e.fail(failure, "DestinationConfig.OnFailure needs a Destination")
		return false
	}
	kind := failure.Get("Type")
	name := stringOf(f.t.resolve(kind))
	if !isNull(kind) {
		var statements []*node
		switch name {
		case "SQS":
			statements = append(statements, allow(failure, "sqs:SendMessage", destination))
		case "SNS":
			statements = append(statements, allow(failure, "sns:publish", destination))
		case "S3":
			statements = append(statements,
				allow(failure, "s3:PutObject", object(failure, fnJoin, list(failure, "/", list(failure, destination, "*")))),
				allow(failure, "s3:ListBucket", destination))
		case "Kafka":
		default:
			e.fail(kind, "the Type of a destination is SQS, SNS, S3 or Kafka")
			return false
		}
		if len(statements) > 0 {
			f.policies = f.t.addOnce(f.policies, namedPolicy(failure, e.logical+name+"Policy", false, statements...))
		}
	}
	set(props, "DestinationConfig", object(config, "OnFailure", object(failure, "Destination", destination)))
	return true
}

// secretAccess lets the role read the secrets that connections use.
func secretAccess(configurations *node, wanted func(kind string) bool) []*node {
	var statements []*node
	for _, c := range asList(configurations) {
		uri := c.Get("URI")
		if wanted(stringOf(c.Get("Type"))) && !isNull(uri) {
			statements = append(statements, allow(c, list(c, "secretsmanager:GetSecretValue"), uri))
		}
	}
	return statements
}

// decrypts lets the role use the key of a secret.
func (f *function) decrypts(e *event) []*node {
	key := e.get("SecretsManagerKmsKeyId")
	if isNull(key) {
		return nil
	}
	if !isString(key) {
		e.fail(key, "the property SecretsManagerKmsKeyId should be a text, not %s", key.Name())
		return nil
	}
	arn := "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/" + strings.TrimPrefix(key.Text, "key/")
	return []*node{allow(key, "kms:Decrypt", sub(key, arn))}
}
