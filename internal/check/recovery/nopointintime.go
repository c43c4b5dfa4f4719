package recovery

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noPointInTime = check.Rule{
	ID:       "recovery-no-point-in-time",
	Title:    "Table without point-in-time recovery",
	Severity: finding.Low,
	Why: "What a faulty release, a wrong command or an attacker with a function's rights deletes or overwrites is gone. " +
		"It is only worth a note where a backup plan covers the table, or its rows expire by themselves.",
	Remedy:   "Set PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled: true on the table, of a global table on every replica.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
	},
	CWE:      []string{"CWE-693"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"HIPAA:164.308(a)(7)(ii)(A)", "HIPAA:164.312(c)(1)", "GDPR:32(1)(c)"},
	Run:      runNoPointInTime,
}

// onTable is what a table says under a property, a global one for each of its replicas.
func onTable(r *model.Resource, path ...string) []model.Value {
	if r.Type != "AWS::DynamoDB::GlobalTable" {
		return []model.Value{r.Properties.Get(path...)}
	}
	var out []model.Value
	for _, replica := range r.Properties.Get("Replicas").OneOrMany() {
		out = append(out, replica.Get(path...))
	}
	return out
}

func isTable(r *model.Resource) bool {
	return r.Type == "AWS::DynamoDB::Table" || r.Type == "AWS::DynamoDB::GlobalTable"
}

func runNoPointInTime(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if !isTable(r) {
			continue
		}
		s, name := p.Resource(r), model.LocalName(r.ID)
		at, off, why := firstOff(onTable(r, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"))
		switch {
		case off:
			p.NotMet(s, "table "+name+" cannot be restored to a point in time", check.AtValue(at), milder(p, r))
		case why != "":
			p.Unknown(s, "whether table "+name+" can be restored to a point in time", why)
		default:
			p.Met(s)
		}
	}
}

// firstOff is the first of some switches that is certainly off, or why that is not known of one.
func firstOff(switches []model.Value) (at model.Value, off bool, why string) {
	for _, v := range switches {
		on, reason := check.Settle(v, func(v model.Value) bool {
			on, known := v.Truth()
			return known && on
		})
		switch {
		case reason != "":
			why = reason
		case !on:
			return v, true, ""
		}
	}
	return at, false, why
}

// milder is the severity of what would be lost: less where there is a copy, or it goes anyway.
func milder(p *check.Pass, r *model.Resource) check.Option {
	expires, _ := r.Properties.Get("TimeToLiveSpecification", "Enabled").Truth()
	if expires || backedUp(p, r) {
		return check.Severity(finding.Info)
	}
	return check.Severity(finding.Low)
}
