package sam

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/source"
)

func TestPolicyTemplates(t *testing.T) {
	templates := policyTemplates()
	if !isMap(templates) || len(templates.Keys) < 80 {
		t.Fatalf("the policy templates are %s", templates.Name())
	}
	f, err := source.Parse("t.yaml", []byte("{QueueName: q}"))
	if err != nil {
		t.Fatal(err)
	}
	each(templates, func(name string, statements *node) {
		if _, err := policyTemplate(name, f.Root); err != nil && !strings.Contains(err.Error(), "is missing") {
			t.Errorf("%s: %v", name, err)
		}
		for _, s := range asList(statements) {
			if isNull(s.Get("allow")) || isNull(s.Get("on")) {
				t.Errorf("%s: a statement without allow or on", name)
			}
			for _, action := range asList(s.Get("allow")) {
				if !strings.Contains(stringOf(action), ":") {
					t.Errorf("%s: %q is no action", name, stringOf(action))
				}
			}
		}
	})
}

func TestConnectorProfiles(t *testing.T) {
	profiles := connectorProfiles()
	if !isList(profiles) || len(profiles.Items) == 0 {
		t.Fatalf("the connectors are %s", profiles.Name())
	}
	for _, p := range profiles.Items {
		kinds := 0
		for _, kind := range []string{"role", "invoke", "deliver"} {
			if p.Get(kind) != nil {
				kinds++
			}
		}
		if stringOf(p.Get("from")) == "" || stringOf(p.Get("to")) == "" || kinds != 1 {
			t.Errorf("a connector from %q to %q that is of %d kinds", stringOf(p.Get("from")), stringOf(p.Get("to")), kinds)
		}
	}
}
