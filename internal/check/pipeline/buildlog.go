package pipeline

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var buildLogOff = check.Rule{
	ID:       "pipeline-build-log-off",
	Title:    "Builds leave no log",
	Severity: finding.Low,
	Why: "Somebody who puts a command into the build, or replaces what it downloads, leaves no trace of what was done. " +
		"Builds are logged unless it is switched off.",
	Remedy:   "Set LogsConfig.CloudWatchLogs.Status or LogsConfig.S3Logs.Status to ENABLED.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-logsconfig.html",
		"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.2", "PCI-DSS-4.0.1:6.5.1"},
	Run:      runBuildLogOff,
}

func runBuildLogOff(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != codeBuild {
			continue
		}
		s := p.Resource(r)
		config := r.Properties.Get("LogsConfig")
		cloud := config.Get("CloudWatchLogs", "Status")
		off, why := check.Settle(cloud, func(v model.Value) bool { return v.TextOr("") == "DISABLED" })
		bucket, reason := check.Settle(config.Get("S3Logs", "Status"), func(v model.Value) bool { return v.TextOr("") == "ENABLED" })
		switch {
		case !off && why == "", bucket:
			p.Met(s)
		case cmp.Or(why, reason) != "":
			p.Unknown(s, "whether builds of project "+model.LocalName(r.ID)+" are logged", cmp.Or(why, reason))
		default:
			p.NotMet(s, "builds of project "+model.LocalName(r.ID)+" leave no log", check.At(cloud.At))
		}
	}
}
