package pipeline

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noApproval = check.Rule{
	ID:       "pipeline-no-approval",
	Title:    "Change reaches production without anybody's approval",
	Severity: finding.Low,
	Why: "Whoever can push to the branch, with a stolen token or as a careless colleague, decides alone what runs in production minutes later. " +
		"An approval is the place where a second person looks.",
	Remedy:   "Put an action of category Approval (provider Manual) before the one that deploys to production.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
	},
	CWE:      []string{"CWE-284"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:6.2.3", "PCI-DSS-4.0.1:6.5.4"},
	Run:      runNoApproval,
}

func runNoApproval(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != codePipeline {
			continue
		}
		s := p.Resource(r)
		actions, why := actionsOf(r)
		last := slices.IndexFunc(actions, func(a action) bool { return a.deploys(p) && !a.forTests() })
		for j, a := range actions {
			if a.deploys(p) && !a.forTests() && actions[last].before(a) {
				last = j
			}
		}
		switch {
		case last < 0 && why == "":
			// it deploys nothing, or to test stages alone
		case last >= 0 && isGated(r, actions, actions[last]):
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether somebody approves what pipeline "+model.LocalName(r.ID)+" deploys", why)
		default:
			a := actions[last]
			p.NotMet(s, "pipeline "+model.LocalName(r.ID)+" deploys ("+a.stage+", "+a.name+") without an approval", check.At(a.at))
		}
	}
}

// isGated reports whether somebody has to act before an action of a pipeline runs: approve, or open the
// way into a stage that is closed. An approval after a deployment counts where something follows it:
// what was deployed beside is made to take over then.
func isGated(r *model.Resource, actions []action, deploy action) bool {
	for _, a := range actions {
		if a.category != "Approval" {
			continue
		}
		if a.before(deploy) || slices.ContainsFunc(actions, func(b action) bool { return a.before(b) && b.category != "Approval" }) {
			return true
		}
	}
	for _, closed := range r.Properties.Get("DisableInboundStageTransitions").OneOrMany() {
		if closed.Get("StageName").String() == deploy.stage {
			return true
		}
	}
	return false
}
