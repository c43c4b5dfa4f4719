package secret

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var rotationSlow = check.Rule{
	ID:       "secret-rotation-too-slow",
	Title:    "Secret that is changed too rarely",
	Severity: finding.Low,
	Why: "What leaks stays of use until the next rotation, and a rotation that hardly ever runs is one that nobody notices when it fails. " +
		"Ninety days is the longest that frameworks and the provider's own checks accept.",
	Remedy:   "Rotate every 30 days: AutomaticallyAfterDays: 30, or ScheduleExpression: rate(30 days).",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4",
	},
	CWE:      []string{"CWE-262"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.6.3", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(b)"},
	Run:      runRotationSlow,
}

// longest is how many days a secret may be in use.
const longest = 90

func runRotationSlow(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::SecretsManager::RotationSchedule" {
			continue
		}
		s := p.Resource(r)
		name := model.LocalName(r.ID)
		for _, secret := range p.App.Secrets {
			if secret.Schedule == r.ID {
				name = model.LocalName(secret.ID)
			}
		}
		rules := r.Properties.Get("RotationRules")
		v := rules.Get("ScheduleExpression")
		if v.IsAbsent() {
			v = rules.Get("AutomaticallyAfterDays")
		}
		tooSlow, why := check.Settle(v, func(v model.Value) bool {
			text, known := v.Text()
			days, understood := interval(text)
			return known && understood && days > longest
		})
		if _, understood := interval(v.TextOr("")); why == "" && !understood {
			why = "the schedule does not say how often"
		}
		switch {
		case why != "":
			p.Unknown(s, "how often secret "+name+" is rotated", why)
		case tooSlow:
			p.NotMet(s, "secret "+name+" is rotated less than every "+strconv.Itoa(longest)+" days", check.AtValue(v))
		default:
			p.Met(s)
		}
	}
}

// interval is the longest time between two rotations in days, of a number of days or a schedule
// expression (AWS Secrets Manager User Guide, "Rotation schedules").
func interval(text string) (days int, understood bool) {
	text = strings.TrimSpace(text)
	if n, err := strconv.Atoi(text); err == nil {
		return n, true
	}
	if inner, found := strings.CutPrefix(text, "rate("); found {
		number, unit, _ := strings.Cut(strings.TrimSpace(strings.TrimSuffix(inner, ")")), " ")
		n, err := strconv.Atoi(number)
		if strings.HasPrefix(strings.TrimSpace(unit), "hour") {
			n /= 24
		}
		return n, err == nil
	}
	inner, found := strings.CutPrefix(text, "cron(")
	fields := strings.Fields(strings.TrimSuffix(inner, ")"))
	if !found || len(fields) != 6 {
		return 0, false
	}
	months := monthsOf(fields[3])
	if len(months) == 0 {
		return 0, false
	}
	const long = 30 // days of a month: once a quarter is often enough
	gap := 0
	for i, month := range months {
		next := months[(i+1)%len(months)]
		if next <= month {
			next += 12
		}
		gap = max(gap, next-month)
	}
	return gap * long, true
}

// monthsOf are the months of a cron expression's field, in order; nil where it is not understood.
func monthsOf(field string) []int {
	var in [13]bool
	for part := range strings.SplitSeq(field, ",") {
		steps := 1
		if from, by, found := strings.Cut(part, "/"); found {
			n, err := strconv.Atoi(by)
			if err != nil || n < 1 {
				return nil
			}
			part, steps = from, n
			if !strings.ContainsAny(part, "*-") {
				part += "-12"
			}
		}
		first, last, isRange := strings.Cut(part, "-")
		from, to := monthNumber(first), monthNumber(last)
		switch {
		case part == "*" || part == "?":
			from, to = 1, 12
		case !isRange:
			to = from
		}
		if from < 1 || to > 12 || to < from {
			return nil
		}
		for m := from; m <= to; m += steps {
			in[m] = true
		}
	}
	var months []int
	for m, on := range in {
		if on {
			months = append(months, m)
		}
	}
	return months
}

func monthNumber(text string) int {
	const names = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	if i := strings.Index(names, strings.ToUpper(text)); len(text) == 3 && i >= 0 && i%3 == 0 {
		return i/3 + 1
	}
	return 0
}
