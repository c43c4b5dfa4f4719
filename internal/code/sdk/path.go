package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// path is what a library calls something: its module and the name in it.
type path struct {
	language ir.Language
	module   string
	name     string // "" for the module itself
}

// String is module and name with a dot.
func (p path) String() string {
	if p.name == "" {
		return p.module
	}
	return p.module + "." + p.name
}

// in is the name of something that a module has; of Python also where the module is written as a part of another.
func (p path) in(module string) (string, bool) {
	rest, ok := strings.CutPrefix(p.String(), module)
	if !ok || rest != "" && rest[0] != '.' {
		return "", false
	}
	return strings.TrimPrefix(rest, "."), true
}

// wrappers are functions that answer their first argument, instrumented (AWS X-Ray SDK for Node.js and Python, Powertools
// for AWS Lambda: Tracer).
var wrappers = map[string]bool{
	"captureAWS": true, "captureAWSClient": true, "captureAWSv3Client": true, "captureHTTPs": true, "captureHTTPsGlobal": true,
	"capturePromise": true, "captureMySQL": true, "capturePostgres": true,
}

// wrapped is the value that a call instruments.
func wrapped(v term.Value) (term.Value, bool) {
	result, ok := v.(*term.Result)
	if !ok {
		return nil, false
	}
	name := ""
	switch callee := result.Call.Callee.(type) {
	case *term.Extern:
		name = callee.Name[strings.LastIndexByte(callee.Name, '.')+1:]
	case *term.Member:
		name = callee.Name
	}
	if !wrappers[name] {
		return nil, false
	}
	inner := argument(result.Call, 0, "")
	return inner, inner != nil
}

// path answers what a library calls a value.
func (r *run) path(v term.Value) (path, bool) {
	for range maxDepth {
		inner, ok := wrapped(v)
		if !ok {
			break
		}
		v = inner
	}
	switch x := v.(type) {
	case *term.Extern:
		return clean(path{x.Language, x.Module, x.Name}), true
	case *term.Member:
		if _, ok := wrapped(x.Of); !ok {
			return path{}, false
		}
		p, ok := r.path(x.Of)
		if !ok {
			return path{}, false
		}
		if p.name != "" {
			p.name += "."
		}
		p.name += x.Name
		return p, true
	}
	return path{}, false
}

// clean leaves out what only says how a module was imported: the default export of a JavaScript module that is the
// module itself, node: before a module of the platform.
func clean(p path) path {
	if p.language == ir.JavaScript {
		p.module = strings.TrimPrefix(p.module, "node:")
		if rest, ok := strings.CutPrefix(p.name, "default"); ok && (rest == "" || rest[0] == '.') {
			p.name = strings.TrimPrefix(rest, ".")
		}
	}
	return p
}
