package pipeline

import (
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
)

func TestTableOfRuntimes(t *testing.T) {
	ends, err := endsOfLife()
	if err != nil {
		t.Fatal(err)
	}
	if len(ends) < 40 {
		t.Errorf("%d runtimes; there have been more", len(ends))
	}
	first, last := time.Date(2014, 11, 13, 0, 0, 0, 0, time.UTC), time.Date(2032, 1, 1, 0, 0, 0, 0, time.UTC)
	families := map[string]int{}
	for name, end := range ends {
		if end.Before(first) || end.After(last) {
			t.Errorf("%s ends on %s, before Lambda or too far away", name, end.Format(time.DateOnly))
		}
		if name != strings.TrimSpace(name) || name == "" {
			t.Errorf("%q is no name of a runtime", name)
		}
		families[strings.TrimRight(name, "0123456789.alx")]++
	}
	for _, family := range []string{"python", "nodejs", "ruby", "dotnet", "dotnetcore", "jav", "go", "provided"} {
		if families[family] == 0 {
			t.Errorf("no runtime of %s: %v", family, families)
		}
	}
}

// TestNewerRuntimesEndLater compares the versions of each family in the order of the versions.
func TestNewerRuntimesEndLater(t *testing.T) {
	ends, err := endsOfLife()
	if err != nil {
		t.Fatal(err)
	}
	for _, versions := range []string{
		"python2.7 python3.6 python3.7 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14",
		"nodejs nodejs4.3 nodejs8.10 nodejs10.x nodejs12.x nodejs14.x nodejs16.x nodejs18.x nodejs20.x nodejs22.x nodejs24.x",
		"ruby2.5 ruby2.7 ruby3.2 ruby3.3 ruby3.4 ruby4.0", "provided provided.al2 provided.al2023",
		"java8 java8.al2 java11 java17 java21 java25", "dotnet6 dotnet8 dotnet10",
	} {
		names := strings.Fields(versions)
		for i, name := range names[1:] {
			before, after := ends[names[i]], ends[name]
			if before.IsZero() || after.IsZero() || after.Before(before) {
				t.Errorf("%s ends on %s, %s on %s", names[i], before.Format(time.DateOnly), name, after.Format(time.DateOnly))
			}
		}
	}
}

func TestLastPatches(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }
	ends := map[string]time.Time{"old": day(1), "older": day(2), "new": day(30)}
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	either := func(options ...model.Value) model.Value {
		return model.NewUnknown(model.Cause{Reason: "a condition"}, model.Location{}, options...)
	}
	tests := []struct {
		what   string
		value  model.Value
		want   ending
		reason string
	}{
		{"known", text("old"), ending{"old", day(1), day(1)}, ""},
		{"not listed", text("rust1"), ending{}, "runtime rust1 is not in the table of runtimes"},
		{"either of two", either(text("new"), text("old")), ending{"new or old", day(1), day(30)}, ""},
		{"either of three, nested", either(text("old"), either(text("new"), text("older"))), ending{"old or new or older", day(1), day(30)}, ""},
		{"one of them not listed", either(text("old"), text("rust1")), ending{}, "runtime rust1 is not in the table of runtimes"},
		{"unknown", either(), ending{}, "a condition"},
		{"of the deployment", model.NewReference(model.Ref{Attribute: "AWS::Region"}, model.Location{}), ending{}, "${AWS::Region} is known only when deployed"},
	}
	for _, test := range tests {
		got, reason := lastPatches(test.value, ends)
		if reason != test.reason || reason == "" && got != test.want {
			t.Errorf("%s: %+v, %q", test.what, got, reason)
		}
	}
}
