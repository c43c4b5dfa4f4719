package drawing_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

// fronted is an application behind a distribution with a firewall; its API answers what
// browsers ask first by itself.
var fronted = map[string]string{
	"template.yaml": `Resources:
  Firewall: {Type: AWS::WAFv2::WebACL, Properties: {Scope: CLOUDFRONT, DefaultAction: {Allow: {}}, VisibilityConfig: {SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: m}}}
  Pages: {Type: AWS::S3::Bucket}
  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        WebACLId: !GetAtt Firewall.Arn
        DefaultCacheBehavior: {TargetOriginId: pages, ViewerProtocolPolicy: redirect-to-https}
        Origins: [{Id: pages, DomainName: !GetAtt Pages.RegionalDomainName, S3OriginConfig: {}}]
  Orders: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./orders.yaml}}
`,
	"orders.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: live, Cors: "'*'"}}
  Get:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      InlineCode: "def handler(event, context): pass"
      Events: {Call: {Type: Api, Properties: {Path: /orders, Method: get, RestApiId: !Ref Api}}}
`,
}

func TestWhatStandsInFront(t *testing.T) {
	dir := t.TempDir()
	for name, text := range fronted {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: dir, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	d := drawing.Of(r.Apps[0].Model, nil)
	drawing.Place(d)
	nodes := map[string]*drawing.Node{}
	for i := range d.Nodes {
		nodes[d.Nodes[i].Label] = &d.Nodes[i]
	}
	for label, want := range map[string]struct {
		zone drawing.Zone
		note string
	}{
		"Firewall": {drawing.ZoneFront, "firewall"}, "Distribution": {drawing.ZoneFront, "distribution"}, "Pages": {drawing.ZoneData, "bucket"},
		"GET /orders": {drawing.ZoneEntry, "public"}, "Get": {drawing.ZoneFunction, "python3.13"}, "GetRole": {drawing.ZoneRole, ""},
	} {
		n := nodes[label]
		if n == nil || n.Zone != want.zone || n.Note != want.note {
			t.Errorf("%s: %+v", label, n)
		}
	}
	for label := range nodes {
		if strings.HasPrefix(label, "OPTIONS") {
			t.Errorf("%s leads nowhere, and is drawn", label)
		}
	}
	guards := false
	for _, e := range d.Edges {
		guards = guards || e.Kinds[0] == model.EdgeGuards && e.From == nodes["Firewall"].ID && e.To == nodes["Distribution"].ID
	}
	if !guards {
		t.Error("the firewall guards nothing")
	}
	if i, f, w, g := nodes["Internet"].X, nodes["Distribution"].X, nodes["GET /orders"].X, nodes["Get"].X; i >= f || f >= w || w >= g {
		t.Errorf("from the internet to the function: %v, %v, %v, %v", i, f, w, g)
	}
	var svg bytes.Buffer
	if err := drawing.SVG(&svg, d); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(svg.String(), ">guards</text>") {
		t.Error("the legend does not say what guards")
	}
}
