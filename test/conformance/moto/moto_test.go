// Package moto_test runs functions against a server that answers as the provider does, records the calls that they really
// make, and puts those to the policies that are proposed: each is allowed, and no statement is there that none needs.
package moto_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// applications are those with functions in Python or JavaScript that need no library which is not there.
func applications() []application {
	shop := map[string]string{"Stage": "dev", "VpcId": "vpc-1"}
	all := []application{{name: "shop", dir: filepath.Join("..", "..", "..", "examples", "shop"), parameters: shop, layers: []string{"layers/shopkit"}}}
	all = append(all, application{name: "orders-cdk", dir: filepath.Join("..", "..", "..", "examples", "orders-cdk"), parameters: map[string]string{}, cdk: true})
	for _, name := range []string{"orders-api", "parcel-queue", "uploads", "wallets", "greenhouse", "one-role", "notes", "gallery", "weather-fanout", "click-stream"} {
		a := application{name: name, dir: filepath.Join("..", "least", "testdata", name), parameters: map[string]string{}}
		switch name {
		case "greenhouse":
			a.layers = []string{"layer/python"}
		case "one-role":
			a.parameters["CodeBucket"] = "none"
		}
		all = append(all, a)
	}
	return all
}

// proposal is a policy of sconce.policy/v1.
type proposal struct {
	Function string
	Policy   struct {
		Version   string
		Statement []statement
	}
	Reasons []struct {
		Statement int
		By        string
	}
}

type statement struct {
	Effect    string
	Action    []string
	Resource  []any
	Condition any `json:",omitempty"`
}

// counts are what is reported in the end.
type counts struct {
	functions, calls, elsewhere, pairs, allowed, statements, necessary, platform int
}

func TestRecordedCalls(t *testing.T) {
	s := start(t)
	var sum counts
	for _, a := range applications() {
		t.Run(a.name, func(t *testing.T) { a.judge(t, s, &sum) })
	}
	t.Logf("%d of %d pairs of an action and a resource allowed, of %d recorded calls of %d functions (%d more with other credentials)",
		sum.allowed, sum.pairs, sum.calls, sum.functions, sum.elsewhere)
	t.Logf("%d of %d statements proved necessary (and %d are there that only the platform needs)", sum.necessary, sum.statements, sum.platform)
}

// judge calls the functions of an application and puts what they called to the policies.
func (a *application) judge(t *testing.T, s *server, sum *counts) {
	t.Helper()
	arguments := []string{"--region", region}
	for name, value := range a.parameters {
		arguments = append(arguments, "--parameter", name+"="+value)
	}
	if a.cdk {
		a.template = a.assembled(t)
	} else {
		sconce(t, &a.template, append([]string{"expand", filepath.Join(a.dir, "template.yaml"), "--local"}, arguments...)...)
	}
	var document struct{ Functions []proposal }
	sconce(t, &document, "iam", "policy", a.dir, "--format", "json")
	expressions, plans := map[string]any{}, a.plans(t, s)
	document.Functions = slices.DeleteFunc(document.Functions, func(p proposal) bool {
		_, id, _ := strings.Cut(p.Function, "#")
		return plans[id] == ""
	})
	if len(document.Functions) != len(plans) {
		t.Fatalf("%d policies for %v", len(document.Functions), plans)
	}
	for i, p := range document.Functions {
		for j, of := range p.Policy.Statement {
			for k, resource := range of.Resource {
				if text, plain := resource.(string); plain && strings.Contains(text, "${") { // what another stack declares is no function
					resource = map[string]any{"Fn::Sub": text}
				}
				expressions[fmt.Sprintf("P%dS%dR%d", i, j, k)] = resource
			}
		}
	}
	deployed := a.run(t, s, plans, expressions)
	for i, p := range document.Functions {
		_, id, _ := strings.Cut(p.Function, "#")
		for j := range p.Policy.Statement {
			for k := range p.Policy.Statement[j].Resource {
				p.Policy.Statement[j].Resource[k] = deployed.Outputs[fmt.Sprintf("P%dS%dR%d", i, j, k)]
			}
		}
		t.Run(id, func(t *testing.T) { p.hold(t, deployed.calls[id], deployed.keys, sum) })
	}
}

// hold puts the calls of a function to its policy, and to the policy without each of its statements.
func (p *proposal) hold(t *testing.T, calls []call, keys map[string]string, sum *counts) {
	t.Helper()
	var all []pair
	sum.functions++
	for _, c := range calls {
		if c.Key != ownKey {
			sum.elsewhere++
			continue
		}
		sum.calls++
		needs, err := c.needs(keys)
		if err != nil {
			t.Fatal(err)
		}
		if len(needs) == 0 || c.Status >= 300 {
			t.Errorf("%s %s needs nothing or was answered with %d", c.Service, c.Operation, c.Status)
		}
		all = append(all, needs...)
	}
	whole := p.compile(t, func(int) bool { return false })
	for _, of := range all {
		sum.pairs++
		if is := allows(whole, of); is == policy.Yes {
			sum.allowed++
		} else {
			t.Errorf("%s on %s was called, and is allowed: %s", of.action, of.resource, is)
		}
	}
	for i, of := range p.Policy.Statement {
		byCode := false
		for _, reason := range p.Reasons {
			byCode = byCode || reason.Statement == i && reason.By == "code"
		}
		if !byCode {
			sum.platform++
			continue
		}
		sum.statements++
		without := p.compile(t, func(j int) bool { return j == i })
		switch {
		case slices.ContainsFunc(all, func(of pair) bool { return allows(without, of) == policy.No }):
			sum.necessary++
		default:
			t.Errorf("without the statement of %v on %v every recorded call would be allowed too", of.Action, of.Resource)
		}
	}
}

// compile is the policy without some of its statements.
func (p *proposal) compile(t *testing.T, without func(int) bool) *policy.Set {
	t.Helper()
	left := p.Policy
	left.Statement = nil
	for i, of := range p.Policy.Statement {
		if !without(i) {
			left.Statement = append(left.Statement, of)
		}
	}
	text, err := json.Marshal(left)
	if err != nil {
		t.Fatal(err)
	}
	document, problems := policy.ParseJSON(text, "policy.json")
	if len(problems) > 0 && len(left.Statement) > 0 {
		t.Fatal(problems)
	}
	return policy.Compile(policy.Policies{Identity: []policy.Document{document}})
}

// allows puts one pair to a policy, in the name of a role of the same account.
func allows(set *policy.Set, of pair) policy.Truth {
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	asking := policy.Request{
		Principal: text("arn:aws:iam::" + account + ":role/the-role"), PrincipalKind: policy.RequesterRole,
		PrincipalAccount: text(account), ResourceAccount: text(account),
		Context: map[string]policy.Values{"iam:PassedToService": policy.One(of.service + ".amazonaws.com")},
	}.Prepare()
	return set.EvaluateOwn(asking.About(of.action, text(of.resource))).Access
}
