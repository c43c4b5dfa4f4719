package sdk_test

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

var nowhere model.Location

func text(s string) model.Value { return model.NewString(s, nowhere) }

func ref(id, attribute string) model.Value {
	return model.NewReference(model.Ref{Target: id, Attribute: attribute}, nowhere)
}

func symbol(name string) model.Value {
	return model.NewReference(model.Ref{Attribute: name}, nowhere)
}

func parameter(name string) model.Value {
	return model.NewUnknown(model.Cause{Name: name, Reason: "parameter " + name + " has no default"}, nowhere)
}

// made is a value that is made of a parameter: a branch of a condition that tests it, a piece of it.
func made(name string, options ...model.Value) model.Value {
	return model.NewUnknown(model.Cause{Name: name, Reason: "parameter " + name + " has no default", Made: true}, nowhere, options...)
}

func join(parts ...model.Value) model.Value { return model.NewTemplate(parts, nowhere) }

// resource is an element with an ARN as the readers make it.
func resource(id, kind, service, before string, name model.Value, properties ...model.Field) model.Resource {
	own := name
	if own.IsAbsent() {
		own = ref(id, "Ref")
	}
	region, account := symbol("AWS::Region"), symbol("AWS::AccountId")
	if service == "s3" {
		region, account = text(""), text("")
	}
	arn := join(text("arn:"), symbol("AWS::Partition"), text(":"+service+":"), region, text(":"), account, text(":"+before), own)
	if service == "secretsmanager" {
		arn = ref(id, "Arn")
	}
	return model.Resource{ID: id, Type: kind, Name: name, ARN: arn, Properties: model.NewMap(properties, nowhere)}
}

// held is an element of which only a property says the name, and another one what it is in.
func held(id, kind, named, name, in string, what model.Value) model.Resource {
	property, inner, nested := strings.Cut(named, ".")
	v := text(name)
	if nested {
		v = model.NewMap([]model.Field{{Key: inner, Value: v}}, nowhere)
	}
	properties := []model.Field{{Key: property, Value: v}}
	if in != "" {
		properties = append(properties, model.Field{Key: in, Value: what})
	}
	var known model.Value
	if kind == "AWS::Events::Rule" {
		known = v
	}
	return model.Resource{ID: id, Type: kind, Name: known, ARN: ref(id, "Arn"), Properties: model.NewMap(properties, nowhere)}
}

// application is the one that the handlers of the test data belong to.
func application() *model.App {
	var none model.Value
	key := model.NewMap([]model.Field{{Key: "KMSMasterKeyId", Value: ref("t.yaml#Key", "Arn")}}, nowhere)
	partition := model.NewMap([]model.Field{{Key: "AttributeName", Value: text("id")}, {Key: "KeyType", Value: text("HASH")}}, nowhere)
	app := &model.App{
		ID: "t.yaml",
		Resources: []model.Resource{
			resource("t.yaml#Orders", "AWS::DynamoDB::Table", "dynamodb", "table/", none, model.Field{Key: "KeySchema", Value: model.NewList([]model.Value{partition}, nowhere)}),
			resource("t.yaml#Customers", "AWS::DynamoDB::Table", "dynamodb", "table/", text("customers"), model.Field{Key: "SSESpecification", Value: key}),
			resource("t.yaml#Stock", "AWS::DynamoDB::Table", "dynamodb", "table/", join(parameter("Stage"), text("-stock"))),
			resource("t.yaml#Uploads", "AWS::S3::Bucket", "s3", "", none),
			resource("t.yaml#Reports", "AWS::S3::Bucket", "s3", "", text("reports-of-us")),
			resource("t.yaml#Jobs", "AWS::SQS::Queue", "sqs", "", text("jobs")),
			resource("t.yaml#Alerts", "AWS::SNS::Topic", "sns", "", none),
			resource("t.yaml#Token", "AWS::SecretsManager::Secret", "secretsmanager", "secret:", text("app/token")),
			resource("t.yaml#Setting", "AWS::SSM::Parameter", "ssm", "parameter", text("/app/setting")),
			resource("t.yaml#Bus", "AWS::Events::EventBus", "events", "event-bus/", text("shop")),
			resource("t.yaml#Flow", "AWS::StepFunctions::StateMachine", "states", "stateMachine:", none),
			resource("t.yaml#Key", "AWS::KMS::Key", "kms", "key/", none),
			resource("t.yaml#Pool", "AWS::Cognito::UserPool", "cognito-idp", "userpool/", none),
			resource("t.yaml#Stream", "AWS::Kinesis::Stream", "kinesis", "stream/", none),
			{ID: "t.yaml#Socket", Type: "AWS::ApiGatewayV2::Api", ARN: ref("t.yaml#Socket", "Arn")},
			{ID: "t.yaml#Catalogue", Type: "AWS::Glue::Database", ARN: ref("t.yaml#Catalogue", "Arn")},
			held("t.yaml#Sales", "AWS::Glue::Table", "TableInput.Name", "sales", "DatabaseName", ref("t.yaml#Catalogue", "Ref")),
			held("t.yaml#Group", "AWS::Scheduler::ScheduleGroup", "Name", "group", "", none),
			held("t.yaml#Store", "AWS::AppConfig::Application", "Name", "store", "", none),
			held("t.yaml#Live", "AWS::AppConfig::Environment", "Name", "live", "ApplicationId", ref("t.yaml#Store", "Ref")),
			held("t.yaml#Flags", "AWS::AppConfig::ConfigurationProfile", "Name", "flags", "ApplicationId", ref("t.yaml#Store", "Ref")),
			held("t.yaml#Daily", "AWS::Events::Rule", "Name", "daily", "", none),
			resource("t.yaml#One", "AWS::SQS::Queue", "sqs", "", text("twice")),
			resource("t.yaml#Two", "AWS::SQS::Queue", "sqs", "", text("twice")),
		},
		Routes: []model.Route{{ID: "t.yaml#Message", Protocol: "websocket", API: "t.yaml#Socket", Function: "t.yaml#Handler"}},
		Inputs: []model.Input{{Name: "Stage"}, {Name: "Bucket"}},
	}
	worker := resource("t.yaml#Worker", "AWS::Lambda::Function", "lambda", "function:", none)
	handler := resource("t.yaml#Handler", "AWS::Lambda::Function", "lambda", "function:", text("handler"))
	env := map[string]model.Value{
		"ORDERS_TABLE": ref("t.yaml#Orders", "Ref"), "ORDERS_ARN": ref("t.yaml#Orders", "Arn"), "ORDERS_STREAM": ref("t.yaml#Orders", "StreamArn"),
		"UPLOADS": ref("t.yaml#Uploads", "Ref"), "JOBS_URL": ref("t.yaml#Jobs", "Ref"), "JOBS_ARN": ref("t.yaml#Jobs", "Arn"), "ALERTS": ref("t.yaml#Alerts", "Ref"),
		"TOKEN": ref("t.yaml#Token", "Ref"), "SETTING": ref("t.yaml#Setting", "Ref"), "BUS": ref("t.yaml#Bus", "Ref"), "FLOW": ref("t.yaml#Flow", "Ref"),
		"KEY": ref("t.yaml#Key", "Arn"), "POOL": ref("t.yaml#Pool", "Ref"), "STREAM": ref("t.yaml#Stream", "Ref"), "WORKER": ref("t.yaml#Worker", "Arn"),
		"STAGE": parameter("Stage"), "BUCKET_PARAMETER": parameter("Bucket"), "REGION": symbol("AWS::Region"), "ACCOUNT": symbol("AWS::AccountId"),
		"SECRET": text("hunter2").Secret(), "STORED": text("{{resolve:ssm:/app/table}}"), "API": text("https://api.example.com/v1"),
		"CHOSEN": made("Stage", ref("t.yaml#Orders", "Ref"), ref("t.yaml#Customers", "Ref")), "PIECE": made("Stage"), "UNSET": made("Stage", ref("t.yaml#Orders", "Ref"), none),
		"EITHER":    model.NewUnknown(model.Cause{Reason: "condition IsProd is not known"}, nowhere, ref("t.yaml#Orders", "Ref"), ref("t.yaml#Customers", "Ref")),
		"CATALOGUE": ref("t.yaml#Catalogue", "Ref"), "GROUP": ref("t.yaml#Group", "Ref"), "DB_HOST": text("db.internal"), "ROLE": text("arn:aws:iam::210987654321:role/other"),
	}
	for _, r := range []model.Resource{worker, handler} {
		app.Functions = append(app.Functions, model.Function{
			ID: r.ID, ARN: r.ARN, Properties: model.NewMap([]model.Field{{Key: "FunctionName", Value: r.Name}}, nowhere),
		})
	}
	for name, v := range env {
		app.Functions[1].Env = append(app.Functions[1].Env, model.Variable{Name: name, Value: v})
	}
	return app
}

// callsOf are the calls of a function of an application.
func callsOf(app *model.App, f *model.Function, trace *term.Trace) []model.Call {
	calls, _, _ := sdk.NewBinder(app).Calls(f, trace)
	return calls
}
