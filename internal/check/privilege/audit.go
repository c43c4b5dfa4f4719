package privilege

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// audit is what is needed and granted in the application, worked out once for all rules.
func audit(p *check.Pass) *least.Audit { return check.Shared(p.Asked(), least.Of) }

// judged is a statement against what is needed, or all statements of one attached policy of the provider: what somebody
// would mend in one go.
type judged struct {
	role     *least.Role
	grant    *model.Grant // the first
	subject  check.Subject
	needs    []*least.Need
	unneeded []least.Extent // that nothing needs, and nobody was seen to use
	wider    []least.Wider

	statements []*least.Statement
	done       done
}

// judgements are those of the statements of the functions' roles that somebody wrote, or attached.
func judgements(p *check.Pass) []*judged {
	return check.Shared(p.Asked(), func(*model.App) []*judged { return judge(p) })
}

func judge(p *check.Pass) []*judged {
	var out []*judged
	for _, r := range audit(p).Roles() {
		attached := map[model.Location]*judged{}
		for i := range r.Statements {
			s := &r.Statements[i]
			if s.Grant.Effect != model.Allow || r.Supplies(s.Grant) {
				continue
			}
			j := attached[s.Grant.At]
			if j == nil {
				j = &judged{role: r, grant: s.Grant, subject: p.Grant(s.Grant), done: doneOf(p)}
				out = append(out, j)
			}
			if s.Grant.Provided {
				attached[s.Grant.At] = j
				j.subject.Detail = "policy " + s.Grant.Policy
			}
			j.add(s)
		}
	}
	return out
}

func (j *judged) add(s *least.Statement) {
	j.statements = append(j.statements, s)
	j.needs = append(j.needs, s.Needs...)
	unneeded := &catalogue.Set{}
	for _, action := range s.Unneeded {
		unneeded.Add(action)
	}
	used := j.done[s.Grant]
	j.unneeded = slices.Grow(j.unneeded, len(s.Gives))
	for _, e := range s.Gives {
		if (unneeded.Has(e.Action) || len(s.Needs) == 0) && !least.Telemetry(e.Action) && (used == nil || !used.Has(e.Action)) {
			j.unneeded = append(j.unneeded, e)
		}
	}
	if len(s.Needs) == 0 {
		return // none of it is needed: what it is wider on is that
	}
	for _, w := range s.Wider {
		if !least.Telemetry(w.Action) {
			j.wider = append(j.wider, w)
		}
	}
}

// said are the statements that another rule calls too wide, by the look of them: what is wrong is said once.
type said map[string]bool

func saidOf(p *check.Pass) said {
	out := said{}
	for _, rule := range []*check.Rule{&adminPolicy, &wildcardAction, &wildcardResource, &notAction, &notResource, &passRole} {
		for _, f := range p.Ask(rule) {
			if f.Outcome == finding.NotMet {
				out[f.Resource+"\x00"+f.Detail] = true
				if rule == &adminPolicy {
					out[f.Resource+"\x00"+f.At.String()] = true
				}
			}
		}
	}
	return out
}

// spoken reports whether another rule speaks of a statement.
func spoken(p *check.Pass, j *judged) bool {
	all := check.Shared(p.Asked(), func(*model.App) said { return saidOf(p) })
	return all[j.subject.ID+"\x00"+j.subject.Detail] || j.grant.Provided && all[j.subject.ID+"\x00"+j.grant.At.String()]
}

// unsure is why it is not known what the functions of a role need, and where that could be made known.
func unsure(r *least.Role) (string, bool) {
	if r.Certain() {
		return "", false
	}
	because := r.Because[0]
	reason := because.Text
	if because.Function != "" {
		reason = model.LocalName(because.Function) + ": " + reason
	}
	if !because.At.IsZero() {
		reason += " (" + because.At.String() + ")"
	}
	if n := len(r.Because); n > 1 {
		reason += fmt.Sprintf(" and %d more", n-1)
	}
	return reason, true
}

// worst is the worst of some extents by what an attacker gains, and how many there are.
func worst(list []least.Extent) least.Extent {
	return slices.MaxFunc(list, func(a, b least.Extent) int { return weight(a) - weight(b) })
}

// weight orders extents: by the level of what they allow, then by how far they reach.
func weight(e least.Extent) int {
	levels := permit.Levels()
	w := 4 * (len(levels) - slices.Index(levels, permit.LevelOf(e.Action)))
	if readsData(e.Action) || changesData(e.Action) {
		w += 2
	}
	if e.Elsewhere {
		w++
	}
	return w
}

// gain is how bad it is that an attacker may do something: high where it leads to more permissions or to what others
// keep, low on what the function works on anyway, or where it only looks at how things are set up.
func gain(e least.Extent, known []string) finding.Severity {
	level := permit.LevelOf(e.Action)
	wide := e.Elsewhere && e.Action.HasResources()
	elsewhere := wide || slices.ContainsFunc(e.On, func(id string) bool { return !slices.Contains(known, id) })
	switch {
	case (level == permit.Escalation || level == permit.Permissions) && wide:
		return finding.High
	case level == permit.Escalation, level == permit.Permissions:
		return finding.Medium
	case readsData(e.Action) && elsewhere, level == permit.Write && changesData(e.Action) && elsewhere:
		return finding.Medium
	}
	return finding.Low
}

// works are the elements that the needs of a role are on.
func works(r *least.Role) []string {
	var out []string
	for _, n := range r.Needs {
		if n.On.ID != "" {
			out = append(out, n.On.ID)
		}
	}
	return out
}

// extentActions names the worst of some extents and how many more there are.
func extentActions(list []least.Extent) string {
	what := worst(list).Action.String()
	if n := len(list); n > 1 {
		what += fmt.Sprintf(" and %d more", n-1)
	}
	return what
}

// reach names what some extents are on.
func reach(g *model.Grant, list []least.Extent) string {
	var names []string
	for _, e := range list {
		if e.Elsewhere && e.Action.HasResources() {
			return " on " + resources(g)
		}
		for _, on := range e.On {
			if name := model.LocalName(on); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	const most = 3
	switch {
	case len(names) == 0:
		return ""
	case len(names) > most:
		return fmt.Sprintf(" on %s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return " on " + strings.Join(names, ", ")
}

// doers names the functions of a role, with what they never do.
func doers(r *least.Role) string { return doersOf(r.Functions) }

func doersOf(functions []string) string {
	const most = 3
	var names []string
	for _, f := range functions {
		names = append(names, model.LocalName(f))
	}
	switch {
	case len(names) == 1:
		return names[0] + " never does"
	case len(names) > most:
		return fmt.Sprintf("%s and %d more never do", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1] + " never do"
}

// needed says in a finding what is needed of a statement, and by which line.
func needed(needs []*least.Need) []check.Option {
	const most = 6
	var out []check.Option
	for i, n := range needs {
		if i == most {
			out = append(out, check.Because(model.Location{}, fmt.Sprintf("and %d more are needed", len(needs)-most)))
			break
		}
		why := n.Reasons[0]
		out = append(out, check.Because(why.At, "needed: "+n.Action+onWhat(n)))
	}
	return out
}

// neededOf says in a finding about a statement what is needed of it, where that is known.
func neededOf(p *check.Pass, g *model.Grant) []check.Option {
	r := audit(p).Role(g.Identity)
	if r == nil || !r.Certain() {
		return nil
	}
	options := []check.Option{check.Because(r.Identity.At, "nothing of it is needed")}
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Grant == g && len(s.Needs) > 0 {
			options = needed(s.Needs)
		}
	}
	if used := doneOf(p)[g]; used != nil {
		var names []string
		for action := range used.All() {
			names = append(names, action.String())
		}
		options = append(options, check.Because(model.Location{}, "seen to be used though no code needs it: "+short(names)))
	}
	return options
}

// onWhat says what a need is on.
func onWhat(n *least.Need) string {
	switch {
	case n.On.Kind == model.TargetAny:
		return ""
	case n.On.Kind == model.TargetEvent:
		return " on what the caller names (" + n.On.Why + ")"
	case n.Open():
		return " on what is not known: " + n.On.Why
	case n.On.ID != "" && n.On.Part != "":
		return " on " + model.LocalName(n.On.ID) + " " + n.On.Part
	case n.On.ID != "":
		return " on " + model.LocalName(n.On.ID)
	}
	return " on " + n.On.Name
}

// unlocks reports whether all that is unneeded is the use of keys, of which each encrypts something that the role is
// granted beside: it goes with that.
func (j *judged) unlocks(app *model.App) bool {
	encrypted := map[string]bool{}
	for i := range j.role.Statements {
		s := &j.role.Statements[i]
		for _, e := range s.Gives {
			if e.Action.Service().Prefix() == "kms" {
				continue
			}
			for _, id := range e.On {
				if r, ok := app.Resource(id); ok && !encrypted[id] {
					encrypted[id] = true
					r.Properties.Walk(func(_ []string, v model.Value) bool {
						encrypted[v.Target()] = true
						return true
					})
				}
			}
		}
	}
	return !slices.ContainsFunc(j.unneeded, func(e least.Extent) bool {
		return e.Action.Service().Prefix() != "kms" || e.Elsewhere || slices.ContainsFunc(e.On, func(id string) bool { return !encrypted[id] })
	})
}

// readsSecrets reports whether all of some extents read secrets.
func readsSecrets(list []least.Extent) bool {
	return slices.ContainsFunc(list, func(e least.Extent) bool { return strings.HasSuffix(e.Action.Name(), "GetSecretValue") }) &&
		!slices.ContainsFunc(list, func(e least.Extent) bool { return !readsSecret(e.Action) })
}

func readsSecret(a catalogue.Action) bool {
	switch a.String() {
	case "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds":
		return true
	}
	return false
}
