package catalogue

import (
	"bytes"
	"os"
	"slices"
	"testing"
)

func TestDataIsWhole(t *testing.T) {
	n, err := decodeNames(open(packedNames))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := decodeDetails(open(packedDetails), n); err != nil {
		t.Error(err)
	}
	if _, err := decodeOperations(open(packedOperations), n); err != nil {
		t.Error(err)
	}
	if _, err := decodeManaged(open(packedManaged)); err != nil {
		t.Error(err)
	}
}

// The counts of the pinned sources, taken from them by other means than the generator.
func TestCounts(t *testing.T) {
	without := 0
	for a := range ActionCount() {
		if !Action(a).HasResources() {
			without++
		}
	}
	policies := 0
	for range ManagedPolicies() {
		policies++
	}
	for _, tt := range []struct {
		what      string
		got, want int
	}{
		{"services", ServiceCount(), 456},
		{"actions", ActionCount(), 22091},
		{"actions without a resource level", without, 6724},
		{"resource types", ResourceTypeCount(), 2334},
		{"managed policies", policies, 1642}, // of 1,641 entries two are the same policy; two more are hand-made
		{"SDK services", len(slices.Collect(SDKServices())), 434},
	} {
		if tt.got != tt.want {
			t.Errorf("%d %s, want %d", tt.got, tt.what, tt.want)
		}
	}
}

// The catalogue is part of every binary: it stays small.
func TestSize(t *testing.T) {
	size := len(packedNames) + len(packedDetails) + len(packedOperations)
	t.Logf("catalogue %d bytes, managed policies %d bytes", size, len(packedManaged))
	if size > 350_000 {
		t.Errorf("the catalogue takes %d bytes, more than 350,000", size)
	}
	if len(packedManaged) > 320_000 {
		t.Errorf("the managed policies take %d bytes, more than 320,000", len(packedManaged))
	}
}

// The embedded provenance is the pins' file as it stands: a changed pin without new data is noticed.
func TestProvenance(t *testing.T) {
	pins, err := os.ReadFile("sources.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pins, []byte(names().pins)) {
		t.Error("the data was made from other pins than sources.json: run go generate")
	}
	list := Provenance()
	if len(list) != 3 {
		t.Fatalf("%d sources, want 3", len(list))
	}
	for _, s := range list {
		if s.Name == "" || s.Version == "" || len(s.SHA256) != 64 || s.Licence == "" || s.Gives == "" {
			t.Errorf("source %+v is incomplete", s)
		}
	}
	if Version() != list[0].Name+"@"+list[0].Version+" "+list[1].Name+"@"+list[1].Version {
		t.Errorf("Version() = %q", Version())
	}
}

// Damaged data is refused without a panic.
func FuzzDecode(f *testing.F) {
	n, err := decodeNames(open(packedNames))
	if err != nil {
		f.Fatal(err)
	}
	for _, packed := range [][]byte{packedNames, packedDetails, packedOperations, packedManaged} {
		raw := open(packed).data
		f.Add(raw[:min(len(raw), 2000)])
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if tab, err := decodeNames(&reader{data: raw}); err == nil && len(tab.actions) != len(tab.levels) {
			t.Error("a table of names that does not fit together was taken")
		}
		if tab, err := decodeDetails(&reader{data: raw}, n); err == nil && len(tab.shape) != len(n.actions) {
			t.Error("a table of details that does not fit the names was taken")
		}
		if tab, err := decodeOperations(&reader{data: raw}, n); err == nil && len(tab.services) > len(raw) {
			t.Error("a table of operations longer than its data was taken")
		}
		if tab, err := decodeManaged(&reader{data: raw}); err == nil && len(tab.shape) != len(tab.names) {
			t.Error("a table of policies that does not fit together was taken")
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	b.Run("names", func(b *testing.B) {
		for b.Loop() {
			if _, err := decodeNames(open(packedNames)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("details", func(b *testing.B) {
		n := names()
		for b.Loop() {
			if _, err := decodeDetails(open(packedDetails), n); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("operations", func(b *testing.B) {
		n := names()
		for b.Loop() {
			if _, err := decodeOperations(open(packedOperations), n); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("managed", func(b *testing.B) {
		for b.Loop() {
			if _, err := decodeManaged(open(packedManaged)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
