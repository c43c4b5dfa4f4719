package report

import (
	"io"
	"slices"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// PolicySchema names the version of the document of policies.
const PolicySchema = "sconce.policy/v1"

// PolicyOf is the policy that is proposed for one function.
type PolicyOf struct {
	App      *model.App
	Audit    *least.Audit
	Function string
	Proposal least.Proposal
	Proof    least.Proof
}

// ProposePolicies proposes a policy for each function of an application that is asked for.
func ProposePolicies(app *model.App, only func(id string) bool) []PolicyOf {
	var out []PolicyOf
	a := least.Of(app)
	for i := range app.Functions {
		id := app.Functions[i].ID
		if only != nil && !only(id) {
			continue
		}
		role := a.RoleOf(id)
		if role == nil {
			role = a.Alone(id)
		}
		p := a.Propose(role, id)
		out = append(out, PolicyOf{App: app, Audit: a, Function: id, Proposal: p, Proof: a.Prove(&p)})
	}
	return out
}

type policyDocument struct {
	Schema    string           `json:"schema"`
	Functions []policyFunction `json:"functions"`
	Errors    []refusal        `json:"errors,omitempty"`
}

type policyFunction struct {
	Function string     `json:"function"`
	Policy   policyText `json:"policy"`
	// Statements says of each statement of the policy, in the same order, whether it stands on what is known.
	Statements []policyBasis   `json:"statements"`
	Reasons    []policyReason  `json:"reasons"`
	Proof      policyProof     `json:"proof"`
	Unknowns   []policyUnknown `json:"unknowns"`
}

type policyText struct {
	Version   string            `json:"Version"`
	Statement []policyStatement `json:"Statement"`
}

type policyStatement struct {
	Effect    string         `json:"Effect"`
	Action    []string       `json:"Action"`
	Resource  []any          `json:"Resource"`
	Condition map[string]any `json:"Condition,omitempty"`
}

// policyBasis is what a statement stands on that is not known: it goes, or names less, when the lines say what they are on.
type policyBasis struct {
	Known    bool            `json:"known"`
	Unknowns []policyUnknown `json:"unknowns"`
}

type policyReason struct {
	Statement int    `json:"statement"`
	Action    string `json:"action"`
	By        string `json:"by"` // code or platform
	Text      string `json:"text,omitempty"`
	File      string `json:"file"`
	Line      int    `json:"line"`
}

type policyProof struct {
	Needed    string           `json:"needed"`
	Within    string           `json:"within"`
	Additions []policyAddition `json:"additions"`
	Because   []string         `json:"because"`
	Catalogue string           `json:"catalogue"`
}

type policyAddition struct {
	Action   string `json:"action"`
	Resource string `json:"resource"`
}

type policyUnknown struct {
	What   string `json:"what"`
	Reason string `json:"reason"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

// Policies writes the proposed policies as a JSON document of PolicySchema.
func Policies(w io.Writer, list []PolicyOf, refused []error) error {
	return WriteJSON(w, policyDocument{Schema: PolicySchema, Functions: each(list, viewPolicy), Errors: refusals(refused)})
}

func viewPolicy(p PolicyOf) policyFunction {
	out := policyFunction{
		Function: p.Function, Policy: policyText{Version: policy.Version2012, Statement: []policyStatement{}}, Reasons: []policyReason{}, Statements: []policyBasis{}, Unknowns: []policyUnknown{},
		Proof: policyProof{Needed: p.Proof.Needed.String(), Within: p.Proof.Within.String(), Because: list(p.Proof.Because), Additions: []policyAddition{}, Catalogue: p.Proof.Catalogue},
	}
	for _, l := range p.Proposal.Lines {
		basis := policyBasis{Known: true, Unknowns: []policyUnknown{}}
		for _, u := range openOf(l.Open()) {
			basis.Known, basis.Unknowns = false, append(basis.Unknowns, viewUnknown(u))
		}
		s := policyStatement{Effect: "Allow", Action: l.Actions, Condition: p.condition(l.Condition)}
		for _, r := range l.Resources {
			text, reason := p.Audit.Spell(r, p.Function)
			if reason != "" {
				u := policyUnknown{What: "how to write " + r.String() + " in the template", Reason: reason, File: r.At.File, Line: r.At.Line}
				basis.Known, basis.Unknowns, out.Unknowns = false, append(basis.Unknowns, u), append(out.Unknowns, u)
				text = least.Spelled{Text: r.String()}
			}
			s.Resource = append(s.Resource, intrinsic(text))
		}
		for _, n := range l.Needs {
			out.Reasons = append(out.Reasons, reasonsOf(len(out.Policy.Statement), n)...)
		}
		out.Policy.Statement, out.Statements = append(out.Policy.Statement, s), append(out.Statements, basis)
	}
	for _, n := range p.Proof.Additions {
		out.Proof.Additions = append(out.Proof.Additions, policyAddition{n.Action, n.On.Value.String()})
	}
	for _, u := range p.unknowns() {
		out.Unknowns = append(out.Unknowns, viewUnknown(u))
	}
	return out
}

func reasonsOf(statement int, n *least.Need) []policyReason {
	var out []policyReason
	for _, why := range n.Reasons {
		r := policyReason{Statement: statement, Action: n.Action, By: "code", File: why.At.File, Line: why.At.Line}
		if why.Call == nil {
			r.By, r.Text = "platform", why.Text
		}
		out = append(out, r)
	}
	return out
}

// intrinsic is a text as JSON templates write it.
func intrinsic(s least.Spelled) any {
	switch s.Function {
	case "Ref":
		return map[string]string{"Ref": s.Text}
	case "GetAtt":
		return map[string][]string{"Fn::GetAtt": {s.Text, s.Attribute}}
	case "Sub":
		return map[string]string{"Fn::Sub": s.Text}
	}
	return s.Text
}

// condition is a Condition element as JSON.
func (p *PolicyOf) condition(v model.Value) map[string]any {
	if v.IsAbsent() {
		return nil
	}
	out := map[string]any{}
	for _, f := range v.Fields() {
		out[f.Key] = p.plain(f.Value)
	}
	return out
}

// plain is a value as JSON, with references as functions of CloudFormation.
func (p *PolicyOf) plain(v model.Value) any {
	switch v.Kind() {
	case model.Map:
		return p.condition(v)
	case model.List:
		return each(v.Items(), p.plain)
	case model.Bool:
		b, _ := v.Truth()
		return b
	case model.Absent, model.Null, model.Number, model.String, model.Reference, model.Template, model.Unknown:
	}
	text, reason := p.Audit.Spell(v, p.Function)
	if reason != "" {
		return v.String()
	}
	return intrinsic(text)
}

// policyGap is something that a policy depends on and that is not known.
type policyGap struct {
	what, reason string
	at           model.Location
}

// unknowns are why the function may need more, or less, than the policy gives.
func (p *PolicyOf) unknowns() []policyGap {
	needs := slices.DeleteFunc(slices.Clone(p.Proposal.Role.NeedsOf(p.Function)), func(n *least.Need) bool { return n.When != "" })
	out := openOf(needs)
	for _, because := range p.Proposal.Role.Because {
		if because.Function == "" || because.Function == p.Function {
			out = append(out, policyGap{"what else is needed", because.Text, because.At})
		}
	}
	for _, r := range p.Proposal.Role.Unknown {
		out = append(out, policyGap{"what is granted now", r.Text, r.At})
	}
	return out
}

// openOf says what some needs are on that is not known, and by which line it would be.
func openOf(needs []*least.Need) []policyGap {
	var out []policyGap
	for _, n := range needs {
		if !n.Open() {
			continue
		}
		reason := n.On.Why
		if n.On.Kind == model.TargetEvent {
			reason = "the caller names it (" + n.On.Why + ")"
		}
		out = append(out, policyGap{"what " + n.Action + " is on", reason, n.Reasons[0].At})
	}
	return out
}

func viewUnknown(u policyGap) policyUnknown {
	return policyUnknown{What: u.what, Reason: u.reason, File: u.at.File, Line: u.at.Line}
}
