package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/model"
)

// owned are the operations on one object, with the member that says which.
var owned = map[string]string{
	"dynamodb.GetItem": "Key", "dynamodb.DeleteItem": "Key", "dynamodb.UpdateItem": "Key",
	"s3.GetObject": "Key", "s3.DeleteObject": "Key",
}

// unowned notes operations on an object that the caller names, in a function that never looks at who the caller is.
func (r *run) unowned(operations []sdk.Operation, add noter) {
	if r.identifies() {
		return
	}
	e := entry{family: &families{Family: &Family{Name: "ownership"}, sanitizers: newPatterns(nil), checks: newPatterns(nil), models: newPatterns(nil), numbers: newPatterns(nil)}}
	for _, o := range operations {
		member := owned[o.Service+"."+o.Name]
		if member == "" {
			continue
		}
		if r.answers = r.tables.passing[languageOf(o.Call)]; r.answers == nil {
			continue
		}
		w := r.walk(e, o.Call)
		values, _ := o.At(member)
		for _, v := range values {
			for _, from := range w.origins(v) {
				if from.input != nil && len(from.part()) > 1 && held(model.TriggerHTTP, from.part()) {
					part := strings.Join(from.part(), ".")
					add("ownership", o.Call.At, part+" says whose object "+o.Service+"."+o.Name+" is about, and who asks is not looked at", model.FlowTentative)
				}
			}
		}
	}
}

// identifies is whether a function looks at who its caller is: what an authorizer or the platform says of him, or a token
// that it verifies itself.
func (r *run) identifies() bool {
	seen := map[eval.Value]bool{}
	var who func(v eval.Value) bool
	who = func(v eval.Value) bool {
		if v == nil || seen[v] {
			return false
		}
		seen[v] = true
		if in, ok := v.(*eval.Input); ok {
			return slices.ContainsFunc(in.Path, func(p string) bool {
				return strings.EqualFold(p, "authorizer") || strings.EqualFold(p, "identity") || strings.EqualFold(p, "claims") || strings.EqualFold(p, "authorization")
			})
		}
		return slices.ContainsFunc(partsOf(v), who)
	}
	guards := func(gs []eval.Guard) bool {
		return slices.ContainsFunc(gs, func(g eval.Guard) bool { return who(g.Test) })
	}
	for _, c := range r.trace.Calls {
		name := strings.ToLower(lastName(names(c.Callee)[0]))
		if strings.Contains(name, "verify") || strings.Contains(name, "claims") || slices.ContainsFunc(arguments(c), who) || who(calledOn(c)) || guards(c.Guards) {
			return true
		}
	}
	return slices.ContainsFunc(r.trace.Answers, func(a eval.Answer) bool { return who(a.Value) || guards(a.Guards) })
}

// validators are calls that hold what comes in to a schema or to tests of its author, and libraries that do.
var validators = newPatterns([]string{
	"*.parse", "*.parseAsync", "*.safeParse", "*.safeParseAsync", "*.validate", "*.validateAsync", "*.validateSync", "*.model_validate", "*.model_validate_json",
	"*.parse_obj", "*.parse_raw", "jsonschema.*", "fastjsonschema.*", "*.ShouldBind*", "*.BindJSON", "*.Struct", "marshmallow.*", "cerberus.*", "voluptuous.*",
	"aws_lambda_powertools.utilities.validation*", "aws_lambda_powertools.utilities.parser*", "ajv*", "joi*", "yup*", "zod*", "express-validator*", "class-validator*",
	"@middy/validator*", "@aws-lambda-powertools/parser*", "io-ts*", "superstruct*", "valibot*",
})

// unvalidated notes a function that takes what a request says and uses it for something of consequence, with nothing that
// holds it to a form: no schema, and no test of it.
func (r *run) unvalidated(operations []sdk.Operation, add noter) {
	h := r.trace.Handler
	if h == nil || h.Module == nil || r.validates() {
		return
	}
	e := entry{family: &families{Family: &Family{Name: "input"}, sanitizers: newPatterns(nil), checks: newPatterns(nil), models: newPatterns(nil), numbers: newPatterns(nil)}}
	var parts []string
	into := ""
	for _, o := range operations {
		if r.answers = r.tables.passing[languageOf(o.Call)]; r.answers == nil || r.looksAt(o.Call.Guards) {
			continue
		}
		w := r.walk(e, o.Call)
		for _, v := range arguments(o.Call) {
			for _, from := range w.origins(v) {
				part := from.part()
				if from.input == nil || len(part) == 0 || !slices.Contains([]string{"body", "querystringparameters", "rawquerystring"}, strings.ToLower(part[0])) {
					continue
				}
				if name := strings.Join(part, "."); !slices.Contains(parts, name) {
					parts = append(parts, name)
				}
				if into == "" {
					into = o.Service + "." + o.Name
				}
			}
		}
	}
	if len(parts) > 0 {
		add("input", h.Span, listed(parts)+" of a request is used in "+into+" as it comes, without a schema or a test of it", model.FlowTentative)
	}
}

// listed is the first few of a list, as people write it.
func listed(parts []string) string {
	const most = 3
	if len(parts) > most {
		parts = append(slices.Clone(parts[:most]), "more")
	}
	return strings.Join(parts, ", ")
}

// validates is whether something in a function holds what comes in to a schema.
func (r *run) validates() bool {
	for _, c := range r.trace.Calls {
		called := names(c.Callee)
		if validators.has(called) && !documents.has(called) && !strings.HasPrefix(called[0], "url") && !strings.HasPrefix(called[0], "path") {
			return true
		}
		if slices.ContainsFunc(arguments(c), func(v eval.Value) bool {
			o, ok := v.(*eval.Object)
			return ok && field(o, "schema") != nil
		}) {
			return true
		}
	}
	for class := range r.trace.Classes {
		if slices.ContainsFunc(class.Bases, isModel) {
			return true
		}
	}
	return r.typedEntry(r.trace.Handler)
}

// typedEntry is whether what a handler gets is said by a model.
func (r *run) typedEntry(f *ir.Function) bool {
	return slices.ContainsFunc(f.Params, func(p ir.Parameter) bool {
		return p.Variable != nil && classOf(p.Variable.Type) != nil && slices.ContainsFunc(classOf(p.Variable.Type).Bases, isModel)
	})
}

// looksAt is whether a test on the way looks at what a request says.
func (r *run) looksAt(gs []eval.Guard) bool {
	return slices.ContainsFunc(gs, func(g eval.Guard) bool { return r.holds(g.Test) })
}
