package observability

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var trailWeak = check.Rule{
	ID:       "observability-trail-weak",
	Title:    "Trail with gaps",
	Severity: finding.Low,
	Why: "An attacker works in a region that the trail does not see, or changes its files without anybody being able to prove it. " +
		"A trail that is not logging sees nothing at all: medium there.",
	Remedy:   "Set IsLogging, IsMultiRegionTrail and EnableLogFileValidation to true.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html",
	},
	CWE:      []string{"CWE-778", "CWE-345"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.3.1-10.3.4", "PCI-DSS-4.0.1:10.2.1(.1-.7)", "HIPAA:164.312(b)", "HIPAA:164.312(c)(2)"},
	Run:      runTrailWeak,
}

// strengths are the switches of a trail, all off by default, and what is wrong without them.
var strengths = []struct{ property, without string }{
	{"IsLogging", "is switched off"},
	{"IsMultiRegionTrail", "sees one region alone"},
	{"EnableLogFileValidation", "has no log file validation"},
}

func runTrailWeak(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::CloudTrail::Trail" {
			continue
		}
		s := p.Resource(r)
		var lacks []string
		cause := model.Value{}
		severity, why := finding.Low, ""
		for _, strength := range strengths {
			v := r.Properties.Get(strength.property)
			switch on, reason := isTrue(v); {
			case on:
			case reason != "":
				why = cmp.Or(why, reason)
			default:
				lacks = append(lacks, strength.without)
				if cause.IsAbsent() {
					cause = v
				}
				if strength.property == "IsLogging" {
					severity = finding.Medium
				}
			}
		}
		switch name := "trail " + model.LocalName(r.ID); {
		case len(lacks) > 0:
			p.NotMet(s, name+" "+strings.Join(lacks, " and "), at(cause), check.Severity(severity))
		case why != "":
			p.Unknown(s, "whether "+name+" has gaps", why)
		default:
			p.Met(s)
		}
	}
}
