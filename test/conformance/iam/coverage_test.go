package iam_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
)

// TestGeneratorReaches counts what the generator's requests contain: every operator in every form,
// every layer with both effects, every kind of requester and principal.
func TestGeneratorReaches(t *testing.T) {
	g := newGenerator(1)
	for range 60_000 {
		g.next()
	}
	var want []string
	for _, c := range policy.Comparisons() {
		if c == policy.Null {
			want = append(want, "operator Null")
			continue
		}
		for _, quantifier := range []policy.Quantifier{policy.Single, policy.ForAllValues, policy.ForAnyValue} {
			for _, ifExists := range []bool{false, true} {
				want = append(want, "operator "+policy.Operator{Comparison: c, Quantifier: quantifier, IfExists: ifExists}.String())
			}
		}
	}
	for _, layer := range []string{"identity", "resource", "boundary", "session", "scp", "rcp", "endpoint"} {
		want = append(want, "layer "+layer, layer+" Deny")
		if layer != "rcp" {
			want = append(want, layer+" Allow")
		}
	}
	for _, r := range requesters {
		want = append(want, "requester "+r.kind)
	}
	for _, element := range []string{"Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"} {
		want = append(want, "element "+element)
	}
	for _, principal := range []string{"*", "AWS", "Service", "Federated", "CanonicalUser"} {
		want = append(want, "principal "+principal)
	}
	want = append(want, "layer block-public-access", "account same", "account cross", "service kms", "service sts", "service s3",
		"version ", "version 2008-10-17", "version 2012-10-17", "variable in Resource", "variable in NotResource",
		"context missing", "context malformed", "context list of 0", "context list of 1", "context list of 3", "condition with list",
		"quirk upper-case action", "quirk case of operator and key", "quirk number without quotation marks", "quirk statement without list")
	for _, name := range want {
		if g.reached[name] == 0 {
			t.Errorf("no request has: %s", name)
		}
	}
	t.Logf("%d of %d kinds of request reached", len(want), len(want))
	if testing.Verbose() {
		report(t, "reached", g.reached)
	}
}
