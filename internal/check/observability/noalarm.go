package observability

import (
	"cmp"
	"fmt"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noAlarm = check.Rule{
	ID:       "observability-no-alarm",
	Title:    "Nobody is told when functions fail or are throttled",
	Severity: finding.Low,
	Why: "An attack shows first as errors and throttled calls, and an alarm is what makes somebody look at them while it goes on. " +
		"Without one the first to notice are the customers.",
	Remedy: "Declare an AWS::CloudWatch::Alarm on Errors and Throttles (namespace AWS/Lambda) of each function that answers routes or events, or one without dimensions for all functions, " +
		"with AlarmActions that reach somebody.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
		"https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.4.1.1", "PCI-DSS-4.0.1:12.10.1/.5", "HIPAA:164.308(a)(1)(ii)(D)", "GDPR:33(1)"},
	Run:      runNoAlarm,
}

// fromOutside are the triggers that bring requests and events: of the others (a step of a workflow, the
// deployment, another function) the caller learns that they failed.
var fromOutside = map[model.TriggerKind]bool{
	model.TriggerHTTP: true, model.TriggerQueue: true, model.TriggerTopic: true, model.TriggerStream: true, model.TriggerBucket: true,
	model.TriggerBus: true, model.TriggerSchedule: true, model.TriggerDevice: true, model.TriggerEmail: true, model.TriggerAuth: true,
}

func runNoAlarm(p *check.Pass) {
	all := alarms(p)
	var asked, silent, open []*model.Function
	why := ""
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		if !runsOnEvents(f) {
			continue
		}
		asked = append(asked, f)
		switch told, reason := isTold(p, f, all); {
		case told:
		case reason != "":
			open = append(open, f)
			why = cmp.Or(why, reason)
		default:
			silent = append(silent, f)
		}
	}
	switch {
	case len(silent) > 0:
		p.NotMet(p.Application(silent), "no alarm on errors or throttles of "+check.Names(ids(silent))+share(len(silent), len(asked)))
	case len(open) > 0:
		p.Unknown(p.Application(open), "whether there is an alarm on errors or throttles of "+check.Names(ids(open)), why)
	case len(asked) > 0:
		p.Met(p.Application(asked))
	}
}

// share says how many of the functions are meant, "" where all are.
func share(n, all int) string {
	if n == all {
		return ""
	}
	return fmt.Sprintf(" (%d of %d functions)", n, all)
}

func runsOnEvents(f *model.Function) bool {
	for _, t := range f.Triggers {
		if fromOutside[t.Kind] {
			return true
		}
	}
	return false
}

func ids(functions []*model.Function) []string {
	out := make([]string, len(functions))
	for i, f := range functions {
		out[i] = f.ID
	}
	return out
}

// isTold reports whether an alarm looks at a function's failures: at its errors or throttles, at the
// errors of an API that it answers, or at what a filter finds in its log.
func isTold(p *check.Pass, f *model.Function, all []alarm) (yes bool, why string) {
	places := []watched{{namespace: "AWS/Lambda", names: []string{"Errors", "Throttles"}, dimension: "FunctionName", id: f.ID, name: check.FunctionName(f), anyOf: true}}
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		api, ok := p.App.Resource(r.API)
		if r.Function != f.ID || !ok {
			continue
		}
		for _, dimension := range []string{"ApiName", "ApiId"} {
			places = append(places, watched{namespace: "AWS/ApiGateway", names: []string{"5XXError", "5xx"}, dimension: dimension, id: api.ID, name: api.Name})
		}
		places = append(places, watched{namespace: "AWS/AppSync", names: []string{"5XXError"}, dimension: "GraphQLAPIId", id: api.ID, name: api.Name})
	}
	places = append(places, filtered(p, f)...)
	for _, w := range places {
		told, reason := w.isWatched(all, f.Conditional)
		if told {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, cmp.Or(why, p.DoneByOwn("alarm", f.ID, check.FunctionName(f)))
}

// filtered are the metrics that filters make of a function's log.
func filtered(p *check.Pass, f *model.Function) []watched {
	group := logGroup(p, f)
	var out []watched
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Logs::MetricFilter" {
			continue
		}
		of := r.Properties.Get("LogGroupName")
		if !isDefaultGroup(of, f) && (group == nil || !check.Means(of, group.ID, group.Name)) {
			continue
		}
		for _, t := range r.Properties.Get("MetricTransformations").OneOrMany() {
			out = append(out, watched{namespace: t.Get("MetricNamespace").TextOr(""), names: []string{t.Get("MetricName").TextOr("")}, anyOf: true})
		}
	}
	return out
}
