package code_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/scan"
)

// TestEntryPoints holds what of code without a template is taken for a function, and what is not.
func TestEntryPoints(t *testing.T) {
	t.Parallel()
	const app = "from flask import Flask\nimport boto3\napp = Flask(__name__)\n@app.route('/x')\ndef x():\n    boto3.client('sqs').list_queues()\n"
	tests := []struct {
		name  string
		files map[string]string
		want  []string // ids
	}{
		{"an event and a context", map[string]string{"a.py": "def run(event, context):\n    pass\ndef helper(event):\n    pass\nclass A:\n    def handler(self, event, context):\n        pass\n"}, []string{"a.py#run"}},
		{"a handler's name", map[string]string{"a.py": "def lambda_handler(message, _):\n    pass\n", "b.py": "def handler(request):\n    pass\n"}, []string{"a.py#lambda_handler"}},
		{"what decorators made", map[string]string{"a.py": "from x import tracer\n@tracer.trace\ndef handler(event, context):\n    pass\n"}, []string{"a.py#handler"}},
		{"an application that is handed over", map[string]string{"api/app.py": app, "api/run.py": "from mangum import Mangum\nfrom app import app\nhandler = Mangum(app)\n"}, []string{"api/run.py#handler"}},
		{"an application that is not", map[string]string{"api/app.py": app}, []string{"api/app.py#app"}},
		{"exports", map[string]string{
			"a.js": "exports.handler = async (e) => {};\nexports.save = async (event) => {};\nexports.load = (id) => {};\n", "b.mjs": "export const handler = () => {};\nexport const onClick = (event) => {};\n",
			"c.js": "const run = (event, context) => {};\nmodule.exports = { run, other: 1 };\n", "d.ts": "export { handler } from './b';\n",
		}, []string{"a.js#handler", "a.js#save", "b.mjs#handler", "c.js#run"}},
		{"what a library makes of an application", map[string]string{"a.js": "const serverless = require('serverless-http');\nconst app = require('express')();\napp.get('/x', (req, res) => res.send(1));\nmodule.exports.handler = serverless(app);\n"}, []string{"a.js#handler"}},
		{"a route of a web server", map[string]string{"a.ts": "export const handler = async (req, res) => {};\n"}, nil},
		{"a program", map[string]string{
			"cmd/a/main.go": "package main\nimport \"github.com/aws/aws-lambda-go/lambda\"\nfunc handle() {}\nfunc main() { lambda.Start(handle) }\n", "cmd/b/main.go": "package main\nfunc main() {}\n",
			"cmd/c/main.go": "package main\nimport \"github.com/akrylysov/algnhsa\"\nfunc main() { algnhsa.ListenAndServe(nil, nil) }\n",
		}, []string{"cmd/a/main.go#main", "cmd/c/main.go#main"}},
		{"what puts routes into an application", map[string]string{
			"a.py": "def init(app):\n    @app.route('/x')\n    def x():\n        pass\ndef load(app):\n    app.config['x'] = 1\n", "b.py": "def fetch(client):\n    return client.get('/x')\n",
			"c.js": "exports.routes = (app) => { app.get('/x', (req, res) => res.send(1)); };\n",
		}, []string{"a.py#init", "c.js#routes"}},
		{"what puts routes into an application that is here", map[string]string{
			"app.py": "from flask import Flask\nfrom pages import init\napp = Flask(__name__)\ninit(app)\n", "pages.py": "def init(app):\n    @app.route('/x')\n    def x():\n        pass\n",
		}, []string{"app.py#app"}},
		{"tests", map[string]string{
			"tests/a.py": "def handler(event, context):\n    pass\n", "test_a.py": "def handler(event, context):\n    pass\n", "a.test.js": "exports.handler = async (event) => {};\n",
			"acceptance-tests/a.js": "exports.handler = async (event) => {};\n", "api/stubs/a.js": "exports.handler = async (event) => {};\n",
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{}
			for name, text := range test.files {
				tree[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
			}
			r, err := scan.Read(context.Background(), scan.Options{Path: ".", Files: tree, CodeOnly: true})
			var got []string
			if err == nil {
				for _, c := range r.Apps[0].Model.Code {
					got = append(got, c.Function)
					if c.Reason != "" {
						t.Errorf("%s: %s", c.Function, c.Reason)
					}
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("not what is entered (-want +got)\n%s", diff)
			}
		})
	}
}

// TestAloneImports: the imports of a file that stands below its package are found, and its environment is not known.
func TestAloneImports(t *testing.T) {
	t.Parallel()
	r, err := scan.Read(context.Background(), scan.Options{Path: ".", CodeOnly: true, Files: fstest.MapFS{
		"svc/src/api/app.py":  {Data: []byte("from src.db import store\ndef handler(event, context):\n    store.save(event)\n")},
		"svc/src/db/store.py": {Data: []byte("import os, boto3\ntable = boto3.resource('dynamodb').Table(os.environ.get('TABLE', 'local'))\ndef save(item):\n    table.put_item(Item=item)\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	calls := r.Apps[0].Model.Code[0].Calls
	if len(calls) != 1 || calls[0].Needs[0].On.Why != "what the environment variable TABLE holds is said by no template" {
		t.Errorf("%+v", calls)
	}
}
