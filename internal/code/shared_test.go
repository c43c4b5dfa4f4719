package code_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSharedCode holds functions that share their code to what each has of its own: its environment, and its layers.
func TestSharedCode(t *testing.T) {
	t.Parallel()
	text := template + "  Customers: {Type: AWS::DynamoDB::Table}\n  Layer: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer}}\n"
	want := map[string][]string{}
	function := func(name, table, more string) {
		text += fmt.Sprintf("  %s:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: src, Handler: app.handler, Runtime: python3.13, Environment: {Variables: {TABLE: !Ref %s}}%s}\n", name, table, more)
	}
	for i := range 20 {
		table := []string{"Orders", "Customers"}[i%2]
		name := fmt.Sprintf("F%d", i)
		function(name, table, "")
		want[name] = []string{"GetItem " + table}
	}
	function("Layered", "Orders", ", Layers: [!Ref Layer]")
	want["Layered"] = []string{"GetItem Orders", "Scan Orders"}
	got := read(t, map[string]string{
		"template.yaml": text,
		"src/app.py": "import os, boto3\ntry:\n    import extra\nexcept ImportError:\n    extra = None\n" +
			"def handler(event, context):\n    boto3.client('dynamodb').get_item(TableName=os.environ['TABLE'], Key={})\n    if extra:\n        extra.more()\n",
		"layer/python/extra.py": "import os, boto3\ndef more():\n    boto3.client('dynamodb').scan(TableName=os.environ['TABLE'])\n",
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what functions do (-want +got):\n%s", diff)
	}
}
