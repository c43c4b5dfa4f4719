package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source/splice"
)

// observabilityFixers make seen what happens unseen.
var observabilityFixers = []fixer{
	{"observability-tracing-off", proposeTracing},
	{"observability-access-log-off", proposeAccessLog},
	{"observability-request-data-logged", proposeNoDataTrace},
	{"observability-log-retention", proposeRetention},
	{"observability-log-format-text", proposeJSONLogs},
	{"observability-no-dead-letter", proposeDeadLetter},
	{"observability-dead-letter-unwatched", proposeDeadLetterAlarm},
	{"observability-no-alarm", proposeErrorAlarms},
	{"observability-alarm-without-action", proposeAlarmAction},
	{"observability-bucket-access-log-off", proposeBucketLog},
	{"observability-firewall-log-off", proposeFirewallLog},
	{"observability-workflow-log-off", proposeWorkflowLog},
	{"observability-data-events-off", proposeDataEvents},
	settings("observability-workflow-data-logged",
		setting{kind: "AWS::StepFunctions::StateMachine", path: "LoggingConfiguration.IncludeExecutionData", value: splice.Bool(false)},
		setting{kind: "AWS::Serverless::StateMachine", path: "Logging.IncludeExecutionData", value: splice.Bool(false), touches: []Mark{{Path: "LoggingConfiguration"}}},
	),
	settings("observability-trail-weak",
		setting{kind: "AWS::CloudTrail::Trail", path: "IsLogging", value: splice.Bool(true)},
		setting{kind: "AWS::CloudTrail::Trail", path: "IsMultiRegionTrail", value: splice.Bool(true)},
		setting{kind: "AWS::CloudTrail::Trail", path: "EnableLogFileValidation", value: splice.Bool(true)},
	),
}

// proposeTracing has a function or a stage trace its requests.
func proposeTracing(c *Case) (Proposal, error) {
	f, isFunction := c.App.Function(c.Finding.Resource)
	if !isFunction {
		return proposeStageTracing(c)
	}
	w, err := c.written(f.ID)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	switch w.kind {
	case "AWS::Serverless::Function":
		err = ch.set(w, "Tracing", splice.Text("Active"), Mark{Path: "TracingConfig"}, Mark{Element: "Role", Path: "ManagedPolicyArns", Actions: []string{"xray:*"}})
	case "AWS::Lambda::Function":
		err = ch.set(w, "TracingConfig.Mode", splice.Text("Active"))
	default:
		return Proposal{}, advise("the function is made by " + w.name)
	}
	if err == nil {
		err = ch.allowTracing(w, f.Role)
	}
	if err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// advisePartialFailure says how a function reports which records of a batch failed: the property alone
// would have it lose those that did, as an answer without a list says that all went well.
func advisePartialFailure(c *Case) error {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return err
	}
	report := nested("FunctionResponseTypes", splice.List(splice.Text("ReportBatchItemFailures")))
	body := properties(report)
	if strings.HasPrefix(w.kind, "AWS::Serverless::") {
		r, _ := c.App.Resource(c.Finding.Resource)
		if r != nil && eventAt(w, r.At) != nil {
			body = properties(field("Events", splice.Map(field(eventName(w, r.At), splice.Map(properties(report))))))
		}
	}
	return w.advise("the function must answer {\"batchItemFailures\": [{\"itemIdentifier\": ID}]} with the records that failed before this is set, or they are lost", body)
}
