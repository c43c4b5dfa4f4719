package catalogue

import (
	"os"
	"strings"
	"testing"
)

// The page in the docs names every source as it is pinned, every complete service and every word of the tables.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile("../../../docs/catalogue.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, s := range Provenance() {
		for _, fact := range []string{s.Name, s.Version, s.Date, s.Licence} {
			if !strings.Contains(page, fact) {
				t.Errorf("the page does not mention %s of %s", fact, s.Name)
			}
		}
	}
	for s := range SDKServices() {
		if s.Complete && !strings.Contains(page, "`"+s.Name+"`") {
			t.Errorf("the page does not list %s", s.Name)
		}
		for m := range s.Operations() {
			for _, n := range m.Needs {
				for _, c := range n.When {
					if c.Test == Property && !strings.Contains(page, "`"+c.Name+"`") {
						t.Errorf("the page does not explain the property %s", c.Name)
					}
				}
				if n.On.Kind == Related && !strings.Contains(page, "`"+n.On.Name+"`") {
					t.Errorf("the page does not explain the relation %s", n.On.Name)
				}
			}
		}
	}
}
