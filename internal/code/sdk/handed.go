package sdk

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// harmless are the libraries that ask nothing of a client which they get, or whose calls are known here, by language: what
// their names begin with.
var harmless = map[ir.Language][]string{
	ir.Python: {
		"boto3", "botocore", "aioboto3", "aiobotocore", "aws_xray_sdk", "aws_lambda_powertools", "mypy_boto3", "moto", "pytest", "unittest", "pynamodb",
		"asyncio", "builtins", "collections", "concurrent", "contextlib", "copy", "dataclasses", "datetime", "functools", "inspect", "io", "itertools", "json",
		"logging", "operator", "os", "pathlib", "pprint", "re", "string", "sys", "threading", "time", "traceback", "typing", "urllib", "weakref",
		"loguru", "structlog",
	},
	ir.JavaScript: {
		"aws-sdk", "@aws-sdk/", "@smithy/", "aws-xray-sdk", "@aws-lambda-powertools/", "@middy/", "dynamoose", "electrodb", "dynamodb-toolbox", "dynamodb-onetable",
		"assert", "console", "events", "fs", "path", "querystring", "url", "util", "lodash", "pino", "ramda", "winston",
	},
	ir.Go: {
		"context", "encoding/", "errors", "fmt", "io", "log", "net/url", "os", "path", "reflect", "sort", "strings", "sync", "testing", "time",
		"github.com/aws/", "github.com/guregu/dynamo", "go.uber.org/zap", "github.com/sirupsen/logrus", "github.com/rs/zerolog",
	},
}

// handsOver notes what a call hands to a library that is not known here, with which the library may ask for anything: a
// client with the function's credentials, the address of objects.
func (r *run) handsOver(c *term.Call) {
	p, ok := r.library(c.Callee)
	if !ok || p.module == "" || r.made(p, c) != nil {
		return
	}
	for _, of := range harmless[p.language] {
		rest, ok := strings.CutPrefix(p.module, of)
		if ok && (rest == "" || strings.HasSuffix(of, "/") || rest[0] == '.' || rest[0] == '/' || rest[0] == '-' || rest[0] == '_') {
			return
		}
	}
	for i := range c.Args {
		what := r.carries(c.Args[i].Value, 0)
		if what == "" {
			continue
		}
		r.gap("what "+p.String()+" does with "+what+" is not known", c)
		return
	}
}

// gap notes once what of the function's calls is not known.
func (r *run) gap(reason string, c *term.Call) {
	if !slices.ContainsFunc(r.gaps, func(g model.Gap) bool { return g.Reason == reason }) {
		r.gaps = append(r.gaps, model.Gap{Element: r.function.ID, Reason: reason, At: c.At.Location(), Uses: 1})
	}
}

// library is what a callee is of: the library itself, or what a call of it answered.
func (r *run) library(callee term.Value) (path, bool) {
	for range maxDepth {
		if p, ok := r.path(callee); ok {
			return p, true
		}
		result, ok := root(callee).(*term.Result)
		if !ok {
			p, ok := r.path(root(callee))
			return p, ok
		}
		if len(r.actorsOf(root(callee))) > 0 {
			return path{}, false
		}
		callee = result.Call.Callee
	}
	return path{}, false
}

// carries says what an argument is, or holds, that a library could ask for something with; "" for nothing.
func (r *run) carries(v term.Value, depth int) string {
	for _, a := range r.actorsOf(v) {
		if service := serviceOf(a); service != "" {
			return "a client of " + service
		}
	}
	switch x := v.(type) {
	case *term.Text:
		if text, _ := constant(x.Parts[0]); len(x.Parts) > 1 && (strings.HasPrefix(text, "s3://") || strings.HasPrefix(text, "/vsis3/")) {
			return "the address of objects"
		}
	case *term.Object:
		for _, name := range x.Names {
			if what := r.carries(x.Fields[name], depth+1); depth < 2 && what != "" {
				return what
			}
		}
	}
	return ""
}

// serviceOf is the service of a client that carries the function's credentials, "" for anything else.
func serviceOf(a actor) string {
	switch x := a.(type) {
	case botoClient:
		if x.as.keys == own {
			return x.service
		}
	case botoResource:
		if x.as.keys == own {
			return x.service
		}
	case goClient:
		if x.as.keys == own {
			return x.service
		}
	case scriptClient:
		if x.as.keys == own {
			return x.service
		}
	}
	return ""
}
