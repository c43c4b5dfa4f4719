package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// decorating are the libraries of Python whose decorators do something around a function that others call: they retry,
// trace, remember. What they get runs when it is called, and not by itself, as what a router gets does.
var decorating = map[string]bool{
	"tenacity": true, "backoff": true, "retry": true, "retrying": true, "functools": true, "cachetools": true, "contextlib": true,
	"aws_xray_sdk": true, "ratelimit": true, "ratelimiter": true, "timeout_decorator": true, "wrapt": true, "deprecated": true,
	"deprecation": true, "opentelemetry": true, "ddtrace": true, "datadog_lambda": true, "sentry_sdk": true, "lumigo_tracer": true,
	"epsagon": true, "thundra": true, "numba": true, "typing": true, "typing_extensions": true, "async_lru": true, "aiocache": true,
	"asyncstdlib": true, "asgiref": true, "validators": true, "aws_lambda_powertools": true, "stamina": true, "memoization": true,
}

// decorates is whether a call only wraps the one function that it gets.
func decorates(call *term.Call) bool {
	if len(call.Args) != 1 {
		return false
	}
	if _, instance := call.Args[0].Value.(*term.Object); instance {
		return false
	}
	e := originOf(call.Callee, 0)
	if e == nil || e.Language != ir.Python {
		return false
	}
	top, _, _ := strings.Cut(e.Module, ".")
	switch whole := term.Qualified(e); {
	case !decorating[top]:
		return false
	case top == "aws_lambda_powertools": // its routers and batches call what they get
		return !strings.Contains(whole, "event_handler") && !strings.Contains(whole, "batch") && !strings.Contains(whole, "Resolver")
	}
	if r, ok := call.Callee.(*term.Result); ok { // Retrying()(f) calls it
		made, isExtern := r.Call.Callee.(*term.Extern)
		return !isExtern || !capitalised(made.Name)
	}
	return true
}

func capitalised(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return last != "" && last[0] >= 'A' && last[0] <= 'Z'
}

// originOf is what of a library a value comes from: tracer.capture_method from Tracer; nil for anything else.
func originOf(v term.Value, depth int) *term.Extern {
	if depth > 8 {
		return nil
	}
	switch v := v.(type) {
	case *term.Extern:
		return v
	case *term.Member:
		return originOf(v.Of, depth+1)
	case *term.Result:
		return originOf(v.Call.Callee, depth+1)
	}
	return nil
}
