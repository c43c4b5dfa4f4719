package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/config"
)

const ignoring = `Description: "a # sconce:ignore a-b reason=no comment"
Resources:
  A: # sconce:ignore a-a reason=beside the line owner=me expires=2027-01-31
    Type: AWS::S3::Bucket
    # sconce:ignore a-b reason="with quotes, and = in it"
    # an explanation
    # sconce:ignore a-c owner=team reason=two above one line
    Properties:
      Url: http://a#sconce:ignore a-d reason=no comment
      Code: |
        # sconce:ignore a-e reason=code
        x
  B:
    Type: AWS::S3::Bucket
    Metadata:
      sconce:
        ignore:
          - {rule: b-a, reason: in the metadata, expires: 2027-01-31}
          - {rule: b-b}
          - {rule: b-c, reason: x, until: 2027-01-31}
    # sconce:ignore
    # sconce:ignore a-f
    # sconce:ignore a-g reason=x expires=tomorrow
    # sconce:ignore two rules reason=x
    Properties: {}
  C:
    Metadata: {sconce: {ignored: []}}
`

func TestIgnores(t *testing.T) {
	found, refused := config.Ignores("t.yaml", []byte(ignoring))
	type said struct {
		Rule, Reason, Owner, Expires string
		Line                         int
	}
	var got []said
	for _, s := range found {
		got = append(got, said{s.Rule, s.Reason, s.Owner, s.Expires, s.Line})
	}
	want := []said{
		{"a-a", "beside the line", "me", "2027-01-31", 3},
		{"a-b", "with quotes, and = in it", "", "", 8},
		{"a-c", "two above one line", "team", "", 8},
		{"b-a", "in the metadata", "", "2027-01-31", 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if s := found[3]; !strings.HasPrefix(ignoring[s.Start:s.End], "B:") || strings.Contains(ignoring[s.Start:s.End], "  C:") {
		t.Errorf("the metadata is that of %q", ignoring[s.Start:s.End])
	}
	var errors []string
	for _, err := range refused {
		errors = append(errors, err.Error())
	}
	for i, want := range []string{
		"t.yaml:21: sconce:ignore is followed by one rule", "t.yaml:22: a suppression has a reason", "t.yaml:23: expires: write", "t.yaml:24: sconce:ignore is followed by one rule",
		"t.yaml:19:13: an entry of ignore has a rule and a reason", `t.yaml:20:36: an entry of ignore has no "until"`, `t.yaml:27:25: Metadata.sconce has no "ignored": did you mean ignore?`,
	} {
		if i >= len(errors) || !strings.HasPrefix(errors[i], want) {
			t.Fatalf("refused:\n%s\nwant %s", strings.Join(errors, "\n"), want)
		}
	}
}

func TestIgnoresInJSON(t *testing.T) {
	found, refused := config.Ignores("t.json", []byte(`{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Metadata": {"sconce": {"ignore": {"rule": "b-a", "reason": "one"}}}}}}`))
	if len(found) != 1 || len(refused) != 0 || found[0].Rule != "b-a" {
		t.Errorf("%+v %v", found, refused)
	}
}

func FuzzIgnores(f *testing.F) {
	f.Add([]byte(ignoring))
	f.Add([]byte("# sconce:ignore"))
	f.Add([]byte("a: b # sconce:ignore x-y reason= expires=\r# sconce:ignore a reason='"))
	f.Fuzz(func(t *testing.T, text []byte) {
		found, _ := config.Ignores("t.yaml", text)
		for _, s := range found {
			if s.Rule == "" || s.Reason == "" || s.Line == 0 && s.End == 0 || s.Line < 0 || s.End > len(text) {
				t.Errorf("%+v", s)
			}
		}
	})
}
