package fix

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// alarmTopic is the topic that a change makes for alarms, and what the name of its key begins with.
const alarmTopic = "AlarmTopic"

// alarmName matches the names of topics, and of parameters for one, that alarms are meant to go to.
var alarmName = regexp.MustCompile(`(?i)(alarm|alert|oncall|pager)`)

// topicName matches the names of parameters that are given a topic.
var topicName = regexp.MustCompile(`(?i)(topic|sns)`)

// alarmActions are whom an alarm tells: those whom another alarm of the template tells, a topic or a
// parameter whose name says so, else a new topic.
func (ch *change) alarmActions(beside *written) splice.Value {
	resources := beside.file.Root.Get("Resources")
	for _, r := range resources.Items {
		if kind, _ := r.Get("Type").Scalar(); kind != "AWS::CloudWatch::Alarm" {
			continue
		}
		if actions := told(beside, r); len(actions) > 0 {
			return splice.List(actions...)
		}
	}
	for i, r := range resources.Items {
		if name := resources.Keys[i].Text; isTopic(beside, name) && alarmName.MatchString(name) && !hasDefaultKey(r) {
			return splice.List(splice.Ref(name))
		}
	}
	if parameters := beside.file.Root.Get("Parameters"); parameters != nil && parameters.Kind == source.Map {
		for i, p := range parameters.Items {
			if name := parameters.Keys[i].Text; alarmName.MatchString(name) && topicName.MatchString(name) && p.Get("Default") == nil && ch.c.isOpen(name) {
				return splice.List(splice.Ref(name))
			}
		}
	}
	for _, a := range ch.added {
		if a.name == alarmTopic && a.beside.file.Path == beside.file.Path {
			return splice.List(splice.Ref(alarmTopic))
		}
	}
	key := ch.declareKey(beside, alarmTopic+"Key", "Encrypts what alarms say", "cloudwatch.amazonaws.com")
	topic := ch.declareShared(beside, alarmTopic, typed("AWS::SNS::Topic", properties(field("KmsMasterKeyId", splice.Ref(key))))...)
	ch.note("Nobody is told yet: subscribe whoever is to be, an address or an on-call service, to the topic " + topic + ".")
	return splice.List(splice.Ref(topic))
}

// isOpen reports whether it is known of a parameter already that its value is not: to use one more would
// leave less known of the application.
func (c *Case) isOpen(parameter string) bool {
	return slices.ContainsFunc(c.App.Unknowns, func(g model.Gap) bool { return strings.Contains(g.Reason, "parameter "+parameter+" ") })
}

// told are the topics that an alarm of the template tells, as references that hold whatever condition
// the new alarm has.
func told(beside *written, alarm *source.Node) []splice.Value {
	list := alarm.Get("Properties").Get("AlarmActions")
	if list == nil || list.Kind != source.List || list.Tag != "" || list.Alias {
		return nil
	}
	var actions []splice.Value
	for _, item := range list.Items {
		v, ok := splice.Of(item)
		name := referred(item)
		switch {
		case !ok:
		case name != "" && isTopic(beside, name), name == "" && strings.Contains(item.Text, ":sns:"):
			actions = append(actions, v)
		case name != "" && beside.file.Root.Get("Parameters").Get(name) != nil && topicName.MatchString(name):
			actions = append(actions, v)
		}
	}
	return actions
}

// referred is the name that a reference is to, "" for what is none.
func referred(n *source.Node) string {
	if n.Tag == "!Ref" {
		return n.Text
	}
	if n.Tag == "" && n.Kind == source.Map && len(n.Keys) == 1 && n.Keys[0].Text == "Ref" {
		return n.Items[0].Text
	}
	return ""
}

// isTopic reports whether a template declares a topic of a name, that is there wherever the other is.
func isTopic(beside *written, name string) bool {
	r := beside.file.Root.Get("Resources").Get(name)
	kind, _ := r.Get("Type").Scalar()
	condition, _ := r.Get("Condition").Scalar()
	return kind == "AWS::SNS::Topic" && (condition == "" || condition == beside.conditionOf())
}

// hasDefaultKey reports whether a topic is encrypted with the provider's own key, which lets no alarm
// publish.
func hasDefaultKey(topic *source.Node) bool {
	key, _ := topic.Get("Properties").Get("KmsMasterKeyId").Scalar()
	return strings.HasSuffix(key, "alias/aws/sns")
}

// metric is what an alarm looks at.
type metric struct {
	namespace, name  string
	dimension        string
	value            splice.Value
	statistic, about string
}

// alarm declares an alarm that goes off as soon as a metric is above zero.
func (ch *change) alarm(beside *written, suffix string, m metric) {
	actions := ch.alarmActions(beside)
	ch.declare(beside, suffix, typed("AWS::CloudWatch::Alarm", properties(
		field("AlarmDescription", splice.Text(m.about)),
		field("Namespace", splice.Text(m.namespace)),
		field("MetricName", splice.Text(m.name)),
		field("Dimensions", splice.List(splice.Map(field("Name", splice.Text(m.dimension)), field("Value", m.value)))),
		field("Statistic", splice.Text(m.statistic)),
		field("Period", splice.Number("300")),
		field("EvaluationPeriods", splice.Number("1")),
		field("Threshold", splice.Number("0")),
		field("ComparisonOperator", splice.Text("GreaterThanThreshold")),
		field("TreatMissingData", splice.Text("notBreaching")),
		field("AlarmActions", actions),
	))...)
}

// queueAlarm declares an alarm on the messages that wait in a dead letter queue.
func (ch *change) queueAlarm(beside *written, suffix, queue string) {
	ch.alarm(beside, suffix, metric{"AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", splice.GetAtt(queue, "QueueName"), "Maximum", "What could not be handled waits in " + queue})
}

// proposeDeadLetterAlarm watches a dead letter queue.
func proposeDeadLetterAlarm(c *Case) (Proposal, error) {
	w, err := c.writtenAs("AWS::SQS::Queue", "queue")
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	ch.queueAlarm(w, "Alarm", w.name)
	return ch.done()
}

// proposeErrorAlarms watches the errors of every function that nobody is told about.
func proposeErrorAlarms(c *Case) (Proposal, error) {
	ch := c.change()
	for _, id := range c.Finding.Functions {
		w, err := c.written(id)
		if err != nil {
			return Proposal{}, err
		}
		if model.LocalName(id) != w.name {
			return Proposal{}, advise(model.LocalName(id) + " is made by " + w.name)
		}
		ch.alarm(w, "ErrorsAlarm", metric{"AWS/Lambda", "Errors", "FunctionName", splice.Ref(w.name), "Sum", "Calls of " + w.name + " fail"})
	}
	ch.note("The alarms go off at the first error: raise the threshold where some errors are usual.")
	return ch.done()
}

// proposeAlarmAction has an alarm tell somebody.
func proposeAlarmAction(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	if off := w.property("ActionsEnabled"); off != nil && off.Tag == "" && strings.EqualFold(off.Text, "false") {
		if err := ch.set(w, "ActionsEnabled", splice.Bool(true)); err != nil {
			return Proposal{}, err
		}
	}
	if list := w.property("AlarmActions"); list == nil || len(list.Items) == 0 && list.Tag == "" {
		if err := ch.set(w, "AlarmActions", ch.alarmActions(w)); err != nil {
			return Proposal{}, err
		}
	}
	return ch.done()
}
