package access_test

import (
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
	"github.com/sconce-dev/sconce/internal/source"
)

const spelled = `
Parameters: {Stage: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}
  Bare: {Type: AWS::DynamoDB::Table}
  Topic: {Type: AWS::SNS::Topic}
  Attribute: &role
    Type: AWS::IAM::Role
    Properties: &properties
      Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [
        {Sid: Read, Effect: Allow, Action: dynamodb:GetItem, Resource: [!GetAtt Table.Arn, !GetAtt Bare.Arn]},
        {Effect: Allow, Action: sns:Publish, Resource: !Ref Topic}]}}]
  Written:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [
        {Effect: Allow, Action: sns:Publish, Resource: !GetAtt Topic.TopicArn},
        {Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders"},
        {Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Bare}"},
        {Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}"}]}}]
  Perhaps:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [
        !If [IsProd, {Effect: Allow, Action: s3:GetObject, Resource: "*"}, {Effect: Allow, Action: s3:PutObject, Resource: "*"}]]}}]
  Bounded:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Boundary
      <<: *properties
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: dynamodb:*, Resource: "*"}}}
`

func application(t *testing.T, template string) *model.App {
	t.Helper()
	tree, err := source.OpenTree(t.Context(), fstest.MapFS{"t.yaml": {Data: []byte(template)}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := cloudformation.Read(t.Context(), tree, cloudformation.Options{})
	if err != nil || len(r.Refused) > 0 {
		t.Fatal(err, r)
	}
	return r.Apps[0]
}

// TestSet compares roles that mean the same things by other names.
func TestSet(t *testing.T) {
	app := application(t, spelled)
	ledger := access.NewLedger(app)
	set := func(name string) compare.Set { return ledger.Of("t.yaml#" + name).Set() }
	for _, c := range []struct {
		old, new string
		want     compare.Relation
	}{
		{"Attribute", "Written", compare.Equal},
		{"Attribute", "Bounded", compare.Narrower},
		{"Perhaps", "Perhaps", compare.Equal},
		{"Perhaps", "Written", compare.Incomparable},
	} {
		if r := compare.Compare(set(c.old), set(c.new), compare.Options{}); r.Relation != c.want {
			t.Errorf("%s to %s is %s, not %s: %v", c.new, c.old, r.Relation, c.want, append(r.NewInOld.Because, r.OldInNew.Because...))
		}
	}
	if sid := set("Attribute").Identity[0].Statements[0].Sid; sid != "Read" {
		t.Errorf("the Sid is %q", sid)
	}
	object := func(action string) compare.Set {
		return compare.Set{Identity: []policy.Document{ledger.Document([]model.Value{model.NewMap([]model.Field{
			{Key: "Effect", Value: text("Allow")}, {Key: "Action", Value: text(action)}, {Key: "Resource", Value: text("*")},
		}, model.Location{})})}}
	}
	a := compare.Within(set("Perhaps"), object("s3:GetObject"), compare.Options{})
	if a.Witness == nil || a.Witness.Request.Action != "s3:PutObject" {
		t.Fatalf("%+v", a)
	}
	for key := range a.Witness.Request.Context {
		if of, ok := access.Supposition(key); !ok || of != "condition IsProd is not decided: parameter Stage has no default, case 1" {
			t.Errorf("it supposes %q", of)
		}
	}
}

// TestDeclared measures a set in the space of what is declared.
func TestDeclared(t *testing.T) {
	app := application(t, spelled)
	space := permit.NewSpace(access.Declared(app))
	ledger := access.NewLedger(app)
	measure := func(name string) permit.Measure {
		s := ledger.Of("t.yaml#" + name).Set()
		return space.Of(policy.Policies{Identity: s.Identity, Boundary: s.Boundary})
	}
	if of, same := measure("Attribute"), measure("Written"); of.Least <= 0 || of != same {
		t.Errorf("%+v and %+v are not the same", of, same)
	}
	if all, bounded := measure("Attribute"), measure("Bounded"); bounded.Score >= all.Score || bounded.Score <= 0 {
		t.Errorf("the boundary leaves %v of %v", bounded.Score, all.Score)
	}
}
