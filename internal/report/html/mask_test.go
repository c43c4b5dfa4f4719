package html

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// masksOn are the masks of an application whose function has values at places of a text, each marked as a secret.
func masksOn(text string, secrets ...string) *masks {
	var properties []model.Field
	for _, s := range secrets {
		start := strings.Index(text, s)
		at := model.Location{File: "t.yaml", Line: 1, Start: start, End: start + len(s)}
		properties = append(properties, model.Field{Key: s, Value: model.NewString(s, at).Secret()})
	}
	app := &model.App{Functions: []model.Function{{ID: "t.yaml#F", Properties: model.NewMap(properties, model.Location{})}}}
	return masksOf(&scan.Result{Apps: []scan.App{{Model: app}}})
}

func TestSecretsAreNotInExcerpts(t *testing.T) {
	const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----"
	for name, c := range map[string]struct {
		text    string
		secrets []string // that the model knows
		gone    []string
		stays   []string
	}{
		"where the model says":      {"A: x1\nB: keep\n", []string{"x1"}, []string{"x1"}, []string{"A: ", "B: keep"}},
		"and wherever it is again":  {"A: quince-tree-9\n# was quince-tree-9\n", []string{"quince-tree-9"}, []string{"quince"}, []string{"# was "}},
		"a place within another":    {"A: [left, inner-one, right]\nB: keep\n", []string{"[left, inner-one, right]", "inner-one"}, []string{"left", "inner", "right"}, []string{"B: keep"}},
		"places that overlap":       {"A: abcdefgh\n", []string{"abcde", "defgh"}, []string{"abc", "fgh"}, nil},
		"over several lines":        {"A: |\n  first-part\n  second-part\nB: keep\n", []string{"first-part\n  second-part"}, []string{"first-part", "second-part"}, []string{"B: keep"}},
		"a reference stays":         {"Password: !Ref Stored\n", []string{"!Ref Stored"}, nil, nil},
		"by the name":               {"db_password = \"tr0ub4dor&3x\"\nregion = \"eu-west-1\"\n", nil, []string{"tr0ub4dor"}, []string{"db_password = ", "eu-west-1"}},
		"a private key":             {key + "\nB: keep\n", nil, []string{"MIIabc", "BEGIN"}, []string{"B: keep"}},
		"a key that never ends":     {"-----BEGIN PRIVATE KEY-----\nMIIabc\nMIIdef", nil, []string{"MIIabc", "MIIdef"}, nil},
		"a token without a name":    {"  - AKIAQ3EGRXT7ABCDWXYZ\nB: keep\n", nil, []string{"AKIAQ3EGRXT7ABCDWXYZ"}, []string{"B: keep"}},
		"a place outside the file":  {"A: b\n", []string{"not there at all"}, nil, []string{"A: b"}},
		"nothing is a secret":       {"Runtime: python3.13\nHandler: app.handler\n", nil, nil, []string{"Runtime: python3.13", "Handler: app.handler"}},
		"a setting of a secret":     {"SecretArn: arn:aws:secretsmanager:eu-west-1:1:secret:a\n", nil, nil, []string{"arn:aws:secretsmanager"}},
		"a name that names a place": {"TokenSecretArn: !GetAtt Token.Arn\n", nil, nil, []string{"!GetAtt Token.Arn"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := masksOn(c.text, c.secrets...).in("t.yaml", c.text)
			for _, s := range c.gone {
				if strings.Contains(got, s) {
					t.Errorf("%q is told: %q", s, got)
				}
			}
			for _, s := range c.stays {
				if !strings.Contains(got, s) {
					t.Errorf("%q is hidden: %q", s, got)
				}
			}
			if want, lines := strings.Count(c.text, "\n"), strings.Count(got, "\n"); lines != want {
				t.Errorf("%d line breaks of %d", lines, want)
			}
		})
	}
}

// A patch tells no secret either: neither in the lines around a change nor in those that it takes out or puts in.
func TestSecretsAreNotInPatches(t *testing.T) {
	before := "A: pear-cellar-77\nB: old\nC: ab\n"
	b := &builder{masks: masksOn(before, "pear-cellar-77", "ab")}
	patch := b.maskedDiff("t.yaml", scan.Change{Before: []byte(before), After: []byte("A: pear-cellar-77\nB: new\nAPI_TOKEN: pear-cellar-77\nC: ab\n")})
	for _, secret := range []string{"pear-cellar", "C: ab"} {
		if strings.Contains(patch, secret) {
			t.Errorf("%q is told:\n%s", secret, patch)
		}
	}
	for _, line := range []string{"-B: old", "+B: new", "--- a/t.yaml", "+++ b/t.yaml"} {
		if !strings.Contains(patch, line) {
			t.Errorf("no %q in\n%s", line, patch)
		}
	}
}

func TestWhatWouldMakeItKnown(t *testing.T) {
	for reason, want := range map[string]string{
		"parameter Stage has no default":                                   "--parameter Stage=VALUE",
		"condition IsProd is not decided: parameter Stage has no default":  "--parameter Stage=VALUE",
		"the export orders-Table is not in the scanned templates":          "holds it",
		"only the deployment knows it, which picks the name of the bucket": "deployed application",
	} {
		if got := remedyFor(reason); !strings.Contains(got, want) {
			t.Errorf("%s: %s", reason, got)
		}
	}
}
