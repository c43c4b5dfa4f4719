package pipeline

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noSecurityStage = check.Rule{
	ID:       "pipeline-no-security-stage",
	Title:    "Pipeline deploys without testing or scanning",
	Severity: finding.Low,
	Why: "A package with known flaws, a leaked secret or a hole in the code goes to production as fast as everything else, because nothing stands in between that could refuse it. " +
		"What a build specification in the repository does cannot be seen here.",
	Remedy:   "Add an action that tests or scans between source and deployment: category Test, InspectorScan, or a build that runs the tests and a scanner.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-InspectorScan.html",
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
		"https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_appsec_automate_testing_throughout_lifecycle.html",
	},
	CWE:      []string{"CWE-1127"},
	OWASP:    []string{"A08:2021", "A06:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.1", "PCI-DSS-4.0.1:6.2.3", "PCI-DSS-4.0.1:11.3.1", "GDPR:32(1)(d)"},
	Run:      runNoSecurityStage,
}

func runNoSecurityStage(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != codePipeline {
			continue
		}
		s := p.Resource(r)
		actions, why := actionsOf(r)
		deploys := func(a action) bool { return a.deploys(p) }
		if !slices.ContainsFunc(actions, deploys) && why == "" {
			continue
		}
		var examined, guarded bool
		for _, a := range actions {
			if a.examines(p) {
				examined = true
				guarded = guarded || slices.ContainsFunc(actions, func(d action) bool { return a.before(d) && deploys(d) })
			}
		}
		switch {
		case guarded || examined && why != "":
			p.Met(s)
		case examined:
			p.NotMet(s, "pipeline "+model.LocalName(r.ID)+" tests only what it has deployed already", check.Confidence(finding.Firm))
		case why != "":
			p.Unknown(s, "whether pipeline "+model.LocalName(r.ID)+" tests what it deploys", why)
		default:
			p.NotMet(s, "pipeline "+model.LocalName(r.ID)+" has no action that tests or scans what it deploys", check.Confidence(finding.Firm))
		}
	}
}

// examines reports whether an action tests or scans: by its category, by its provider, by the name that
// somebody gave it or its project, or by a command that it runs.
func (a action) examines(p *check.Pass) bool {
	switch {
	case a.category == "Source" || a.category == "Approval" || a.category == "Deploy":
		return false
	case a.category == "Test" || a.provider == "InspectorScan":
		return true
	}
	named := slices.Concat(words(a.stage), words(a.name), words(a.configuration.Get("ProjectName").String()))
	return slices.ContainsFunc(named, func(word string) bool { return examinations[word] }) || runsTests(a.commands(p))
}

// examinations are words for actions that examine.
var examinations = map[string]bool{
	"test": true, "tests": true, "testing": true, "scan": true, "scans": true, "scanning": true, "security": true, "sast": true, "dast": true, "lint": true,
	"audit": true, "verify": true, "validate": true, "validation": true, "quality": true, "sonar": true, "snyk": true, "check": true, "checks": true, "checkov": true,
}

// runsTests reports whether commands run tests or a scanner.
func runsTests(text string) bool {
	for _, tool := range []string{
		" test", "pytest", "unittest", "tox ", "jest", "mocha", "nosetests", "cfn-lint", "cfn_nag", "cfn-guard", "checkov", "bandit", "semgrep", "sonar", "snyk", "trivy",
		"grype", "npm audit", "pip-audit", "safety check", "govulncheck", "gitleaks", "trufflehog", "eslint", "pylint", "flake8", "dependency-check", "sconce",
	} {
		if strings.Contains(text, tool) {
			return true
		}
	}
	return false
}
