package need

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// platform adds what the platform takes in the function's name. The actions are those of the policies that the
// provider writes for each purpose (AWS managed policies for AWS Lambda: AWSLambdaBasicExecutionRole,
// AWSLambdaVPCAccessExecutionRole, AWSLambdaSQSQueueExecutionRole, AWSLambdaKinesisExecutionRole,
// AWSLambdaDynamoDBExecutionRole, AWSLambdaMSKExecutionRole, AWSXRayDaemonWriteAccess) and of the pages on destinations,
// dead letters and file systems of the developer guide.
func platform(app *model.App, f *model.Function, m *merger) {
	p := f.Properties
	logs(app, f, m)
	if mode := p.Get("TracingConfig", "Mode"); mode.TextOr("") == "Active" {
		m.all("it sends its traces", mode.At, nowhere, "xray:PutTelemetryRecords", "xray:PutTraceSegments")
	}
	if vpc := p.Get("VpcConfig"); len(vpc.Get("SubnetIds").OneOrMany()) > 0 {
		network(m, vpc.At)
	}
	destination(app, p.Get("DeadLetterConfig", "TargetArn"), "what failed is put aside", m)
	if key := p.Get("KmsKeyArn"); len(f.Env) > 0 {
		when := "Lambda has no grant of its own on the key"
		m.withKey(app, key, model.Need{When: when}, Reason{Text: "its environment is encrypted", At: key.At}, "kms:Decrypt")
	}
	for _, r := range app.Resources {
		if r.Type != "AWS::Lambda::EventInvokeConfig" || !about(f, r.Properties.Get("FunctionName")) {
			continue
		}
		for _, outcome := range []string{"OnSuccess", "OnFailure"} {
			destination(app, r.Properties.Get("DestinationConfig", outcome, "Destination"), "its result is sent on", m)
		}
	}
	for _, t := range f.Triggers {
		source(app, t, m)
		destination(app, t.Properties.Get("DestinationConfig", "OnFailure", "Destination"), "events that failed are put aside", m)
	}
	for _, fs := range p.Get("FileSystemConfigs").OneOrMany() {
		on := fileSystem(app, fs.Get("Arn"))
		m.all("it mounts a file system", fs.At, on, "elasticfilesystem:ClientMount")
		m.add(model.Need{Action: "elasticfilesystem:ClientWrite", On: on, When: "the code writes to the file system"}, Reason{Text: "it mounts a file system", At: fs.At})
	}
}

// network adds what running in a network takes. The interfaces do not exist before the function does, so that it is on no
// resource. The guide names six actions; roles of before it named the last three have only the first, and work.
func network(m *merger, at model.Location) {
	const why = "it runs in a network"
	m.all(why, at, nowhere, "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces")
	for _, action := range []string{"ec2:AssignPrivateIpAddresses", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"} {
		m.add(model.Need{Action: action, On: nowhere, When: "the platform manages addresses in the function's name"}, Reason{Text: why, At: at})
	}
}

// nowhere is the target of actions without resources.
var nowhere = model.Target{Kind: model.TargetAny}

func (m *merger) all(why string, at model.Location, on model.Target, actions ...string) {
	for _, action := range actions {
		n := model.Need{Action: action, On: on}
		if known, ok := catalogue.LookupAction(action); ok && !known.HasResources() {
			n.On = nowhere
		}
		m.add(n, Reason{Text: why, At: at})
	}
}

// fileSystem is the file system that an access point leads to: it is what actions of clients are on (Amazon EFS User
// Guide, "Using IAM to control access to file systems").
func fileSystem(app *model.App, accessPoint model.Value) model.Target {
	if point, ok := app.Resource(accessPoint.Target()); ok && point.Type == "AWS::EFS::AccessPoint" {
		return element(app, point.Properties.Get("FileSystemId"), "")
	}
	return element(app, accessPoint, "")
}

// logs adds what writing its log takes. Where the function's name is the deployment's to choose, so is that of its log.
func logs(app *model.App, f *model.Function, m *merger) {
	group := f.Properties.Get("LoggingConfig", "LogGroup")
	if group.IsAbsent() {
		name := f.Properties.Get("FunctionName")
		if name.IsAbsent() || name.IsUnknown() {
			name = model.NewString("*", f.At)
		}
		group = model.NewTemplate([]model.Value{model.NewString("/aws/lambda/", f.At), name}, f.At)
	}
	arn := model.NewTemplate([]model.Value{
		model.NewString("arn:", f.At), pseudo("Partition", f.At), model.NewString(":logs:", f.At), pseudo("Region", f.At),
		model.NewString(":", f.At), pseudo("AccountId", f.At), model.NewString(":log-group:", f.At), group, model.NewString(":*", f.At),
	}, f.At)
	on := model.Target{Kind: model.TargetLiteral, Name: arn.String(), Value: arn}
	if declared(app, group) == nil {
		m.all("it writes its log", f.At, on, "logs:CreateLogGroup")
	}
	m.all("it writes its log", f.At, on, "logs:CreateLogStream", "logs:PutLogEvents")
}

// declared is the log group of a name that the application declares, nil for none: the function finds it there.
func declared(app *model.App, group model.Value) *model.Resource {
	for i := range app.Resources {
		r := &app.Resources[i]
		if r.Kind == model.KindLogGroup && (group.Target() == r.ID || !r.Name.IsAbsent() && r.Name.Meaning() == group.Meaning()) {
			return r
		}
	}
	return nil
}

func pseudo(name string, at model.Location) model.Value {
	return model.NewReference(model.Ref{Attribute: "AWS::" + name}, at)
}

// destination adds what sending to a destination takes, by the service of its ARN.
func destination(app *model.App, v model.Value, why string, m *merger) {
	if v.IsAbsent() {
		return
	}
	on := element(app, v, "")
	switch serviceOf(app, v) {
	case "sqs":
		m.all(why, v.At, on, "sqs:SendMessage")
		encrypted(app, v, why, v.At, m, "kms:Decrypt", "kms:GenerateDataKey")
	case "sns":
		m.all(why, v.At, on, "sns:Publish")
		encrypted(app, v, why, v.At, m, "kms:Decrypt", "kms:GenerateDataKey")
	case "lambda":
		m.all(why, v.At, on, "lambda:InvokeFunction")
	case "events":
		m.all(why, v.At, on, "events:PutEvents")
	case "s3":
		m.all(why, v.At, on, "s3:ListBucket")
		m.all(why, v.At, element(app, v, "objects"), "s3:PutObject")
	}
}

// source adds what fetching from an event source takes: the platform polls queues and streams as the function.
func source(app *model.App, t model.Trigger, m *merger) {
	if t.Properties.Get("EventSourceArn").IsAbsent() {
		return
	}
	const why = "the platform fetches its events"
	on := element(app, t.Properties.Get("EventSourceArn"), "")
	encrypted(app, t.Properties.Get("EventSourceArn"), why, t.At, m, "kms:Decrypt")
	service := serviceOf(app, t.Properties.Get("EventSourceArn"))
	switch { // of a source that is given at deployment the rest tells what it is
	case service != "":
	case len(t.Properties.Get("Topics").Items()) > 0:
		service = "kafka"
	case len(t.Properties.Get("Queues").Items()) > 0:
		service = "mq"
	}
	switch service {
	case "sqs":
		m.all(why, t.At, on, "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
	case "kinesis":
		m.all(why, t.At, on, "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards")
		m.lists(why, t.At, "kinesis:ListStreams")
		if consumer, ok := app.Resource(t.Properties.Get("EventSourceArn").Target()); ok && consumer.Type == "AWS::Kinesis::StreamConsumer" {
			m.all(why, t.At, on, "kinesis:SubscribeToShard")
		}
	case "dynamodb":
		on.Part = "stream"
		m.all(why, t.At, on, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
		m.lists(why, t.At, "dynamodb:ListStreams")
	case "kafka":
		m.all(why, t.At, on, "kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers")
		m.all(why, t.At, nowhere, "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs")
	case "mq":
		m.all(why, t.At, on, "mq:DescribeBroker")
	}
}

// lists adds an action that the guide names for an event source, without which the source works: connectors of SAM grant it
// on a stream, where it has no effect, or not at all.
func (m *merger) lists(why string, at model.Location, action string) {
	m.add(model.Need{Action: action, On: nowhere, When: "the platform lists all streams"}, Reason{Text: why, At: at})
}

// element is what a value points to: an element of the application, or what is written.
func element(app *model.App, v model.Value, part string) model.Target {
	t := model.Target{Kind: model.TargetLiteral, Name: v.String(), Part: part, Value: v}
	if cause, unknown := v.Cause(); unknown {
		if slices.ContainsFunc(app.Inputs, func(in model.Input) bool { return in.Name == cause.Name }) {
			return model.Target{Kind: model.TargetRef, Name: cause.Name, Part: part, Value: v}
		}
		return model.Target{Kind: model.TargetUnknown, Why: cause.Reason, At: cause.At}
	}
	if id := v.Target(); id != "" {
		t.Kind, t.ID, t.Name = model.TargetRef, id, model.LocalName(id)
		if r, ok := app.Resource(id); ok && part == "" && v.Kind() == model.Reference {
			if ref, _ := v.Ref(); ref.Attribute == "Ref" && !r.ARN.IsAbsent() {
				t.Value = r.ARN
			}
		}
	}
	if part == "objects" {
		t.Value = model.NewTemplate([]model.Value{t.Value, model.NewString("/*", v.At)}, v.At)
	}
	return t
}

// serviceOf is the service of what a value points to: of the resource's type, or of the ARN.
func serviceOf(app *model.App, v model.Value) string {
	if r, ok := app.Resource(v.Target()); ok {
		switch r.Type {
		case "AWS::SQS::Queue":
			return "sqs"
		case "AWS::SNS::Topic":
			return "sns"
		case "AWS::Kinesis::Stream", "AWS::Kinesis::StreamConsumer":
			return "kinesis"
		case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable":
			return "dynamodb"
		case "AWS::Events::EventBus":
			return "events"
		case "AWS::S3::Bucket":
			return "s3"
		case "AWS::MSK::Cluster", "AWS::MSK::ServerlessCluster":
			return "kafka"
		case "AWS::AmazonMQ::Broker":
			return "mq"
		}
	}
	if _, isFunction := app.Function(v.Target()); isFunction {
		return "lambda"
	}
	var text strings.Builder
	for _, part := range v.Parts() {
		text.WriteString(part.TextOr("?"))
	}
	if parts := strings.SplitN(text.String(), ":", 4); len(parts) == 4 && parts[0] == "arn" {
		return parts[2]
	}
	return ""
}

// about reports whether a value names a function.
func about(f *model.Function, v model.Value) bool {
	if v.Target() == f.ID {
		return true
	}
	name, known := v.Text()
	return known && name == f.Name
}
