package least_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// element is something that the application declares, with the names of it and of its parts that an action can be asked on.
type element struct {
	id    string
	names map[catalogue.ResourceType]model.Value
}

// elements are those of an application whose type the catalogue has.
func elements(app *model.App) []element {
	n := names{access.NewLedger(app)}
	var out []element
	add := func(id, kind string, arn model.Value) {
		name := n.of(arn)
		types := catalogue.TypesOf(concrete(arn).String())
		if kind == "AWS::SecretsManager::Secret" {
			service, _ := catalogue.LookupService("secretsmanager")
			secret, _ := service.ResourceType("Secret")
			types = []catalogue.ResourceType{secret}
		}
		e := element{id, map[catalogue.ResourceType]model.Value{}}
		for _, of := range types {
			e.names[of] = name
			for inside := range of.Service().ResourceTypes() {
				if rest, ok := strings.CutPrefix(inside.ARN(), of.ARN()); ok && rest != "" && (rest[0] == '/' || rest[0] == ':') {
					before, _, _ := strings.Cut(rest, "${")
					e.names[inside] = model.NewString(name.String()+before+"some-part", model.Location{})
				}
			}
		}
		if len(e.names) > 0 {
			out = append(out, e)
		}
	}
	for i := range app.Resources {
		add(app.Resources[i].ID, app.Resources[i].Type, app.Resources[i].ARN)
	}
	for i := range app.Functions {
		add(app.Functions[i].ID, "AWS::Lambda::Function", app.Functions[i].ARN)
	}
	for i := range app.Identities {
		add(app.Identities[i].ID, "AWS::IAM::Role", app.Identities[i].ARN)
	}
	return out
}

// allowed are the pairs of an action and an element that a policy may allow.
func allowed(set *policy.Set, all []element) map[string]bool {
	out := map[string]bool{}
	for i := range catalogue.ActionCount() {
		action := catalogue.Action(i)
		for _, use := range action.Resources() {
			for _, e := range all {
				if name, ok := e.names[use.Type]; ok && may(set, action.String(), name) != policy.No {
					out[action.String()+" "+model.LocalName(e.id)] = true
				}
			}
		}
	}
	return out
}

// TestPolicies puts the proposed policies to the evaluator: what is needed is allowed, and of all actions on all that is
// declared nothing else.
func TestPolicies(t *testing.T) {
	all := subjects(t)
	needs, granted, strict, outside := 0, 0, 0, 0
	var removed []float64
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		set, found := s.proposed(), s.found()
		mayBe := map[string]bool{}
		for _, n := range s.labels.Needed {
			mayBe[n.Action+" "+n.Resource.Ref] = true
			if n.Optional {
				continue
			}
			needs++
			f := found[key(n.Action, n.Resource.text())]
			if f == nil {
				continue
			}
			on := model.NewString(strings.ReplaceAll(names{access.NewLedger(s.app)}.of(s.audit.Written(f)).String(), "*", "x"), model.Location{})
			if n.Resource.Any {
				on = model.NewString("*", model.Location{})
			}
			if is := set.EvaluateOwn(through(f).About(n.Action, on)).Access; is == policy.Yes || is == policy.Maybe && len(f.Condition) > 0 {
				granted++
			} else if os.Getenv("SCONCE_LEAST_SHOW") != "" {
				t.Logf("%s: %s on %s is %s", name, n.Action, on, is)
			}
		}
		for _, o := range s.labels.Open {
			mayBe[o.Action+" "] = true
		}
		elements := elements(s.app)
		now := allowed(set, elements)
		var more []string
		for pair := range now {
			action, _, _ := strings.Cut(pair, " ")
			supplied := slices.ContainsFunc(s.proposal.Supplied, func(n *least.Need) bool { return n.Action == action })
			if !mayBe[pair] && !mayBe[action+" "] && !supplied && !strings.HasPrefix(action, "logs:") {
				more = append(more, pair)
			}
		}
		if outside += len(more); len(more) == 0 {
			strict++
		} else if os.Getenv("SCONCE_LEAST_SHOW") != "" {
			slices.Sort(more)
			t.Logf("%s: allowed and not needed: %s", name, strings.Join(more[:min(8, len(more))], ", "))
		}
		if s.broad() {
			before := allowed(policy.Compile(policy.Policies{Identity: s.granted(func(*model.Grant) bool { return true })}), elements)
			if len(before) > 0 {
				removed = append(removed, 1-float64(len(now))/float64(len(before)))
			}
		}
	}
	reach(t, "needed pairs allowed", granted, 422)
	reach(t, "functions with nothing else allowed", strict, 75)
	slices.Sort(removed)
	median := 0.0
	if len(removed) > 0 {
		median = removed[len(removed)/2]
	}
	if median < 0.8 {
		t.Errorf("the median of removed pairs is %.3f", median)
	}
	t.Logf("needed pairs allowed: %s; functions with nothing else allowed: %s, %d pairs too many; median of removed pairs %.3f over %d functions with templates or wildcards",
		ratio(granted, needs), ratio(strict, len(all)), outside, median, len(removed))
}

// broad reports whether a statement of the role that somebody wrote comes from a policy template or has a wildcard.
func (s *subject) broad() bool {
	for i := range s.role.Statements {
		g := s.role.Statements[i].Grant
		if s.role.Supplies(g) || g.Provided {
			continue
		}
		wild := func(v model.Value) bool {
			return strings.Contains(v.String(), "*") && !strings.HasSuffix(v.String(), "/*")
		}
		if g.Mechanism == model.MechanismTemplate || slices.ContainsFunc(g.Actions, wild) || slices.ContainsFunc(g.Resources, wild) {
			return true
		}
	}
	return false
}
