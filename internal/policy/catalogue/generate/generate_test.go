package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestDelta(t *testing.T) {
	for _, tt := range []struct {
		from, to int
		want     byte
	}{{5, 5, 0}, {5, 6, 2}, {5, 4, 1}, {5, 2, 5}, {0, 3, 6}} {
		var w writer
		w.delta(tt.from, tt.to)
		if got := w.buf.Bytes(); len(got) != 1 || got[0] != tt.want {
			t.Errorf("from %d to %d is %v, want %d", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestLinesRefuseNewlines(t *testing.T) {
	var w writer
	if err := w.lines([]string{"a", "b\nc"}); err == nil {
		t.Error("a string with a newline was taken")
	}
	if err := w.lines([]string{"a", "b"}); err != nil || w.buf.String() != "\x02\x03a\nb" {
		t.Errorf("wrote %q, %v", w.buf.String(), err)
	}
}

func TestParseWhen(t *testing.T) {
	for cell, want := range map[string][]condition{
		"-":                     nil,
		"ACL":                   {{test: testPresent, name: "ACL"}},
		"!A.B[].C & D=x":        {{negated: true, test: testPresent, name: "A.B[].C"}, {test: testEquals, name: "D", value: "x"}},
		"!Source~=versionId=":   {{negated: true, test: testContains, name: "Source", value: "versionId="}},
		"S^=SELECT":             {{test: testBegins, name: "S", value: "SELECT"}},
		"!@customer-key & Keys": {{negated: true, test: testProperty, name: "customer-key"}, {test: testPresent, name: "Keys"}},
	} {
		if got, err := parseWhen(cell); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q is %+v, %v; want %+v", cell, got, err, want)
		}
	}
	if _, err := parseWhen("@no-such-property"); err == nil {
		t.Error("an unknown property was taken")
	}
	if _, _, err := parseTarget("@no-such-relation"); err == nil {
		t.Error("an unknown relation was taken")
	}
}

func TestExclusions(t *testing.T) {
	types := []iamType{
		{ARN: "arn:${Partition}:s3:::${Bucket}"},
		{ARN: "arn:${Partition}:s3:::${Bucket}/${Object}"},
		{ARN: "arn:${Partition}:x:::f:${Name}"},
		{ARN: "arn:${Partition}:x:::f:${Name}:${Version}"},
	}
	for i, want := range []byte{noSlash, 0, noColon, 0} {
		if got := exclusions(types[i].ARN, types); got != want {
			t.Errorf("the last placeholder of %s cannot span %b, want %b", types[i].ARN, got, want)
		}
	}
}

func TestPolicyNames(t *testing.T) {
	list, keys, err := policyNames([]string{"Old", "Twin.json", "arn:aws:iam::aws:policy/Twin", "arn:aws:iam::aws:policy/service-role/A"})
	if err != nil || !slices.Equal(list, []string{"/service-role/A", "Old", "/Twin"}) ||
		!slices.Equal(keys, []string{"arn:aws:iam::aws:policy/service-role/A", "Old", "arn:aws:iam::aws:policy/Twin"}) {
		t.Errorf("names %q, keys %q, %v", list, keys, err)
	}
	if _, _, err := policyNames([]string{"A", "arn:aws:iam::aws:policy/A"}); err == nil {
		t.Error("two policies of one name were taken")
	}
}

func testMapper(rows ...string) *mapper {
	m := &mapper{actions: map[string]int{"x:get": 0, "x:put": 1, "x:tag": 2}, names: []string{"x:Get", "x:Put", "x:Tag"}, used: map[int]bool{}}
	for i, r := range rows {
		m.rows = append(m.rows, row{file: "t", line: i + 1, cells: strings.Split(r, "|")})
	}
	return m
}

func testService(t *testing.T) service {
	t.Helper()
	m := &sdkModel{name: "x"}
	const model = `{"operations":{"Get":{},"Fetch":{},"Tag":{"input":{"shape":"In"}},"Put":{"input":{"shape":"In"}}},
		"shapes":{"In":{"type":"structure","members":{"Tags":{"shape":"List"}}},"List":{"type":"list","member":{"shape":"In"}}}}`
	if err := unmarshalModel([]byte(model), m); err != nil {
		t.Fatal(err)
	}
	return service{model: m, prefix: "x", complete: true}
}

func TestMapping(t *testing.T) {
	s := testService(t)
	if !s.model.has("Put", "Tags[].Tags") || s.model.has("Put", "Tags.Tags") || s.model.has("Get", "Tags") {
		t.Error("the paths of parameters are read wrongly")
	}
	m := testMapper("x|Fetch|Get|-|-|u", "x|*|+Tag|Tags|-|u")
	got, err := m.operations(s)
	if err != nil || len(got) != 4 {
		t.Fatalf("%d operations, %v", len(got), err)
	}
	for i, want := range []struct {
		name  string
		same  int
		needs int
	}{{"Fetch", -1, 1}, {"Get", 0, 0}, {"Put", -1, 2}, {"Tag", 2, 0}} {
		if g := got[i]; g.operation != want.name || g.same != want.same || len(g.needs) != want.needs {
			t.Errorf("%+v, want %+v", g, want)
		}
	}
	for _, bad := range [][]string{
		{},                         // Fetch has no action
		{"x|Fetch|NoSuch|-|-|u"},   // nor is there this one
		{"x|Fetch|Get|ACL|-|u"},    // it has no such parameter
		{"x|Fetch|Get|-|Bucket|u"}, // nor this one
		{"x|Fetch|none|-|-|u", "x|Fetch|+Get|-|-|u"},
	} {
		if got, err := testMapper(bad...).operations(s); err == nil {
			t.Errorf("rows %q were taken: %+v", bad, got)
		}
	}
}

func TestCompare(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.bin")
	packed, err := deflate([]byte("data"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := compare(path, []byte("data")); err != nil {
		t.Error(err)
	}
	if err := compare(path, []byte("other")); err == nil {
		t.Error("other data was taken for the same")
	}
}

func TestFetchVerifies(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "f"), []byte("data"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := source{Name: "f", Kind: "file", SHA256: "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7"}
	if data, err := fetch(t.Context(), s, dir); err != nil || !bytes.Equal(data, []byte("data")) {
		t.Errorf("fetched %q, %v", data, err)
	}
	s.SHA256 = strings.Repeat("0", 64)
	if _, err := fetch(t.Context(), s, dir); err == nil {
		t.Error("a file with another hash was taken")
	}
	if err := run(t.Context(), []string{"-dir", dir}, io.Discard); err == nil {
		t.Error("a directory without pins was taken")
	}
}
