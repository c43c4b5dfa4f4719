package sam

import (
	"slices"
	"strings"
)

// networkActions are what a connection into a VPC needs.
var networkActions = []string{
	"ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:DescribeVpcs",
	"ec2:DescribeSubnets", "ec2:DescribeSecurityGroups",
}

// kafkaConfig is the configuration of the consumer.
func (f *function) kafkaConfig(e *event, props *node, name string) {
	config := object(e.body)
	copyProperty(config, "ConsumerGroupId", e.get("ConsumerGroupId"))
	copyProperty(config, "SchemaRegistryConfig", e.get("SchemaRegistryConfig"))
	if len(config.Keys) > 0 {
		set(props, name, config)
	}
}

// mskPolicy is what a cluster with mutual TLS or a schema registry needs beyond the managed policy.
func (f *function) mskPolicy(e *event) {
	statements := secretAccess(e.get("SourceAccessConfigurations"), func(kind string) bool { return kind == "CLIENT_CERTIFICATE_TLS_AUTH" })
	name := "MSKExecutionRolePolicy"
	statements = append(statements, f.registryAccess(e)...)
	if len(statements) > 0 {
		f.policies = f.t.addOnce(f.policies, namedPolicy(e.body, name, false, statements...))
	}
}

// registryAccess is what reading schemas needs.
func (f *function) registryAccess(e *event) []*node {
	registry := e.get("SchemaRegistryConfig")
	if !isMap(registry) || isIntrinsic(registry) {
		return nil
	}
	statements := secretAccess(registry.Get("AccessConfigs"), func(string) bool { return true })
	uri := registry.Get("SchemaRegistryURI")
	arn := stringOf(uri)
	name, argument := intrinsic(uri)
	if name == fnSub {
		arn = stringOf(argument)
	}
	resource, isGlue := glueRegistry(arn)
	if !isGlue {
		return statements
	}
	return append(statements,
		allow(uri, list(uri, "glue:GetRegistry"), uri),
		allow(uri, list(uri, "glue:GetSchemaVersion"), list(uri, sub(uri, "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/"+resource+"/*"))))
}

// glueRegistry is the name of the registry that an ARN of Glue names.
func glueRegistry(arn string) (string, bool) {
	if !strings.HasPrefix(arn, "arn:") || !strings.Contains(arn, ":glue:") {
		return "", false
	}
	_, name, ok := strings.Cut(arn, ":registry/")
	return name, ok
}

func (f *function) selfManagedKafka(e *event, props, at *node) bool {
	if isEmpty(e.get("Topics")) {
		e.fail(at, "a Kafka cluster needs Topics")
		return false
	}
	if v := e.get("Topics"); !isList(v) && !isIntrinsic(v) {
		e.fail(v, "Topics should be a list with one topic, not %s", v.Name())
		return false
	}
	brokers := e.get("KafkaBootstrapServers")
	if !isNull(brokers) {
		set(props, "SelfManagedEventSource", object(brokers, "Endpoints", object(brokers, "KafkaBootstrapServers", brokers)))
	}
	f.kafkaConfig(e, props, "SelfManagedKafkaEventSourceConfig")
	access := e.get("SourceAccessConfigurations")
	switch {
	case isNull(access):
		e.fail(at, "a Kafka cluster needs SourceAccessConfigurations")
		return false
	case !isList(access):
		e.fail(access, "SourceAccessConfigurations should be a list, not %s", access.Name())
		return false
	}
	kinds := map[string]bool{}
	for _, c := range access.Items {
		kind := stringOf(c.Get("Type"))
		if !slices.Contains(kafkaAccess, kind) {
			e.fail(c, "%q is no Type of SourceAccessConfigurations of a Kafka cluster", kind)
			return false
		}
		if isNull(c.Get("URI")) {
			e.fail(c, "the entry of SourceAccessConfigurations has no URI")
			return false
		}
		kinds[kind] = true
	}
	if kinds["VPC_SUBNET"] != kinds["VPC_SECURITY_GROUP"] {
		e.fail(access, "VPC_SUBNET and VPC_SECURITY_GROUP belong together")
		return false
	}
	statements := secretAccess(access, func(kind string) bool { return !strings.HasPrefix(kind, "VPC_") })
	if kinds["VPC_SUBNET"] {
		statements = append(statements, allow(access, networkActions, "*"))
	}
	statements = append(statements, f.registryAccess(e)...)
	if key := f.decrypts(e); key != nil {
		statements = append(statements, key...)
	}
	if len(statements) > 0 {
		f.policies = f.t.addOnce(f.policies, namedPolicy(at, "SelfManagedKafkaExecutionRolePolicy", true, statements...))
	}
	return true
}

// kafkaAccess are the ways to a Kafka cluster. Source: AWS::Lambda::EventSourceMapping SourceAccessConfiguration.
var kafkaAccess = []string{
	"SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE",
	"VPC_SUBNET", "VPC_SECURITY_GROUP",
}
