package sam_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// TestExpandedAllTheSame expands templates with something in them that the deployment refuses or that
// the build adds: the function is there either way.
func TestExpandedAllTheSame(t *testing.T) {
	const image = "Resources: {F: {Type: 'AWS::Serverless::Function', Metadata: {Dockerfile: Dockerfile}, Properties: {PackageType: Image}}}"
	tests := map[string]struct {
		text   string
		source bool
		errs   int
	}{
		"parameters with nothing in them":  {"Parameters:\nResources: {F: {Type: 'AWS::Serverless::Function', Properties: {Runtime: python3.13, Handler: a.b, InlineCode: x}}}", true, 1},
		"an image that is to be built":     {image, true, 0},
		"an image that should have a name": {image, false, 1},
	}
	for name, test := range tests {
		f, err := source.Parse("t.yaml", []byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		root, errs := sam.Transform(f.Root, sam.Options{Source: test.source})
		if len(errs) != test.errs {
			t.Errorf("%s: %v", name, errs)
		}
		var b strings.Builder
		if err := sam.WriteJSON(&b, root); err != nil || !strings.Contains(b.String(), "AWS::Lambda::Function") {
			t.Errorf("%s: %v %s", name, err, b.String())
		}
	}
}

// TestGivenUp is what is left of a template that would make too much: itself, and a line that says why.
func TestGivenUp(t *testing.T) {
	var text strings.Builder
	text.WriteString("Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: python3.13\n      Handler: a.b\n      InlineCode: x\n      Events:\n")
	for range 3000 {
		text.WriteString("        E" + strconv.Itoa(text.Len()) + ": {Type: Schedule, Properties: {Schedule: rate(1 minute)}}\n")
	}
	f, err := source.Parse("t.yaml", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	root, errs := sam.Transform(f.Root, sam.Options{})
	if root != f.Root || len(errs) != 1 || !strings.Contains(errs[0].Error(), "t.yaml:") || !strings.Contains(errs[0].Error(), "more than 2000 resources") {
		t.Errorf("%v", errs)
	}
}

// TestTakenIDs makes what has the id of something that is declared: the transform refuses the template (samtranslator,
// verify_logical_id.py). The error stands where the cause does, and what is declared stays.
func TestTakenIDs(t *testing.T) {
	const text = `Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: a.b
      InlineCode: x
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt FJobs.Arn
        Free:
          Type: SQS
          Properties:
            Queue: !GetAtt FJobs.Arn
  FJobs:
    Type: AWS::SQS::Queue
`
	f, err := source.Parse("t.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	root, errs := sam.Transform(f.Root, sam.Options{})
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "t.yaml:10:") || !strings.Contains(errs[0].Error(), "[FJobs] of type AWS::Lambda::EventSourceMapping") {
		t.Errorf("%v", errs)
	}
	resources := root.Get("Resources")
	for id, kind := range map[string]string{"FJobs": "AWS::SQS::Queue", "FFree": "AWS::Lambda::EventSourceMapping"} {
		if is := resources.Get(id).Get("Type"); is == nil || is.Text != kind {
			t.Errorf("%s is %v", id, is)
		}
	}
}
