package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// validators are calls that hold what comes in to a schema or to tests of its author, and libraries that do.
var validators = term.NewPatterns([]string{
	"*.parse", "*.parseAsync", "*.safeParse", "*.safeParseAsync", "*.validate", "*.validateAsync", "*.validateSync", "*.model_validate", "*.model_validate_json",
	"*.parse_obj", "*.parse_raw", "jsonschema.*", "fastjsonschema.*", "*.ShouldBind*", "*.BindJSON", "*.Struct", "marshmallow.*", "cerberus.*", "voluptuous.*",
	"aws_lambda_powertools.utilities.validation*", "aws_lambda_powertools.utilities.parser*", "ajv*", "joi*", "yup*", "zod*", "express-validator*", "class-validator*",
	"@middy/validator*", "@aws-lambda-powertools/parser*", "io-ts*", "superstruct*", "valibot*",
})

// unvalidated notes a function that takes what a request says and uses it for something of consequence, with nothing that
// holds it to a form: no schema, and no test of it.
func (r *search) unvalidated(operations []sdk.Operation, add noter) {
	h := r.trace.Handler
	if h == nil || h.Module == nil || r.validates() {
		return
	}
	named := map[*term.Call]string{}
	for _, o := range operations {
		named[o.Call] = o.Service + "." + o.Name
	}
	var parts []string
	into := ""
	for _, c := range r.trace.Calls {
		if r.answers = r.of.Speaks(term.LanguageOf(c)); r.answers == nil {
			continue
		}
		name := named[c]
		if name == "" && r.matters(c) {
			name = term.Shown(term.Names(c.Callee))
		}
		if name == "" || !slices.ContainsFunc(term.Arguments(c), r.of.Holds) {
			continue
		}
		w := r.of.Whence("input", c)
		looked := r.lookedAt(w, c.Guards)
		for _, v := range term.Arguments(c) {
			for _, from := range w.Origins(v) {
				part := strings.Join(from.Part(), ".")
				if !from.ComesIn() || !ofRequest(from.Part()) || slices.Contains(parts, part) || slices.ContainsFunc(looked, func(s string) bool { return related(s, part) }) {
					continue
				}
				parts = append(parts, part)
				if into == "" {
					into = name
				}
			}
		}
	}
	if len(parts) > 0 {
		add("input", h.Span, listed(parts)+into+": no schema and no test of the form is on the way", model.FlowTentative)
	}
}

// consequence are the families whose sinks do something outside of the function with what they get.
var consequence = term.SetOf([]string{"sql", "nosql", "command", "code", "path", "ssrf", "ldap", "mail", "deserialisation"})

// matters is whether a call is a sink that does something outside of the function.
func (r *search) matters(c *term.Call) bool {
	return slices.ContainsFunc(term.Names(c.Callee), func(name string) bool {
		return slices.ContainsFunc(r.tables.Sinks[term.LastName(name)], func(e rulebook.Entry) bool {
			return consequence[e.Family.Name] && e.Sink.In(term.LanguageOf(c)) && term.Fits(e.Pattern, name) && rulebook.Applies(e.Sink, c)
		})
	})
}

// ofRequest is whether a part of an event is one that a caller writes as he likes.
func ofRequest(part []string) bool {
	return len(part) > 0 && slices.Contains([]string{"body", "querystringparameters", "rawquerystring"}, strings.ToLower(part[0]))
}

// related is whether one part of an event is the other, or within it.
func related(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

// lookedAt are the parts of the event whose form is tested on the way: a comparison, a question; not whether there is one,
// and not a digest of it.
func (r *search) lookedAt(w *taint.Walk, gs []term.Guard) []string {
	var out []string
	seen := map[term.Value]bool{}
	var look func(v term.Value, deep bool)
	look = func(v term.Value, deep bool) {
		if v == nil || seen[v] || !r.of.Holds(v) {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *term.Input, *term.Item, *term.Member:
			if deep {
				for _, from := range w.Origins(v) {
					out = append(out, strings.Join(from.Part(), "."))
				}
			}
			return
		case *term.Combined:
			if (x.How == "==" || x.How == "!=") && slices.ContainsFunc(x.Of, term.IsNull) || x.How == "in" && len(x.Of) == 2 && r.of.Holds(x.Of[1]) {
				return // whether there is one
			}
			deep = deep || x.How != "not" && x.How != "and" && x.How != "or"
		case *term.Result:
			called := term.Names(x.Call.Callee)
			if strings.HasPrefix(called[0], "crypto") || strings.HasPrefix(called[0], "hmac") || strings.HasPrefix(called[0], "hashlib") {
				return
			}
			deep = deep || !rulebook.Documents.Has(called) && !rulebook.Keeps[term.LastName(called[0])]
		}
		for _, p := range term.PartsOf(v) {
			look(p, deep)
		}
	}
	for _, g := range gs {
		look(g.Test, false)
	}
	return out
}

// listed says of the first few of a list that they go into something.
func listed(parts []string) string {
	const most = 3
	if len(parts) > most {
		parts = append(slices.Clone(parts[:most]), "more")
	}
	if len(parts) == 1 {
		return parts[0] + " of a request goes into "
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1] + " of a request go into "
}

// validates is whether something in a function holds what comes in to a schema.
func (r *search) validates() bool {
	for _, c := range r.trace.Calls {
		called := term.Names(c.Callee)
		if validators.Has(called) && !rulebook.Documents.Has(called) && !strings.HasPrefix(called[0], "url") && !strings.HasPrefix(called[0], "path") {
			return true
		}
		if slices.ContainsFunc(term.Arguments(c), func(v term.Value) bool {
			o, ok := v.(*term.Object)
			return ok && term.Field(o, "schema") != nil
		}) {
			return true
		}
	}
	for class := range r.trace.Classes {
		if slices.ContainsFunc(class.Bases, taint.IsModel) {
			return true
		}
	}
	return r.typedEntry(r.trace.Handler)
}

// typedEntry is whether what a handler gets is said by a model.
func (r *search) typedEntry(f *ir.Function) bool {
	return slices.ContainsFunc(f.Params, func(p ir.Parameter) bool {
		return p.Variable != nil && taint.ClassOf(p.Variable.Type) != nil && slices.ContainsFunc(taint.ClassOf(p.Variable.Type).Bases, taint.IsModel)
	})
}
