package code_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sconce-dev/sconce/internal/scan"
)

// chain are applications of a hundred functions. Each takes a request or a message, hands a part of it on through a queue to the
// next one and puts another into a statement: data goes through all of it. A function has a hundred lines.
func chain(functions int) fstest.MapFS {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	add("src/shared.py", "import os\nimport sqlite3\nimport boto3\n\nsqs = boto3.client('sqs')\n\n\ndef store(key, name):\n    db = sqlite3.connect('/tmp/db')\n    db.execute('UPDATE stock SET name = ? WHERE id = ' + str(int(key)), (name,))\n    db.execute(f\"UPDATE stock SET seen = 1 WHERE name = '{name}'\")\n\n\ndef send(text):\n    sqs.send_message(QueueUrl=os.environ['NEXT'], MessageBody=text)\n")
	const apart = 100 // functions of an application
	var template strings.Builder
	for i := range functions {
		if i%apart == 0 {
			template.Reset()
			template.WriteString("Transform: AWS::Serverless-2016-10-31\nResources:\n")
		}
		event, first := fmt.Sprintf("Q: {Type: SQS, Properties: {Queue: !GetAtt Q%d.Arn}}", i), "event['Records'][0]['body']"
		if i%10 == 0 {
			event, first = fmt.Sprintf("W: {Type: HttpApi, Properties: {Method: POST, Path: /f%d}}", i), "event['body']"
		}
		fmt.Fprintf(&template, "  Q%d: {Type: AWS::SQS::Queue}\n  F%d: {Type: AWS::Serverless::Function, Properties: {CodeUri: ../src, Handler: f%d.handler, Runtime: python3.13, Environment: {Variables: {NEXT: !Ref Q%d}}, Events: {%s}}}\n", i, i, i, i/apart*apart+(i+1)%apart, event)
		var b strings.Builder
		b.WriteString("import json\nfrom shared import store, send\n\n\n")
		for j := range 8 {
			fmt.Fprintf(&b, "def step%d(order):\n    items = [i for i in order.get('items', []) if i['count'] > %d]\n    total = 0\n    for item in items:\n        total += item['price'] * item['count']\n        if total > 1000:\n            order['large'] = True\n            break\n    order['total%d'] = total\n    return order\n\n\n", j, j, j)
		}
		fmt.Fprintf(&b, "def handler(event, context):\n    order = json.loads(%s)\n", first)
		for j := range 8 {
			fmt.Fprintf(&b, "    order = step%d(order)\n", j)
		}
		b.WriteString("    store(order['id'], order['name'])\n    send(json.dumps({'name': order['name'], 'id': order['id'], 'items': []}))\n    return {'statusCode': 200}\n")
		add(fmt.Sprintf("src/f%d.py", i), b.String())
		add(fmt.Sprintf("app%d/template.yaml", i/apart), template.String())
	}
	return files
}

// BenchmarkScale scans applications of 10,000 to 200,000 lines with the rules about code. What a line takes should stay what it is.
func BenchmarkScale(b *testing.B) {
	for _, functions := range []int{100, 500, 1000, 2000} {
		files := chain(functions)
		lines := 0
		for _, f := range files {
			lines += strings.Count(string(f.Data), "\n")
		}
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) {
			start := processor()
			for b.Loop() {
				r, err := scan.Run(context.Background(), scan.Options{Path: ".", Files: files, Only: []string{"injection", "hardening"}})
				if err != nil || r.Stats.Functions != functions || len(r.Apps[0].Findings) < 50 {
					b.Fatal(err, r.Stats.Functions)
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64((processor()-start).Nanoseconds())/float64(b.N)/float64(lines), "cpu-ns/line")
			b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
		})
	}
}

// processor is the time of the processor that the process has taken, which says more than the clock where others use the machine.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
