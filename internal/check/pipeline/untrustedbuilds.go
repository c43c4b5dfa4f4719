package pipeline

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var untrustedBuilds = check.Rule{
	ID:       "pipeline-untrusted-builds",
	Title:    "Build runs what anybody proposes",
	Severity: finding.High,
	Why: "A pull request brings its own build commands, and the build runs them with the project's role and secrets before anybody has looked at them. " +
		"Without a written policy it is low: a webhook made since August 2025 asks for a comment of a trusted person by default, an older one does not.",
	Remedy:   "Set Triggers.PullRequestBuildPolicy.RequiresCommentApproval to ALL_PULL_REQUESTS, or filter on ACTOR_ACCOUNT_ID with an anchored pattern (^123$|^456$), or build pushes alone.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/codebuild/latest/userguide/pull-request-build-policy.html",
		"https://docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-webhookfilter.html",
	},
	CWE:      []string{"CWE-829", "CWE-94"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:6.2.3", "HIPAA:164.308(a)(3)(ii)(A)"},
	Run:      runUntrustedBuilds,
}

func runUntrustedBuilds(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		triggers := r.Properties.Get("Triggers")
		if r.Type != codeBuild || triggers.IsAbsent() {
			continue
		}
		hook, why := isTrue(triggers.Get("Webhook"))
		if !hook && why == "" {
			continue
		}
		s := p.Resource(r)
		name := "project " + model.LocalName(r.ID)
		who, at, reason := builders(triggers.Get("FilterGroups"))
		policy := triggers.Get("PullRequestBuildPolicy", "RequiresCommentApproval")
		guarded, unsure := check.Settle(policy, func(v model.Value) bool { return v.TextOr("DISABLED") != "DISABLED" })
		switch why = cmp.Or(why, reason, unsure); {
		case guarded, who == chosen && reason == "":
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether "+name+" builds what anybody proposes", why)
		case who == alike:
			p.NotMet(s, "the accounts whose pull requests "+name+" builds are not anchored: others whose id holds one of them pass too", check.At(at), check.Severity(finding.Medium))
		case policy.IsAbsent():
			p.NotMet(s, name+" builds pull requests of anybody where its webhook is older than the default policy", check.At(at), check.Severity(finding.Low), check.Confidence(finding.Firm))
		default:
			p.NotMet(s, name+" builds pull requests of anybody", check.At(policy.At))
		}
	}
}

// trust says whose pull requests are built.
type trust int

const (
	chosen  trust = iota // of chosen accounts, or none
	alike                // of chosen accounts and those whose ids hold theirs
	anybody              // of anybody
)

// builders says whose pull requests the filters of a webhook let through. One group must match, with
// all its filters; without groups every push and pull request is built (AWS CodeBuild User Guide,
// "GitHub webhook events").
func builders(groups model.Value) (who trust, at model.Location, why string) {
	if c, unknown := groups.Cause(); unknown {
		return anybody, groups.At, c.Reason
	}
	list := groups.OneOrMany()
	if len(list) == 0 {
		return anybody, groups.At, ""
	}
	for _, group := range list {
		of, from, reason := groupTrust(group)
		if of > who {
			who, at = of, from
		}
		why = cmp.Or(why, reason)
	}
	return who, at, why
}

// groupTrust says whose pull requests one group of filters lets through.
func groupTrust(group model.Value) (who trust, at model.Location, why string) {
	if c, unknown := group.Cause(); unknown {
		return anybody, group.At, c.Reason
	}
	proposals, actors := false, anybody
	at = group.At
	for _, filter := range group.OneOrMany() {
		pattern := filter.Get("Pattern")
		switch filter.Get("Type").TextOr("") {
		case "EVENT":
			if c, unknown := pattern.Cause(); unknown {
				why = c.Reason
			}
			text := pattern.String()
			if strings.Contains(text, "PULL_REQUEST_CREATED") || strings.Contains(text, "PULL_REQUEST_UPDATED") || strings.Contains(text, "PULL_REQUEST_REOPENED") {
				proposals, at = true, filter.At
			}
		case "ACTOR_ACCOUNT_ID":
			if excluded, _ := filter.Get("ExcludeMatchedPattern").Truth(); excluded {
				continue // all but some is anybody
			}
			actors = chosen
			if text, known := pattern.Text(); known && !isAnchored(text) {
				actors = alike
			}
		}
	}
	if !proposals {
		return chosen, at, why
	}
	return actors, at, why
}

var digits = regexp.MustCompile(`[0-9]{3,}`)

// isAnchored reports whether a pattern fits no longer id than those it names: 123 fits 91234 too, ^123$
// does not. The pattern is searched for, not matched.
func isAnchored(pattern string) bool {
	const longest, most = 4096, 50 // no list of people is longer, but somebody's attempt to keep the scan busy
	expression, err := regexp.Compile(pattern[:min(len(pattern), longest)])
	if err != nil {
		return true
	}
	for _, id := range digits.FindAllString(pattern, most) {
		if expression.MatchString("9"+id) || expression.MatchString(id+"9") {
			return false
		}
	}
	return true
}

// isTrue reports whether a value switches something on.
func isTrue(v model.Value) (on bool, why string) {
	return check.Settle(v, func(v model.Value) bool {
		on, _ := v.Truth()
		return on
	})
}
