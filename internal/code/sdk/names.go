package sdk

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// names are the names that a value may be.
func (r *run) names(v term.Value) []name { return r.namesOf(v, 0) }

func (r *run) namesOf(v term.Value, depth int) []name {
	if known, ok := r.known[v]; ok {
		return known
	}
	found := r.findNames(v, depth)
	r.known[v] = found
	return found
}

// maxName is how many bytes a name may have.
const maxName = 4096

func (r *run) findNames(v term.Value, depth int) []name {
	if depth > maxDepth {
		return []name{lostName("it is made in too many steps", model.Location{})}
	}
	switch x := v.(type) {
	case *term.Constant:
		if x.Kind == ir.Null {
			return []name{lostName("it is nothing", model.Location{})}
		}
		return []name{textName(x.Text)}
	case *term.OneOf:
		var out []name
		for _, o := range x.Options {
			if !nothing(o) && !r.unset(o) {
				out = append(out, r.namesOf(o, depth+1)...)
			}
		}
		if len(out) == 0 {
			return r.namesOf(x.Options[0], depth+1)
		}
		return out
	case *term.Text:
		return r.joined(x.Parts, depth)
	case *term.Environment:
		return r.environment(x, depth)
	case *term.Input:
		return []name{r.input(x)}
	case *term.Unknown:
		return []name{lostName(x.Why, x.At.Location())}
	case *term.Typed:
		if x.Why != nil {
			return []name{lostName(x.Why.Why, x.Why.At.Location())}
		}
	case *term.Result, *term.Member, *term.Item:
		if out := r.answered(v, depth); out != nil {
			return out
		}
	case *term.Combined:
		switch x.How {
		case "any of":
			return r.anyOf(x, depth)
		case "checked": // with the tests of it
			return r.namesOf(x.Of[0], depth+1)
		}
	}
	return []name{r.computed(v)}
}

// nothing reports whether a value is null or empty: where it is one of several, no request is made with it, or it fails.
func nothing(v term.Value) bool {
	c, ok := v.(*term.Constant)
	return ok && (c.Kind == ir.Null || c.Kind == ir.String && c.Text == "")
}

// unset reports whether a value is an environment variable that the function does not have.
func (r *run) unset(v term.Value) bool {
	x, ok := v.(*term.Environment)
	if !ok || platform[x.Name] != "" || x.Name == "AWS_LAMBDA_FUNCTION_NAME" || x.Default != nil && !nothing(x.Default) || r.hidden() {
		return false
	}
	return !slices.ContainsFunc(r.function.Env, func(v model.Variable) bool { return v.Name == x.Name })
}

// hidden reports whether the infrastructure code does not say which environment variables the function has.
func (r *run) hidden() bool {
	return r.function.Properties.Get("Environment").IsUnknown() || r.function.Properties.Get("Environment", "Variables").IsUnknown()
}

// anyOf are the names of too many alternatives to be kept apart: all of them where each is known.
func (r *run) anyOf(x *term.Combined, depth int) []name {
	var out []name
	for _, o := range x.Of {
		if len(out) > 50 {
			return []name{lostName("it is one of very many", model.Location{})}
		}
		out = append(out, r.namesOf(o, depth+1)...)
	}
	return out
}

// joined are the names that parts make together.
func (r *run) joined(all []term.Value, depth int) []name {
	out := []name{{}}
	for _, p := range all {
		var next []name
		for _, more := range r.namesOf(p, depth+1) {
			for _, n := range out {
				if n.size()+more.size() > maxName {
					return []name{lostName("it is longer than names are", model.Location{})}
				}
				next = append(next, n.plus(more))
			}
		}
		if len(next) > term.MaxOptions {
			next = next[:0]
			for _, n := range out {
				next = append(next, n.plus(lostName("a part of it is one of many", model.Location{})))
			}
		}
		out = next
	}
	return out
}

// platform are the environment variables that the platform sets (Lambda Developer Guide, "Using Lambda environment
// variables": defined runtime environment variables).
var platform = map[string]string{"AWS_REGION": "AWS::Region", "AWS_DEFAULT_REGION": "AWS::Region"}

func (r *run) environment(x *term.Environment, depth int) []name {
	for _, v := range r.function.Env {
		if v.Name != x.Name {
			continue
		}
		out := r.declared(v)
		if x.Default != nil && slices.ContainsFunc(v.Value.Options(), model.Value.IsAbsent) { // under some condition it is not set
			out = append(out, r.namesOf(x.Default, depth+1)...)
		}
		return out
	}
	switch {
	case r.hidden():
		return []name{lostName("which environment variables the function has is not known", r.function.At)}
	case platform[x.Name] != "":
		return []name{ofValue(model.NewReference(model.Ref{Attribute: platform[x.Name]}, model.Location{}))}
	case x.Name == "AWS_LAMBDA_FUNCTION_NAME":
		return []name{r.self("Ref")}
	case r.function.Alone: // a default says what it is elsewhere, on somebody's own machine
		return []name{lostName("what the environment variable "+x.Name+" holds is said by no template", r.function.At)}
	case x.Default != nil:
		if c, ok := x.Default.(*term.Constant); !ok || c.Kind != ir.Null {
			return r.namesOf(x.Default, depth+1)
		}
	}
	return []name{lostName(noVariable+x.Name, r.function.At)}
}

// noVariable begins the reason for what is named by an environment variable that the function does not have.
const noVariable = "the function has no environment variable "

// declared are the names that a variable of the function's environment may be.
func (r *run) declared(v model.Variable) []name {
	if v.Value.IsSecret() {
		return []name{lostName("the environment variable "+v.Name+" holds a secret", v.At)}
	}
	if text := v.Value.TextOr(""); strings.HasPrefix(text, "{{resolve:") {
		_, where, _ := strings.Cut(strings.TrimPrefix(text, "{{resolve:"), ":")
		return []name{lostName("its name stands in "+strings.TrimSuffix(where, "}}")+", which is read when it is deployed", v.At)}
	}
	all := []model.Value{v.Value}
	if options := v.Value.Options(); len(options) > 0 && !r.isInput(v.Value) {
		all = options
	}
	var out []name
	for _, o := range all {
		if o.IsAbsent() && len(all) > 1 {
			continue
		}
		n := ofValue(o)
		if n.at.IsZero() {
			n.at = v.At
		}
		out = append(out, n)
	}
	return out
}

// isInput reports whether an unknown is a parameter of the template.
func (r *run) isInput(v model.Value) bool {
	cause, _ := v.Cause()
	return r.inputs[cause.Name] && !cause.Made
}

// self is the function itself.
func (r *run) self(attribute string) name {
	return ofValue(model.NewReference(model.Ref{Target: r.function.ID, Attribute: attribute}, r.function.At))
}

// input is a part of what the platform hands in: of the context what it says of the function, of the event what the
// caller chooses.
func (r *run) input(x *term.Input) name {
	path := strings.Join(x.Path, ".")
	if x.Parameter == 1 {
		switch path {
		case "function_name", "functionName":
			return r.self("Ref")
		case "invoked_function_arn", "invokedFunctionArn":
			return r.self("Arn")
		}
		return lostName("it is "+path+" of the context", model.Location{})
	}
	if path == "requestContext.domainName" || path == "requestContext.apiId" {
		if api := r.api(); api != "" {
			return ofValue(model.NewReference(model.Ref{Target: api, Attribute: "Ref"}, model.Location{}))
		}
	}
	why := "the event"
	if path != "" {
		why = "event." + path
	}
	return name{parts: []part{{value: model.NewUnknown(model.Cause{Reason: "the caller chooses it: " + why}, model.Location{}), from: chosen, why: why}}}
}

// api is the one API whose routes the function answers, "" where there are several or none: what it says of itself in the
// event is its own.
func (r *run) api() string {
	found := ""
	for i := range r.app.Routes {
		route := &r.app.Routes[i]
		if route.Function != r.function.ID {
			continue
		}
		if found != "" && route.API != found {
			return ""
		}
		found = route.API
	}
	return found
}

// computed is the name of something computed: what the caller chooses where a part of the event goes in, else unknown.
func (r *run) computed(v term.Value) name {
	var event *name
	var why *term.Unknown
	walk(v, func(p term.Value) bool {
		switch x := p.(type) {
		case *term.Input:
			if x.Parameter == 0 && event == nil {
				n := r.input(x)
				event = &n
			}
		case *term.Unknown:
			if why == nil {
				why = x
			}
		}
		return event == nil
	})
	switch {
	case event != nil:
		return *event
	case why != nil && why.Why != "":
		return lostName(why.Why, why.At.Location())
	}
	return lostName("it is computed", model.Location{})
}
