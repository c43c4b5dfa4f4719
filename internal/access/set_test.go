package access_test

import (
	"strings"
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
Parameters: {Stage: {Type: String}, Team: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod], IsTest: !Equals [!Ref Stage, test]}
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
  Turned:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [
        !If [IsProd, {Effect: Allow, Action: s3:PutObject, Resource: "*"}, {Effect: Allow, Action: s3:GetObject, Resource: "*"}]]}}]
  Certainly:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [
        {Effect: Allow, Action: s3:GetObject, Resource: "*"}, {Effect: Allow, Action: s3:PutObject, Resource: "*"}]}}]
  Nested:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [
        !If [IsProd, {Effect: Allow, Action: s3:GetObject, Resource: "*"}, !If [IsTest, {Effect: Allow, Action: s3:PutObject, Resource: "*"}, !Ref AWS::NoValue]]]}}]
  Attached:
    Type: AWS::IAM::Role
  AttachedPolicy:
    Type: AWS::IAM::Policy
    Condition: IsProd
    Properties:
      Roles: [!Ref Attached]
      PolicyName: p
      PolicyDocument: {Version: "2012-10-17", Statement: [
        {Effect: Allow, Action: s3:GetObject, Resource: "*"},
        !If [IsTest, {Effect: Allow, Action: s3:PutObject, Resource: "*"}, !Ref AWS::NoValue]]}
  Bounded:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Boundary
      <<: *properties
  Given: &given
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Team]
      <<: *properties
  Same: *given
  More:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Team, "arn:aws:iam::aws:policy/AmazonSQSFullAccess"]
      <<: *properties
  Fenced:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Team
      <<: *properties
  FencedMore:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Team
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]
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
		{"Perhaps", "Certainly", compare.Wider},
		{"Perhaps", "Turned", compare.Incomparable},
		{"Certainly", "Attached", compare.Narrower},
		{"Nested", "Nested", compare.Equal},
		{"Nested", "Perhaps", compare.Incomparable},
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
	for _, key := range a.Witness.Without {
		if of, ok := access.Supposition(key); !ok || of != "condition IsProd holds" {
			t.Errorf("it supposes %q", of)
		}
	}
}

// TestCompare compares roles that have a policy of which only the name is known.
func TestCompare(t *testing.T) {
	ledger := access.NewLedger(application(t, spelled))
	for _, c := range []struct {
		old, new string
		want     compare.Relation
	}{
		{"Given", "Same", compare.Equal},
		{"Given", "More", compare.Wider},
		{"More", "Given", compare.Narrower},
		{"Given", "Attribute", compare.Unknown}, // what is taken away is not known
		{"Attribute", "Given", compare.Unknown},
		{"Fenced", "FencedMore", compare.Wider},
		{"Attribute", "Fenced", compare.Unknown}, // equal, or narrower
		{"Attribute", "More", compare.Unknown},   // wider, unless; but what may be denied is not known
	} {
		r := access.Compare(ledger.Of("t.yaml#"+c.old).Set(), ledger.Of("t.yaml#"+c.new).Set(), compare.Options{})
		if r.Relation != c.want {
			t.Errorf("%s to %s is %s, not %s", c.new, c.old, r.Relation, c.want)
		}
		if w := r.NewInOld.Witness; (w != nil) != strings.HasSuffix(c.new, "More") {
			t.Errorf("%s to %s: a witness is %+v", c.new, c.old, w)
		} else if w != nil {
			if of, ok := access.Supposition(w.Without[0]); !ok || !strings.HasPrefix(of, "that the policy ${Team} ") {
				t.Errorf("it is without %v", w.Without)
			}
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
