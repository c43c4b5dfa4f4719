package scan

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/fix"
)

const provable = `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}, Action: "kms:*", Resource: "*"}]}
  Bucket:
    Type: AWS::S3::Bucket
`

// TestProve makes changes that do too little, too much, or harm, and one that does what it says.
func TestProve(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(provable), 0o600); err != nil {
		t.Fatal(err)
	}
	opts := Options{Path: dir, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	closeTree, err := opts.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closeTree()
	r, err := Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	s := &session{opts: opts, tree: opts.tree, apps: r.Apps}
	app := &s.apps[0]
	var rotation finding.Finding
	for _, f := range app.Findings {
		if f.Rule == "encryption-key-rotation-off" {
			rotation = f
		}
	}
	mark := []fix.Mark{{Element: "template.yaml#Key", Path: "EnableKeyRotation"}}
	edit := func(before, after string) []finding.Edit {
		at := strings.Index(provable, before)
		return []finding.Edit{{File: "template.yaml", Start: at, End: at + len(before), Text: after}}
	}
	for name, c := range map[string]struct {
		edits  []finding.Edit
		marks  []fix.Mark
		reason string // "" where the change holds
	}{
		"what it says":          {edit("      KeyPolicy", "      EnableKeyRotation: true\n      KeyPolicy"), mark, ""},
		"too little":            {edit("      KeyPolicy", "      EnableKeyRotation: false\n      KeyPolicy"), mark, "the finding would still be there"},
		"not known":             {edit("      KeyPolicy", "      EnableKeyRotation: !Ref Missing\n      KeyPolicy"), mark, "would"},
		"no template any more":  {edit("      KeyPolicy", "   EnableKeyRotation: true\n      KeyPolicy"), mark, "could not be read"},
		"something else too":    {edit("      KeyPolicy", "      EnableKeyRotation: true\n      Description: mine\n      KeyPolicy"), mark, "more would change than is meant: Key.Description"},
		"another resource":      {append(edit("      KeyPolicy", "      EnableKeyRotation: true\n      KeyPolicy"), edit("S3::Bucket\n", "S3::Bucket\n    Properties: {BucketName: x}\n")...), mark, "more would change than is meant: Bucket.BucketName"},
		"another weakness":      {append(edit("      KeyPolicy", "      EnableKeyRotation: true\n      KeyPolicy"), edit(`AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"`, `AWS: "*"`)...), []fix.Mark{{Element: "template.yaml#Key", Actions: []string{"*"}}}, "the change would bring another finding"},
		"more than it may give": {append(edit("      KeyPolicy", "      EnableKeyRotation: true\n      KeyPolicy"), edit(`Action: "kms:*"`, `Action: "kms:Decrypt"`)...), mark, "more would change than is meant"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.prove(t.Context(), app, rotation, fix.Proposal{Edits: c.edits, Footprint: c.marks})
			switch {
			case c.reason == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.reason != "" && (err == nil || !strings.Contains(err.Error(), c.reason)):
				t.Errorf("%v, want %q", err, c.reason)
			}
		})
	}
}
