package catalogue

import (
	"slices"
	"testing"
)

// Sections that end too early or go on too long are refused, and then every look-up answers "unknown".
func TestDamagedSections(t *testing.T) {
	n := names()
	for name, decode := range map[string]func(*reader) error{
		"names":      func(r *reader) error { _, err := decodeNames(r); return err },
		"details":    func(r *reader) error { _, err := decodeDetails(r, n); return err },
		"operations": func(r *reader) error { _, err := decodeOperations(r, n); return err },
		"managed":    func(r *reader) error { _, err := decodeManaged(r); return err },
	} {
		packed := map[string][]byte{
			"names": packedNames, "details": packedDetails, "operations": packedOperations, "managed": packedManaged,
		}[name]
		whole := open(packed).data
		for _, raw := range [][]byte{nil, whole[:1], whole[:len(whole)/3], whole[:len(whole)-1], append(slices.Clip(whole), 0)} {
			if err := decode(&reader{data: raw}); err == nil {
				t.Errorf("%s: %d of %d bytes were taken", name, len(raw), len(whole))
			}
		}
		if err := decode(open(packed[:len(packed)/2])); err == nil {
			t.Errorf("%s: half of the compressed data was taken", name)
		}
	}
	if empty := orEmpty(decodeNames(&reader{})); len(empty.actions) != 0 {
		t.Errorf("no data gives %d actions", len(empty.actions))
	}
}

func TestDocumentsQuote(t *testing.T) {
	for text, want := range map[string]string{
		"plain": `"plain"`, `a"b\c`: `"a\"b\\c"`, "tab\there": `"tab\there"`, "ü": `"ü"`,
	} {
		d := document{}
		d.quote(text)
		if string(d.out) != want {
			t.Errorf("%q is quoted %s, want %s", text, d.out, want)
		}
	}
	deep := make([]byte, 0, 40)
	for range 20 {
		deep = append(deep, nodeArray, 1)
	}
	d := document{shape: reader{data: append(deep, nodeTrue)}}
	if d.value(maxDepth); !d.shape.bad {
		t.Errorf("a document of twenty levels was written: %s", d.out)
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		LevelList.String(): "List", LevelRead.String(): "Read", LevelWrite.String(): "Write", LevelTagging.String(): "Tagging",
		LevelPermissions.String(): "Permissions management", Mapped.String(): "mapped", Free.String(): "free",
		Undocumented.String(): "undocumented", (TypeBool | many).String(): "ArrayOfBool", ConditionType(99).String(): "unknown",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if LevelUnknown.String() != Level(99).String() || State(99).String() != "unknown" {
		t.Error("numbers that mean nothing have words")
	}
}
