package pipeline

import (
	"regexp"
	"testing"
)

func TestPublishersAreReadable(t *testing.T) {
	known, err := publishers()
	if err != nil {
		t.Fatal(err)
	}
	account := regexp.MustCompile(`^[0-9]{12}$`)
	own := 0
	for id, p := range known {
		if !account.MatchString(id) || p.Name == "" {
			t.Errorf("publisher %q of account %q", p.Name, id)
		}
		if p.Provider {
			own++
		}
	}
	if own < 50 || own == len(known) {
		t.Errorf("%d of %d accounts are the provider's", own, len(known))
	}
}
