package privilege

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var escalation = check.Rule{
	ID:       "privilege-escalation",
	Title:    "Identity that can make itself more powerful",
	Severity: finding.High,
	Why: "Each of the permissions looks harmless, together they are all that is missing for more: whoever steers the function uses a published way to act as a more powerful identity, often as the administrator. " +
		"It is critical where anybody on the internet can call a function that runs with them, and medium where all it takes is to start one build project.",
	Remedy: "Take one of the listed actions away, or limit it: iam:PassRole to the one role that is needed with the condition iam:PassedToService, " +
		"actions on functions, projects and roles to those that the code works on; or give the identity a permissions boundary.",
	Practice: finding.Privilege,
	References: []string{
		"https://pathfinding.cloud/paths/",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
	},
	CWE:      []string{"CWE-269", "CWE-250"},
	OWASP:    []string{"A01:2021", "A04:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runEscalation,
}

func runEscalation(p *check.Pass) {
	all, err := paths()
	if err != nil {
		return
	}
	e := escalations{p: p, ledger: ledgerOf(p)}
	for _, id := range holders(p.App) {
		h := e.ledger.Of(id)
		can := h.Named()
		if isAdministrator(h, can) {
			continue // there is nothing more to be had, and other rules say so
		}
		var open []path // most need what it may not do
		for i := range all {
			if !slices.ContainsFunc(all[i].actions, func(a catalogue.Action) bool { return !can.Has(a) }) {
				open = append(open, all[i])
			}
		}
		e.judge(id, h, open)
	}
}

// holders are the ids of all that have grants: identities, and policies that nothing here has attached.
func holders(app *model.App) []string {
	var out []string
	seen := map[string]bool{"": true}
	for i := range app.Grants {
		g := &app.Grants[i]
		if !seen[g.Identity] && g.Effect == model.Allow && g.Mechanism != model.MechanismBoundary {
			seen[g.Identity] = true
			out = append(out, g.Identity)
		}
	}
	return out
}

// isAdministrator reports whether an identity may give itself everything by one grant that says so: a
// policy such as AdministratorAccess, or every action on everything.
func isAdministrator(h *access.Holding, can *catalogue.Set) bool {
	attach, _ := catalogue.LookupAction("iam:AttachRolePolicy")
	if !can.Has(attach) || h.Attempt(nil).On(attach.String(), policy.Witness(everyRole)).Access == policy.No {
		return false
	}
	return slices.ContainsFunc(h.Grants, func(g *model.Grant) bool {
		everything := slices.ContainsFunc(g.Actions, func(v model.Value) bool { return policy.ActionWidth(v) == policy.WidthAll })
		return g.Effect == model.Allow && (g.Provided && administrative[g.Policy] || (everything || len(g.NotActions) > 0) && anyResource(g))
	})
}

// starts are the ways that use nothing but the permission to start something: of one project it is often
// meant.
var starts = []string{"codebuild-002", "codebuild-003"}

// escalations looks for the ways that the identities of an application have.
type escalations struct {
	p      *check.Pass
	ledger *access.Ledger
}

// way is a path that an identity can go.
type way struct {
	path
	with    string           // the role, function or other thing that it takes; "" for any
	grants  []policy.Verdict // for each action, what allows it
	likely  bool             // what is not known decides
	unknown string           // why it is not known whether it can be gone
}

func (e escalations) judge(id string, h *access.Holding, all []path) {
	s := check.Subject{ID: id, Functions: e.p.App.FunctionsOf(id)}
	if i, ok := e.p.App.Identity(id); ok {
		s.At = i.At
	} else if len(h.Grants) > 0 {
		s.At = h.Grants[0].At
	}
	var found []way
	unknown := ""
	for i := range all {
		w, ok := e.try(id, h, &all[i])
		switch {
		case ok && slices.Contains(starts, w.ID) && w.with != "" && !runsCode(e.p.App, id):
		case ok && e.written(h, w):
			found = append(found, w)
		case !ok && unknown == "":
			unknown = w.unknown
		}
	}
	switch {
	case len(found) > 0:
		e.report(s, h, found)
	case unknown != "":
		e.p.Unknown(s, "whether "+named(e.p, id)+" can make itself more powerful", unknown)
	default:
		e.p.Met(s)
	}
}

// written reports whether one of the statements that a way needs is written here: what a policy of the
// provider's gives on its own is another rule's question.
func (e escalations) written(h *access.Holding, w way) bool {
	for i, v := range w.grants {
		if g := grantOf(h, v, w.Needs[i]); g != nil && !g.Provided {
			return true
		}
	}
	return false
}

func (e escalations) report(s check.Subject, h *access.Holding, found []way) {
	worst := found[0]
	message := named(e.p, s.ID) + " can make itself more powerful: " + worst.Does
	if worst.with != "" {
		message += ", here " + model.LocalName(worst.with)
	}
	message += " (" + worst.ID + ")"
	if more := ids(found[1:]); len(more) == 1 {
		message += "; so does " + more[0]
	} else if len(more) > 1 {
		message += fmt.Sprintf("; %d more ways: %s", len(more), strings.Join(more, ", "))
	}
	options := limitsOf(h)
	for i, v := range worst.grants {
		g := grantOf(h, v, worst.Needs[i])
		if g == nil {
			continue
		}
		at := actionAt(g, worst.Needs[i])
		if i == 0 {
			options = append(options, check.At(at))
		}
		options = append(options, check.Because(at, "may do "+worst.Needs[i]))
	}
	if route := publicRoute(e.p.App, s.Functions); route != nil {
		options = append(options, check.Severity(finding.Critical), check.Because(route.At, "anybody on the internet can call a function that runs as it"))
	}
	if worst.with != "" && slices.Contains(starts, worst.ID) {
		options = append(options, check.Severity(finding.Medium)) // to start it is what it is for
	}
	if worst.likely {
		options = append(options, check.Confidence(finding.Tentative))
	}
	e.p.NotMet(s, message, options...)
}

func ids(ways []way) []string {
	var out []string
	for _, w := range ways {
		out = append(out, w.ID)
	}
	return out
}

// grantOf is the grant that allows an action; where it is not known whether something else takes that
// away, the first that would.
func grantOf(h *access.Holding, v policy.Verdict, action string) *model.Grant {
	id := h.By(v)
	var first *model.Grant
	for _, g := range h.Grants {
		switch {
		case g.Effect != model.Allow:
		case g.ID == id:
			return g
		case first == nil && about(g).MatchesAction(action) == policy.Yes:
			first = g
		}
	}
	return first
}

// about is what a grant says of actions.
func about(g *model.Grant) *policy.Statement {
	if len(g.NotActions) > 0 {
		return &policy.Statement{NotActions: g.NotActions}
	}
	return &policy.Statement{Actions: g.Actions}
}

// publicRoute is a route by which anybody can call one of some functions.
func publicRoute(app *model.App, functions []string) *model.Route {
	for i := range app.Routes {
		if r := &app.Routes[i]; r.Public() && slices.Contains(functions, r.Function) {
			return r
		}
	}
	return nil
}
