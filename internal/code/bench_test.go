package code_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/scan"
)

// shop is an application of so many functions, each in a file of its own of a hundred lines, with a module that all share.
func shop(functions int) fstest.MapFS {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	var template strings.Builder
	template.WriteString("Resources:\n  Orders: {Type: AWS::DynamoDB::Table}\n  Files: {Type: AWS::S3::Bucket}\n")
	add("src/shared.py", "import os\nimport boto3\n\ntable = boto3.resource('dynamodb').Table(os.environ['TABLE'])\n\n\ndef save(item):\n    table.put_item(Item=item)\n\n\ndef load(key):\n    return table.get_item(Key={'id': key}).get('Item')\n")
	for i := range functions {
		fmt.Fprintf(&template, "  F%d: {Type: AWS::Lambda::Function, Properties: {Code: src, Handler: f%d.handler, Runtime: python3.13, Role: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/app', Environment: {Variables: {TABLE: !Ref Orders, FILES: !Ref Files}}}}\n", i, i)
		var b strings.Builder
		b.WriteString("import json\nimport os\nimport boto3\nfrom shared import save, load\n\ns3 = boto3.client('s3')\n\n\n")
		for j := range 8 {
			fmt.Fprintf(&b, "def step%d(event, order):\n    items = [i for i in event.get('items', []) if i['count'] > %d]\n    total = 0\n    for item in items:\n        total += item['price'] * item['count']\n        if total > 1000:\n            order['large'] = True\n            break\n    order['total%d'] = total\n    return order\n\n\n", j, j, j)
		}
		b.WriteString("def handler(event, context):\n    body = json.loads(event['body'])\n    order = load(body['id']) or {}\n")
		for j := range 8 {
			fmt.Fprintf(&b, "    order = step%d(body, order)\n", j)
		}
		b.WriteString("    save(order)\n    s3.put_object(Bucket=os.environ['FILES'], Key=f\"orders/{body['id']}.json\", Body=json.dumps(order))\n    return {'statusCode': 200}\n")
		add(fmt.Sprintf("src/f%d.py", i), b.String())
	}
	add("template.yaml", template.String())
	return files
}

// BenchmarkRead reads applications with their code: 20 files, and 100,000 lines in 1,000 functions. Again is with what
// was stored of the first time.
func BenchmarkRead(b *testing.B) {
	for _, functions := range []int{20, 1000} {
		files := shop(functions)
		for _, code := range []bool{false, true} {
			b.Run(fmt.Sprintf("%d/code=%t", functions, code), func(b *testing.B) {
				for b.Loop() {
					r, err := scan.Read(context.Background(), scan.Options{Path: ".", Files: files, Code: code})
					if err != nil || r.Stats.Functions != functions {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("%d/again", functions), func(b *testing.B) {
			m := &memory{data: map[string][]byte{}}
			for range 2 {
				if _, err := scan.Read(context.Background(), scan.Options{Path: ".", Files: files, Code: true, Cache: m}); err != nil {
					b.Fatal(err)
				}
			}
			size := 0
			for _, data := range m.data {
				size += len(data)
			}
			b.ReportMetric(float64(size), "bytes-stored")
			for b.Loop() {
				if _, err := scan.Read(context.Background(), scan.Options{Path: ".", Files: files, Code: true, Cache: m}); err != nil {
					b.Fatal(err)
				}
			}
			if m.saves != 1 {
				b.Fatalf("it was read %d times", m.saves)
			}
		})
	}
}
