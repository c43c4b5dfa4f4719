package observability

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var alarmWithoutAction = check.Rule{
	ID:       "observability-alarm-without-action",
	Title:    "Alarm that reaches nobody",
	Severity: finding.Low,
	Why: "The alarm changes its colour in a console that nobody looks at while the attack or the failure goes on. " +
		"Whoever reads the template believes that somebody is told.",
	Remedy:   "Give the alarm AlarmActions, such as a topic that people or an on-call service subscribe to, and leave ActionsEnabled on.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.4.1.1", "PCI-DSS-4.0.1:10.7.2", "HIPAA:164.308(a)(6)(ii)", "GDPR:33(1)"},
	Run:      runAlarmWithoutAction,
}

func runAlarmWithoutAction(p *check.Pass) {
	used := usedElsewhere(p)
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::CloudWatch::Alarm" && r.Type != "AWS::CloudWatch::CompositeAlarm" {
			continue
		}
		s := p.Resource(r)
		name := "alarm " + model.LocalName(r.ID)
		if used(r) {
			p.Met(s)
			continue
		}
		enabled := r.Properties.Get("ActionsEnabled")
		off, why := check.Settle(enabled, func(v model.Value) bool {
			on, known := v.Truth()
			return known && !on
		})
		acts, reason := hasAction(r)
		switch why = cmp.Or(why, reason); {
		case off && acts:
			p.NotMet(s, "the actions of "+name+" are switched off", check.At(enabled.At))
		case !acts && reason == "":
			p.NotMet(s, name+" has no action: it reaches nobody")
		case why != "":
			p.Unknown(s, "whether "+name+" reaches somebody", why)
		default:
			p.Met(s)
		}
	}
}

// hasAction reports whether an alarm does something when its state changes.
func hasAction(r *model.Resource) (acts bool, why string) {
	for _, state := range []string{"AlarmActions", "InsufficientDataActions", "OKActions"} {
		v := r.Properties.Get(state)
		if v.IsUnknown() && len(v.Options()) == 0 {
			return true, "" // a list that is given at deployment
		}
		some, reason := check.Settle(v, func(v model.Value) bool { return len(v.OneOrMany()) > 0 })
		if some && reason == "" {
			return someAction(v)
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

// someAction reports whether a list of actions holds one that is there: each may stand under a
// condition of its own.
func someAction(list model.Value) (acts bool, why string) {
	for _, action := range list.OneOrMany() {
		there, reason := check.Written(action)
		if there && reason == "" {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

// usedElsewhere answers whether something else acts on an alarm: a composite alarm, a deployment that
// is rolled back, or a rule for all changes of state. A dashboard shows it and tells nobody.
func usedElsewhere(p *check.Pass) func(*model.Resource) bool {
	everyChange := false
	named := map[string]bool{} // ids and names of what others refer to
	var conditions []string    // what composite alarms are made of: ALARM("errors") OR ...
	note := func(owner string, v model.Value) {
		v.Walk(func(path []string, part model.Value) bool {
			for _, piece := range part.Parts() {
				if target := piece.Target(); target != "" && target != owner {
					named[target] = true
				}
			}
			if text := part.TextOr(""); text != "" && len(path) > 0 && path[0] != "AlarmName" {
				named[text] = true
			}
			return true
		})
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		note(r.ID, r.Attributes.Get("UpdatePolicy"))
		switch r.Type {
		case "AWS::CloudWatch::Dashboard", "AWS::CloudWatch::Alarm":
			continue
		case "AWS::CloudWatch::CompositeAlarm":
			conditions = append(conditions, r.Properties.Get("AlarmRule").String())
		case "AWS::Events::Rule":
			for _, kind := range r.Properties.Get("EventPattern", "detail-type").OneOrMany() {
				everyChange = everyChange || kind.TextOr("") == "CloudWatch Alarm State Change"
			}
		}
		note(r.ID, r.Properties)
	}
	return func(alarm *model.Resource) bool {
		name := alarm.Name.TextOr("")
		return everyChange || named[alarm.ID] || name != "" && (named[name] || slices.ContainsFunc(conditions, func(rule string) bool { return strings.Contains(rule, `"`+name+`"`) }))
	}
}
