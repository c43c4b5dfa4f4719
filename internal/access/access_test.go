package access_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

const template = `
Parameters:
  Prefix: {Type: String}
Resources:
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}
  Bucket: {Type: AWS::S3::Bucket}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
          - {Effect: Deny, Principal: "*", Action: s3:*, Resource: [!GetAtt Bucket.Arn, !Sub "${Bucket.Arn}/*"], Condition: {Bool: {aws:SecureTransport: false}}}
          - {Effect: Allow, Principal: {Service: logging.s3.amazonaws.com}, Action: s3:PutObject, Resource: !Sub "${Bucket.Arn}/*"}
          - {Effect: Deny, Principal: {AWS: !GetAtt Reader.Arn}, Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/*"}
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders"}
              - {Effect: Allow, Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/*"}
              - {Effect: Allow, Action: s3:PutObject, Resource: !Sub "${Bucket.Arn}/in/*"}
  Bounded:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
      PermissionsBoundary: !Ref Boundary
      Policies:
        - {PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: ["dynamodb:*"], Resource: !GetAtt Table.Arn}}}
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: [dynamodb:Query, s3:*], Resource: "*"}}}
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
      Policies:
        - {PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: dynamodb:PutItem, Resource: !Sub "arn:aws:dynamodb:*:*:table/${Prefix}-items"}}}
`

func TestTo(t *testing.T) {
	tree, err := source.OpenTree(t.Context(), fstest.MapFS{"t.yaml": {Data: []byte(template)}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := cloudformation.Read(t.Context(), tree, cloudformation.Options{})
	if err != nil || len(r.Refused) > 0 {
		t.Fatal(err, r)
	}
	for id, want := range map[string][]string{
		"t.yaml#Table": {
			"Reader allowed dynamodb:GetItem through 12",
			"Bounded allowed dynamodb:Query",
		},
		"t.yaml#Bucket": {
			"Reader perhaps s3:PutObject",
			"logging.s3.amazonaws.com allowed s3:PutObject",
		},
	} {
		t.Run(id, func(t *testing.T) {
			actors, ok := access.To(r.Apps[0], id)
			if !ok {
				t.Fatal("not found")
			}
			got := lines(actors)
			for i := range want {
				want[i], _, _ = strings.Cut(want[i], " through")
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, ok := access.To(r.Apps[0], "t.yaml#Nothing"); ok {
		t.Error("an element that does not exist was found")
	}
}

func lines(actors []access.Actor) []string {
	var out []string
	for _, a := range actors {
		for _, r := range a.Rights {
			for _, action := range r.Allowed {
				out = append(out, fmt.Sprint(model.LocalName(a.Name), " allowed ", action))
			}
			for _, action := range r.Perhaps {
				out = append(out, fmt.Sprint(model.LocalName(a.Name), " perhaps ", action))
			}
			if len(r.Through) == 0 {
				out = append(out, model.LocalName(a.Name)+" through nothing")
			}
		}
	}
	slices.Sort(out)
	return out
}
