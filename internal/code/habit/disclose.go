package habit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// privateWords are the words in names of what does not belong into a log: what nobody else may know, and what is about a
// person.
var privateWords = []string{
	"password", "passwd", "passphrase", "secret", "token", "authorization", "apikey", "cardnumber", "creditcard", "cvv", "cvc", "pin", "ssn", "iban",
	"diagnosis", "pan", "card", "privatekey",
}

// privateName is whether a name is that of something private.
func privateName(name string) bool {
	plain := oneWord(name)
	return !isPlacing(plain) && !tellsOf(name) && slices.ContainsFunc(privateWords, func(w string) bool {
		if len(w) <= 4 {
			return plain == w
		}
		return strings.Contains(plain, w)
	})
}

// logs are the calls that write logs, structured ones too.
var logs = term.NewPatterns([]string{
	"logging*.debug", "logging*.info", "logging*.warning", "logging*.error", "logging*.exception", "logging*.critical", "print",
	"aws_lambda_powertools*.info", "aws_lambda_powertools*.debug", "aws_lambda_powertools*.warning", "aws_lambda_powertools*.error", "aws_lambda_powertools*.append_keys",
	"structlog*.info", "structlog*.error", "loguru*.info", "console.log", "console.info", "console.warn", "console.error", "console.debug",
	"@aws-lambda-powertools/logger*.info", "@aws-lambda-powertools/logger*.debug", "@aws-lambda-powertools/logger*.error", "pino*.info", "pino*.error", "winston*.info",
	"winston*.error", "log.Print", "log.Println", "log.Printf", "fmt.Println", "fmt.Printf", "log/slog.Info", "log/slog.Debug", "log/slog.Error", "log/slog.Warn",
	"log/slog.*.Info",
})

// disclosed notes what is private and written to a log, or kept as it is.
func (r *search) disclosed(c *term.Call, called []string, add noter) {
	if logs.Has(called) {
		for _, a := range c.Args {
			if name := r.private(a.Value, 0); name != "" && !isErrorAt(c, a.Value) {
				add("logged", c.At, name+" is written to the log by "+term.Shown(called))
				return
			}
		}
		return
	}
	for _, o := range r.stores[c] {
		for _, ch := range rulebook.ChannelsOf(o.Service + "." + o.Name) {
			values, _ := o.At(ch.Member)
			for _, v := range values {
				if name := r.privateField(v, 0); name != "" {
					add("stored", c.At, name+" is kept as it is by "+o.Service+"."+o.Name)
					return
				}
			}
		}
	}
	if (rulebook.Encoders.Has(called) || rulebook.Documents.Has(called)) && !signers.Has(called) {
		return // what is answered, or a message
	}
	r.credentials(c, called, add)
}

func isString(v term.Value) bool {
	c, ok := v.(*term.Constant)
	return ok && c.Kind == ir.String
}

// private is the name of something private that a value writes out, "" for none. What hashes, masks or counts does not.
func (r *search) private(v term.Value, depth int) string {
	if v == nil || depth > term.MaxName || r.placing[v] {
		return ""
	}
	depth++
	if name := r.documentsWithPrivate()[v]; name != "" {
		return name
	}
	switch x := v.(type) {
	case *term.Input:
		if n := len(x.Path); n > 0 && privateName(x.Path[n-1]) {
			return x.Path[n-1]
		}
		return ""
	case *term.Item:
		k, ok := term.Written(x.Key)
		if ok && privateName(k) && r.ofData(x.Of) {
			return k
		}
		if k == "Value" { // of a parameter
			return r.ofSecret(x.Of)
		}
		if of, ok := x.Of.(*term.Result); ok && k != "0" { // which is the scheme
			return r.private(withoutScheme(of.Call), depth)
		}
		return ""
	case *term.Member:
		if privateName(x.Name) && r.ofData(x.Of) {
			return x.Name
		}
		return r.ofSecret(x.Of)
	case *term.Combined:
		if term.Computed(x) || x.How == "slice" {
			return ""
		}
	case *term.Result:
		if what, is := r.privateAnswer(x.Call, depth); is {
			return what
		}
	}
	for _, p := range term.PartsOf(v) {
		if name := r.private(p, depth); name != "" {
			return name
		}
	}
	return ""
}

// secretAnswer is what of a secret a call answers, "" for none.
func (r *search) secretAnswer(c *term.Call, name string) string {
	o, read := r.of.Read(c)
	switch {
	case read && o.Service == "ssm" && decrypted(o), strings.Contains(name, "get_secret_value"), strings.Contains(term.LastName(name), "getSecret"):
		return "a secret"
	case name == "jwt.encode", name == "jsonwebtoken.sign":
		return "a token"
	}
	return ""
}

// decrypted is whether a parameter is asked for that is kept encrypted: others are settings (AWS Systems Manager API Reference,
// GetParameter, "WithDecryption"). Some ask so for all of them, and then the name tells.
func decrypted(o sdk.Operation) bool {
	values, _ := o.At("WithDecryption")
	if !slices.ContainsFunc(values, func(v term.Value) bool { s, known := term.Written(v); return !known || s == "true" }) {
		return false
	}
	named, _ := o.At("Name")
	return len(named) == 0 || slices.ContainsFunc(named, func(v term.Value) bool {
		switch v.(type) {
		case *term.Constant, *term.Text, *term.Environment:
			return namesSecret.MatchString(term.Print(v))
		}
		return true
	})
}

// namesSecret are words in names of parameters that are secrets.
var namesSecret = regexp.MustCompile(`(?i)secret|passw|passphrase|pwd|token|key|credential|dsn|connection`)

// writing are functions whose answer shows what they are given.
var writing = term.SetOf([]string{"format", "join", "concat", "inspect", "Sprintf", "Sprint", "Sprintln", "copy", "dict", "items", "values", "pformat", "entries", "model_dump"})

// privateAnswer is what of something private a call answers that gives no more than that; false for one that shows what it is
// given.
func (r *search) privateAnswer(c *term.Call, depth int) (string, bool) {
	called := term.Names(c.Callee)
	last := term.LastName(called[0])
	if what := r.secretAnswer(c, called[0]); what != "" {
		return what, true
	}
	if of := withoutScheme(c); of != nil {
		return r.private(of, depth), true
	}
	if of := term.CalledOn(c); taking[last] { // an entry of what it is called on
		if key, ok := term.Written(term.FirstOf(c)); ok && privateName(key) && r.ofData(of) {
			return key, true
		}
		return "", true
	}
	shows := writing[last] || rulebook.Encoders.Has(called) || rulebook.Documents.Has(called) || r.answers.Alike.Has(called)
	return "", !shows || tokenReaders.Has(called) || r.answers.Clean.Has(called) || rulebook.Replacing[last]
}

// withoutScheme is the header of credentials of which a call leaves all but the name of the scheme (RFC 9110, 11.4), nil for
// another call.
func withoutScheme(c *term.Call) term.Value {
	m, _ := c.Callee.(*term.Member)
	subject, asked := term.Receiver(c, m)
	what, _ := term.Written(asked)
	switch term.LastName(term.Names(c.Callee)[0]) {
	case "replace", "removeprefix", "TrimPrefix":
		if strings.HasPrefix(strings.ToLower(what), "bearer") {
			return subject
		}
	case "slice", "substring", "substr":
		if what == "7" {
			return subject
		}
	case "split", "Split":
		if strings.HasSuffix(what, " ") {
			return subject
		}
	}
	return nil
}

// taking are methods that answer a part of what they are called on, whatever they are given.
var taking = term.SetOf([]string{"get", "pop"})

// ofData is whether a value is of what comes in, of what was read back or of a secret's text: not of what a call of the
// provider says about its own.
func (r *search) ofData(v term.Value) bool {
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Item:
			v = x.Of
		case *term.Member:
			v = x.Of
		case *term.Result:
			if _, read := r.of.Read(x.Call); read || rulebook.Documents.Has(term.Names(x.Call.Callee)) {
				return true
			}
			name := term.Names(x.Call.Callee)[0]
			if strings.Contains(name, "get_secret_value") || strings.Contains(name, "get_parameter") || strings.Contains(strings.ToLower(name), "secret") || strings.HasSuffix(name, ".send") {
				return true
			}
			m, ok := x.Call.Callee.(*term.Member)
			if !ok || !rulebook.Keeps[m.Name] {
				return r.of.Holds(v)
			}
			v = m.Of
		default:
			return r.of.Holds(v)
		}
	}
	return false
}

// privateField is the name of an entry that is private and holds what came in as it is.
func (r *search) privateField(v term.Value, depth int) string {
	if v == nil || depth > term.MaxName {
		return ""
	}
	if o, ok := v.(*term.Object); ok {
		for _, n := range o.Names {
			if of := o.Fields[n]; privateName(n) && !keptSafely(n) && r.of.Holds(of) && r.plainly(of, 0) {
				return n
			}
		}
	}
	if x, ok := v.(*term.Result); ok && r.answeredElsewhere(x.Call) {
		return ""
	}
	for _, p := range term.PartsOf(v) {
		if name := r.privateField(p, depth+1); name != "" {
			return name
		}
	}
	return ""
}

// answeredElsewhere is whether what a call answers is made by somebody else: it is not what the call was given.
func (r *search) answeredElsewhere(c *term.Call) bool {
	_, read := r.of.Read(c)
	return read || len(r.stores[c]) > 0 || r.answers.Elsewhere.Has(term.Names(c.Callee))
}

// keptSafely is whether the name of an entry says that what stands there is a token or something made of the private thing.
func keptSafely(name string) bool {
	lower := strings.ToLower(name)
	return slices.ContainsFunc([]string{"token", "hash", "digest", "encrypted", "masked"}, func(w string) bool { return strings.Contains(lower, w) })
}

// plainly is whether a value holds a part of the event as it came.
func (r *search) plainly(v term.Value, depth int) bool {
	if v == nil || depth > term.MaxName {
		return false
	}
	switch x := v.(type) {
	case *term.Input:
		return true
	case *term.Combined:
		if term.Computed(x) || x.How == "slice" {
			return false
		}
	case *term.Result:
		called := term.Names(x.Call.Callee)
		if r.answers.Clean.Has(called) || !rulebook.Documents.Has(called) && !r.answers.Alike.Has(called) {
			return false
		}
	}
	return slices.ContainsFunc(term.PartsOf(v), func(p term.Value) bool { return r.plainly(p, depth+1) })
}

// caught is what the evaluation says of an error that was caught.
const caught = "it is the error that was caught"

// answeredErrors notes answers that hold an error or where it was raised.
func (r *search) answeredErrors(add noter) {
	for i := range r.trace.Answers {
		a := &r.trace.Answers[i]
		if slices.ContainsFunc(a.Guards, isOwnError) {
			continue
		}
		for _, v := range term.Alternatives(a.Value) {
			if l, ok := v.(*term.List); ok && l.Kind == ir.Tuple && len(l.Items) == 2 {
				v = l.Items[0] // of Go: without the error that the platform gets
			}
			if what := r.errorIn(v, 0); what != "" && !toDeployment(v) {
				at := a.At
				if o, ok := v.(*term.Object); ok && o.At.File != nil {
					at = o.At
				}
				sure := model.FlowCertain
				if o, ok := v.(*term.Object); ok && term.Field(o, "statusCode") == nil && term.Field(o, "StatusCode") == nil {
					sure = model.FlowFirm // it need not be a request that is answered
				}
				add("error", at, what+" is answered to the caller", sure)
			}
		}
	}
}

// toDeployment is whether an answer is one to CloudFormation: of a custom resource it has an id (AWS CDK API Reference,
// "custom-resources.Provider"; AWS CloudFormation User Guide, "Custom resource response objects").
func toDeployment(v term.Value) bool {
	o, ok := v.(*term.Object)
	return ok && term.Field(o, "PhysicalResourceId") != nil
}

// isOwnError is whether a test says that an error is one of the application, whose text is its author's.
func isOwnError(g term.Guard) bool {
	t, ok := g.Test.(*term.Combined)
	if !ok || t.How != "instanceof" || !g.Holds || len(t.Of) != 2 {
		return false
	}
	_, ok = t.Of[1].(*term.Class)
	return ok
}

// errorIn is what of an error a value holds, "" for nothing. What holds none is remembered, from how deep on: values share parts.
func (r *search) errorIn(v term.Value, depth int) string {
	if v == nil || depth > term.MaxName {
		return ""
	}
	if from, asked := r.faultless[v]; asked && from <= depth {
		return ""
	}
	switch x := v.(type) {
	case *term.Unknown:
		if x.Why == caught {
			return "the text of an error"
		}
	case *term.Result:
		if m, ok := x.Call.Callee.(*term.Member); ok && m.Name == "Error" && len(x.Call.Args) == 0 {
			return "the text of an error"
		}
		switch term.Names(x.Call.Callee)[0] {
		case "traceback.format_exc", "traceback.format_exception", "traceback.format_stack", "runtime/debug.Stack":
			return "the stack of an error"
		}
		if e, ok := x.Call.Callee.(*term.Extern); ok && e.Module == "" && (e.Name == "type" || e.Name == "isinstance") {
			return ""
		}
	case *term.Member:
		if u, ok := x.Of.(*term.Unknown); ok && u.Why == caught {
			if x.Name == "stack" || x.Name == "message" {
				return "the " + x.Name + " of an error"
			}
			return ""
		}
	}
	for _, p := range term.PartsOf(v) {
		if what := r.errorIn(p, depth+1); what != "" {
			return what
		}
	}
	r.faultless[v] = depth
	return ""
}

// ofSecret is what of a secret an entry of a value is, "" for nothing: the text of one is an entry of what was answered. An
// entry of another document with something private in it says nothing of that.
func (r *search) ofSecret(v term.Value) string {
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Member:
			v = x.Of
		case *term.Item:
			v = x.Of
		case *term.Result:
			return r.secretAnswer(x.Call, term.Names(x.Call.Callee)[0])
		default:
			return ""
		}
	}
	return ""
}
