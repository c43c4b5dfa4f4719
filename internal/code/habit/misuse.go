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

// misused notes what is weak of one kind in a call.
func (r *search) misused(m *rulebook.Misuse, c *term.Call, called []string, operations []sdk.Operation, add noter) {
	for i := range m.Weak {
		w := &m.Weak[i]
		weak := r.isWeak(w, c, called)
		unset := !weak && m.Family == "tls" && r.isWeakUnset(w, c, called)
		if !weak && !unset || c.Initial && !r.used(c) && !forAll(c) || m.Family == "token" && (r.verified(c) || !r.presented(term.FirstOf(c), term.CalledOn(c))) || m.Family == "timeout" && r.limited(c) {
			continue
		}
		says := m.Says
		if w.Says != "" {
			says = w.Says
		}
		switch {
		case m.Family == "tls" && nearby(term.Arguments(c), 0):
		case unset:
			add(m.Family, c.At, term.Shown(called)+" "+m.Says+", unless the environment says otherwise", model.FlowTentative)
		case m.Family == "tls" && (r.opted(c.Guards) || term.ArgumentAt(c, "ssl_assert_fingerprint") != nil):
			add(m.Family, c.At, term.Shown(called)+" "+m.Says, model.FlowTentative)
		case m.Family == "tls" && r.of.Outline(c.Within).Certified:
			add(m.Family, c.At, term.Shown(called)+" "+m.Says+"; the certificate itself is looked at", model.FlowTentative)
		case m.Family == "token":
			r.believed(term.FirstOf(c), c, term.Shown(called)+" "+m.Says, operations, add)
		case !w.Secret || r.forSecret(c):
			add(m.Family, c.At, term.Shown(called)+" "+says)
		case m.Family == "random" && r.namesObject(c):
			add(m.Family, c.At, term.Shown(called)+" "+says+": it is the id of what is stored", model.FlowTentative)
		}
	}
	for _, o := range m.Objects {
		for _, v := range append(term.Arguments(c), term.CalledOn(c)) {
			switch at, sure := weakIn(v, o, 0); {
			case at.File == nil:
			case !sure || r.opted(c.Guards) || r.calledOtherwise(c, o) || r.of.Outline(c.Within).Certified:
				add(m.Family, at, o.Type+"."+o.Field+" "+m.Says, model.FlowTentative)
			default:
				add(m.Family, at, o.Type+"."+o.Field+" "+m.Says)
			}
		}
	}
}

// ofVerification are names of settings that say whether who answers is looked at.
var ofVerification = regexp.MustCompile(`(?i)insecure|self_?signed|fingerprint|skip_?(?:tls|ssl|cert)?_?verif|no_?verify|(?:^|[_.-])(?:tls|ssl|verify)(?:[_.-]|$)|(?-i:Tls|TLS|Ssl|SSL|Verify)(?-i:[A-Z]|$)`)

// opted is whether something is done only where the environment, or a setting with such a name that is not the caller's, asks for it.
func (r *search) opted(guards []term.Guard) bool {
	var in func(v term.Value, depth int) bool
	in = func(v term.Value, depth int) bool {
		if depth > 4 {
			return false
		}
		if c, ok := v.(*term.Combined); ok {
			return slices.ContainsFunc(c.Of, func(of term.Value) bool { return in(of, depth+1) })
		}
		return slices.ContainsFunc(term.Alternatives(v), func(o term.Value) bool { return ofVerification.MatchString(term.LastPart(o)) && !r.of.Holds(o) })
	}
	return asked(guards) || slices.ContainsFunc(guards, func(g term.Guard) bool { return in(g.Test, 0) })
}

// isWeak is whether a call is weak in one way.
func (r *search) isWeak(w *rulebook.WeakCall, c *term.Call, called []string) bool {
	return r.weakWhere(w, c, called, func(s *rulebook.Sink) bool { return rulebook.Applies(s, c) })
}

func (r *search) weakWhere(w *rulebook.WeakCall, c *term.Call, called []string, applies func(*rulebook.Sink) bool) bool {
	if len(w.Languages) > 0 && !slices.Contains(w.Languages, term.LanguageOf(c)) || !w.Patterns.Has(called) || w.Exceptions.Has(called) {
		return false
	}
	for _, when := range w.When {
		if !applies(&rulebook.Sink{When: when}) {
			return false
		}
	}
	return true
}

// used is whether what a call answered while the module was loaded is used when the function runs, or what it set something of.
func (r *search) used(c *term.Call) bool {
	if of, ok := term.CalledOn(c).(*term.Result); ok && term.LastName(term.Names(c.Callee)[0]) == "=" {
		return r.used(of.Call)
	}
	var in func(v term.Value, depth int) bool
	in = func(v term.Value, depth int) bool {
		if v == nil || depth > 6 {
			return false
		}
		if result, ok := v.(*term.Result); ok && result.Call == c {
			return true
		}
		return slices.ContainsFunc(term.PartsOf(v), func(p term.Value) bool { return in(p, depth+1) })
	}
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		return !other.Initial && (in(term.CalledOn(other), 0) || slices.ContainsFunc(term.Arguments(other), func(v term.Value) bool { return in(v, 0) }))
	})
}

// weakIn looks for a weak object in a value, and whether it is that one for sure: of several, another may be taken.
func weakIn(v term.Value, o rulebook.WeakObject, depth int) (at ir.Span, sure bool) {
	if depth > 4 {
		return ir.Span{}, false
	}
	switch x := v.(type) {
	case *term.Object:
		if t, ok := x.Type.(*term.Extern); ok && term.ExternName(t) == o.Type && !slices.ContainsFunc(o.Unless, func(n string) bool { return term.Field(x, n) != nil }) {
			if s, _ := term.Written(term.Field(x, o.Field)); s == o.Is {
				return x.At, true
			}
		}
		for _, n := range x.Names {
			if at, sure := weakIn(x.Fields[n], o, depth+1); at.File != nil {
				return at, sure
			}
		}
	case *term.OneOf:
		var others int
		for _, option := range x.Options {
			one, is := weakIn(option, o, depth+1)
			switch {
			case one.File != nil:
				at, sure = one, is
			case !isNothing(option):
				others++
			}
		}
		return at, sure && others == 0
	case *term.Member:
		return weakIn(x.Of, o, depth+1)
	}
	return ir.Span{}, false
}

// calledOtherwise is whether the same call may be one of an object that is not weak: it is then made of each that its value
// may be.
func (r *search) calledOtherwise(c *term.Call, o rulebook.WeakObject) bool {
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		if other == c || other.At != c.At {
			return false
		}
		return !slices.ContainsFunc(append(term.Arguments(other), term.CalledOn(other)), func(v term.Value) bool { at, _ := weakIn(v, o, 0); return at.File != nil })
	})
}

// forAll is whether what a call does while the module is loaded is for everything that the function does: it sets something
// of the language or of the process, or of an object that is used later.
func forAll(c *term.Call) bool {
	called := term.Names(c.Callee)[0]
	return strings.HasPrefix(called, "process.") && term.LastName(called) == "=" || called == "ssl.="
}

// forSecret is whether a call makes or keeps a secret: what it is given, the function it stands in, or what is made of its
// answer has the name of one.
func (r *search) forSecret(c *term.Call) bool {
	text := r.of.Outline(c.Within)
	v := text.Variables[c.At]
	if v != nil && measures(v.Name) || r.chances(c) || r.prescribed(c) {
		return false
	}
	if c.Within != nil && secretName(c.Within.Name) && makes(c.Within.Name) {
		return true
	}
	if v != nil && (secretName(v.Name) || secretName(text.Keys[v])) {
		return true
	}
	if slices.ContainsFunc(term.Arguments(c), func(v term.Value) bool { return holdsSecret(v, 0) }) {
		return true
	}
	return r.secrets()[c] || r.fed(c)
}

// measures is whether a name is that of a number about something, not of the thing: how long a password is.
func measures(name string) bool {
	lower := strings.ToLower(name)
	return slices.ContainsFunc([]string{"length", "len", "size", "count", "index", "delay", "jitter", "backoff", "timeout"}, func(s string) bool { return strings.HasSuffix(lower, s) })
}

// spread is whether a name is that of a part of a table or of a list over which things are spread evenly: nobody is kept out by it.
func spread(name string) bool {
	lower := strings.ToLower(name)
	return strings.Contains(lower, "shard") || strings.Contains(lower, "partition")
}

// namesObject is whether what a call answers becomes a part of the id of something that is stored: who guesses it has the
// name of it.
func (r *search) namesObject(c *term.Call) bool {
	var in func(v term.Value, depth int) bool
	in = func(v term.Value, depth int) bool {
		if v == nil || depth > 4 {
			return false
		}
		if result, ok := v.(*term.Result); ok && result.Call == c {
			return true
		}
		return slices.ContainsFunc(term.PartsOf(v), func(p term.Value) bool { return in(p, depth+1) })
	}
	for _, list := range r.stores {
		for _, o := range list {
			values, _ := o.At("Item")
			for _, v := range values {
				item, ok := v.(*term.Object)
				if ok && slices.ContainsFunc(item.Names, func(n string) bool {
					return strings.HasSuffix(strings.ToLower(n), "id") && !spread(n) && in(item.Fields[n], 0)
				}) {
					return true
				}
			}
		}
	}
	return false
}

// fed is whether a digest that a call begins is given a secret afterwards: createHash("md5").update(password).
func (r *search) fed(c *term.Call) bool {
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		m, ok := other.Callee.(*term.Member)
		if !ok || m.Name != "update" && m.Name != "Write" {
			return false
		}
		of, ok := m.Of.(*term.Result)
		return ok && of.Call == c && slices.ContainsFunc(term.Arguments(other), func(v term.Value) bool { return holdsSecret(v, 0) })
	})
}

// secrets are the calls whose answers are put where the name is that of a secret.
func (r *search) secrets() map[*term.Call]bool {
	if r.kept != nil {
		return r.kept
	}
	r.kept = map[*term.Call]bool{}
	seen, marked := map[term.Value]bool{}, map[term.Value]bool{}
	under := func(v term.Value) { r.within(v, marked, 0) }
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		if v == nil || seen[v] || depth > 2*term.MaxName {
			return
		}
		seen[v] = true
		if o, ok := v.(*term.Object); ok {
			for _, n := range o.Names {
				if secretName(n) {
					under(o.Fields[n])
				}
			}
		}
		for _, p := range term.PartsOf(v) {
			look(p, depth+1)
		}
	}
	for _, c := range r.trace.Calls {
		into := intoSecret(c)
		for _, a := range c.Args {
			if into || secretName(a.Name) {
				under(a.Value)
			}
			look(a.Value, 0)
		}
	}
	for _, a := range r.trace.Answers {
		look(a.Value, 0)
	}
	return r.kept
}

// within notes all calls in what is a secret.
func (r *search) within(v term.Value, marked map[term.Value]bool, depth int) {
	if v == nil || marked[v] || depth > 2*term.MaxName {
		return
	}
	marked[v] = true
	result, ok := v.(*term.Result)
	if ok {
		r.kept[result.Call] = true
	}
	if ok && (r.answeredElsewhere(result.Call) || signs(v)) {
		return // of what is signed the signature is the secret
	}
	for _, p := range term.PartsOf(v) {
		r.within(p, marked, depth+1)
	}
}

// intoSecret is whether a call writes to a file that has the name of a secret.
func intoSecret(c *term.Call) bool {
	m, ok := c.Callee.(*term.Member)
	if !ok || !strings.HasPrefix(strings.ToLower(m.Name), "write") {
		return false
	}
	file, ok := m.Of.(*term.Result)
	if !ok || len(file.Call.Args) == 0 {
		return false
	}
	switch term.LastName(term.Names(file.Call.Callee)[0]) {
	case "open", "createWriteStream", "OpenFile", "Create":
		path, _ := term.Written(file.Call.Args[0].Value)
		return secretName(path)
	}
	return false
}

// secretWords are the words in names of what nobody else may know.
var secretWords = []string{"password", "passwd", "passphrase", "secret", "token", "session", "otp", "pin", "apikey", "nonce", "salt", "credential", "signature", "cookie"}

// marks are what words of a name are joined with.
var marks = strings.NewReplacer("_", "", "-", "")

// oneWord is a name in lower case, as one word.
func oneWord(name string) string { return strings.ToLower(marks.Replace(name)) }

// secretName is whether a name is that of a secret.
func secretName(name string) bool {
	plain := oneWord(name)
	return !isPlacing(plain) && !tellsOf(name) && slices.ContainsFunc(secretWords, func(w string) bool {
		if len(w) <= 3 {
			return plain == w || strings.HasSuffix(strings.ToLower(name), "_"+w)
		}
		return strings.Contains(plain, w)
	})
}

// holdsSecret is whether a value is a part of the event, or of a document, whose name is that of a secret.
func holdsSecret(v term.Value, depth int) bool {
	if v == nil || depth > term.MaxName {
		return false
	}
	switch x := v.(type) {
	case *term.Input:
		return len(x.Path) > 0 && secretName(x.Path[len(x.Path)-1])
	case *term.Item:
		k, ok := term.Written(x.Key)
		return ok && secretName(k)
	case *term.Member:
		if secretName(x.Name) {
			return true
		}
	case *term.Environment:
		return secretName(x.Name)
	}
	return slices.ContainsFunc(term.PartsOf(v), func(p term.Value) bool { return holdsSecret(p, depth+1) })
}
