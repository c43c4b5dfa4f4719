package least_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/scan"
)

// subject is one labelled function with what the analysis says of it.
type subject struct {
	app      *model.App
	audit    *least.Audit
	role     *least.Role
	own      *least.Role // for the function alone
	id       string
	labels   *function
	proposal least.Proposal
}

// subjects reads the labelled applications.
func subjects(t *testing.T) map[string]*subject {
	t.Helper()
	out := map[string]*subject{}
	for _, a := range applications(t) {
		r, err := scan.Read(t.Context(), scan.Options{Path: a.Dir, Code: true})
		if err != nil || len(r.Refused) > 0 || len(r.Apps) != 1 {
			t.Fatal(a.Name, err, r)
		}
		app := r.Apps[0].Model
		audit := least.Of(app)
		for i := range a.Labels.Functions {
			f := &a.Labels.Functions[i]
			s := &subject{app: app, audit: audit, id: app.ID + "#" + f.Function, labels: f}
			if s.role = audit.RoleOf(s.id); s.role == nil {
				s.role = audit.Alone(s.id)
			}
			if s.role == nil {
				t.Fatalf("%s: there is no function %s", a.Name, f.Function)
			}
			s.own = audit.Own(s.role, s.id)
			s.proposal = audit.Propose(s.role, s.id)
			out[a.Name+"/"+f.Function] = s
		}
	}
	return out
}

// concrete is a value as it is in one deployment: each reference and each parameter has a text of its own.
func concrete(v model.Value) model.Value {
	return v.Map(func(p model.Value) model.Value {
		cause, unknown := p.Cause()
		ref, isRef := p.Ref()
		text := ""
		switch {
		case unknown && cause.Name != "":
			text = "given-" + cause.Name
		case unknown:
			text = "some-part"
		case isRef && ref.Target != "":
			text = model.LocalName(ref.Target) + "." + ref.Attribute
		case isRef:
			text = map[string]string{"AWS::Partition": "aws", "AWS::Region": "eu-west-1", "AWS::AccountId": "111122223333"}[ref.Attribute]
			if text == "" {
				text = "the-" + strings.TrimPrefix(ref.Attribute, "given ")
			}
		case p.Kind() == model.Template:
			return model.NewTemplate(p.Parts(), p.At)
		default:
			return p
		}
		return model.NewString(text, p.At)
	})
}

// names are concrete names as a policy of the application is written with.
type names struct{ ledger *access.Ledger }

func (n names) of(v model.Value) model.Value { return concrete(n.ledger.Spell(v)) }

// proposed is the policy that is proposed, with what the framework grants by itself.
func (s *subject) proposed() *policy.Set {
	n := names{access.NewLedger(s.app)}
	d := policy.Document{Version: policy.Version2012, Variables: policy.No}
	for _, l := range s.proposal.Lines {
		of := policy.Statement{Effect: model.Allow, Conditions: policy.Conditions(concrete(l.Condition))}
		for _, action := range l.Actions {
			of.Actions = append(of.Actions, model.NewString(action, model.Location{}))
		}
		for _, r := range l.Resources {
			of.Resources = append(of.Resources, n.of(r))
		}
		d.Statements = append(d.Statements, of)
	}
	docs := append(s.granted(func(g *model.Grant) bool { return g.Effect == model.Deny || s.role.Supplies(g) }), d)
	return policy.Compile(policy.Policies{Identity: docs})
}

func concretes(values []model.Value) []model.Value {
	var out []model.Value // nil where nothing is written
	for _, v := range values {
		out = append(out, concrete(v))
	}
	return out
}

// granted is what the role is granted, by those of its statements that a choice takes.
func (s *subject) granted(choose func(*model.Grant) bool) []policy.Document {
	set := access.NewLedger(s.app).Of(s.role.Identity.ID).Only(choose)
	for i := range set.Identity {
		for j := range set.Identity[i].Statements {
			of := &set.Identity[i].Statements[j]
			of.Resources, of.NotResources = concretes(of.Resources), concretes(of.NotResources)
		}
	}
	return set.Identity
}

var asked = policy.Request{
	PrincipalKind: policy.RequesterRole, PrincipalAccount: model.NewString("111122223333", model.Location{}), ResourceAccount: model.NewString("111122223333", model.Location{}), Open: true,
	Principal: model.NewString("arn:aws:iam::111122223333:role/the-role", model.Location{}),
	Context:   map[string]policy.Values{"aws:SecureTransport": policy.One("true")},
}

var asking = asked.Prepare()

func may(set *policy.Set, action string, on model.Value) policy.Truth {
	return set.EvaluateOwn(asking.About(action, on)).Access
}

// through is a request for a key that a service makes for who called it: it carries the service's name (AWS KMS Developer
// Guide, "kms:ViaService").
func through(n *least.Need) *policy.Query {
	if call := n.Reasons[0].Call; call != nil && call.Service != "kms" && strings.HasPrefix(n.Action, "kms:") {
		r := asked
		r.Context = maps.Clone(r.Context)
		r.Context["kms:ViaService"] = policy.One(call.Service + ".eu-west-1.amazonaws.com")
		return r.Prepare()
	}
	return asking
}

// key is a pair of an action and a resource, as both the labels and the analysis say it.
func key(action, on string) string {
	if strings.HasPrefix(action, "logs:") {
		on = "log"
	}
	return action + " " + on
}

// labelled is the resource of a label.
func (r resource) text() string {
	switch {
	case r.Any:
		return "*"
	case r.Literal != "":
		return plainARN(r.Literal)
	case r.Part != "":
		return r.Ref + " " + r.Part
	}
	return r.Ref
}

// plainARN is an ARN without what the deployment decides.
func plainARN(text string) string {
	text = strings.NewReplacer("${AWS::Partition}", "aws", "${AWS::Region}", "", "${AWS::AccountId}", "").Replace(text)
	fields := strings.SplitN(text, ":", 6)
	if len(fields) == 6 && fields[0] == "arn" {
		fields[1], fields[3], fields[4] = "aws", "", ""
		text = strings.Join(fields, ":")
	}
	return text
}

// said is what the analysis says that a need is on, as a label would.
func (s *subject) said(n *least.Need) string {
	if n.On.Kind == model.TargetAny {
		return "*"
	}
	if n.On.ID == "" && n.On.Kind == model.TargetRef && n.On.Part == "" {
		return n.On.Name
	}
	if n.On.ID == "" && n.On.Kind == model.TargetRef {
		return n.On.Name + " " + n.On.Part
	}
	if n.On.ID == "" {
		return plainARN(s.audit.Written(n).String())
	}
	name := model.LocalName(n.On.ID)
	if n.On.Part == "" {
		return name
	}
	if rest, ok := strings.CutPrefix(n.On.Part, "objects"); ok && rest == "" {
		_, suffix, _ := strings.Cut(n.Value.String(), "/")
		if before, _, cut := strings.Cut(suffix, "*"); cut {
			suffix = before + "*"
		}
		if suffix != "*" && suffix != "" {
			return name + " objects/" + suffix
		}
	}
	return name + " " + n.On.Part
}

// found are the pairs that the analysis says are needed: those of the proposal, and what the framework supplies.
func (s *subject) found() map[string]*least.Need {
	out := map[string]*least.Need{}
	add := func(n *least.Need) {
		if !n.Open() {
			out[key(n.Action, s.said(n))] = n
		}
	}
	for _, l := range s.proposal.Lines {
		for _, n := range l.Needs {
			add(n)
		}
	}
	for _, n := range s.proposal.Supplied {
		add(n)
	}
	return out
}

// TestNeeded counts how many functions' needs are exactly those of the labels.
func TestNeeded(t *testing.T) {
	all := subjects(t)
	right, wrong, absent, exact := 0, 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		found := s.found()
		var bad []string
		optional := map[string]bool{}
		want := map[string]bool{}
		for _, n := range s.labels.Needed {
			k := key(n.Action, n.Resource.text())
			if n.Optional {
				optional[k] = true
			} else {
				want[k] = true
			}
		}
		for _, k := range slices.Sorted(maps.Keys(want)) {
			if found[k] != nil {
				right++
			} else {
				absent++
				bad = append(bad, "absent "+k)
			}
		}
		for _, k := range slices.Sorted(maps.Keys(found)) {
			if !want[k] && !optional[k] {
				wrong++
				bad = append(bad, "wrong "+k)
			}
		}
		if len(bad) == 0 {
			exact++
		} else if os.Getenv("SCONCE_LEAST_SHOW") != "" {
			t.Logf("%s: %s", name, strings.Join(bad, "; "))
			for _, because := range s.own.Because {
				t.Log("    because ", because.Text, because.At)
			}
		}
	}
	reach(t, "functions whose needs are exact", exact, 75)
	reach(t, "needed pairs found", right, 420)
	if wrong > 0 {
		t.Errorf("%d pairs are called needed and are not: there were none", wrong)
	}
	t.Logf("needed sets exact: %d of %d functions; pairs: precision %s, recall %s", exact, len(all), ratio(right, right+wrong), ratio(right, right+absent))
}

// reach fails where less is reached than was before: the number only rises.
func reach(t *testing.T, what string, got, want int) {
	t.Helper()
	if got < want {
		t.Errorf("%s: %d, and there were %d", what, got, want)
	}
}

func ratio(part, of int) string {
	return fmt.Sprintf("%.3f (%d of %d)", float64(part)/float64(max(of, 1)), part, of)
}
