package cloudformation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatIsSaidBesideTheResources reads outputs, mappings, metadata and encoded texts: an output that is
// not made is none, and what a template nested twice says itself is said once.
func TestWhatIsSaidBesideTheResources(t *testing.T) {
	result := read(t, map[string]string{
		"parent.yaml": `
Resources:
  One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Name: one}}}
  Two: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Name: two}}}
Outputs:
  Shown: {Value: !GetAtt One.Outputs.Told}
`,
		"child.yaml": `
Metadata: {Note: metadata}
Mappings: {A: {b: {c: mapping}}}
Parameters:
  Name: {Type: String}
  Stage: {Type: String}
Conditions:
  Never: !Equals [a, b]
  Perhaps: !Equals [!Ref Stage, prod]
Resources:
  Machine:
    Type: AWS::EC2::Instance
    Properties:
      UserData: {"Fn::Base64": !Sub "run ${Stage}"}
Outputs:
  Told: {Value: !Sub "told ${Name}"}
  Hidden: {Condition: Never, Value: nothing}
  Maybe: {Condition: Perhaps, Value: perhaps}
`,
	})
	if len(result.Apps) != 1 {
		t.Fatalf("%d applications", len(result.Apps))
	}
	got := map[string]string{}
	for _, o := range result.Apps[0].Outputs {
		conditional := ""
		if o.Conditional != "" {
			conditional = " (conditional)"
		}
		got[o.ID] = o.Value.String() + conditional
	}
	for _, text := range result.Apps[0].Texts {
		if got[text.ID] != "" {
			t.Errorf("%s is said twice", text.ID)
		}
		got[text.ID] = text.Value.String()
	}
	want := map[string]string{
		"parent.yaml#Outputs.Shown":    "told one",
		"child.yaml#One/Outputs.Told":  "told one",
		"child.yaml#Two/Outputs.Told":  "told two",
		"child.yaml#One/Outputs.Maybe": "perhaps (conditional)",
		"child.yaml#Two/Outputs.Maybe": "perhaps (conditional)",
		"child.yaml#Mappings":          "{A: {b: {c: mapping}}}",
		"child.yaml#Metadata":          "{Note: metadata}",
		"child.yaml#One/Machine":       "run ${Stage}",
		"child.yaml#Two/Machine":       "run ${Stage}",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
