package taint_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/model"
)

// What something on the way may have made harmless is said with a doubt, and what nothing looked at without one.
func TestDoubts(t *testing.T) {
	t.Parallel()
	const begin = "import ipaddress, json, requests, socket, subprocess\nfrom urllib.parse import urlparse\nimport checker\n"
	for name, test := range map[string]struct {
		code string
		want model.FlowConfidence
	}{
		"nothing looks at it": {
			"def handler(event, context):\n    subprocess.run('ls ' + event['body'], shell=True)\n", model.FlowCertain,
		},
		"a library is asked about it": {
			"def handler(event, context):\n    if not checker.is_valid(event['body']):\n        return None\n    subprocess.run('ls ' + event['body'], shell=True)\n", model.FlowTentative,
		},
		"a library may raise for it": {
			"def handler(event, context):\n    checker.verify(event['body'], event['headers']['signature'])\n    subprocess.run('ls ' + json.loads(event['body'])['name'], shell=True)\n", model.FlowTentative,
		},
		"a library is asked about something else": {
			"def handler(event, context):\n    checker.verify(event['headers']['signature'])\n    subprocess.run('ls ' + event['body'], shell=True)\n", model.FlowCertain,
		},
		"a library is asked only afterwards": {
			"def handler(event, context):\n    subprocess.run('ls ' + event['body'], shell=True)\n    checker.verify(event['body'])\n", model.FlowCertain,
		},
		"its address is none of those within": {
			"NETS = [ipaddress.ip_network('10.0.0.0/8'), ipaddress.ip_network('127.0.0.0/8')]\ndef handler(event, context):\n    host = urlparse(event['body']).hostname\n" +
				"    for info in socket.getaddrinfo(host, None):\n        for net in NETS:\n            if ipaddress.ip_address(info[4][0]) in net:\n                return None\n    requests.get(event['body'])\n",
			model.FlowTentative,
		},
		"another instance of its class was made of it": {
			"class Order:\n    def __init__(self, name):\n        self.name = name\n@checker.retry\ndef work(order: Order):\n    subprocess.run('ls ' + order.name, shell=True)\n" +
				"def handler(event, context):\n    Order(event['body'])\n", model.FlowTentative,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range function(t, rulebook.Example{Language: ir.Python, Code: begin + test.code}).Reaches() {
				if r.Family == "command" || r.Family == "ssrf" {
					if r.Confidence != test.want {
						t.Errorf("%s, not %s", r.Confidence, test.want)
					}
					return
				}
			}
			t.Error("it is not found")
		})
	}
}

// A body that nothing parses is none of a request, whose body is a text.
func TestUnparsed(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"exports.handler = async (event) => require('fs').readFileSync(event.body.name);":                                                                             true,
		"exports.handler = async (event) => require('fs').readFileSync(JSON.parse(event.body).name);":                                                                 false,
		"exports.handler = async (event) => { const b = typeof event.body === 'string' ? JSON.parse(event.body) : event.body; require('fs').readFileSync(b.name); };": false,
		"exports.handler = require('wrapper')(async (event) => require('fs').readFileSync(event.body.name));":                                                         false,
		"exports.handler = async (event) => require('fs').readFileSync(event.queryStringParameters.name);":                                                            false,
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			reaches := function(t, rulebook.Example{Language: ir.JavaScript, Code: code}).Reaches()
			for _, r := range reaches {
				if r.Family == "path" {
					if r.Unparsed != want {
						t.Errorf("unparsed is %t, not %t", r.Unparsed, want)
					}
					return
				}
			}
			t.Errorf("it is not found: %v", reaches)
		})
	}
}
